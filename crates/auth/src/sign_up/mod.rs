//! Sign-up: an account in the making, until nothing is missing and mailbox and telephone are proved.

mod complete;
mod external;
mod fields;
mod invited;
mod requirements;
mod verify;

pub use complete::{NewUser, complete, proved_by};
pub use external::{identified, prepare_oauth, take_identity};
pub use fields::{Fields, apply, create, may_begin};
pub use invited::create_invited;
pub use requirements::{
    has_external_account, missing_fields, needs_password, optional_fields, required_fields, unverified_fields,
};
pub(crate) use verify::runs;
pub use verify::{attempt_code, follow_link, is_ready, prepare_code, prepare_link, recipient};

/// How long a sign-up may take from its creation.
pub const LIFETIME_SECS: i64 = 24 * 60 * 60;
