//! Text as bytes.
//!
//! Every message is UTF-8 and is only ever cut at ASCII bytes, so what comes out is UTF-8 again. Leaving the
//! checks of `str` away, and the standard library's searchers with them, is a sixth of the module.

use alloc::vec::Vec;

/// UTF-8. Empty where there is none: no key, token or name on the wire is empty.
pub(crate) type Text = Vec<u8>;

pub(crate) fn text(parts: &[&[u8]]) -> Text {
    let mut out = Text::new();
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// The parts before and behind the first `byte`; all of it and nothing if there is none.
pub(crate) fn cut(text: &[u8], byte: u8) -> (&[u8], &[u8]) {
    match text.iter().position(|found| *found == byte) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, b""),
    }
}

#[inline(never)]
#[expect(
    clippy::manual_contains,
    reason = "`contains` has a second form for long texts, which is a lot of code"
)]
pub(crate) fn has(text: &[u8], byte: u8) -> bool {
    text.iter().any(|found| *found == byte)
}

/// `text` behind `prefix`, or `None` if it does not start so.
pub(crate) fn behind<'a>(text: &'a [u8], prefix: &str) -> Option<&'a [u8]> {
    text.strip_prefix(prefix.as_bytes())
}

/// Decimal digits without the formatting machinery of `core::fmt`; `null` for NaN. Numbers are times and ids:
/// whole, and below 2^53.
pub(crate) fn decimal(out: &mut Text, number: f64) {
    if number.is_nan() {
        return out.extend_from_slice(b"null");
    }
    let mut rest = number;
    if number < 0.0 {
        out.push(b'-');
        rest = -number;
    }
    let start = out.len();
    // JavaScript, which the module is translated to, has no integers of 64 bits.
    let mut unit = 1e15;
    while unit >= 1.0 {
        let digit = (rest / unit) as u8;
        rest -= f64::from(digit) * unit;
        if digit > 0 || out.len() > start || unit == 1.0 {
            out.push(b'0' + digit);
        }
        unit /= 10.0;
    }
}

/// Percent-encodes a query value (RFC 3986, unreserved characters stay).
pub(crate) fn component(out: &mut Text, value: &[u8]) {
    for &byte in value {
        if byte.is_ascii_alphanumeric() || has(b"-._~", byte) {
            out.push(byte);
        } else {
            let digit = |four: u8| b"0123456789ABCDEF"[usize::from(four)];
            out.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// Base64 in either alphabet, with or without padding; nothing for what is no base64.
pub(crate) fn base64_decode(encoded: &[u8]) -> Text {
    let mut out = Text::new();
    let (mut bits, mut count) = (0u32, 0);
    for &byte in encoded {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return Text::new(),
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    if count < 6 { out } else { Text::new() }
}

/// Tells whether a stored secret is the one it was, without storing it a second time.
pub(crate) fn fingerprint(secret: &[u8]) -> Text {
    // FNV-1a twice, 52 bits of it.
    let hash = |start: u32| {
        secret.iter().fold(start, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
    };
    let mut out = Text::new();
    decimal(&mut out, f64::from(hash(0x811c_9dc5)) * 1_048_576.0 + f64::from(hash(0x5bd1_e995) >> 12));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_the_first_byte() {
        assert_eq!(cut(b"a|b|c", b'|'), (&b"a"[..], &b"b|c"[..]));
        assert_eq!(cut("ä".as_bytes(), b'|'), ("ä".as_bytes(), &b""[..]));
        assert_eq!(behind(b"pk_test_x", "pk_test_"), Some(&b"x"[..]));
        assert_eq!(behind("ü".as_bytes(), "pk"), None);
    }

    #[test]
    fn base64_reads_both_alphabets_and_refuses_other_characters() {
        assert_eq!(base64_decode(b"aGk_"), base64_decode(b"aGk/"));
        assert_eq!(base64_decode(b"aGVsbG8="), b"hello");
        assert_eq!(base64_decode(b"aGVsbG8"), b"hello");
        assert_eq!(base64_decode(b"a b"), b"");
        assert_eq!(base64_decode(b"aGVsb"), b"", "a lone last character holds no byte");
    }

    #[test]
    fn decimals_and_components() {
        for number in [
            0i64,
            7,
            10,
            999_999_999,
            1_000_000_000,
            1_000_000_007,
            1_800_000_000_123,
            8_999_999_999_999_999,
            9_007_199_254_740_991,
        ] {
            for number in [number, -number] {
                let mut out = Text::new();
                decimal(&mut out, number as f64);
                assert_eq!(String::from_utf8(out).unwrap(), number.to_string());
            }
        }
        let mut out = Text::new();
        component(&mut out, "a b&ü~".as_bytes());
        decimal(&mut out, f64::NAN);
        assert_eq!(out, b"a%20b%26%C3%BC~null");
    }

    #[test]
    fn fingerprints_differ_with_every_character() {
        assert_ne!(fingerprint(b"abc"), fingerprint(b"abd"));
        assert_eq!(fingerprint(b"abc"), fingerprint(b"abc"));
    }
}
