//! The id of a request, and of the one that is being handled: whoever writes the log asks for it, so that a request that
//! says nothing costs nothing more.

use std::fmt;

use nightdesk_auth::{Rng, rng};

/// What errors carry as `clerk_trace_id`, answers in `X-Request-Id`, and the log as `request_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId(u64);

tokio::task_local! {
    static CURRENT: RequestId;
}

impl RequestId {
    pub(crate) fn new(rng: &dyn Rng) -> Self {
        Self(u64::from_be_bytes(rng::bytes(rng)))
    }

    /// The request that the running task handles just now.
    #[must_use]
    pub fn current() -> Option<Self> {
        CURRENT.try_with(|id| *id).ok()
    }

    /// Runs a part of what is done for this request.
    pub(crate) fn scope<T>(self, part: impl FnOnce() -> T) -> T {
        CURRENT.sync_scope(self, part)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
