//! A JSON reader that allocates nothing until a string is asked for, and a writer.
//!
//! The core reads only the few fields that decisions need and passes the rest on as text, which keeps
//! the module a fraction of the size of one with a full model.

use alloc::string::String;

use crate::text::{find, has};

/// Deeper nesting than this is refused, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: u32 = 64;

/// A JSON value, as the slice of valid JSON it was written in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Json<'a>(&'a str);

impl<'a> Json<'a> {
    /// Checks the whole text; `None` if it is not exactly one JSON value.
    pub fn parse(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let start = blanks(bytes, 0);
        let end = value(bytes, start, MAX_DEPTH)?;
        (blanks(bytes, end) == bytes.len()).then(|| Json(&text[start..end]))
    }

    /// The text of this value.
    pub fn raw(self) -> &'a str {
        self.0
    }

    pub fn is_null(self) -> bool {
        self.0 == "null"
    }

    pub fn is_object(self) -> bool {
        self.first() == b'{'
    }

    /// A field of an object; `None` if this is no object or has no such field.
    pub fn get(self, key: &str) -> Option<Json<'a>> {
        self.is_object()
            .then(|| self.parts())?
            .find(|(name, _)| name.is_some_and(|n| n.is(key)))
            .map(|(_, v)| v)
    }

    /// A string field.
    pub fn text(self, key: &str) -> Option<String> {
        self.get(key)?.str()
    }

    /// The elements of an array; nothing if this is no array.
    pub fn items(self) -> impl Iterator<Item = Json<'a>> {
        self.parts().filter(move |_| self.first() == b'[').map(|(_, item)| item)
    }

    pub fn str(self) -> Option<String> {
        (self.first() == b'"').then(|| unescape(&self.0[1..self.0.len() - 1]))
    }

    /// The integer part of a number.
    pub fn int(self) -> Option<i64> {
        let negative = self.first() == b'-';
        let mut magnitude: i64 = 0;
        let mut length = 0;
        for byte in self.0.bytes().skip(usize::from(negative)).take_while(|byte| *byte != b'.') {
            magnitude = magnitude * 10 + i64::from(byte.is_ascii_digit().then_some(byte)? - b'0');
            length += 1;
            // No time or status is longer, and none of this length overflows.
            if length > 18 {
                return None;
            }
        }
        (length > 0).then_some(if negative { -magnitude } else { magnitude })
    }

    pub fn bool(self) -> Option<bool> {
        match self.0 {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    fn first(self) -> u8 {
        self.0.as_bytes()[0]
    }

    /// A string value equal to `expected`. Names on the wire are plain, so an escaped one is unescaped only if it must be.
    fn is(self, expected: &str) -> bool {
        let inner = &self.0[1..self.0.len() - 1];
        inner == expected || (has(inner, b'\\') && unescape(inner) == expected)
    }

    /// Members of an object (with names) or elements of an array (without).
    fn parts(self) -> Parts<'a> {
        Parts { text: self.0, at: 1, named: self.is_object() }
    }
}

struct Parts<'a> {
    text: &'a str,
    at: usize,
    named: bool,
}

impl<'a> Iterator for Parts<'a> {
    type Item = (Option<Json<'a>>, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let mut at = blanks(bytes, self.at);
        if *bytes.get(at)? == b',' {
            at = blanks(bytes, at + 1);
        }
        let mut name = None;
        if self.named {
            let end = string(bytes, at)?;
            name = Some(Json(&self.text[at..end]));
            at = blanks(bytes, blanks(bytes, end) + 1);
        }
        let end = value(bytes, at, MAX_DEPTH)?;
        self.at = end;
        Some((name, Json(&self.text[at..end])))
    }
}

fn blanks(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}

/// The end of the value that starts at `at`.
fn value(bytes: &[u8], at: usize, depth: u32) -> Option<usize> {
    match bytes.get(at)? {
        b'{' => sequence(bytes, at, b'}', true, depth),
        b'[' => sequence(bytes, at, b']', false, depth),
        b'"' => string(bytes, at),
        b't' => word(bytes, at, b"true"),
        b'f' => word(bytes, at, b"false"),
        b'n' => word(bytes, at, b"null"),
        _ => number(bytes, at),
    }
}

