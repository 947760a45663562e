//! JSON bodies: the first line names the field that is read, the rest is the body.

use nightdesk_server::fuzzing;

pub fn run(input: &[u8]) {
    let Some(end) = input.iter().position(|byte| *byte == b'\n') else { return };
    let Ok(name) = std::str::from_utf8(&input[..end]) else { return };
    let body = &input[end + 1..];
    let read = fuzzing::json(body, name);
    assert!(read.refused.iter().all(|status| (400..500).contains(status)), "{:?}", read.refused);
    let is_object = serde_json::from_slice(body).is_ok_and(|value: serde_json::Value| value.is_object());
    assert!(is_object || read.texts.is_empty(), "something was read from what is no object");
}
