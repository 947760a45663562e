//! A JSON writer.

use crate::text::{Text, decimal};

/// One JSON object, written field by field.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Object(Text);

impl Object {
    pub(crate) fn new() -> Self {
        Object(Text::new())
    }

    /// A field whose value is JSON already.
    #[inline(never)]
    pub(crate) fn raw(&mut self, key: &str, json: &[u8]) {
        self.key(key);
        self.0.extend_from_slice(json);
    }

    #[inline(never)]
    pub(crate) fn str(&mut self, key: &str, text: &[u8]) {
        self.key(key);
        quote(&mut self.0, text);
    }

    #[inline(never)]
    pub(crate) fn number(&mut self, key: &str, number: f64) {
        self.key(key);
        decimal(&mut self.0, number);
    }

    pub(crate) fn end(mut self) -> Text {
        self.0.extend_from_slice(if self.0.is_empty() { b"{}" } else { b"}" });
        self.0
    }

    /// This object with the fields of another one behind its own.
    pub(crate) fn and(mut self, other: Object) -> Text {
        self.0.push(b',');
        self.0.extend_from_slice(&other.end()[1..]);
        self.0
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        quote(&mut self.0, key.as_bytes());
        self.0.push(b':');
    }
}

/// A JSON array, written item by item.
#[derive(Default)]
pub(crate) struct List(Text);

impl List {
    pub(crate) fn new() -> Self {
        List(Text::new())
    }

    /// An item that is JSON already.
    #[inline(never)]
    pub(crate) fn raw(&mut self, json: &[u8]) {
        self.separate();
        self.0.extend_from_slice(json);
    }

    #[inline(never)]
    pub(crate) fn str(&mut self, text: &[u8]) {
        self.separate();
        quote(&mut self.0, text);
    }

    pub(crate) fn end(mut self) -> Text {
        self.0.extend_from_slice(if self.0.is_empty() { b"[]" } else { b"]" });
        self.0
    }

    fn separate(&mut self) {
        self.0.push(if self.0.is_empty() { b'[' } else { b',' });
    }
}

/// Writes a JSON string.
#[inline(never)]
pub(crate) fn quote(out: &mut Text, text: &[u8]) {
    out.push(b'"');
    for &byte in text {
        if byte < 0x20 {
            out.extend_from_slice(if byte < 16 { b"\\u000" } else { b"\\u001" });
            out.push(b"0123456789abcdef"[usize::from(byte % 16)]);
        } else {
            if byte == b'"' || byte == b'\\' {
                out.push(b'\\');
            }
            out.push(byte);
        }
    }
    out.push(b'"');
}
