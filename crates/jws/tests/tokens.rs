//! Tokens as an outsider would try them.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nightdesk_jws::{Header, HmacKey, Jwk, KeyError, SigningKey, VerifyError, VerifyingKey};
use serde_json::{Value, json};

/// One key for all tests: making one takes a noticeable part of a second.
static KEY: LazyLock<SigningKey> =
    LazyLock::new(|| SigningKey::generate().expect("the system has randomness"));

const PAYLOAD: &str =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

fn b64(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn verify(token: &str) -> Result<Value, VerifyError> {
    KEY.verifying_key().expect("our own key").verify::<Value>(token).map(|verified| verified.claims)
}

#[test]
fn a_signed_token_verifies_and_keeps_header_and_claims() {
    let header = Header {
        kid: Some("ins_1".to_owned()),
        cat: Some("cl_x".to_owned()),
        oiat: Some(7),
        ..Header::jwt()
    };
    let token = KEY.sign(&header, &json!({"sub": "user_1"})).unwrap();
    let verified = KEY.verifying_key().unwrap().verify::<Value>(&token).unwrap();
    assert_eq!(verified.header, header);
    assert_eq!(verified.claims, json!({"sub": "user_1"}));
}

#[test]
fn the_hs256_example_of_rfc_7515_verifies() {
    let secret = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    let key = HmacKey::new(&URL_SAFE_NO_PAD.decode(secret).unwrap()).unwrap();
    let token = format!(
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{PAYLOAD}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    );
    assert_eq!(key.verify::<Value>(&token).unwrap().claims["iss"], "joe");
}

#[test]
fn the_rs256_example_of_rfc_7515_verifies() {
    let jwk: Jwk = serde_json::from_value(json!({
        "kty": "RSA",
        "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
        "e": "AQAB",
    }))
    .unwrap();
    let token = format!(
        "eyJhbGciOiJSUzI1NiJ9.{PAYLOAD}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
    );
    let verified = VerifyingKey::from_jwk(&jwk).unwrap().verify::<Value>(&token).unwrap();
    assert_eq!(verified.claims["exp"], 1_300_819_380);
}

#[test]
fn changing_any_part_breaks_the_signature() {
    let token = KEY.sign(&Header::jwt(), &json!({"sub": "user_1"})).unwrap();
    let [header, _, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let claims = b64(r#"{"sub":"user_2"}"#);
    assert_eq!(verify(&format!("{header}.{claims}.{signature}")), Err(VerifyError::Signature));
    let mut other = URL_SAFE_NO_PAD.decode(signature).unwrap();
    other[10] ^= 1;
    let (input, _) = token.rsplit_once('.').unwrap();
    assert_eq!(verify(&format!("{input}.{}", URL_SAFE_NO_PAD.encode(&other))), Err(VerifyError::Signature));
    assert_eq!(verify(&format!("{input}.")), Err(VerifyError::Signature));
}

#[test]
fn another_keys_token_is_refused() {
    let token = SigningKey::generate().unwrap().sign(&Header::jwt(), &json!({})).unwrap();
    assert_eq!(verify(&token), Err(VerifyError::Signature));
}

#[test]
fn an_unsigned_token_is_refused() {
    for alg in ["none", "None", ""] {
        let token = format!("{}.{}.", b64(&format!(r#"{{"alg":"{alg}"}}"#)), b64("{}"));
        assert_eq!(verify(&token), Err(VerifyError::Algorithm { expected: "RS256" }));
    }
}

#[test]
fn a_public_key_does_not_pass_as_an_hmac_secret() {
    let public = KEY.public_key_pem().unwrap();
    let forged =
        HmacKey::new(public.as_bytes()).unwrap().sign(&Header::jwt(), &json!({"sub": "user_1"})).unwrap();
    assert_eq!(verify(&forged), Err(VerifyError::Algorithm { expected: "RS256" }));
    let rs256 = KEY.sign(&Header::jwt(), &json!({})).unwrap();
    let hmac = HmacKey::new(public.as_bytes()).unwrap();
    assert_eq!(hmac.verify::<Value>(&rs256), Err(VerifyError::Algorithm { expected: "HS256" }));
}

#[test]
fn an_unknown_critical_extension_is_refused() {
    let token = format!("{}.{}.AA", b64(r#"{"alg":"RS256","crit":["b64"],"b64":false}"#), b64("{}"));
    assert_eq!(verify(&token), Err(VerifyError::Critical));
}

#[test]
fn what_is_no_token_is_malformed() {
    let long = "a".repeat(20_000);
    let padded = format!("{}=.e30.AA", b64(r#"{"alg":"RS256"}"#));
    let twice = format!("{}.e30.AA", b64(r#"{"alg":"RS256","alg":"RS256"}"#));
    for token in ["", ".", "..", "a.b", "a.b.c.d", "é.e30.AA", "bm8.e30.AA", &long, &padded, &twice] {
        assert_eq!(verify(token), Err(VerifyError::Malformed), "{token:.40}");
    }
}

#[test]
fn claims_of_another_form_are_told_from_a_bad_signature() {
    let token = KEY.sign(&Header::jwt(), &json!({"sub": 1})).unwrap();
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Claims {
        sub: String,
    }
    let result = KEY.verifying_key().unwrap().verify::<Claims>(&token);
    assert_eq!(result, Err(VerifyError::Claims));
}

#[test]
fn a_key_survives_pem_and_jwk() {
    let again = SigningKey::from_pkcs8_pem(&KEY.to_pkcs8_pem().unwrap()).unwrap();
    let token = again.sign(&Header::jwt(), &json!({})).unwrap();
    let jwk = KEY.jwk("ins_1");
    assert_eq!((jwk.e.as_str(), jwk.n.len()), ("AQAB", 342));
    assert!(VerifyingKey::from_jwk(&jwk).unwrap().verify::<Value>(&token).is_ok());
    let public = VerifyingKey::from_pem(&KEY.public_key_pem().unwrap()).unwrap();
    assert!(public.verify::<Value>(&token).is_ok());
}

#[test]
fn unusable_keys_are_refused_with_a_reason() {
    let public = KEY.public_key_pem().unwrap();
    assert_eq!(SigningKey::from_pkcs8_pem(&public).unwrap_err(), KeyError::Pem { expected: "PRIVATE KEY" });
    assert_eq!(HmacKey::new(&[1; 31]).unwrap_err(), KeyError::TooShort);
    let small = Jwk { n: b64("small"), ..KEY.jwk("x") };
    assert_eq!(VerifyingKey::from_jwk(&small).unwrap_err(), KeyError::Rejected);
    let encryption = Jwk { usage: Some("enc".to_owned()), ..KEY.jwk("x") };
    assert_eq!(VerifyingKey::from_jwk(&encryption).unwrap_err(), KeyError::Jwk);
}

#[test]
fn debug_output_shows_no_key() {
    let hmac = HmacKey::new(&[7; 32]).unwrap();
    assert_eq!(format!("{:?} {hmac:?}", *KEY), "SigningKey(..) HmacKey(..)");
}

#[test]
fn no_single_changed_character_goes_unnoticed() {
    let hmac = HmacKey::new(&[7; 32]).unwrap();
    let rsa = KEY.verifying_key().unwrap();
    let claims = json!({"sub": "user_1"});
    let tokens = [KEY.sign(&Header::jwt(), &claims).unwrap(), hmac.sign(&Header::jwt(), &claims).unwrap()];
    for (is_rsa, token) in [true, false].into_iter().zip(&tokens) {
        for place in 0..token.len() {
            for other in ["A", "B", "_", ".", "=", " "] {
                let changed = format!("{}{other}{}", &token[..place], &token[place + 1..]);
                if changed == *token {
                    continue;
                }
                let accepted = if is_rsa {
                    rsa.verify::<Value>(&changed).is_ok()
                } else {
                    hmac.verify::<Value>(&changed).is_ok()
                };
                assert!(!accepted, "{changed}");
            }
        }
    }
}
