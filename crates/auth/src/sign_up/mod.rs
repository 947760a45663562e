//! Sign-up: an account in the making, until nothing is missing and the mailbox is proved.

mod complete;
mod external;
mod fields;
mod invited;
mod verify;

pub use complete::{NewUser, complete};
pub use external::{identified, prepare_oauth, take_identity};
pub use fields::{
    Fields, OPTIONAL_FIELDS, REQUIRED_FIELDS, apply, create, has_external_account, may_begin, missing_fields,
    unverified_fields,
};
pub use invited::create_invited;
use verify::runs;
pub use verify::{attempt_code, is_ready, prepare_code};

/// How long a sign-up may take from its creation.
pub const LIFETIME_SECS: i64 = 24 * 60 * 60;
