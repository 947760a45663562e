//! A clock that is set by hand.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use nightdesk_auth::Clock;
use nightdesk_wire::time::UnixMs;

/// A clock that stands still until a test moves it. Clones share the time.
#[derive(Debug, Clone)]
pub struct MockClock(Arc<AtomicI64>);

impl MockClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: UnixMs) -> Self {
        Self(Arc::new(AtomicI64::new(now.as_millis())))
    }

    /// Moves the clock; a negative number turns it back.
    pub fn advance_secs(&self, secs: i64) {
        self.0.fetch_add(secs * 1000, Ordering::SeqCst);
    }

    /// Moves the clock by milliseconds.
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// What it shows, in Unix milliseconds.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Sets the clock.
    pub fn set(&self, now: UnixMs) {
        self.0.store(now.as_millis(), Ordering::SeqCst);
    }
}

impl Default for MockClock {
    /// A fixed day: 2026-03-01T12:00:00Z.
    fn default() -> Self {
        Self::at(UnixMs::from_secs(1_772_366_400))
    }
}

impl Clock for MockClock {
    fn now(&self) -> UnixMs {
        UnixMs(self.now_ms())
    }
}
