//! What users may change about themselves.

use nightdesk_wire::time::UnixMs;
use serde_json::Value;

use crate::{
    Refusal,
    contacts::{self, Contacts},
    identifier,
    model::{Settings, User},
    refusal::Field,
};

const MAX_NAME_CHARS: usize = 256;
const MAX_LOCALE_BYTES: usize = 35;
/// Metadata travels in every answer with a user in it.
const MAX_METADATA_BYTES: usize = 8 * 1024;

/// Fields of one form. `None` leaves a field as it is, an empty text clears it.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub username: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub primary_email_address_id: Option<String>,
    pub primary_phone_number_id: Option<String>,
    pub unsafe_metadata: Option<Value>,
}

/// Checks a change that users make themselves: it is of what users have here, and leaves them what they need. What is
/// given as it stands is no change.
///
/// # Errors
/// [`Refusal::Disabled`] for an attribute that users do not have, [`Refusal::LastIdentification`] for the username of
/// somebody who could not sign in without, [`Refusal::Missing`] for another one that every user needs.
pub fn may_change(
    settings: &Settings,
    user: &User,
    contacts: Contacts<'_>,
    change: &Change,
) -> Result<(), Refusal> {
    if change.username.as_ref().is_some_and(String::is_empty) {
        let without = User { username: None, ..user.clone() };
        contacts::keeps_sign_in(settings, (user, contacts), (&without, contacts))?;
    }
    for (presence, given, held, field) in [
        (settings.username, &change.username, &user.username, Field::Username),
        (settings.first_name, &change.first_name, &user.first_name, Field::FirstName),
        (settings.last_name, &change.last_name, &user.last_name, Field::LastName),
    ] {
        let Some(text) = given.as_deref().map(str::trim) else { continue };
        if text.is_empty() && presence.is_required() {
            return Err(Refusal::Missing(field));
        }
        if !text.is_empty() && !presence.is_on() && held.as_deref() != Some(text) {
            return Err(Refusal::Disabled(field));
        }
    }
    Ok(())
}

/// Applies a change to a user with these contacts.
///
/// # Errors
/// What is wrong with a field.
pub fn apply(user: &mut User, contacts: Contacts<'_>, change: Change, now: UnixMs) -> Result<(), Refusal> {
    if let Some(text) = &change.username {
        user.username = if text.is_empty() { None } else { Some(identifier::username(text)?.to_owned()) };
    }
    if let Some(text) = &change.first_name {
        user.first_name = name(text, Field::FirstName)?;
    }
    if let Some(text) = &change.last_name {
        user.last_name = name(text, Field::LastName)?;
    }
    if let Some(wanted) = &change.primary_email_address_id {
        let address = contacts
            .addresses
            .iter()
            .find(|address| address.id.as_str() == wanted && address.is_verified())
            .ok_or(Refusal::Unfit(Field::PrimaryEmailAddressId))?;
        user.primary_email_address_id = Some(address.id.clone());
    }
    if let Some(wanted) = &change.primary_phone_number_id {
        let number = contacts
            .numbers
            .iter()
            .find(|number| number.id.as_str() == wanted && number.is_verified())
            .ok_or(Refusal::Unfit(Field::PrimaryPhoneNumberId))?;
        user.primary_phone_number_id = Some(number.id.clone());
    }
    if let Some(metadata) = change.unsafe_metadata {
        user.unsafe_metadata = metadata;
    }
    user.updated_at = now;
    Ok(())
}

/// A first or last name from a form; `None` for an empty one.
///
/// # Errors
/// [`Refusal::TooLong`], or [`Refusal::Malformed`] if it has control characters.
pub fn name(text: &str, field: Field) -> Result<Option<String>, Refusal> {
    let text = text.trim();
    if text.chars().count() > MAX_NAME_CHARS {
        return Err(Refusal::TooLong { field, max: MAX_NAME_CHARS });
    }
    if text.chars().any(char::is_control) {
        return Err(Refusal::Malformed(field));
    }
    Ok(if text.is_empty() { None } else { Some(text.to_owned()) })
}

