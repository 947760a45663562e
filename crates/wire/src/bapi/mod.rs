//! Resources that only the Backend API has.

mod actor_token;
mod client;
mod cookies;
mod domain;
mod instance;
mod jwt_template;
mod redirect_url;
mod restrictions;
mod session;
mod social_connection;
mod template;
mod testing;
mod tickets;
mod user;
mod verification;

pub use actor_token::ActorToken;
pub use client::Client;
pub use cookies::Cookies;
pub use domain::{Domain, Domains};
pub use instance::Instance;
pub use jwt_template::JwtTemplate;
pub use redirect_url::RedirectUrl;
pub use restrictions::{Invitation, InvitationStatus, ListedIdentifier, Restrictions, WaitlistEntry};
pub use session::{Session, SessionStatus};
pub use social_connection::SocialConnection;
pub use template::Template;
pub use testing::TestingToken;
pub use tickets::{SignInToken, TicketStatus};
pub use user::{TotalCount, User};
pub use verification::ContactVerification;
