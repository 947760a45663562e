//! Messages, written by a template.

use nightdesk_wire::ids::InstanceId;

use crate::{
    Channel, Kind, Message, Source,
    template::{TemplateError, Values, fill},
};

/// Why a message goes out, and what has to be in it.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    pub kind: Kind,
    pub instance_id: &'a InstanceId,
    pub app_name: &'a str,
    /// Address or number.
    pub to: &'a str,
    pub about: About<'a>,
}

/// What a message tells.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    Code {
        code: &'a str,
        lifetime_secs: u64,
    },
    Link {
        url: &'a str,
        lifetime_secs: u64,
    },
    /// A primary address that took the place of the recipient's.
    NewAddress(&'a str),
    Nothing,
}

impl Occasion<'_> {
    /// The message, by a template.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn message(&self, source: Source<'_>) -> Result<Message, TemplateError> {
        let filled = fill(self.kind, source, &self.values())?;
        let (code, link) = match self.about {
            About::Code { code, .. } => (Some(code), None),
            About::Link { url, .. } => (None, Some(url)),
            About::NewAddress(_) | About::Nothing => (None, None),
        };
        Ok(Message {
            instance_id: self.instance_id.clone(),
            channel: self.kind.channel(),
            to: self.to.to_owned(),
            subject: filled.subject,
            body: filled.text,
            html: filled.html,
            code: code.map(str::to_owned),
            link: link.map(str::to_owned),
        })
    }

    /// The message, by our own words.
    #[must_use]
    pub fn built_in(&self) -> Message {
        self.message(self.kind.built_in()).unwrap_or_else(|_| self.bare())
    }

    /// What is left where not even our own words come to a message: nothing that is waited for is lost.
    fn bare(&self) -> Message {
        let (code, link) = match self.about {
            About::Code { code, .. } => (Some(code.to_owned()), None),
            About::Link { url, .. } => (None, Some(url.to_owned())),
            About::NewAddress(_) | About::Nothing => (None, None),
        };
        Message {
            instance_id: self.instance_id.clone(),
            channel: self.kind.channel(),
            to: self.to.to_owned(),
            subject: (self.kind.channel() == Channel::Email).then(|| one_line(self.app_name)),
            body: code.clone().or_else(|| link.clone()).unwrap_or_default(),
            html: None,
            code,
            link,
        }
    }

    fn values(&self) -> Values {
        let mut others = vec![("to", self.to.to_owned())];
        match self.about {
            About::Code { code, lifetime_secs } => {
                others.extend([("otp_code", code.to_owned()), ("lifetime", lifetime(lifetime_secs))]);
            }
            About::Link { url, lifetime_secs } => {
                others.extend([("action_url", url.to_owned()), ("lifetime", lifetime(lifetime_secs))]);
            }
            About::NewAddress(new) => others.push(("new_email_address", one_line(new))),
            About::Nothing => {}
        }
        Values { app_name: one_line(self.app_name), others }
    }
}

/// `secs` in the words of a person, rounded down so that the text never promises too much.
fn lifetime(secs: u64) -> String {
    match secs {
        0..120 => format!("{secs} seconds"),
        120..7_200 => format!("{} minutes", secs / 60),
        7_200..172_800 => format!("{} hours", secs / 3_600),
        _ => format!("{} days", secs / 86_400),
    }
}

/// An application's name comes from its owner; a line break in it must not start a new header or paragraph.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instance() -> InstanceId {
        InstanceId::parse("ins_2abcdefghijklmnopqrstuvwxyz").expect("a well-formed id")
    }

    fn code(app_name: &str, lifetime_secs: u64) -> Message {
        let about = About::Code { code: "483920", lifetime_secs };
        let instance_id = &instance();
        Occasion { kind: Kind::EmailCode, instance_id, app_name, to: "ada@example.com", about }.built_in()
    }

    #[test]
    fn the_code_is_in_subject_text_and_html_and_by_itself() {
        let message = code("Acme", 600);
        assert_eq!(message.subject.as_deref(), Some("483920 is your code for Acme"));
        assert!(message.body.contains("\n    483920\n"), "{}", message.body);
        assert!(message.html.is_some_and(|html| html.contains(">483920<")));
        assert_eq!(message.code.as_deref(), Some("483920"));
    }

    #[test]
    fn a_link_is_whole_in_the_text_and_by_itself() {
        let url = "https://auth.example.com/v1/tickets/accept?ticket=x&y=z";
        let about = About::Link { url, lifetime_secs: 30 * 24 * 60 * 60 };
        let instance_id = &instance();
        let message =
            Occasion { kind: Kind::Invitation, instance_id, app_name: "Acme", to: "ada@example.com", about }
                .built_in();
        assert!(message.body.contains(&format!("\n    {url}\n")) && message.body.contains("30 days"));
        assert_eq!(message.link.as_deref(), Some(url));
    }

    #[test]
    fn the_lifetime_reads_as_people_say_it() {
        for (secs, text) in [(600, "10 minutes"), (90, "90 seconds"), (7200, "2 hours"), (200_000, "2 days")]
        {
            assert!(code("Acme", secs).body.contains(&format!("good for {text}")), "{text}");
        }
    }

    #[test]
    fn a_line_break_in_the_app_name_starts_no_header() {
        let message = code("Acme\r\nBcc: everyone@example.com", 600);
        let subject = message.subject.expect("an e-mail has one");
        assert!(!subject.contains(['\r', '\n']), "{subject}");
    }

    #[test]
    fn debug_output_shows_no_code_and_no_address() {
        let shown = format!("{:?}", code("Acme", 600));
        assert!(!shown.contains("483920") && !shown.contains("ada@example.com"), "{shown}");
    }
}
