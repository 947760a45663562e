//! The things that are stored: plain structs with typed ids, times and states.
//!
//! Each enum that lands in a column has `as_str` and `parse`, so that the stored text is decided here and nowhere
//! else. Fields that are only ever read together are stored as JSON and implement `serde`.

mod actor_token;
mod application;
mod client;
mod client_link;
mod dashboard;
mod email_address;
mod identification;
mod instance;
mod jwt_template;
mod native_apps;
mod oauth;
mod oauth_attempt;
mod outbox;
mod pages;
mod redirect_url;
mod refresh_token;
mod reverification;
mod second_factors;
mod secret;
mod secret_key;
mod session;
mod session_settings;
mod settings;
mod sign_in;
mod sign_in_token;
mod sign_up;
mod social_connection;
mod stored_enum;
mod user;
mod verification;

pub use actor_token::ActorToken;
pub use application::Application;
pub use client::{Client, DevBrowser, Rotation};
pub use client_link::ClientLink;
pub use dashboard::{DashboardLogin, DashboardSession};
pub use email_address::EmailAddress;
pub use identification::{Identification, IdentificationDetails, IdentificationKind};
pub use instance::{Environment, Instance};
pub use jwt_template::JwtTemplate;
pub use native_apps::{AndroidApp, NativeApps};
pub use oauth::{OauthFailure, OauthIdentity, OauthProof, OauthTokens};
pub use oauth_attempt::{OauthAttempt, OauthOutcome, OauthTarget};
pub use outbox::{Channel, OutboxMessage};
pub use pages::Pages;
pub use redirect_url::RedirectUrl;
pub use refresh_token::RefreshToken;
pub use reverification::{Reverification, ReverificationLevel, ReverificationStatus};
pub use second_factors::{BackupCodes, SecondFactors, Totp};
pub use secret::{Digest, Secret};
pub use secret_key::SecretKey;
pub use session::{Activity, Session, SessionStatus, SessionTask};
pub use session_settings::SessionSettings;
pub use settings::{Settings, SettingsError};
pub use sign_in::{SignIn, SignInStatus};
pub use sign_in_token::{SignInToken, TicketStatus};
pub use sign_up::{SignUp, SignUpStatus};
pub use social_connection::{OauthEndpoints, SocialConnection, TokenAuth};
pub use stored_enum::UnknownValue;
pub use user::User;
pub use verification::{Strategy, Verification, VerificationStatus};
