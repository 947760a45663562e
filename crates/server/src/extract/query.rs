//! Query strings and form bodies: the same encoding, read strictly.

use std::borrow::Cow;

use axum::http::Uri;
use percent_encoding::percent_decode_str;

/// A pair could not be read: its bytes are not UTF-8 once decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotUtf8;

/// The pairs of an `application/x-www-form-urlencoded` text.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = Result<(Cow<'_, str>, Cow<'_, str>), NotUtf8>> {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((decode(name)?, decode(value)?))
    })
}

/// The first value of a query parameter. One that cannot be read counts as absent: queries carry only what the SDKs
/// put there, and nothing that a user typed.
pub(crate) fn param(uri: &Uri, name: &str) -> Option<String> {
    let query = uri.query()?;
    pairs(query).filter_map(Result::ok).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn decode(text: &str) -> Result<Cow<'_, str>, NotUtf8> {
    if !text.contains('+') {
        return percent_decode_str(text).decode_utf8().map_err(|_| NotUtf8);
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| NotUtf8)?;
    Ok(Cow::Owned(decoded.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_decoded_strictly() {
        let read: Vec<_> = pairs("a=1+2&b=%C3%A4&c&=d&a=%2B").map(Result::unwrap).collect();
        let read: Vec<_> = read.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(read, [("a", "1 2"), ("b", "ä"), ("c", ""), ("", "d"), ("a", "+")]);
        assert_eq!(pairs("a=%FF").next(), Some(Err(NotUtf8)));
    }
}
