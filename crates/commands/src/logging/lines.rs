//! Lines on their way to standard error. Those of requests wait a moment for others: a write for each would cost more than
//! all else that is done for the line.

use std::{
    io::{self, Write as _},
    mem,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

/// How long a line waits for others.
const PAUSE: Duration = Duration::from_millis(10);

/// So many bytes wait for no others.
const MANY: usize = 32 * 1024;

/// With so many bytes nobody reads, and whoever has more to say waits too.
const TOO_MANY: usize = 1024 * 1024;

static LINES: Lines =
    Lines { waiting: Mutex::new(Waiting { lines: Vec::new(), are_awaited: false }), more: Condvar::new() };

struct Lines {
    waiting: Mutex<Waiting>,
    more: Condvar,
}

struct Waiting {
    lines: Vec<u8>,
    /// Whether the thread that writes has nothing to do. Otherwise it comes back by itself, and need not be woken.
    are_awaited: bool,
}

/// Writes what is left when it is dropped.
#[must_use]
pub struct Writer(());

impl Writer {
    /// Writes from now on what is [`add`]ed.
    ///
    /// # Errors
    /// If there can be no thread more.
    pub fn start() -> io::Result<Writer> {
        thread::Builder::new().name("log".to_owned()).spawn(|| LINES.keep_writing())?;
        Ok(Writer(()))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        LINES.write();
    }
}

/// Adds a line; an urgent one is written before this returns.
pub fn add(line: &[u8], is_urgent: bool) {
    let mut waiting = LINES.lock();
    let before = waiting.lines.len();
    waiting.lines.extend_from_slice(line);
    let now = waiting.lines.len();
    let cannot_wait = is_urgent || now > TOO_MANY;
    let wakes = !cannot_wait && (mem::take(&mut waiting.are_awaited) || (before < MANY && now >= MANY));
    drop(waiting);
    if cannot_wait {
        LINES.write();
    } else if wakes {
        LINES.more.notify_one();
    }
}

impl Lines {
    fn keep_writing(&self) {
        loop {
            let is_few = |waiting: &mut Waiting| waiting.lines.len() < MANY;
            let waited = self.more.wait_timeout_while(self.lock(), PAUSE, is_few);
            let (mut waiting, _) = waited.unwrap_or_else(PoisonError::into_inner);
            if waiting.lines.is_empty() {
                waiting.are_awaited = true;
                drop(self.more.wait(waiting));
            } else {
                drop(waiting);
                self.write();
            }
        }
    }

    fn write(&self) {
        // Locked first, so that lines are written in their order.
        let mut stderr = io::stderr().lock();
        let lines = mem::take(&mut self.lock().lines);
        // Whoever reads the log may go away; requests are served all the same.
        let _ = stderr.write_all(&lines);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
