//! A JSON reader that allocates nothing until a string is asked for.
//!
//! The core reads only the few fields that decisions need and passes the rest on as text, which keeps
//! the module a fraction of the size of one with a full model. It does not check what it reads: every host has
//! a JSON parser at hand, and hands in what that has read. On anything else it finds something or nothing, and
//! ends. What is not there reads as a value that fits no expectation: no member, the empty text, a number that
//! is NaN, so that chains of `get` need no case for it and no comparison with it holds.

use crate::text::{Text, has};

/// A JSON value, as the slice of JSON it was written in; the empty slice if there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Json<'a>(pub &'a [u8]);

impl<'a> Json<'a> {
    pub(crate) const NONE: Json<'static> = Json(b"");

    pub(crate) fn exists(self) -> bool {
        !self.0.is_empty()
    }

    pub(crate) fn is_null(self) -> bool {
        self.0 == b"null"
    }

    pub(crate) fn is_object(self) -> bool {
        self.first() == b'{'
    }

    pub(crate) fn is_string(self) -> bool {
        self.first() == b'"'
    }

    pub(crate) fn is_true(self) -> bool {
        self.0 == b"true"
    }

    /// A member of an object.
    #[inline(never)]
    pub(crate) fn get(self, key: &str) -> Json<'a> {
        let mut members = Items(if self.is_object() { &self.0[1..] } else { b"" });
        while let (Some(name), Some(value)) = (members.next(), members.next()) {
            if name.is(key.as_bytes()) {
                return value;
            }
        }
        Json::NONE
    }

    /// The elements of an array; nothing if this is no array.
    #[inline(never)]
    pub(crate) fn items(self) -> Items<'a> {
        Items(if self.first() == b'[' { &self.0[1..] } else { b"" })
    }

    /// A string's text; empty if this is no string.
    #[inline(never)]
    pub(crate) fn text(self) -> Text {
        unescape(self.quoted())
    }

    /// A string member's text.
    #[inline(never)]
    pub(crate) fn text_of(self, key: &str) -> Text {
        self.get(key).text()
    }

    /// A number member's integer part.
    #[inline(never)]
    pub(crate) fn number_of(self, key: &str) -> f64 {
        self.get(key).number()
    }

    /// The integer part of a number; NaN if this is none.
    #[inline(never)]
    pub(crate) fn number(self) -> f64 {
        let digits = self.0.strip_prefix(b"-").unwrap_or(self.0);
        let mut number = if digits.is_empty() { f64::NAN } else { 0.0 };
        for &byte in digits {
            if byte == b'.' {
                break;
            }
            number = if byte.is_ascii_digit() { number * 10.0 + f64::from(byte - b'0') } else { f64::NAN };
        }
        if digits.len() < self.0.len() { -number } else { number }
    }

    /// Whether this is a string equal to `expected`. What is compared is plain on the wire, so an escaped one
    /// is unescaped only if it must be.
    #[inline(never)]
    pub(crate) fn is(self, expected: &[u8]) -> bool {
        let inner = self.quoted();
        self.is_string() && (inner == expected || has(inner, b'\\') && unescape(inner) == expected)
    }

    fn quoted(self) -> &'a [u8] {
        let inner = if self.is_string() { self.0.get(1..self.0.len() - 1) } else { None };
        inner.unwrap_or(b"")
    }

    fn first(self) -> u8 {
        self.0.first().copied().unwrap_or(0)
    }
}

/// What is left of the values in an array, or of the names and values in an object.
pub(crate) struct Items<'a>(&'a [u8]);

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Json<'a>> {
        while let [b' ' | b'\n' | b'\r' | b'\t' | b',' | b':', rest @ ..] = self.0 {
            self.0 = rest;
        }
        let mut depth = 0;
        let mut in_string = false;
        let mut at = 0;
        while let Some(&byte) = self.0.get(at) {
            if in_string {
                in_string = byte != b'"';
                at += usize::from(byte == b'\\');
            } else {
                match byte {
                    b'"' => in_string = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' if depth > 0 => depth -= 1,
                    b'}' | b']' | b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' if depth == 0 => break,
                    _ => {}
                }
            }
            at += 1;
        }
        let (value, rest) = self.0.split_at_checked(at).filter(|_| at > 0)?;
        self.0 = rest;
        Some(Json(value))
    }
}

fn unescape(inner: &[u8]) -> Text {
    let mut out = Text::new();
    let mut at = 0;
    while let Some(&byte) = inner.get(at) {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let escape = inner.get(at).copied().unwrap_or(0);
        at += 1;
        out.push(match escape {
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => {
                let code = inner.get(at..at + 4).unwrap_or(b"");
                at += 4;
                let digit = |digit: u8| char::from(digit).to_digit(16).unwrap_or(0) as u8;
                match code {
                    [b'0', b'0', high, low] => digit(*high) << 4 | digit(*low),
                    // A half of a character, which is none.
                    _ => b'?',
                }
            }
            other => other,
        });
    }
    out
}

#[cfg(test)]
mod tests;
