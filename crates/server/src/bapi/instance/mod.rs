//! /v1/instance

mod attributes;
mod change;
mod get;
mod password_settings;
mod restrictions;
mod update;

pub(crate) use get::get;
pub(crate) use restrictions::update as update_restrictions;
pub(crate) use update::update;
