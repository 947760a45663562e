//! Ids of extensions, as Chromium derives them.

use std::{fmt, path::Path};

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

    /// The id that goes with the `key` of a manifest.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of_manifest_key(key: &str) -> Result<Self, &'static str> {
        Ok(Self::of_public_key(&decode_key(key)?))
    }

    /// The id of an unpacked extension without a key, from the folder's absolute path.
    pub fn of_path(path: &Path) -> Self {
        #[cfg(unix)]
        let hash = Sha256::digest(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()));
        // Chromium hashes the path as the system has it, which is in UTF-16 there.
        #[cfg(windows)]
        let hash = Sha256::digest(
            std::os::windows::ffi::OsStrExt::encode_wide(path.as_os_str())
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>(),
        );
        Self::of_bytes(&hash)
    }

    /// The id whose first sixteen bytes of hash are known, as a signed package tells them.
    pub fn of_bytes(hash: &[u8]) -> Self {
        let digits = hash.iter().take(BYTES).flat_map(|byte| [byte >> 4, byte & 15]);
        Self(digits.map(|digit| char::from(b'a' + digit)).collect())
    }

    /// Reads an id, or an origin with one.
    ///
    /// # Errors
    /// How an id looks.
    pub fn parse(text: &str) -> Result<Self, String> {
        let id = text.strip_prefix("chrome-extension://").unwrap_or(text).trim_end_matches('/');
        if id.len() == 2 * BYTES && id.bytes().all(|byte| (b'a'..=b'p').contains(&byte)) {
            Ok(Self(id.to_owned()))
        } else {
            Err("an extension id is 32 letters from a to p, as chrome://extensions shows it".to_owned())
        }
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

    /// Public key and id of the demo extension, as Chromium shows it.
    const KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkefcoy91p93ZMzct2rO0hkn25YXVXPN1eYuynPO5mapaPEmfQKWFtBkzekPInEIXIKD7GfdDxFGokGA7GFQtTLhSEUMS2iPHLLKX3ass9NtNqUFJYQjY6Mr5TcT2lm9qdRYuvnHYH43scgte2Ff7H3kfUzRLsTZcXh5YRws93EGUxxh6kpBJ2wlBJgdVC7ZVoEw3+M9Xw/i+vP4Xl5MLGjGgJk+eJA4GkpzPfqd9p1mRsURwaIl24cTnRTSx5LVsqYWLp5Zm2hLAict/GToSTxAUemuBvc/JiiD6AGL0RxbjTpslZo/yAkmZW4nfxG4ryA64cXehHh+h91w7M/x9FQIDAQAB";
    const ID: &str = "afgmcokapbekdjonmmonppdlhblphhki";

    #[test]
    fn a_key_gives_the_id_that_chromium_gives() {
        assert_eq!(ExtensionId::of_manifest_key(KEY).unwrap().to_string(), ID);
        let pem =
            format!("-----BEGIN PUBLIC KEY-----\n{}\n{}\n-----END PUBLIC KEY-----\n", &KEY[..64], &KEY[64..]);
        assert_eq!(ExtensionId::of_manifest_key(&pem).unwrap().to_string(), ID);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_gives_the_id_that_chromium_gives() {
        // printf %s /srv/extension | sha256sum | head -c 32 | tr 0-9a-f a-p
        assert_eq!(
            ExtensionId::of_path(Path::new("/srv/extension")).to_string(),
            "bmgcaefgoafmliophdeacnjaflpfochd"
        );
    }

    #[test]
    fn ids_are_read_alone_and_from_origins() {
        assert_eq!(ExtensionId::parse(ID).unwrap().origin(), format!("chrome-extension://{ID}"));
        assert_eq!(ExtensionId::parse(&format!("chrome-extension://{ID}/")).unwrap().to_string(), ID);
        assert!(ExtensionId::parse("abc").is_err());
        assert!(ExtensionId::parse(&ID.replace('a', "z")).is_err());
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
