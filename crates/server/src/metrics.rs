//! What this process has answered in the last hour, for the dashboard's health page.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::http::StatusCode;
use nightdesk_wire::time::UnixMs;

const MINUTES: usize = 60;
const MINUTE_MS: i64 = 60_000;
/// Latencies are kept in buckets that double: bucket n holds what took less than 2^n microseconds.
const BUCKETS: usize = 32;
/// The request that is made most.
const MINT: &str = "/v1/client/sessions/{session_id}/tokens";

/// The minutes that had requests, oldest first.
#[derive(Default)]
pub(crate) struct Metrics(Mutex<VecDeque<Minute>>);

/// A minute of answers.
#[derive(Debug, Clone)]
pub(crate) struct Minute {
    /// Minutes since the epoch.
    pub(crate) minute: i64,
    pub(crate) requests: u32,
    /// Of them, those that failed for no fault of the caller's.
    pub(crate) failures: u32,
    mints: [u32; BUCKETS],
}

/// How long mints took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Mints {
    pub(crate) count: u32,
    /// Half of them took at most this, in microseconds; the upper end of its bucket.
    pub(crate) half_us: u64,
    /// 99 of 100 did.
    pub(crate) most_us: u64,
}

impl Metrics {
    pub(crate) fn note(&self, route: &str, status: StatusCode, took: Duration, now: UnixMs) {
        let minute = now.as_millis() / MINUTE_MS;
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if minutes.back().is_none_or(|last| last.minute < minute) {
            if minutes.len() == MINUTES {
                minutes.pop_front();
            }
            minutes.push_back(Minute { minute, requests: 0, failures: 0, mints: [0; BUCKETS] });
        }
        let Some(last) = minutes.back_mut() else { return };
        last.requests += 1;
        last.failures += u32::from(status.is_server_error());
        if route == MINT && status.is_success() {
            let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
            let bucket = (u64::BITS - micros.leading_zeros()) as usize;
            last.mints[bucket.min(BUCKETS - 1)] += 1;
        }
    }

    /// The minutes of the last hour that had requests, and how long mints took in them.
    pub(crate) fn last_hour(&self, now: UnixMs) -> (Vec<Minute>, Mints) {
        let since = now.as_millis() / MINUTE_MS - i64::try_from(MINUTES).unwrap_or(i64::MAX);
        let minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let minutes: Vec<_> = minutes.iter().filter(|minute| minute.minute > since).cloned().collect();
        let mints = summary(&minutes);
        (minutes, mints)
    }
}

fn summary(minutes: &[Minute]) -> Mints {
    let mut buckets = [0_u32; BUCKETS];
    for minute in minutes {
        for (sum, count) in buckets.iter_mut().zip(minute.mints) {
            *sum += count;
        }
    }
    let count: u32 = buckets.iter().sum();
    let at = |per_cent: u64| {
        let wanted = (u64::from(count) * per_cent).div_ceil(100);
        let mut seen = 0;
        let bucket = buckets.iter().position(|n| {
            seen += u64::from(*n);
            seen >= wanted
        });
        bucket.filter(|_| count > 0).map_or(0, |bucket| 1 << bucket)
    };
    Mints { count, half_us: at(50), most_us: at(99) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_kept_by_the_minute() {
        let metrics = Metrics::default();
        let ok = Duration::from_micros(700);
        metrics.note("/v1/client", StatusCode::OK, ok, UnixMs(0));
        metrics.note("/v1/client", StatusCode::INTERNAL_SERVER_ERROR, ok, UnixMs(MINUTE_MS));
        let told = |now| {
            let (minutes, _) = metrics.last_hour(UnixMs(now));
            minutes.iter().map(|minute| (minute.requests, minute.failures)).collect::<Vec<_>>()
        };
        assert_eq!(told(MINUTE_MS), [(1, 0), (1, 1)]);
        assert_eq!(told(60 * MINUTE_MS), [(1, 1)]);
        assert_eq!(told(61 * MINUTE_MS), []);
    }

    #[test]
    fn only_mints_that_succeeded_count_for_their_latency() {
        let metrics = Metrics::default();
        for _ in 0..98 {
            metrics.note(MINT, StatusCode::OK, Duration::from_micros(700), UnixMs(0));
        }
        metrics.note(MINT, StatusCode::OK, Duration::from_micros(9000), UnixMs(0));
        metrics.note(MINT, StatusCode::OK, Duration::from_micros(9000), UnixMs(0));
        metrics.note(MINT, StatusCode::UNAUTHORIZED, Duration::from_secs(1), UnixMs(0));
        let (_, mints) = metrics.last_hour(UnixMs(0));
        assert_eq!(mints, Mints { count: 100, half_us: 1024, most_us: 16384 });
    }
}