/// A language as BCP 47 writes it, such as `en-US`; only its form is checked.
///
/// # Errors
/// [`Refusal::Malformed`].
pub fn locale(text: &str) -> Result<&str, Refusal> {
    let mut tags = text.split('-');
    let language = tags.next().unwrap_or_default();
    let fits = |tag: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let is_language = fits(language, 2..=8) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
    let well_formed = text.len() <= MAX_LOCALE_BYTES && is_language && tags.all(|tag| fits(tag, 1..=8));
    if well_formed { Ok(text) } else { Err(Refusal::Malformed(Field::Locale)) }
}

/// Metadata from a form: the JSON text of an object.
///
/// # Errors
/// [`Refusal::Malformed`] if it is something else or too large.
pub fn metadata(text: &str) -> Result<Value, Refusal> {
    let refused = Refusal::Malformed(Field::UnsafeMetadata);
    if text.len() > MAX_METADATA_BYTES {
        return Err(refused);
    }
    if text.trim().is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    serde_json::from_str(text).ok().filter(Value::is_object).ok_or(refused)
}

/// Merges a patch into the metadata that users write themselves.
///
/// # Errors
/// [`Refusal::Malformed`] if the outcome is too large.
pub fn merge_unsafe_metadata(user: &mut User, patch: &Value, now: UnixMs) -> Result<(), Refusal> {
    crate::metadata::merge(&mut user.unsafe_metadata, patch);
    if user.unsafe_metadata.to_string().len() > MAX_METADATA_BYTES {
        return Err(Refusal::Malformed(Field::UnsafeMetadata));
    }
    user.updated_at = now;
    Ok(())
}

/// Takes the password off.
///
/// # Errors
/// [`Refusal::LastIdentification`] for a user who could not sign in any more.
pub fn remove_password(
    settings: &Settings,
    user: &mut User,
    contacts: Contacts<'_>,
    now: UnixMs,
) -> Result<(), Refusal> {
    let without = User { password_digest: None, password_updated_at: None, ..user.clone() };
    if !contacts::can_sign_in(settings, &without, contacts) {
        return Err(Refusal::LastIdentification);
    }
    *user = without;
    user.updated_at = now;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_a_json_object_of_limited_size() {
        assert_eq!(metadata(r#"{"a":1}"#), Ok(serde_json::json!({"a": 1})));
        assert_eq!(metadata(""), Ok(serde_json::json!({})));
        for text in ["[1]", "1", "{", "null", &format!("{{\"a\":\"{}\"}}", "x".repeat(MAX_METADATA_BYTES))] {
            assert_eq!(metadata(text), Err(Refusal::Malformed(Field::UnsafeMetadata)));
        }
    }

    #[test]
    fn a_locale_is_a_language_and_what_narrows_it() {
        for text in ["en", "en-US", "zh-Hans-CN", "es-419"] {
            assert_eq!(locale(text), Ok(text));
        }
        for text in ["", "e", "en_US", "en-", "1n", "of-no-placeatall", &"en-US".repeat(8)] {
            assert_eq!(locale(text), Err(Refusal::Malformed(Field::Locale)), "{text}");
        }
    }

    #[test]
    fn an_empty_name_clears_it() {
        assert_eq!(name(" ", Field::FirstName), Ok(None));
        assert_eq!(name(" Ada ", Field::FirstName), Ok(Some("Ada".into())));
        assert_eq!(name("a\u{0}", Field::FirstName), Err(Refusal::Malformed(Field::FirstName)));
    }

    #[test]
    fn a_name_that_is_too_long_is_told_how_long_it_may_be() {
        let refusal = Refusal::TooLong { field: Field::LastName, max: 256 };
        assert_eq!(
            name(&"a".repeat(256), Field::LastName).map(|name| name.map(|name| name.len())),
            Ok(Some(256))
        );
        assert_eq!(name(&"a".repeat(257), Field::LastName), Err(refusal));
    }
}
