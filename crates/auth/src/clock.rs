//! The time, as a parameter.

use nightdesk_wire::time::UnixMs;

/// Where the current time comes from: the system in production, a hand-set clock in tests.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> UnixMs;
}
