//! Sign-in: who is it, and can they prove it?

mod attempt;
pub mod client_trust;
mod create;
mod email_link;
mod factors;
mod oauth;
mod second_factor;

pub(crate) use attempt::first_factor_proved;
pub use attempt::{
    Step, attempt_code, attempt_password, complete, may_set_password, prepare_code, set_password,
    waits_for_first_factor,
};
pub use create::create;
pub use email_link::{follow_link, prepare_link};
pub use factors::{FirstFactor, by_phone, first_factors, recipient, resets_password};
pub(crate) use oauth::waits_for_any;
pub use oauth::{admit, offer_sign_up, prepare_oauth};
pub use second_factor::{
    SecondFactor, attempt_second_factor, prepare_second_factor, second_factors, second_recipient,
};

/// How long a sign-in may take from its creation.
pub const LIFETIME_SECS: i64 = 24 * 60 * 60;
