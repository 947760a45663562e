//! The floor: RSA-2048 signatures and nothing else, with the library that the server signs with.

use std::time::Duration;

use anyhow::{Result, anyhow};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;

use crate::cpu;

/// About what a session token's header and claims have.
const MESSAGE: [u8; 400] = [b'a'; 400];

/// One key, parsed once.
pub struct Raw(KeyPair);

impl Raw {
    pub fn new() -> Result<Raw> {
        KeyPair::generate(KeySize::Rsa2048).map(Raw).map_err(|_| anyhow!("no RSA key could be made"))
    }

    /// Signatures per second of CPU time, measured for as long as `span` of it.
    pub fn per_cpu_second(&self, span: Duration) -> Result<f64> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        let random = SystemRandom::new();
        let start = cpu::of_this_thread()?;
        let mut signed = 0_u32;
        loop {
            for _ in 0..50 {
                let done = self.0.sign(&RSA_PKCS1_SHA256, &random, &MESSAGE, &mut signature);
                done.map_err(|_| anyhow!("signing failed"))?;
                signed += 1;
            }
            let used = cpu::of_this_thread()? - start;
            if used >= span {
                return Ok(f64::from(signed) / used.as_secs_f64());
            }
        }
    }
}
