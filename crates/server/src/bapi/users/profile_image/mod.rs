//! /v1/users/{user_id}/profile_image

mod delete;
mod update;

pub(crate) use delete::delete;
pub(crate) use update::update;
