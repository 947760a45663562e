//! Publishable keys, as the client core takes them.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use nightdesk_client::Port;
use serde_json::{Value, json};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

pub fn run(input: &[u8]) {
    let Ok(key) = std::str::from_utf8(input) else { return };
    let mut port = Port::default();
    let init = json!({"init": {"publishable_key": key, "version": "1", "seed": 1}}).to_string();
    let answer = port.step(&init);
    if answer != "[]" {
        let answer: Value = serde_json::from_str(&answer).expect("a refusal is JSON");
        let code = answer[0]["error"]["code"].as_str().expect("a refusal has a code");
        assert!(code.starts_with("publishable_key_"), "{answer}");
        assert!(key.len() < 12 || !answer.to_string().contains(key), "a key shows in a message");
        return;
    }
    let host = key.strip_prefix("pk_test_").or_else(|| key.strip_prefix("pk_live_")).expect("one of two prefixes");
    // Either alphabet will do, and nothing behind the padding is read.
    let host = host.split('=').next().unwrap_or_default().replace('-', "+");
    let host = LENIENT.decode(host).expect("what was taken is base64");
    let host = String::from_utf8(host).expect("what was taken is a host");
    let host = host.strip_suffix('$').expect("a host is followed by a dollar sign");
    assert!(!host.contains(['/', '@', '?', '#', '\\', ' ', '$']) && host.contains('.'), "{host:?} is no host");
    let asked = port.step(r#"{"now":1,"call":1,"do":"load"}"#);
    let asked: Value = serde_json::from_str(&asked).expect("effects are JSON");
    assert_eq!(asked[0]["keys"][0][1], format!("{host}|__clerk_client_jwt|v2"));
}
