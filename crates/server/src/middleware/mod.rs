//! What happens to every request before and after its handler.
//!
//! From the outside in: [`observe`] (request id, log, `Date`), then for the Frontend API [`tenant`] (which instance),
//! [`hand_out`] (credentials in the answer), [`cors`], and [`guard`] (time limit, panics).

mod cors;
pub(crate) mod front;
mod guard;
mod hand_out;
mod observe;
pub(crate) mod set_cookie;
mod tenant;

pub(crate) use cors::cors;
pub(crate) use guard::{guard, panicked};
pub(crate) use hand_out::hand_out;
pub(crate) use observe::observe;
pub(crate) use tenant::tenant;
