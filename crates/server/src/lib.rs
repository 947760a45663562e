//! The HTTP server: Frontend API, Backend API and pages on one router.
//!
//! A request makes six stops: router, middleware, extractor, handler, store, `present`. A URL tells the file of its
//! handler: `POST /v1/client/sign_ins/{id}/attempt_first_factor` is `fapi/sign_ins/attempt_first_factor.rs`.

mod app;
pub mod assets;
mod audit;
mod bapi;
mod clock;
mod config;
mod delivery;
mod documented;
mod embedded;
mod events;
mod extract;
mod fapi;
mod forwarded;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod hasher;
mod images;
mod instances;
mod make_room;
mod messages;
mod metrics;
mod middleware;
mod npm;
mod oauth;
mod outbox;
mod outgoing;
pub mod pages;
mod passwords;
mod present;
pub mod provision;
mod request_id;
mod restrictions;
mod rng;
mod router;
mod routing;
mod sealed;
mod session_tasks;
mod waitlist;

pub use app::{App, Parts};
pub use clock::SystemClock;
pub use config::{Config, HashCost, PWNED_PASSWORDS, Served};
pub use forwarded::TrustedProxies;
pub use hasher::{HashError, Hasher};
pub use instances::{InstanceError, Instances, Tenant};
pub use outbox::OutboxSender;
pub use present::ApiError;
pub use request_id::RequestId;
pub use rng::SystemRng;
pub use router::router;
