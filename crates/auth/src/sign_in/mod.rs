//! Sign-in: who is it, and can they prove it?

mod attempt;
mod create;
mod factors;
mod oauth;

pub use attempt::{
    Step, attempt_code, attempt_password, attempt_second_factor, complete, may_set_password, prepare_code,
    set_password,
};
pub use create::create;
pub use factors::{FirstFactor, code_address, first_factors};
pub use oauth::{admit, prepare_oauth};

/// How long a sign-in may take from its creation.
pub const LIFETIME_SECS: i64 = 24 * 60 * 60;
