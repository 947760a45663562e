//! /v1/instance

mod get;
mod update;

pub(crate) use get::get;
pub(crate) use update::update;
