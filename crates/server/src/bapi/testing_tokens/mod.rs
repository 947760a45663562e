//! /v1/testing_tokens

mod create;

pub(crate) use create::create;
