//! What `dev` and `serve` share: binding, and the end.

use std::{io, net::SocketAddr};

use nightdesk_listener::{Limits, Listener};

use crate::failure::Failure;

/// Reads `127.0.0.1:4400`, `[::1]:4400` or `localhost:4400`.
///
/// # Errors
/// `listen_address_invalid` with the form that is wanted.
pub fn parse_listen(text: &str) -> Result<SocketAddr, Failure> {
    let numeric = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    numeric.parse().map_err(|_| {
        Failure::new(
            "listen_address_invalid",
            format!("cannot listen on {text:?}. Write an IP address and a port, like 127.0.0.1:4400 or [::1]:4400."),
        )
    })
}

/// Reads the address that scripts of the browser SDK are redirected to, and returns it without a slash at its end.
///
/// # Errors
/// `assets_cdn_invalid` with the form that is wanted.
pub fn parse_assets_cdn(text: &str) -> Result<String, Failure> {
    let is_plain = |url: &url::Url| {
        matches!(url.scheme(), "https" | "http") && url.query().is_none() && url.fragment().is_none()
    };
    let url = url::Url::parse(text).ok().filter(is_plain).ok_or_else(|| {
        let wanted = "Write an address without query, like https://cdn.example.com/npm";
        Failure::new("assets_cdn_invalid", format!("{text:?} is no place for scripts. {wanted}."))
    })?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Binds `address`.
///
/// # Errors
/// `address_in_use`, `address_not_allowed`, or `address_unavailable`.
pub async fn bind(address: SocketAddr, limits: Limits) -> Result<Listener, Failure> {
    Listener::bind(address, limits).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Failure::new(
            "address_in_use",
            format!(
                "{address} is in use, perhaps by another `nightdesk`. Stop that program, or choose another port with \
                 --listen; port 0 picks a free one."
            ),
        ),
        io::ErrorKind::PermissionDenied => Failure::new(
            "address_not_allowed",
            format!("this user may not listen on {address}. Ports below 1024 need a privilege; choose a higher one."),
        ),
        _ => Failure::new(
            "address_unavailable",
            format!("cannot listen on {address}: {error}. Choose an address of this machine with --listen."),
        ),
    })
}

/// Listens from now on for being asked to end (Ctrl-C, or SIGTERM from whatever started the process), and resolves
/// once it is.
///
/// # Errors
/// `signals_unavailable` if the system does not let it listen.
pub fn asked_to_end() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let unavailable = |error: io::Error| {
        Failure::new("signals_unavailable", format!("the system's signals cannot be received: {error}."))
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt()).map_err(unavailable)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(unavailable)?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(windows)]
    {
        let mut interrupt = tokio::signal::windows::ctrl_c().map_err(unavailable)?;
        Ok(async move {
            let _ = interrupt.recv().await;
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_localhost_as_a_name() {
        assert_eq!(parse_listen("localhost:4400").unwrap(), SocketAddr::from(([127, 0, 0, 1], 4400)));
        assert_eq!(parse_listen("[::1]:0").unwrap().port(), 0);
    }

    #[test]
    fn scripts_are_fetched_from_an_address_of_the_web() {
        let parsed = parse_assets_cdn("https://cdn.example.com/npm/").unwrap();
        assert_eq!(parsed, "https://cdn.example.com/npm");
        for text in ["", "cdn.example.com/npm", "javascript:alert(1)", "https://cdn.example.com/?a"] {
            assert!(parse_assets_cdn(text).unwrap_err().to_string().contains("assets_cdn_invalid"), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_the_form_that_is_wanted() {
        for text in ["", "4400", ":4400", "example.com:80", "127.0.0.1:99999", "127.0.0.1"] {
            let error = parse_listen(text).unwrap_err().to_string();
            assert!(error.contains("listen_address_invalid") && error.contains("127.0.0.1:4400"), "{error}");
        }
    }
}
