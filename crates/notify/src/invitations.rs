//! What invitations say.

use nightdesk_wire::ids::InstanceId;

use crate::{
    Channel, Message,
    texts::{lifetime, one_line},
};

/// The e-mail that invites somebody to have an account.
#[must_use]
pub fn invitation(
    instance_id: InstanceId,
    app_name: &str,
    to: &str,
    url: &str,
    lifetime_secs: u64,
) -> Message {
    let app = one_line(app_name);
    let days = lifetime_secs / (24 * 60 * 60);
    let lifetime = if days > 1 { format!("{days} days") } else { lifetime(lifetime_secs) };
    Message {
        instance_id,
        channel: Channel::Email,
        to: to.to_owned(),
        subject: Some(format!("You are invited to {app}")),
        body: format!(
            "You can have an account at {app}. Make it here:\n\n    {url}\n\nThe link is good for {lifetime}, and for you alone.\n\n\
             If you do not know {app}, ignore this message.\n"
        ),
        code: None,
        link: Some(url.to_owned()),
    }
}

/// The e-mail to somebody who is on the waitlist now.
#[must_use]
pub fn waitlist_confirmation(instance_id: InstanceId, app_name: &str, to: &str) -> Message {
    let app = one_line(app_name);
    Message {
        instance_id,
        channel: Channel::Email,
        to: to.to_owned(),
        subject: Some(format!("You are on the waitlist of {app}")),
        body: format!(
            "You are on the waitlist of {app}. You will hear from us when there is an account for you.\n\n\
             If you did not ask for one, ignore this message.\n"
        ),
        code: None,
        link: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_is_in_the_body_and_by_itself() {
        let instance = InstanceId::parse("ins_a").expect("a well-formed id");
        let url = "https://auth.example.com/v1/tickets/accept?ticket=x";
        let message = invitation(instance, "Acme\r\nBcc: x", "ada@example.com", url, 30 * 24 * 60 * 60);
        assert!(message.body.contains(&format!("\n    {url}\n")) && message.body.contains("30 days"));
        assert_eq!(message.link.as_deref(), Some(url));
        assert!(message.subject.is_some_and(|subject| !subject.contains(['\r', '\n'])));
    }
}
