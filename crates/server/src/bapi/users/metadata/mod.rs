//! /v1/users/{user_id}/metadata

mod merge;
mod replace;

pub(crate) use merge::merge;
pub(crate) use replace::replace;

use super::{BackendCx, find, present_user};
