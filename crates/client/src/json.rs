//! A JSON reader that allocates nothing until a string is asked for.
//!
//! The core reads only the few fields that decisions need and passes the rest on as text, which keeps
//! the module a fraction of the size of one with a full model. What is not there reads as a value that
//! fits no expectation: no member, the empty text, a number that is NaN, so that chains of `get` need no
//! case for it and no comparison with it holds.

use crate::text::{Text, has};

/// Deeper nesting than this is refused, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: u32 = 64;

/// A JSON value, as the slice of valid JSON it was written in; the empty slice if there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Json<'a>(pub &'a [u8]);

impl<'a> Json<'a> {
    pub(crate) const NONE: Json<'static> = Json(b"");

    /// Checks the whole text; [`Json::NONE`] if it is not exactly one JSON value.
    pub(crate) fn parse(text: &'a [u8]) -> Json<'a> {
        let mut scan = Scan { text, at: 0 };
        scan.blanks();
        let start = scan.at;
        if scan.value(MAX_DEPTH) {
            let end = scan.at;
            scan.blanks();
            if scan.at == text.len() {
                return Json(&text[start..end]);
            }
        }
        Json::NONE
    }

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
        let mut members = Items::of(self);
        while let Some(value) = members.next() {
            if members.name.is(key.as_bytes()) {
                return value;
            }
        }
        Json::NONE
    }

    /// The elements of an array; nothing if this is no array.
    #[inline(never)]
    pub(crate) fn items(self) -> Items<'a> {
        Items::of(if self.first() == b'[' { self } else { Json::NONE })
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
        if self.is_string() { &self.0[1..self.0.len() - 1] } else { b"" }
    }

    fn first(self) -> u8 {
        self.0.first().copied().unwrap_or(0)
    }
}

/// Elements of an array, or the values of an object with the name of the last one beside.
pub(crate) struct Items<'a> {
    scan: Scan<'a>,
    name: Json<'a>,
}

impl<'a> Items<'a> {
    fn of(json: Json<'a>) -> Items<'a> {
        Items { scan: Scan { text: json.0, at: 0 }, name: Json::NONE }
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Json<'a>> {
        let scan = &mut self.scan;
        // Over the bracket or the comma.
        scan.at += 1;
        scan.blanks();
        let mut start = scan.at;
        if scan.text.first() == Some(&b'{') {
            scan.string();
            self.name = Json(scan.text.get(start..scan.at)?);
            scan.blanks();
            scan.at += 1;
            scan.blanks();
            start = scan.at;
        }
        if !scan.value(MAX_DEPTH) {
            return None;
        }
        let value = Json(&scan.text[start..scan.at]);
        scan.blanks();
        Some(value)
    }
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

/// Each `bool` says whether what was expected is there; `at` is behind it then.
impl Scan<'_> {
    /// The next byte; NUL, which stands nowhere in JSON, at the end.
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    #[inline(never)]
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.at += usize::from(found);
        found
    }

    #[inline(never)]
    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: u32) -> bool {
        match self.peek() {
            b'{' | b'[' => depth > 0 && self.sequence(depth - 1),
            b'"' => self.string(),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number(),
        }
    }

    fn sequence(&mut self, depth: u32) -> bool {
        let open = self.peek();
        // In ASCII each closing bracket comes two behind its opening one.
        let close = open + 2;
        self.at += 1;
        self.blanks();
        if self.take(close) {
            return true;
        }
        loop {
            self.blanks();
            if open == b'{' {
                if !self.string() {
                    return false;
                }
                self.blanks();
                if !self.take(b':') {
                    return false;
                }
                self.blanks();
            }
            if !self.value(depth) {
                return false;
            }
            self.blanks();
            if self.take(close) {
                return true;
            }
            if !self.take(b',') {
                return false;
            }
        }
    }

    #[inline(never)]
    fn string(&mut self) -> bool {
        if !self.take(b'"') {
            return false;
        }
        loop {
            let byte = self.peek();
            self.at += 1;
            match byte {
                b'"' => return true,
                b'\\' => {
                    let escape = self.peek();
                    self.at += 1;
                    if !has(b"\"\\/bfnrtu", escape) {
                        return false;
                    }
                    if escape == b'u' && hex4(self.text, self.at).is_none() {
                        return false;
                    }
                }
                0..=0x1f => return false,
                _ => {}
            }
        }
    }

    #[inline(never)]
    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        self.at > start
    }

    fn number(&mut self) -> bool {
        self.take(b'-');
        if !self.take(b'0') && !self.digits() {
            return false;
        }
        if self.take(b'.') && !self.digits() {
            return false;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            return self.digits();
        }
        true
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.text[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        found
    }
}

/// Four hexadecimal digits.
#[inline(never)]
fn hex4(text: &[u8], at: usize) -> Option<u32> {
    let mut code = 0;
    for &byte in text.get(at..at + 4)? {
        code = code * 16 + char::from(byte).to_digit(16)?;
    }
    Some(code)
}

fn unescape(inner: &[u8]) -> Text {
    let mut out = Text::with_capacity(inner.len());
    let mut at = 0;
    while let Some(&byte) = inner.get(at) {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let escape = inner.get(at).copied().unwrap_or(0);
        at += 1;
        let code = match escape {
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => {
                let mut code = hex4(inner, at).unwrap_or(0);
                at += 4;
                // A high surrogate is joined with the low one behind it.
                if code >> 10 == 0xd800 >> 10 && inner[at..].starts_with(b"\\u") {
                    let low = hex4(inner, at + 2).unwrap_or(0);
                    if low >> 10 == 0xdc00 >> 10 {
                        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                        at += 6;
                    }
                }
                code
            }
            other => u32::from(other),
        };
        push_character(&mut out, code);
    }
    out
}

/// Writes a character as UTF-8; a lone surrogate, which is none, as the replacement character.
fn push_character(out: &mut Text, code: u32) {
    if code < 0x80 {
        return out.push(code as u8);
    }
    let code = if code >> 11 == 0xd800 >> 11 { 0xfffd } else { code };
    let mut more = if code < 0x800 {
        6
    } else if code < 0x1_0000 {
        12
    } else {
        18
    };
    // The first byte begins with a one for each byte, then a zero.
    out.push((0xff00 >> (more / 6 + 1)) as u8 | (code >> more) as u8);
    while more > 0 {
        more -= 6;
        out.push(0x80 | (code >> more & 0x3f) as u8);
    }
}

#[cfg(test)]
mod tests;
