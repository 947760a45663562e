//! `{{user.first_name || 'friend'}}`: places in claims that are filled in for a user.
//!
//! Operands are paths and texts in single quotes. The first one that is neither `null` nor `false` counts, else the
//! last. A text that is one shortcode and nothing else takes the value as it is; inside of more text, it is written.

use serde_json::Value;
use thiserror::Error;

/// What a path may start with.
const ROOTS: [&str; 4] = ["user", "session", "org", "org_membership"];

/// A shortcode that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ShortcodeError {
    /// `{{` without `}}`.
    #[error("a shortcode begins with `{{{{` and never ends")]
    Open,
    /// Neither a path nor a text in single quotes.
    #[error("`{0}` is neither a path such as `user.id` nor a text in single quotes")]
    Operand(String),
}

/// One piece of a text.
enum Piece<'t> {
    Text(&'t str),
    Code(&'t str),
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, ShortcodeError> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let (code, after) = after.split_once("}}").ok_or(ShortcodeError::Open)?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Code(code));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

/// The operands between `||`; one inside of quotes is text.
fn operands(code: &str) -> Vec<&str> {
    let (mut found, mut start, mut quoted) = (Vec::new(), 0, false);
    let bytes = code.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b'|' if !quoted && index >= start && bytes.get(index + 1) == Some(&b'|') => {
                found.push(code[start..index].trim());
                start = index + 2;
            }
            _ => {}
        }
    }
    found.push(code[start..].trim());
    found
}

fn quoted(operand: &str) -> Option<&str> {
    operand.strip_prefix('\'')?.strip_suffix('\'').filter(|text| !text.contains('\''))
}

fn is_path(operand: &str) -> bool {
    let mut parts = operand.split('.');
    parts.next().is_some_and(|root| ROOTS.contains(&root)) && parts.all(|part| !part.is_empty())
}

/// Refuses claims with a shortcode that cannot be read.
pub(super) fn check(claims: &Value) -> Result<(), ShortcodeError> {
    match claims {
        Value::Array(values) => values.iter().try_for_each(check),
        Value::Object(fields) => fields.values().try_for_each(check),
        Value::String(text) => pieces(text)?.iter().try_for_each(|piece| match piece {
            Piece::Text(_) => Ok(()),
            Piece::Code(code) => {
                let odd = |operand: &&str| quoted(operand).is_none() && !is_path(operand);
                let found = operands(code).into_iter().find(odd);
                found.map_or(Ok(()), |operand| Err(ShortcodeError::Operand(operand.to_owned())))
            }
        }),
        _ => Ok(()),
    }
}

/// The claims with every shortcode filled in. What is not known is `null`.
pub(super) fn fill(claims: &Value, known: &Value) -> Value {
    match claims {
        Value::Array(values) => values.iter().map(|value| fill(value, known)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), fill(value, known))).collect()
        }
        Value::String(text) => match pieces(text).unwrap_or_default().as_slice() {
            [Piece::Code(code)] => evaluate(code, known),
            pieces => pieces.iter().map(|piece| written(piece, known)).collect::<String>().into(),
        },
        other => other.clone(),
    }
}

fn written(piece: &Piece<'_>, known: &Value) -> String {
    match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Code(code) => match evaluate(code, known) {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        },
    }
}

fn evaluate(code: &str, known: &Value) -> Value {
    let mut value = Value::Null;
    for operand in operands(code) {
        value = match quoted(operand) {
            Some(text) => text.into(),
            None => operand.split('.').try_fold(known, |at, part| at.get(part)).cloned().unwrap_or_default(),
        };
        if !matches!(value, Value::Null | Value::Bool(false)) {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled(claims: Value) -> Value {
        let user = json!({"id": "user_a", "first_name": null, "verified": false, "public_metadata": {"plan": {"seats": 3}}});
        fill(&claims, &json!({"user": user}))
    }

    #[test]
    fn a_shortcode_alone_keeps_the_type_of_its_value() {
        let claims =
            json!({"id": "{{user.id}}", "deep": [{"plan": "{{ user.public_metadata.plan }}"}], "n": 7});
        assert_eq!(filled(claims), json!({"id": "user_a", "deep": [{"plan": {"seats": 3}}], "n": 7}));
    }

    #[test]
    fn inside_of_a_text_it_is_written() {
        assert_eq!(
            filled(json!("{{user.id}}/{{user.public_metadata.plan.seats}}{{user.first_name}}!")),
            json!("user_a/3!")
        );
    }

    #[test]
    fn the_first_operand_that_says_something_counts_else_the_last() {
        assert_eq!(filled(json!("{{user.first_name || user.verified || 'a || b'}}")), json!("a || b"));
        assert_eq!(filled(json!("{{user.first_name || user.verified}}")), json!(false));
        assert_eq!(filled(json!("{{user.id || 'nobody'}}")), json!("user_a"));
        assert_eq!(filled(json!("{{org.role}}")), Value::Null);
    }

    #[test]
    fn what_cannot_be_read_is_refused_when_it_is_written_down() {
        assert_eq!(check(&json!({"a": ["{{user.id"]})), Err(ShortcodeError::Open));
        for odd in ["id", "user..id", "'it's'", "secret.key", ""] {
            let refused = check(&json!({"a": format!("x {{{{{odd}}}}}")}));
            assert_eq!(refused, Err(ShortcodeError::Operand(odd.to_owned())), "{odd:?}");
        }
        assert_eq!(check(&json!({"a": "} {", "b": "{{ user.id || 'x' }}"})), Ok(()));
    }
}
