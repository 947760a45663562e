//! Delivery by SMTP.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{ContentType, MessageId},
    },
    transport::smtp::{
        self, AsyncSmtpTransportBuilder,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};

use crate::{Message, SendError, Sender, Sending};

/// From the connection to the last answer. A person waits for the mail behind a spinner; a mail server that needs longer
/// is as good as down. Half of what a request may take, so that it can still say so.
const DEADLINE: Duration = Duration::from_secs(15);

/// What is wrong where there is no conversation.
const CONNECTION_SETTINGS: &str = "check smtp_host, smtp_port and smtp_encryption (\"tls\" usually goes with port 465, \
                                   \"starttls\" with 587, \"none\" with 25)";

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
    builder: AsyncSmtpTransportBuilder,
    /// The connections, from the first message on.
    transport: Mutex<Option<Transport>>,
    from: Mailbox,
    /// Host and port of the mail server, for the log.
    server: String,
}

type Transport = AsyncSmtpTransport<Tokio1Executor>;

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
        let mut builder =
            Transport::builder_dangerous(&config.host).port(config.port).tls(tls).timeout(Some(DEADLINE));
        if let Some((user, password)) = config.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        let server = format!("{}:{}", config.host, config.port);
        Ok(Self { builder, transport: Mutex::default(), from, server })
    }

    /// Hands a mail over before the deadline.
    async fn hand_over(&self, email: lettre::Message) -> Result<(), SendError> {
        let mut midway = Midway(Some(self));
        let transport = {
            let mut kept = self.transport.lock().unwrap_or_else(PoisonError::into_inner);
            kept.get_or_insert_with(|| self.builder.clone().build()).clone()
        };
        let server = &self.server;
        let Ok(outcome) = tokio::time::timeout(DEADLINE, transport.send(email)).await else {
            let secs = DEADLINE.as_secs();
            let text = format!("{server} did not take it within {secs} seconds; {CONNECTION_SETTINGS}");
            return Err(SendError::Unavailable(text));
        };
        midway.0 = None;
        outcome.map(drop).map_err(|error| {
            let (settings, is_final) = judge(&error);
            let text = format!("{server}: {error}; {settings}");
            if is_final { SendError::Refused(text) } else { SendError::Unavailable(text) }
        })
    }
}

/// The settings that an error is about, and whether it is about the message instead of them.
fn judge(error: &smtp::Error) -> (&'static str, bool) {
    match error.status().map(u16::from) {
        // The server wants to know who sends, or knows better.
        Some(530..=539) => ("check smtp_user, smtp_password and smtp_encryption", false),
        Some(_) => ("if this is about the sender, check smtp_from", error.is_permanent()),
        None => (CONNECTION_SETTINGS, false),
    }
}

/// Gives the connections up if a sending ends before its conversation: on one of them the next mail would be told the
/// answers to this one.
struct Midway<'a>(Option<&'a SmtpSender>);

impl Drop for Midway<'_> {
    fn drop(&mut self) {
        if let Some(sender) = self.0 {
            *sender.transport.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

fn tls_parameters(host: &str) -> Result<TlsParameters, SmtpConfigError> {
    TlsParameters::new(host.to_owned())
        .map_err(|error| SmtpConfigError::Host { host: host.to_owned(), reason: error.to_string() })
}

impl Sender for SmtpSender {
    fn send(&self, message: Message) -> Sending<'_> {
        Box::pin(async move {
            let secrets: Vec<_> = message.code.into_iter().chain(message.link).collect();
            let email = lettre::Message::builder()
                .message_id(None)
                .from(self.from.clone())
                .to(message.to.parse().map_err(|_| SendError::Address)?)
                .subject(message.subject.unwrap_or_default());
            let email = match message.html {
                Some(html) => email.multipart(MultiPart::alternative_plain_html(message.body, html)),
                None => email.header(ContentType::TEXT_PLAIN).body(message.body),
            };
            let mut email = email.map_err(|error| SendError::Refused(error.to_string()))?;
            identify(&mut email, self.from.email.domain());
            self.hand_over(email).await.map_err(|error| without(error, &secrets))
        })
    }
}

/// Puts the sender's domain into the id of a mail, in place of this machine's name, which is nobody's business.
fn identify(email: &mut lettre::Message, domain: &str) {
    let made = email.headers().get::<MessageId>();
    let unique = made.as_ref().and_then(|id| id.as_ref().split_once('@'));
    // RFC 5322 has ASCII alone there.
    if let Some((unique, _)) = unique.filter(|_| domain.is_ascii()) {
        let id = format!("{unique}@{domain}>");
        email.headers_mut().set(MessageId::from(id));
    }
}

/// An error without what is secret in the message, which a mail server may repeat.
fn without(error: SendError, secrets: &[String]) -> SendError {
    let redacted =
        |text: String| secrets.iter().fold(text, |text, secret| text.replace(secret.as_str(), "[redacted]"));
    match error {
        SendError::Refused(text) => SendError::Refused(redacted(text)),
        SendError::Unavailable(text) => SendError::Unavailable(redacted(text)),
        other => other,
    }
}

#[cfg(test)]
mod tests;
