//! What crosses the boundary between the machine and its host.

use alloc::string::String;
use alloc::vec::Vec;

use crate::Result;

/// What a caller wants of the machine.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Find out who is signed in. From storage where that is certain, else with one request.
    Load,
    /// The same, always asking the server.
    Reload,
    /// A session token that works.
    GetToken(TokenRequest),
    /// Any Frontend API call; what the answer says of the client is taken over.
    Request {
        /// `GET`, `POST`, `PATCH`, `PUT` or `DELETE`.
        method: String,
        /// Below `/v1`, for example `/client/sign_ins`; may carry a query.
        path: String,
        /// Form-encoded.
        body: String,
    },
    /// Renew the session token before it expires for as long as this context lives.
    KeepFresh,
}

/// Which token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TokenRequest {
    /// The active session unless given.
    pub session: Option<String>,
    /// A JWT template's name.
    pub template: Option<String>,
    /// The session's active organization unless given; empty for the personal account.
    pub organization: Option<String>,
    /// Mint even if the stored token is still good.
    pub skip_cache: bool,
}

/// The two storage areas of an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Survives a browser restart.
    Local,
    /// In memory, trusted contexts only, gone when the browser closes.
    Session,
}

/// Something the host does for the machine. All but `Unlock`, `Emit` and `Reply` are answered with an
/// [`Output`] under the effect's id.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Http {
        method: &'static str,
        url: String,
        authorization: Option<String>,
        body: Option<String>,
        timeout_ms: u32,
    },
    /// Values of these keys, in order.
    Get(Vec<(Area, String)>),
    /// Writes (or with `None` removes) these keys; the items of one area in one step, `Local` first.
    Put(Vec<(Area, String, Option<String>)>),
    /// All cookies that a request to this URL would carry, partitioned ones too, and the suffix of this
    /// instance's cookies: the first 8 characters of base64url(SHA-1(key)).
    Cookies {
        url: String,
        key: String,
    },
    /// An exclusive lock shared by all contexts of the extension.
    Lock {
        name: String,
    },
    /// Gives back the lock that the effect with this id obtained.
    Unlock {
        lock: u32,
    },
    Timer {
        ms: u32,
    },
    /// Who is signed in has changed; the client resource as JSON, or `null`.
    Emit {
        client: String,
    },
    Reply {
        call: u32,
        reply: Result<Reply>,
    },
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// To `Load` and `Reload`: the client resource as JSON, or `null`.
    Client {
        client: String,
        /// Why it may be out of date, or why the session sync found nothing.
        diagnostic: Option<&'static str>,
    },
    /// To `GetToken`: `None` if nobody is signed in.
    Token(Option<String>),
    /// To `Request`: the answer's body as JSON.
    Response(String),
    Done,
}

/// What came of an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    Http(core::result::Result<Answer, Failure>),
    Got(Vec<Option<String>>),
    Cookies(core::result::Result<CookieJar, CookieTrouble>),
    /// `Put`, `Lock` and `Timer` are done.
    Done,
    /// Storage or lock refused.
    Failed(String),
}

/// An HTTP answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub authorization: Option<String>,
    pub db_jwt: Option<String>,
    /// The `Date` header in Unix milliseconds.
    pub date_ms: Option<i64>,
    pub retry_after_secs: Option<u32>,
    pub body: String,
}

/// Why there was no HTTP answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    Network,
    Timeout,
}

/// The web app's cookies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CookieJar {
    pub suffix: String,
    /// Name and value.
    pub cookies: Vec<(String, String)>,
}

/// Why cookies could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieTrouble {
    NoCookiesPermission,
    NoHostPermission,
}
