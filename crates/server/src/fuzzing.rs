//! Decoders by themselves, for the fuzzers in `fuzz/`. What they refuse is told by its status.

use axum::{
    extract::Request,
    http::{HeaderMap, Uri},
};
use nightdesk_auth::{model::Environment, proxy};

use crate::{
    ApiError,
    bapi::body::Body,
    extract::{Credentials, Form, query},
    images, router,
};

/// What reading every field in every way gave.
#[derive(Debug, Default)]
pub struct Read {
    /// The texts that were taken.
    pub texts: Vec<String>,
    /// The statuses of the answers to those that were not.
    pub refused: Vec<u16>,
}

impl Read {
    fn take(&mut self, read: Result<impl IntoIterator<Item = String>, ApiError>) {
        match read {
            Ok(texts) => self.texts.extend(texts),
            Err(error) => self.refused.push(error.status.as_u16()),
        }
    }
}

/// Reads the pairs of a query or a form; `None` if one of them is not UTF-8.
#[must_use]
pub fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let owned =
        query::pairs(text).map(|pair| pair.map(|(name, value)| (name.into_owned(), value.into_owned())));
    owned.collect::<Result<_, _>>().ok()
}

/// Reads a field of a form in every way.
#[must_use]
pub fn form(body: &str, name: &str) -> Read {
    let mut read = Read::default();
    match Form::read(body) {
        Ok(form) => {
            read.take(form.text(name));
            read.take(form.filled(name));
            read.take(form.required(name).map(Some));
            read.take(form.texts(name));
            read.take(form.switch(name).map(|_| None));
            read.take(form.unsafe_metadata().map(|metadata| metadata.map(|value| value.to_string())));
        }
        Err(error) => read.refused.push(error.status.as_u16()),
    }
    read
}

/// Reads a field of a JSON body in every way.
#[must_use]
pub fn json(body: &[u8], name: &str) -> Read {
    let mut read = Read::default();
    type Way = fn(&mut Body, &str) -> Result<Vec<String>, ApiError>;
    let ways: [Way; 9] = [
        |body, name| Ok(body.text(name)?.flatten().into_iter().collect()),
        |body, name| Ok(vec![body.required_text(name)?]),
        |body, name| Ok(body.texts(name)?.unwrap_or_default()),
        |body, name| body.switch(name).map(|_| Vec::new()),
        |body, name| body.number(name).map(|_| Vec::new()),
        |body, name| body.time(name).map(|_| Vec::new()),
        |body, name| body.list::<i64>(name, "a list of numbers").map(|_| Vec::new()),
        |body, name| Ok(body.metadata(name)?.map(|value| value.to_string()).into_iter().collect()),
        |body, name| body.object(name)?.map_or(Ok(Vec::new()), |inner| inner.finish().map(|()| Vec::new())),
    ];
    for way in ways {
        read.take(Body::parse(body).and_then(|mut body| way(&mut body, name)));
    }
    read.take(Body::parse(body).and_then(|mut body| body.unsupported(&[name])).map(|()| None));
    read
}

/// Reads the credentials of a request: its development browser, and its client token.
#[must_use]
pub fn credentials(
    environment: Environment,
    uri: &Uri,
    headers: &HeaderMap,
) -> (Option<String>, Option<String>) {
    let shown =
        Credentials::of(environment, "__clerk_db_jwt_kept", uri, headers).or_first_party_cookie(headers);
    (shown.dev_browser.map(|id| id.to_string()), shown.token)
}

/// The host of a proxy's address.
#[must_use]
pub fn proxy_host(text: &str) -> Option<String> {
    proxy::parse(text).map(|proxy| proxy.host)
}

/// Makes a picture small and safe: its type and content.
///
/// # Errors
/// The status of the refusal.
pub fn picture(upload: &[u8]) -> Result<(&'static str, Vec<u8>), u16> {
    let prepared = images::resized(upload).map_err(|error| error.status.as_u16())?;
    Ok((prepared.content_type, prepared.content))
}

/// Undoes the SDKs' habits with methods and paths.
#[must_use]
pub fn normalized(request: Request) -> Request {
    router::normalize(request)
}
