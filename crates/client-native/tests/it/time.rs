//! Time that tests move, the server's and the clients'.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use nightdesk_client_native::Time;
use nightdesk_testkit::MockClock;
use tokio::sync::watch;

/// Sleeps up to this long (pauses before another attempt) end at once and take the clock along; longer ones end
/// when the test moves the clock.
const SHORT: Duration = Duration::from_secs(4);

/// A clock that all clones share.
#[derive(Clone)]
pub struct TestTime {
    clock: MockClock,
    /// What this machine's clock is ahead of the server's.
    skew_ms: i64,
    /// Told of every move.
    moved: Arc<watch::Sender<()>>,
    /// For how long the sleepers wanted to sleep.
    asleep: Arc<watch::Sender<Vec<Duration>>>,
}

impl TestTime {
    pub fn new(clock: &MockClock) -> TestTime {
        let (moved, asleep) = (Arc::new(watch::Sender::new(())), Arc::new(watch::Sender::new(Vec::new())));
        TestTime { clock: clock.clone(), skew_ms: 0, moved, asleep }
    }

    /// The same time on a machine whose clock is wrong.
    pub fn skewed(&self, secs: i64) -> TestTime {
        TestTime { skew_ms: secs * 1000, ..self.clone() }
    }

    pub fn advance_secs(&self, secs: i64) {
        self.clock.advance_secs(secs);
        self.moved.send_replace(());
    }

    /// Waits until somebody sleeps who wants to sleep that long.
    pub async fn sleeper(&self, wants: impl Fn(Duration) -> bool) {
        self.asleep.subscribe().wait_for(|asleep| asleep.iter().any(|time| wants(*time))).await.unwrap();
    }

    fn now(&self) -> i64 {
        self.clock.now_ms() + self.skew_ms
    }
}

impl Time for TestTime {
    fn now_ms(&self) -> i64 {
        self.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let time = self.clone();
        let ms = i64::try_from(duration.as_millis()).unwrap();
        Box::pin(async move {
            if duration <= SHORT {
                time.clock.advance_ms(ms);
                time.moved.send_replace(());
                return;
            }
            let due = time.now() + ms;
            let mut moved = time.moved.subscribe();
            let _asleep = Asleep::new(&time, duration);
            moved.wait_for(|()| time.now() >= due).await.unwrap();
        })
    }
}

struct Asleep(TestTime, Duration);

impl Asleep {
    fn new(time: &TestTime, duration: Duration) -> Asleep {
        time.asleep.send_modify(|asleep| asleep.push(duration));
        Asleep(time.clone(), duration)
    }
}

impl Drop for Asleep {
    fn drop(&mut self) {
        self.0.asleep.send_modify(|asleep| {
            let at = asleep.iter().position(|time| *time == self.1);
            asleep.remove(at.expect("it was put there"));
        });
    }
}
