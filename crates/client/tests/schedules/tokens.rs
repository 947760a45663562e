//! Session tokens with a signature that nobody checks.

use serde_json::{Value, json};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub fn jwt(session: &str, issued_at_secs: i64, life_secs: i64, serial: u32) -> String {
    let claims = json!({"sid": session, "iat": issued_at_secs, "exp": issued_at_secs + life_secs});
    format!("{}.{}.c2ln{serial:06}", encode(r#"{"alg":"RS256"}"#), encode(&claims.to_string()))
}

/// Session, issue and expiry (in seconds) of a token.
pub fn claims(jwt: &str) -> (String, i64, i64) {
    let claims = jwt.split('.').nth(1).expect("a JWT has claims");
    let claims: Value = serde_json::from_slice(&decode(claims)).expect("claims are JSON");
    let secs = |name: &str| claims[name].as_i64().expect("a time");
    (claims["sid"].as_str().expect("a session").to_owned(), secs("iat"), secs("exp"))
}

fn encode(text: &str) -> String {
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| bits << 8 | u32::from(*chunk.get(at).unwrap_or(&0)));
        for at in 0..=chunk.len() {
            out.push(char::from(ALPHABET[(bits >> (18 - 6 * at) & 63) as usize]));
        }
    }
    out
}

fn decode(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes() {
        let six = ALPHABET.iter().position(|letter| *letter == byte).expect("base64url");
        bits = bits << 6 | six as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}
