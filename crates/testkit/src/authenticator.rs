//! An authenticator in software: makes a passkey and shows it, as browsers have it done.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const HAS_CREDENTIAL: u8 = 0x40;

/// One passkey in an authenticator of its own.
pub struct Authenticator {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    user_handle: Option<String>,
    counter: u32,
    /// Whether it checks who holds it.
    pub verifies_user: bool,
}

impl Authenticator {
    /// An authenticator whose passkey has this id.
    ///
    /// # Panics
    /// If no key can be made.
    #[must_use]
    pub fn new(id: &str) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a P-256 key can be made");
        Self { key, id: id.as_bytes().to_vec(), user_handle: None, counter: 0, verifies_user: true }
    }

    /// Makes the passkey for a page of `origin`, by the options that the server gave as text.
    ///
    /// # Panics
    /// If the options are none.
    pub fn create(&mut self, options: &str, origin: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("options are JSON");
        self.user_handle = options["user"]["id"].as_str().map(str::to_owned);
        let mut data = self.authenticator_data(&text(&options["rp"]["id"]), HAS_CREDENTIAL);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("a short id").to_be_bytes());
        data.extend(&self.id);
        let point = self.key.public_key().as_ref();
        data.extend([0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        let mut object = vec![0xA3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xA0\x68authData\x59");
        object.extend(u16::try_from(data.len()).expect("it is short").to_be_bytes());
        object.extend(&data);
        let client_data = client_data("webauthn.create", &options, origin);
        self.answer(json!({
            "clientDataJSON": encode(client_data.as_bytes()),
            "attestationObject": encode(&object),
            "transports": ["internal"],
        }))
    }

    /// Shows the passkey to a page of `origin`, by the options that the server gave as text.
    ///
    /// # Panics
    /// If the options are none.
    pub fn get(&mut self, options: &str, origin: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("options are JSON");
        self.counter += 1;
        let data = self.authenticator_data(&text(&options["rpId"]), 0);
        let client_data = client_data("webauthn.get", &options, origin);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(client_data.as_bytes()));
        let signature = self.sign(&signed);
        self.answer(json!({
            "clientDataJSON": encode(client_data.as_bytes()),
            "authenticatorData": encode(&data),
            "signature": encode(&signature),
            "userHandle": self.user_handle,
        }))
    }

    /// Signs anything at all with the passkey.
    ///
    /// # Panics
    /// If the key does not sign.
    #[must_use]
    pub fn sign(&self, data: &[u8]) -> Vec<u8> {
        self.key.sign(&SystemRandom::new(), data).expect("the key signs").as_ref().to_vec()
    }

    /// Takes the counter back, as a copy that was made before would.
    pub fn rewind(&mut self) {
        self.counter = 0;
    }

    fn authenticator_data(&self, rp_id: &str, more: u8) -> Vec<u8> {
        let verified = if self.verifies_user { USER_VERIFIED } else { 0 };
        let mut data = Sha256::digest(rp_id.as_bytes()).to_vec();
        data.push(USER_PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn answer(&self, response: Value) -> String {
        let id = encode(&self.id);
        let answer = json!({
            "id": id,
            "rawId": id,
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": response,
        });
        answer.to_string()
    }
}

fn client_data(kind: &str, options: &Value, origin: &str) -> String {
    json!({"type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": false})
        .to_string()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
