//! /v1/instance

mod change;
mod get;
mod update;

pub(crate) use get::get;
pub(crate) use update::update;
