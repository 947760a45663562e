//! Parameters of a request.

use url::form_urlencoded::Serializer;

/// Parameters, named as on the wire.
///
/// ```
/// use nightdesk_client_native::Params;
///
/// let params = Params::identifier("ada@example.com").with("locale", "en-GB");
/// let same = Params::from([("identifier", "ada@example.com"), ("locale", "en-GB")]);
/// assert_eq!(params, same);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// No parameters.
    #[must_use]
    pub fn new() -> Params {
        Params::default()
    }

    /// For a sign-in by password in one step.
    #[must_use]
    pub fn password(identifier: &str, password: &str) -> Params {
        [("strategy", "password"), ("identifier", identifier), ("password", password)].into()
    }

    /// For a sign-in that only says who wants in: an e-mail address, a phone number or a username.
    #[must_use]
    pub fn identifier(identifier: &str) -> Params {
        [("identifier", identifier)].into()
    }

    /// For a sign-in with a ticket that a backend made.
    #[must_use]
    pub fn ticket(ticket: &str) -> Params {
        [("strategy", "ticket"), ("ticket", ticket)].into()
    }

    /// For an attempt with a code that was sent: `email_code`, `phone_code`, `totp` and others.
    #[must_use]
    pub fn code(strategy: &str, code: &str) -> Params {
        [("strategy", strategy), ("code", code)].into()
    }

    /// These and one more.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Params {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn encode(&self) -> String {
        Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}

/// Names only: values may be passwords.
impl std::fmt::Debug for Params {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Params {
    fn from(pairs: [(&str, &str); N]) -> Params {
        Params(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
    }
}

impl From<()> for Params {
    fn from((): ()) -> Params {
        Params::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_and_never_shown() {
        let params = Params::password("ada@example.com", "a&b c");
        assert_eq!(params.encode(), "strategy=password&identifier=ada%40example.com&password=a%26b+c");
        assert!(!format!("{params:?}").contains("a&b"));
    }
}
