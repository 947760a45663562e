//! The one place that draws random numbers.

use nightdesk_auth::Rng;
use rand::RngCore as _;

/// A generator seeded by the operating system, one per thread.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRng;

impl Rng for SystemRng {
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}
