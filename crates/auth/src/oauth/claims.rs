//! From what a provider says about a user to who that is.

use serde_json::Value;

use super::Provider;
use crate::{identifier, model::OauthIdentity};

/// Longest text that is kept of what a provider says.
const MAX_CHARS: usize = 256;
const MAX_URL_BYTES: usize = 2048;

/// Who the user is, by the claims of an `id_token` or the answer of the user info endpoint. `None` without an id.
#[must_use]
pub fn identity(provider: &Provider<'_>, said: &Value) -> Option<OauthIdentity> {
    let claims = provider.claims();
    let at = |pointer: &str| if pointer.is_empty() { None } else { said.pointer(pointer) };
    let text = |pointer: &str| at(pointer).and_then(Value::as_str).and_then(clean);
    let subject = match at(claims.subject)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    if subject.is_empty() || subject.len() > MAX_CHARS || subject.contains(char::is_control) {
        return None;
    }
    let email_address =
        text(claims.email_address).filter(|address| identifier::email_address(address).is_ok());
    let (mut first_name, mut last_name) = (text(claims.first_name), text(claims.last_name));
    if first_name.is_none()
        && last_name.is_none()
        && let Some(name) = text(claims.name)
    {
        let (first, last) = name.split_once(' ').unwrap_or((name.as_str(), ""));
        (first_name, last_name) = (clean(first), clean(last));
    }
    let image_url = at(claims.image_url).and_then(Value::as_str);
    Some(OauthIdentity {
        provider: provider.provider.to_owned(),
        subject,
        email_address_verified: email_address.as_ref().and(verified(at, claims.email_verified)),
        email_address,
        first_name,
        last_name,
        username: text(claims.username),
        image_url: image_url
            .filter(|url| url.starts_with("https://") && url.len() <= MAX_URL_BYTES)
            .map(str::to_owned),
        tokens: None,
    })
}

/// The best address of a list as GitHub has it: the verified primary one, else any verified one.
#[must_use]
pub fn address_of_list(list: &Value) -> Option<String> {
    let is = |entry: &Value, name: &str| entry.get(name).and_then(Value::as_bool) == Some(true);
    let verified = || list.as_array().into_iter().flatten().filter(|entry| is(entry, "verified"));
    let best = verified().find(|entry| is(entry, "primary")).or_else(|| verified().next())?;
    let address = best.get("email")?.as_str()?;
    identifier::email_address(address).ok().map(str::to_owned)
}

/// What the claim about the address means. Some providers write booleans as texts, and one has a claim that is there
/// only for verified addresses.
fn verified<'v>(at: impl Fn(&str) -> Option<&'v Value>, pointer: Option<&str>) -> Option<bool> {
    match at(pointer?)? {
        Value::Bool(verified) => Some(*verified),
        Value::String(text) if text.contains('@') => Some(true),
        Value::String(text) => Some(text == "true" || text == "1"),
        Value::Number(number) => Some(number.as_i64() == Some(1)),
        _ => None,
    }
}

fn clean(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_control()).take(MAX_CHARS).collect();
    let text = text.trim();
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::{Secret, SocialConnection};

    fn read(provider: &'static str, said: Value) -> Option<OauthIdentity> {
        let connection = SocialConnection {
            enabled: true,
            client_id: String::new(),
            client_secret: Secret::new(""),
            name: None,
            scopes: Vec::new(),
            endpoints: None,
        };
        identity(&Provider::new(provider, &connection).unwrap(), &said)
    }

    #[test]
    fn each_provider_has_its_own_words_for_the_same() {
        let google = read(
            "google",
            json!({"sub": "7", "email": "ada@example.com", "email_verified": true, "given_name": "Ada",
                "family_name": "Lovelace", "picture": "https://img.example.com/7"}),
        )
        .unwrap();
        assert_eq!(google.verified_address(), Some("ada@example.com"));
        assert_eq!(
            (google.first_name.as_deref(), google.last_name.as_deref()),
            (Some("Ada"), Some("Lovelace"))
        );
        assert_eq!(google.image_url.as_deref(), Some("https://img.example.com/7"));
        let github =
            read("github", json!({"id": 7, "login": "ada", "name": "Ada", "email": "any@example.com"}));
        let github = github.unwrap();
        assert_eq!((github.subject.as_str(), github.username.as_deref()), ("7", Some("ada")));
        assert_eq!(github.email_address, None, "the profile's address is only typed in");
        let apple = read("apple", json!({"sub": "7", "email": "a@b.cd", "email_verified": "true"})).unwrap();
        assert_eq!(apple.verified_address(), Some("a@b.cd"));
        let x =
            read("x", json!({"data": {"id": "7", "confirmed_email": "a@b.cd", "name": "Ada L"}})).unwrap();
        assert_eq!((x.verified_address(), x.last_name.as_deref()), (Some("a@b.cd"), Some("L")));
        let discord = read("discord", json!({"id": "7", "email": "a@b.cd", "verified": false})).unwrap();
        assert_eq!((discord.verified_address(), discord.email_address_verified), (None, Some(false)));
    }

    #[test]
    fn an_address_that_a_tenant_may_have_made_up_is_not_verified() {
        let claims = json!({"sub": "7", "email": "ceo@example.com", "email_verified": true});
        assert_eq!(read("microsoft", claims).unwrap().verified_address(), None);
        let owned = json!({"sub": "7", "email": "ceo@example.com", "xms_edov": true});
        assert_eq!(read("microsoft", owned).unwrap().verified_address(), Some("ceo@example.com"));
    }

    #[test]
    fn without_an_id_nobody_is_identified() {
        for said in [json!({}), json!({"sub": ""}), json!({"sub": null}), json!({"sub": {}}), json!([])] {
            assert_eq!(read("google", said), None);
        }
    }

    #[test]
    fn of_a_list_of_addresses_the_verified_primary_one_counts() {
        let list = json!([
            {"email": "a@b.cd", "verified": true, "primary": false},
            {"email": "c@d.ef", "verified": true, "primary": true},
            {"email": "e@f.gh", "verified": false, "primary": false},
        ]);
        assert_eq!(address_of_list(&list).as_deref(), Some("c@d.ef"));
        assert_eq!(address_of_list(&json!([{"email": "e@f.gh", "verified": false, "primary": true}])), None);
        assert_eq!(address_of_list(&json!({"message": "no"})), None);
    }
}
