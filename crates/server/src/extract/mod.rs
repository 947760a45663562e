//! What handlers take: who calls, the path, the form.

mod cookies;
mod cx;
mod device;
mod form;
mod identity;
mod path;
pub(crate) mod query;
mod transport;
mod upload;
mod version;

pub(crate) use cookies::cookie;
pub(crate) use cx::{Cx, OnSession};
pub(crate) use device::Device;
pub(crate) use form::Form;
pub(crate) use identity::create_dev_browser;
pub(crate) use path::Path;
pub(crate) use transport::{Credentials, Outgoing, Transport};
pub(crate) use upload::{MAX_UPLOAD_BODY_BYTES, Upload};
pub(crate) use version::ApiVersion;
