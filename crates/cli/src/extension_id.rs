//! Ids of extensions, as Chromium derives them.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// Bytes of the hash that an id is made of.
const BYTES: usize = 16;

/// Thirty-two letters from a to p, a hexadecimal digit each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionId(String);

impl ExtensionId {
    /// The id that goes with a public key, given as SubjectPublicKeyInfo in DER.
    pub fn of_public_key(der: &[u8]) -> Self {
        Self::of_bytes(&Sha256::digest(der))
    }

    fn of_bytes(hash: &[u8]) -> Self {
        let digits = hash.iter().take(BYTES).flat_map(|byte| [byte >> 4, byte & 15]);
        Self(digits.map(|digit| char::from(b'a' + digit)).collect())
    }

    /// What requests of the extension carry as `Origin`.
    pub fn origin(&self) -> String {
        format!("chrome-extension://{self}")
    }
}

impl fmt::Display for ExtensionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The public key in a manifest's `key`: base64 of SubjectPublicKeyInfo, in PEM form or bare.
///
/// # Errors
/// What is wrong with it.
pub fn decode_key(key: &str) -> Result<Vec<u8>, &'static str> {
    if key.contains("PRIVATE KEY") {
        return Err("it is a private key");
    }
    let bare: String = key
        .lines()
        .flat_map(|line| line.split("-----").filter(|part| !part.ends_with("KEY")))
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    let der = STANDARD.decode(bare).map_err(|_| "it is not base64")?;
    // A sequence whose first member is a sequence, as every SubjectPublicKeyInfo begins.
    match der.as_slice() {
        [0x30, 0x82, _, _, 0x30, ..] | [0x30, 0x81, _, 0x30, ..] | [0x30, _, 0x30, ..] => Ok(der),
        _ => Err("it is no public key in DER"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Public key and id of the demo extension: Chromium shows it under this id.
    const KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkefcoy91p93ZMzct2rO0hkn25YXVXPN1eYuynPO5mapaPEmfQKWFtBkzekPInEIXIKD7GfdDxFGokGA7GFQtTLhSEUMS2iPHLLKX3ass9NtNqUFJYQjY6Mr5TcT2lm9qdRYuvnHYH43scgte2Ff7H3kfUzRLsTZcXh5YRws93EGUxxh6kpBJ2wlBJgdVC7ZVoEw3+M9Xw/i+vP4Xl5MLGjGgJk+eJA4GkpzPfqd9p1mRsURwaIl24cTnRTSx5LVsqYWLp5Zm2hLAict/GToSTxAUemuBvc/JiiD6AGL0RxbjTpslZo/yAkmZW4nfxG4ryA64cXehHh+h91w7M/x9FQIDAQAB";
    const ID: &str = "afgmcokapbekdjonmmonppdlhblphhki";

    #[test]
    fn a_key_gives_the_id_that_chromium_gives() {
        assert_eq!(ExtensionId::of_public_key(&decode_key(KEY).unwrap()).to_string(), ID);
        let pem =
            format!("-----BEGIN PUBLIC KEY-----\n{}\n{}\n-----END PUBLIC KEY-----\n", &KEY[..64], &KEY[64..]);
        assert_eq!(ExtensionId::of_public_key(&decode_key(&pem).unwrap()).to_string(), ID);
    }

    #[test]
    fn what_is_no_public_key_is_refused() {
        for key in
            ["", "not base64!", "aGVsbG8=", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----"]
        {
            assert!(decode_key(key).is_err(), "{key}");
        }
    }
}
