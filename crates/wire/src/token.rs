//! Session tokens.

use serde::Serialize;

/// A session token, answered without an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "token")]
pub struct Token {
    /// The token in compact form.
    pub jwt: String,
}

impl Token {
    /// Its JSON. A JWT holds nothing that would have to be escaped, so it is not searched for that.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Self { jwt } = self;
        format!(r#"{{"object":"token","jwt":"{jwt}"}}"#)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_json_is_what_serde_writes() {
        let token = Token { jwt: "eyJh-bGci_Oi.e30.c2ln".to_owned() };
        assert_eq!(token.to_json(), serde_json::to_string(&token).unwrap());
    }
}
