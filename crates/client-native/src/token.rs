//! Session tokens.

use std::fmt;

use serde_json::{Value, json};

/// A session token: proof for a backend of who is signed in. It lives a minute.
///
/// `Debug` does not show it, and there is no `Display`: whoever prints it has to say so.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    pub(crate) fn new(jwt: &str) -> SessionToken {
        SessionToken(jwt.to_owned())
    }

    /// The token in compact form, as it goes into `Authorization: Bearer`.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

/// Which token is wanted; by default the active session's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GetToken {
    session: Option<String>,
    template: Option<String>,
    organization: Option<String>,
    skip_cache: bool,
}

impl GetToken {
    /// The active session's own token.
    #[must_use]
    pub fn new() -> GetToken {
        GetToken::default()
    }

    /// Of this session instead of the active one.
    #[must_use]
    pub fn session(mut self, id: impl Into<String>) -> GetToken {
        self.session = Some(id.into());
        self
    }

    /// Made by this template of the instance.
    #[must_use]
    pub fn template(mut self, name: impl Into<String>) -> GetToken {
        self.template = Some(name.into());
        self
    }

    /// For this organization instead of the session's active one; an empty id is for none.
    #[must_use]
    pub fn organization(mut self, id: impl Into<String>) -> GetToken {
        self.organization = Some(id.into());
        self
    }

    /// Minted now, whatever is in storage.
    #[must_use]
    pub fn skip_cache(mut self) -> GetToken {
        self.skip_cache = true;
        self
    }

    /// As a command of the core.
    pub(crate) fn command(&self) -> Value {
        let mut command = json!({"do": "get_token"});
        let texts =
            [("session", &self.session), ("template", &self.template), ("organization", &self.organization)];
        for (name, text) in texts {
            if let Some(text) = text {
                command[name] = text.as_str().into();
            }
        }
        if self.skip_cache {
            command["skip_cache"] = true.into();
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_does_not_show_itself() {
        assert_eq!(format!("{:?}", Some(SessionToken::new("h.p.s"))), "Some(SessionToken(..))");
    }

    #[test]
    fn what_is_not_asked_for_is_not_in_the_command() {
        assert_eq!(GetToken::new().command(), json!({"do": "get_token"}));
        let all = GetToken::new().session("s").template("t").organization("").skip_cache();
        let command = json!({"do": "get_token", "session": "s", "template": "t", "organization": "", "skip_cache": true});
        assert_eq!(all.command(), command);
    }
}
