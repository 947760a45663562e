//! Sealing with AES-256-GCM.

use std::io::{self, ErrorKind};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, RandomizedNonceKey};

use super::file::Seal;

/// AES-256-GCM under a key that is kept elsewhere. A sealed text is the nonce, then what came of it.
pub(super) struct AesSeal(RandomizedNonceKey);

impl AesSeal {
    pub(super) const KEY_LEN: usize = 32;

    pub(super) fn new(key: &[u8]) -> io::Result<AesSeal> {
        let refuse = |_| io::Error::new(ErrorKind::InvalidData, "the key in the keyring is not one of ours");
        RandomizedNonceKey::new(&AES_256_GCM, key).map(AesSeal).map_err(refuse)
    }
}

impl Seal for AesSeal {
    fn close(&self, name: &str, text: &str) -> io::Result<Vec<u8>> {
        let mut sealed = text.as_bytes().to_vec();
        let nonce = self.0.seal_in_place_append_tag(Aad::from(name), &mut sealed);
        let nonce = nonce.map_err(|_| io::Error::other("the item could not be sealed"))?;
        Ok([nonce.as_ref().as_slice(), &sealed].concat())
    }

    fn open(&self, name: &str, sealed: &[u8]) -> io::Result<Vec<u8>> {
        let refuse = || {
            let what = format!("{name} was not sealed with the key in the keyring; remove it to begin anew");
            io::Error::new(ErrorKind::InvalidData, what)
        };
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>().ok_or_else(refuse)?;
        let mut text = sealed.to_vec();
        let opened = self.0.open_in_place(nonce.into(), Aad::from(name), &mut text);
        opened.map(|text| text.to_vec()).map_err(|_| refuse())
    }
}
