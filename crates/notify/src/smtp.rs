//! Delivery by SMTP.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    message::{Mailbox, MultiPart, header::ContentType},
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};

use crate::{Message, SendError, Sender, Sending};

/// A person waits for the mail behind a spinner; a mail server that needs longer is as good as down.
const TIMEOUT: Duration = Duration::from_secs(15);

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpEncryption {
    /// TLS from the first byte (usually port 465).
    Tls,
    /// Plain at first, then STARTTLS, which is required (usually port 587).
    StartTls,
    /// None at all. For a mail server on this machine only.
    None,
}

/// Where and as whom to send.
#[derive(Clone)]
pub struct SmtpConfig {
    pub host: String,
    pub port: u16,
    pub encryption: SmtpEncryption,
    /// User name and password; `None` for a server that asks for neither.
    pub credentials: Option<(String, String)>,
    /// The sender, `name@example.com` or `Name <name@example.com>`.
    pub from: String,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SmtpConfigError {
    #[error("'{0}' is not a sender address; write name@example.com or Name <name@example.com>")]
    From(String),
    #[error("'{host}' cannot be used as the mail server's name: {reason}")]
    Host { host: String, reason: String },
}

/// Sends e-mail through one mail server, over a pool of connections that are kept open.
pub struct SmtpSender {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpSender {
    /// Checks the configuration; connects when the first message is sent.
    ///
    /// # Errors
    /// [`SmtpConfigError`] names the setting that cannot be used.
    pub fn new(config: SmtpConfig) -> Result<Self, SmtpConfigError> {
        let from = config.from.parse().map_err(|_| SmtpConfigError::From(config.from.clone()))?;
        let tls = match config.encryption {
            SmtpEncryption::None => Tls::None,
            SmtpEncryption::Tls => Tls::Wrapper(tls_parameters(&config.host)?),
            SmtpEncryption::StartTls => Tls::Required(tls_parameters(&config.host)?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
            .port(config.port)
            .tls(tls)
            .timeout(Some(TIMEOUT));
        if let Some((user, password)) = config.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self { transport: builder.build(), from })
    }
}

fn tls_parameters(host: &str) -> Result<TlsParameters, SmtpConfigError> {
    TlsParameters::new(host.to_owned())
        .map_err(|error| SmtpConfigError::Host { host: host.to_owned(), reason: error.to_string() })
}

impl Sender for SmtpSender {
    fn send(&self, message: Message) -> Sending<'_> {
        Box::pin(async move {
            let email = lettre::Message::builder()
                .from(self.from.clone())
                .to(message.to.parse().map_err(|_| SendError::Address)?)
                .subject(message.subject.unwrap_or_default());
            let email = match message.html {
                Some(html) => email.multipart(MultiPart::alternative_plain_html(message.body, html)),
                None => email.header(ContentType::TEXT_PLAIN).body(message.body),
            };
            let email = email.map_err(|error| SendError::Refused(error.to_string()))?;
            match self.transport.send(email).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(SendError::Refused(error.to_string())),
                Err(error) => Err(SendError::Unavailable(error.to_string())),
            }
        })
    }
}

#[cfg(test)]
mod tests;
