//! The core, on a thread of its own: it is single-threaded and never blocks.

use std::sync::mpsc;
use std::thread;

use nightdesk_client::Port;
use tokio::sync::oneshot;

use crate::error::{Error, Result};

/// A message, and where its effects go.
type Step = (String, oneshot::Sender<String>);

/// The thread ends when this is dropped, and the machine with it.
pub(crate) struct Core(mpsc::Sender<Step>);

impl Core {
    pub(crate) fn start() -> Core {
        let (tell, told) = mpsc::channel::<Step>();
        // Without a thread there is no core, which the first step reports.
        let _ = thread::Builder::new().name("nightdesk-client".to_owned()).spawn(move || {
            let mut port = Port::default();
            for (message, answer) in told {
                // Nobody waits for it if the client was dropped meanwhile.
                let _ = answer.send(port.step(&message));
            }
        });
        Core(tell)
    }

    /// Hands the core a message; the effects that follow from it, as JSON.
    ///
    /// # Errors
    /// [`Error::Stopped`] if the thread is gone.
    pub(crate) async fn step(&self, message: String) -> Result<String> {
        let (answer, answered) = oneshot::channel();
        self.0.send((message, answer)).map_err(|_| Error::Stopped)?;
        answered.await.map_err(|_| Error::Stopped)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// Recorded from the core under schedules with trouble, kills and clock jumps; the npm package replays them in
    /// both of its builds.
    const TRACES: &str = include_str!("../../../packages/chrome-extension/test/fixtures/traces.jsonl");

    #[tokio::test]
    async fn the_core_on_its_thread_answers_the_recorded_traces() {
        let mut steps = 0;
        for line in TRACES.lines() {
            let core = Core::start();
            let trace: Vec<(Value, Value)> = serde_json::from_str(line).unwrap();
            for (message, effects) in trace {
                let answer = core.step(message.to_string()).await.unwrap();
                assert_eq!(
                    serde_json::from_str::<Value>(&answer).unwrap(),
                    effects,
                    "step {steps}: {message}"
                );
                steps += 1;
            }
        }
        assert!(steps > TRACES.lines().count());
    }
}
