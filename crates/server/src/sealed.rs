//! Texts that whoever has the database cannot read: their key is made of what only the caller has, and the row only of its
//! digest.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    digest::{Context, SHA256},
    error::Unspecified,
};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

/// Tells the key from the digest that the row is found by.
const LABEL: &[u8] = b"nightdesk sealed text";

/// Seals a text with a secret that is random, long, and used for nothing else: so neither salt nor nonce has to differ.
///
/// # Errors
/// If the library has no memory left for it.
pub(crate) fn seal(secret: &str, text: &str) -> Result<String, Unspecified> {
    let mut bytes = text.as_bytes().to_vec();
    key(secret)?.seal_in_place_append_tag(nonce(), Aad::empty(), &mut bytes)?;
    Ok(STANDARD_NO_PAD.encode(bytes))
}

/// Opens it; `None` if it was sealed with another secret or changed.
pub(crate) fn open(secret: &str, sealed: &str) -> Option<String> {
    let mut bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
    let text = key(secret).ok()?.open_in_place(nonce(), Aad::empty(), &mut bytes).ok()?;
    String::from_utf8(text.to_vec()).ok()
}

fn key(secret: &str) -> Result<LessSafeKey, Unspecified> {
    let mut context = Context::new(&SHA256);
    context.update(LABEL);
    context.update(secret.as_bytes());
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, context.finish().as_ref())?))
}

fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_opens_what_it_sealed() {
        let sealed = seal("secret", "__session=a; Path=/").unwrap();
        assert!(!sealed.contains("session"));
        assert_eq!(open("secret", &sealed).as_deref(), Some("__session=a; Path=/"));
        assert_eq!(open("other", &sealed), None);
        let changed = format!("A{}", &sealed[1..]);
        assert!(sealed.starts_with('A') || open("secret", &changed).is_none());
    }
}