fn sequence(bytes: &[u8], at: usize, close: u8, named: bool, depth: u32) -> Option<usize> {
    let depth = depth.checked_sub(1)?;
    let mut at = blanks(bytes, at + 1);
    if *bytes.get(at)? == close {
        return Some(at + 1);
    }
    loop {
        if named {
            at = blanks(bytes, string(bytes, at)?);
            if *bytes.get(at)? != b':' {
                return None;
            }
            at = blanks(bytes, at + 1);
        }
        at = blanks(bytes, value(bytes, at, depth)?);
        match *bytes.get(at)? {
            byte if byte == close => return Some(at + 1),
            b',' => at = blanks(bytes, at + 1),
            _ => return None,
        }
    }
}

fn string(bytes: &[u8], at: usize) -> Option<usize> {
    if *bytes.get(at)? != b'"' {
        return None;
    }
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'u' => {
                    hex4(bytes, at + 2)?;
                    at += 6;
                }
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                _ => return None,
            },
            0..=0x1f => return None,
            _ => at += 1,
        }
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |mut at: usize| -> Option<usize> {
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > start).then_some(at)
    };
    let mut at = if bytes.get(at) == Some(&b'-') { at + 1 } else { at };
    at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(at)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(bytes.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        at = digits(at)?;
    }
    Some(at)
}

fn word(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    bytes.get(at..at + word.len()).filter(|found| *found == word).map(|_| at + word.len())
}

fn hex4(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.iter().try_fold(0, |sum, byte| Some(sum * 16 + u32::from(hex(*byte)?)))
}

fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

fn unescape(inner: &str) -> String {
    let bytes = inner.as_bytes();
    let mut out = String::with_capacity(inner.len());
    let mut rest = 0;
    while let Some(offset) = find(&inner[rest..], b'\\') {
        let at = rest + offset;
        out.push_str(&inner[rest..at]);
        rest = at + 2;
        let code = match bytes[at + 1] {
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => {
                let (code, length) = unicode(bytes, at + 2);
                rest = at + 2 + length;
                code
            }
            other => u32::from(other),
        };
        out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    out.push_str(&inner[rest..]);
    out
}

/// A `\u` escape whose digits start at `at`, joined with the low surrogate behind it.
fn unicode(bytes: &[u8], at: usize) -> (u32, usize) {
    let high = hex4(bytes, at).unwrap_or(0xfffd);
    if (0xd800..0xdc00).contains(&high) && bytes.get(at + 4..at + 6) == Some(b"\\u") {
        if let Some(low @ 0xdc00..=0xdfff) = hex4(bytes, at + 6) {
            return (0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), 10);
        }
    }
    (high, 4)
}

/// Writes one JSON object into a string, field by field.
pub(crate) struct Object {
    out: String,
}

impl Object {
    pub(crate) fn new() -> Self {
        Object { out: String::from("{") }
    }

    /// A field whose value is JSON already.
    pub(crate) fn raw(mut self, key: &str, json: &str) -> Self {
        if self.out.len() > 1 {
            self.out.push(',');
        }
        quote(&mut self.out, key);
        self.out.push(':');
        self.out.push_str(json);
        self
    }

    pub(crate) fn str(self, key: &str, text: &str) -> Self {
        let mut quoted = String::with_capacity(text.len() + 2);
        quote(&mut quoted, text);
        self.raw(key, &quoted)
    }

    /// Nothing is written for `None`.
    pub(crate) fn maybe(self, key: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.str(key, text),
            None => self,
        }
    }

    pub(crate) fn int(self, key: &str, number: i64) -> Self {
        self.raw(key, &crate::encode::decimal(number))
    }

    pub(crate) fn bool(self, key: &str, value: bool) -> Self {
        self.raw(key, if value { "true" } else { "false" })
    }

    pub(crate) fn end(mut self) -> String {
        self.out.push('}');
        self.out
    }
}

/// A JSON array of values that are JSON already.
pub(crate) fn array(items: impl Iterator<Item = String>) -> String {
    let mut out = String::from("[");
    for item in items {
        if out.len() > 1 {
            out.push(',');
        }
        out.push_str(&item);
    }
    out.push(']');
    out
}

/// Writes a JSON string.
pub(crate) fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut plain_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[plain_from..at]);
        plain_from = at + 1;
        if byte >= 0x20 {
            out.push('\\');
            out.push(char::from(byte));
        } else {
            out.push_str(if byte >= 16 { "\\u001" } else { "\\u000" });
            out.push(char::from(b"0123456789abcdef"[usize::from(byte % 16)]));
        }
    }
    out.push_str(&text[plain_from..]);
    out.push('"');
}

#[cfg(test)]
mod tests;
