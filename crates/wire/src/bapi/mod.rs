//! Resources that only the Backend API has.

mod instance;
mod session;
mod testing;
mod tickets;
mod user;

pub use instance::Instance;
pub use session::{Session, SessionStatus};
pub use testing::TestingToken;
pub use tickets::{SignInToken, SignInTokenStatus};
pub use user::{TotalCount, User};
