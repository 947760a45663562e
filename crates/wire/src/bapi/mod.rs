//! Resources that only the Backend API has.

mod client;
mod instance;
mod session;
mod testing;
mod tickets;
mod user;

pub use client::Client;
pub use instance::Instance;
pub use session::{Session, SessionStatus};
pub use testing::TestingToken;
pub use tickets::{SignInToken, SignInTokenStatus};
pub use user::{TotalCount, User};
