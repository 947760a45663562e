//! The floor: RSA-2048 signatures and nothing else, with the library that the server signs with, where the server runs.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use tokio::sync::oneshot;

use crate::load::Awake;
use crate::{cores, cpu};

/// About what a session token's header and claims have.
const MESSAGE: [u8; 400] = [b'a'; 400];

/// A thread on the first processor, with a key that was parsed once.
pub struct Raw {
    asked: mpsc::Sender<(Duration, oneshot::Sender<Result<f64>>)>,
}

impl Raw {
    /// # Errors
    /// Without a key, or without `taskset`.
    pub fn new() -> Result<Raw> {
        let key = KeyPair::generate(KeySize::Rsa2048).map_err(|_| anyhow!("no RSA key could be made"))?;
        let (asked, asks) = mpsc::channel::<(Duration, oneshot::Sender<Result<f64>>)>();
        let (moved, has_moved) = mpsc::channel();
        thread::spawn(move || {
            // Nobody listens any more when the program ends.
            let _ = moved.send(cores::move_to_first());
            for (span, answer) in asks {
                let _ = answer.send(sign_for(span, &key));
            }
        });
        has_moved.recv()??;
        Ok(Raw { asked })
    }

    /// Signatures per second of CPU time, measured for as long as `span` of it. The other processor is as busy as it is
    /// with callers: on a virtual machine the two may be halves of one core, each of which slows the other.
    ///
    /// # Errors
    /// If signing fails.
    pub async fn per_cpu_second(&self, span: Duration) -> Result<f64> {
        let _awake = Awake::new();
        let (answer, answered) = oneshot::channel();
        self.asked.send((span, answer)).ok().context("the thread that signs has ended")?;
        answered.await?
    }
}

fn sign_for(span: Duration, key: &KeyPair) -> Result<f64> {
    let mut signature = vec![0; key.public_modulus_len()];
    let random = SystemRandom::new();
    let start = cpu::of_this_thread()?;
    let mut signed = 0_u32;
    loop {
        for _ in 0..50 {
            let done = key.sign(&RSA_PKCS1_SHA256, &random, &MESSAGE, &mut signature);
            done.map_err(|_| anyhow!("signing failed"))?;
            signed += 1;
        }
        let used = cpu::of_this_thread()? - start;
        if used >= span {
            return Ok(f64::from(signed) / used.as_secs_f64());
        }
    }
}
