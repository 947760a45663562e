//! The rules of authentication: what a sign-in, a sign-up, a session and a client may do next.
//!
//! Nothing here speaks HTTP or SQL, reads a clock or draws a random number by itself: the time and the source of
//! randomness are parameters, outcomes are values, refusals are enums.

pub mod admin;
pub mod backend_verification;
pub mod client_token;
pub mod clock;
pub mod code;
pub mod contacts;
pub mod domain;
pub mod email_address;
pub mod email_link;
pub mod frontend_api;
pub mod handshake;
pub mod identification;
pub mod identifier;
pub mod invitation;
pub mod jwt_template;
pub mod lockout;
pub mod message_limit;
pub mod metadata;
pub mod model;
pub mod oauth;
pub mod origin;
pub mod passkey;
pub mod password;
pub mod phone_number;
pub mod profile;
pub mod provision;
pub mod proxy;
pub mod redirect;
pub mod refresh_token;
pub mod refusal;
pub mod restriction;
pub mod reverification;
pub mod rng;
pub mod satellite;
pub mod second_factor;
pub mod session;
pub mod session_task;
pub mod session_token;
pub mod sign_in;
pub mod sign_up;
pub mod site;
pub mod ticket;
pub mod web3;

pub use clock::Clock;
pub use refusal::Refusal;
pub use rng::Rng;
