//! Text encodings small enough not to be worth a dependency in the module.

use alloc::string::String;
use alloc::vec::Vec;

/// Decimal digits, without the formatting machinery of `core::fmt`.
pub(crate) fn decimal(number: i64) -> String {
    let mut digits = Vec::new();
    let mut rest = number.unsigned_abs();
    loop {
        digits.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    let mut out = String::new();
    if number < 0 {
        out.push('-');
    }
    out.extend(digits.iter().rev().map(|digit| *digit as char));
    out
}

/// Percent-encodes a query value (RFC 3986, unreserved characters stay).
pub(crate) fn component(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(byte as char);
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
}

/// Base64 in either alphabet, with or without padding.
pub(crate) fn base64_decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes().take_while(|byte| *byte != b'=') {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    (count < 6).then_some(out)
}

/// FNV-1a: tells whether a stored secret is the one it was, without storing it a second time.
pub(crate) fn fingerprint(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    decimal((hash >> 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_reads_both_alphabets_and_refuses_other_characters() {
        assert_eq!(base64_decode("aGk_").as_deref(), base64_decode("aGk/").as_deref());
        assert_eq!(base64_decode("aGVsbG8=").unwrap(), b"hello");
        assert_eq!(base64_decode("aGVsbG8").unwrap(), b"hello");
        assert_eq!(base64_decode("a b"), None);
        assert_eq!(base64_decode("aGVsb"), None, "a lone last character holds no byte");
    }

    #[test]
    fn decimals_and_components() {
        assert_eq!(decimal(0), "0");
        assert_eq!(decimal(i64::MIN), "-9223372036854775808");
        let mut out = String::new();
        component(&mut out, "a b&ü~");
        assert_eq!(out, "a%20b%26%C3%BC~");
    }
}
