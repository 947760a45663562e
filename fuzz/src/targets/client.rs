//! The client core behind its JSON boundary: one message per line.

use nightdesk_client::Port;
use serde_json::Value;

const INIT: &str = r#"{"init":{"publishable_key":"pk_test_Y2xlcmsuZXhhbXBsZS5jb20k","version":"1","seed":1}}"#;
const INIT_LIVE: &str = r#"{"init":{"publishable_key":"pk_live_Y2xlcmsuZXhhbXBsZS5jb20k","version":"1","seed":1,"sync_host":"https://app.example.com"}}"#;

pub fn run(input: &[u8]) {
    for init in [INIT, INIT_LIVE] {
        let (mut one, mut other) = (Port::default(), Port::default());
        let (mut well_formed, mut lines) = (true, vec![init.as_bytes()]);
        lines.extend(input.split(|byte| *byte == b'\n'));
        for line in lines {
            let effects = one.step_bytes(line);
            assert_eq!(effects, other.step_bytes(line), "the same messages have other effects");
            // The core takes messages apart without reading them whole, and hands on pieces of them.
            well_formed &= is_message(line);
            if well_formed {
                let effects: Value = serde_json::from_slice(&effects).unwrap_or_else(|error| {
                    panic!("{error}: {}", String::from_utf8_lossy(&effects));
                });
                assert!(effects.is_array() || effects.is_null(), "{effects}");
            }
        }
    }
}

/// Whether a line is JSON as `JSON.stringify()` writes it, whatever the order of its fields.
fn is_message(line: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<Value>(line) else { return false };
    let (mut written, mut line) = (value.to_string().into_bytes(), line.to_vec());
    written.sort_unstable();
    line.sort_unstable();
    written == line
}
