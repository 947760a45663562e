//! Requests that are wrong in every way one can think of. Each gets an error that names the cause, under a stable code
//! and in the one error body; none is answered with a 5xx, and none signs anybody out.

mod authorization;
mod credentials;
mod failing_database;
mod forms;
mod json_bodies;
mod support;
mod sweep;
mod urls;
