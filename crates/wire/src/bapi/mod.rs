//! Resources that only the Backend API has.

mod client;
mod instance;
mod jwt_template;
mod redirect_url;
mod session;
mod social_connection;
mod testing;
mod tickets;
mod user;

pub use client::Client;
pub use instance::Instance;
pub use jwt_template::JwtTemplate;
pub use redirect_url::RedirectUrl;
pub use session::{Session, SessionStatus};
pub use social_connection::SocialConnection;
pub use testing::TestingToken;
pub use tickets::{SignInToken, SignInTokenStatus};
pub use user::{TotalCount, User};
