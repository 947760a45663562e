//! Form bodies: the first line names the field that is read, the rest is the body.

use nightdesk_server::fuzzing;
use url::form_urlencoded::Serializer;

/// Metadata is the longest text that is taken.
const MAX_BYTES: usize = 16 * 1024;

pub fn run(input: &[u8]) {
    let Some((name, body)) = std::str::from_utf8(input).ok().and_then(|text| text.split_once('\n')) else {
        return;
    };
    let read = fuzzing::form(body, name);
    assert!(read.refused.iter().all(|status| (400..500).contains(status)), "{:?}", read.refused);
    for text in &read.texts {
        assert!(text.len() <= MAX_BYTES && !text.contains('\0'), "{text:?} was taken");
    }
    if let Some(pairs) = fuzzing::pairs(body) {
        let written = Serializer::new(String::new()).extend_pairs(&pairs).finish();
        // A pair without name and value is written as `=`.
        assert_eq!(fuzzing::pairs(&written), Some(pairs), "{written:?}");
    }
}
