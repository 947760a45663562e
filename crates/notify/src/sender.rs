//! The seam between the server and whatever carries its messages.

use std::{future::Future, pin::Pin};

use crate::Message;

/// The future of one delivery; boxed, since the server picks its sender at run time.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), SendError>> + Send + 'a>>;

/// Delivers messages.
pub trait Sender: Send + Sync {
    /// Hands `message` over and resolves once the next party has taken responsibility for it.
    fn send(&self, message: Message) -> Sending<'_>;
}

/// Why a message was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The recipient's address cannot be written as one.
    #[error("nothing can be sent to the address of the recipient")]
    Address,
    /// The other side refused for good; trying again gives the same answer.
    #[error("the message was refused: {0}")]
    Refused(String),
    /// The process that runs the instance sends for it, and this is another.
    #[error("messages of this instance are sent by the process that answers for it")]
    NotServed,
    /// Nobody answered, or the answer was "later".
    #[error("the message could not be handed over now: {0}")]
    Unavailable(String),
}

impl SendError {
    /// Whether the same message may go through later.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}
