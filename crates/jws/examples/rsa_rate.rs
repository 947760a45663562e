//! How many session tokens one core can sign: RSA-2048 alone, and with header, claims and encoding around it. What the
//! server mints per second of its own CPU time is held against this.
//!
//! `cargo run --release -p nightdesk-jws --example rsa_rate`

use std::error::Error;
use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use nightdesk_jws::{Header, SigningKey};

/// Each figure is the best of so many slices: whatever else the machine does meanwhile only ever slows one down.
const SLICES: usize = 300;
const SLICE: Duration = Duration::from_millis(5);

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn main() -> Result<(), Box<dyn Error>> {
    let pair = KeyPair::generate(KeySize::Rsa2048)?;
    let message = [b'a'; 400];
    let mut signature = vec![0; pair.public_modulus_len()];
    let raw = per_second(|| {
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &message, &mut signature)?;
        Ok(())
    })?;

    let key = SigningKey::generate()?;
    let header = Header { kid: Some("ins_1".to_owned()), ..Header::jwt() };
    let claims = serde_json::json!({
        "azp": "chrome-extension://abcdefghijklmnopabcdefghijklmnop", "exp": 60, "fva": [0, -1], "iat": 0, "nbf": -10,
        "iss": "https://auth.nightdesk.localhost:4400", "sid": "sess_1", "sts": "active", "sub": "user_1", "v": 2,
    });
    let tokens = per_second(|| key.sign(&header, &claims).map(drop).map_err(Into::into))?;
    println!("RSA-2048 alone  {raw:.0} signatures/s");
    println!("whole tokens    {tokens:.0} tokens/s");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "measures real work")]
fn per_second(mut work: impl FnMut() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let mut best = 0_f64;
    for _ in 0..SLICES {
        let start = Instant::now();
        let mut done = 0_u32;
        while start.elapsed() < SLICE {
            work()?;
            done += 1;
        }
        best = best.max(f64::from(done) / start.elapsed().as_secs_f64());
    }
    Ok(best)
}
