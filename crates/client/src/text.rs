//! Cutting strings at single bytes. The standard library's searchers are general, and a third of them
//! would end up in the module for these few uses.

/// Where `byte` is first.
pub(crate) fn find(text: &str, byte: u8) -> Option<usize> {
    debug_assert!(byte.is_ascii());
    text.bytes().position(|found| found == byte)
}

pub(crate) fn has(text: &str, byte: u8) -> bool {
    find(text, byte).is_some()
}

/// The parts before and after the first `byte`; all of it and nothing if there is none.
pub(crate) fn cut(text: &str, byte: u8) -> (&str, Option<&str>) {
    match find(text, byte) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Without ASCII blanks at either end.
pub(crate) fn trim(text: &str) -> &str {
    let mut text = text;
    while text.as_bytes().first().is_some_and(u8::is_ascii_whitespace) {
        text = &text[1..];
    }
    while text.as_bytes().last().is_some_and(u8::is_ascii_whitespace) {
        text = &text[..text.len() - 1];
    }
    text
}

/// `text` behind `prefix`, or `None` if it does not start so.
pub(crate) fn behind<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.as_bytes().starts_with(prefix.as_bytes()).then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_the_first_byte_and_trims_blanks() {
        assert_eq!(cut("a|b|c", b'|'), ("a", Some("b|c")));
        assert_eq!(cut("ä", b'|'), ("ä", None));
        assert_eq!(trim(" \tü \n"), "ü");
        assert_eq!(trim("  "), "");
        assert_eq!(behind("pk_test_x", "pk_test_"), Some("x"));
        assert_eq!(behind("ü", "pk"), None);
    }
}
