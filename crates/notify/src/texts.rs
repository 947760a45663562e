//! What the messages say.

use nightdesk_wire::ids::InstanceId;

use crate::{Channel, Message};

/// The e-mail that carries a one-time code.
///
/// The code is in the subject too: most people read it off the notification and never open the mail.
#[must_use]
pub fn verification_code(
    instance_id: InstanceId,
    app_name: &str,
    to: &str,
    code: &str,
    lifetime_secs: u64,
) -> Message {
    let app = one_line(app_name);
    let lifetime = lifetime(lifetime_secs);
    Message {
        instance_id,
        channel: Channel::Email,
        to: to.to_owned(),
        subject: Some(format!("{code} is your code for {app}")),
        body: format!(
            "Your code for {app} is\n\n    {code}\n\nIt is good for {lifetime}. Enter it where you asked for it.\n\n\
             If you did not ask for a code, ignore this message: without the code nobody gets in.\n"
        ),
        code: Some(code.to_owned()),
        link: None,
    }
}

/// The text message that carries a one-time code. The code comes first: that much shows in a notification.
#[must_use]
pub fn verification_code_sms(
    instance_id: InstanceId,
    app_name: &str,
    to: &str,
    code: &str,
    lifetime_secs: u64,
) -> Message {
    let app = one_line(app_name);
    let lifetime = lifetime(lifetime_secs);
    Message {
        instance_id,
        channel: Channel::Sms,
        to: to.to_owned(),
        subject: None,
        body: format!("{code} is your code for {app}. It is good for {lifetime}. Do not tell it to anybody."),
        code: Some(code.to_owned()),
        link: None,
    }
}

/// The e-mail that carries a link.
#[must_use]
pub fn verification_link(
    instance_id: InstanceId,
    app_name: &str,
    to: &str,
    link: &str,
    lifetime_secs: u64,
) -> Message {
    let app = one_line(app_name);
    let lifetime = lifetime(lifetime_secs);
    Message {
        instance_id,
        channel: Channel::Email,
        to: to.to_owned(),
        subject: Some(format!("Your link for {app}")),
        body: format!(
            "Follow this link to go on at {app}:\n\n{link}\n\nIt is good for {lifetime} and once. Open it in the browser \
             in which you asked for it.\n\nIf you did not ask for it, ignore this message and do not follow the link.\n"
        ),
        code: None,
        link: Some(link.to_owned()),
    }
}

/// The e-mail to an address that its account is not reached by first any more.
#[must_use]
pub fn primary_address_changed(instance_id: InstanceId, app_name: &str, to: &str, new: &str) -> Message {
    let (app, new) = (one_line(app_name), one_line(new));
    Message {
        instance_id,
        channel: Channel::Email,
        to: to.to_owned(),
        subject: Some(format!("Your e-mail address at {app} was changed")),
        body: format!(
            "The primary e-mail address of your account at {app} is {new} now.\n\n\
             If you do not know of this, tell those who run {app}.\n"
        ),
        code: None,
        link: None,
    }
}

/// `secs` in the words of a person, rounded down so that the text never promises too much.
pub(crate) fn lifetime(secs: u64) -> String {
    match secs {
        0..120 => format!("{secs} seconds"),
        120..7200 => format!("{} minutes", secs / 60),
        _ => format!("{} hours", secs / 3600),
    }
}

/// An application's name comes from its owner; a line break in it must not start a new header or paragraph.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(app_name: &str, lifetime_secs: u64) -> Message {
        let instance = InstanceId::parse("ins_2abcdefghijklmnopqrstuvwxyz").expect("a well-formed id");
        verification_code(instance, app_name, "ada@example.com", "483920", lifetime_secs)
    }

    #[test]
    fn the_code_is_in_subject_body_and_by_itself() {
        let message = message("Acme", 600);
        assert_eq!(message.subject.as_deref(), Some("483920 is your code for Acme"));
        assert!(message.body.contains("\n    483920\n"), "{}", message.body);
        assert_eq!(message.code.as_deref(), Some("483920"));
    }

    #[test]
    fn the_lifetime_reads_as_people_say_it() {
        assert!(message("Acme", 600).body.contains("good for 10 minutes"));
        assert!(message("Acme", 90).body.contains("good for 90 seconds"));
        assert!(message("Acme", 7200).body.contains("good for 2 hours"));
    }

    #[test]
    fn a_line_break_in_the_app_name_starts_no_header() {
        let message = message("Acme\r\nBcc: everyone@example.com", 600);
        let subject = message.subject.expect("an e-mail has one");
        assert!(!subject.contains(['\r', '\n']), "{subject}");
    }

    #[test]
    fn debug_output_shows_no_code_and_no_address() {
        let shown = format!("{:?}", message("Acme", 600));
        assert!(!shown.contains("483920") && !shown.contains("ada@example.com"), "{shown}");
    }
}
