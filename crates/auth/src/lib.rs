//! The rules of authentication: what a sign-in, a sign-up, a session and a client may do next.
//!
//! Nothing here speaks HTTP or SQL, reads a clock or draws a random number by itself: the time and the source of
//! randomness are parameters, outcomes are values, refusals are enums.

pub mod clock;
pub mod model;
pub mod rng;

pub use clock::Clock;
pub use rng::Rng;
