//! Tokens: the text is held against keys of every kind; as JSON, it is a set of keys or the claims of a token.

use std::sync::LazyLock;

use nightdesk_jws::{CustomKey, Header, HmacKey, ProviderKey, SigningKey, Times, VerifyingKey, key_name};
use serde_json::{Value, json};

struct Keys {
    verifying: VerifyingKey,
    hmac: HmacKey,
    provider: ProviderKey,
    /// Tokens that are good, by the names by which inputs ask for them.
    genuine: [(&'static str, String); 3],
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let signing = SigningKey::generate().expect("an RSA key can be made");
    let hmac = HmacKey::new(b"a secret that no fuzzer will guess").expect("it is long enough");
    let public = signing.public_key_pem().expect("a PEM");
    // Whoever believes a token's own word for how to check it takes this one.
    let confused = HmacKey::new(public.as_bytes()).expect("it is long enough");
    let header = Header { kid: Some("k".to_owned()), ..Header::jwt() };
    let claims = json!({"sub": "user_1", "iat": 1, "exp": 2});
    let set = json!({"keys": [signing.jwk("k")]});
    Keys {
        verifying: signing.verifying_key().expect("its other half"),
        provider: ProviderKey::find(&set, Some("k")).expect("the key"),
        genuine: [
            ("$RS256", signing.sign(&header, &claims).expect("claims are JSON")),
            ("$HS256", hmac.sign(&header, &claims).expect("claims are JSON")),
            ("$CONFUSED", confused.sign(&header, &claims).expect("claims are JSON")),
        ],
        hmac,
    }
});

pub fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let keys = &*KEYS;
    let token = keys.genuine.iter().fold(text.to_owned(), |text, (name, token)| text.replace(name, token));
    let [(_, rs256), (_, hs256), _] = &keys.genuine;
    assert!(keys.verifying.verify::<Value>(&token).is_err() || token == *rs256, "{text:?} was taken");
    assert!(keys.provider.verify::<Value>(&token).is_err() || token == *rs256, "{text:?} was taken");
    assert!(keys.hmac.verify::<Value>(&token).is_err() || token == *hs256, "{text:?} was taken");
    let _ = key_name(&token);
    let _ = VerifyingKey::from_pem(text);
    let _ = SigningKey::from_pkcs8_pem(text);
    if let Some((algorithm, key)) = text.split_once('\n')
        && let Ok(key) = CustomKey::parse(algorithm, key)
    {
        key.sign(&Header::jwt(), &json!({})).expect("a key that was taken signs");
    }
    if let Ok(json) = serde_json::from_str::<Value>(text) {
        as_json(keys, &json, rs256);
    }
}

fn as_json(keys: &Keys, json: &Value, genuine: &str) {
    let kid = json.get("kid").and_then(Value::as_str);
    if let Some(key) = ProviderKey::find(json, kid) {
        assert!(key.verify::<Value>(genuine).is_err(), "a key that did not sign a token verifies it");
    }
    let token = keys.hmac.sign(&Header::jwt(), json).expect("JSON can be claims");
    if let Ok(times) = keys.hmac.verify::<Times>(&token) {
        let times = times.claims;
        for now in [i64::MIN, 0, 1_772_366_400, i64::MAX] {
            assert!(times.exp.is_none_or(|exp| exp > now) || times.check(now, 0).is_err(), "{times:?} at {now}");
            let _ = times.check(now, i64::MAX);
        }
    }
}
