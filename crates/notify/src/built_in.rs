//! What the messages say unless the owner says something else.

use crate::Kind;

/// A message with places to fill in, as [`crate::template`] reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// Empty for text messages.
    pub subject: &'a str,
    /// The HTML of an e-mail, or the text of a text message.
    pub body: &'a str,
    /// The same e-mail for programs that show no HTML; empty for text messages.
    pub text: &'a str,
}

/// An HTML page around the paragraphs of a mail. Styles are inline: many mail programs read no others.
macro_rules! page {
    ($($paragraph:expr),+ $(,)?) => {
        concat!(
            "<!doctype html>\n<html lang=\"en\">\n",
            "<body style=\"margin:0;padding:24px 12px;background:#f7f6f3;color:#1b2230;font:16px/1.5 system-ui,sans-serif\">\n",
            "<div style=\"max-width:480px;margin:0 auto;padding:28px;background:#ffffff;border:1px solid #e1ded7;border-radius:12px\">\n",
            "<p style=\"margin:0 0 20px;font-weight:650\">{{ app.name }}</p>\n",
            $($paragraph,)+
            "</div>\n</body>\n</html>\n",
        )
    };
}

macro_rules! paragraph {
    ($text:literal) => {
        concat!("<p style=\"margin:0 0 16px\">", $text, "</p>\n")
    };
}

/// The last one, about who did not ask for it.
macro_rules! small_print {
    ($text:literal) => {
        concat!("<p style=\"margin:24px 0 0;font-size:14px;color:#5c6475\">", $text, "</p>\n")
    };
}

macro_rules! code {
    () => {
        "<p style=\"margin:0 0 16px;font:600 32px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px\">{{ otp_code }}</p>\n"
    };
}

/// A button, and the link as text for those who do not trust buttons.
macro_rules! link {
    ($text:literal) => {
        concat!(
            "<p style=\"margin:0 0 16px\"><a href=\"{{ action_url }}\" style=\"display:inline-block;padding:10px 20px;",
            "border-radius:8px;background:#1b2230;color:#ffffff;text-decoration:none\">",
            $text,
            "</a></p>\n<p style=\"margin:0 0 16px;font-size:13px;color:#5c6475;overflow-wrap:anywhere\">{{ action_url }}</p>\n",
        )
    };
}

/// Mails with a link that goes on where it was asked for.
macro_rules! by_link {
    ($subject:literal, $what:literal, $button:literal) => {
        Source {
            subject: $subject,
            body: page!(
                paragraph!($what),
                link!($button),
                paragraph!("It is good for {{ lifetime }} and once. Open it in the browser in which you asked for it."),
                small_print!("If you did not ask for it, ignore this message and do not follow the link."),
            ),
            text: concat!(
                $what,
                "\n\n{{ action_url }}\n\nIt is good for {{ lifetime }} and once. Open it in the browser in which you asked for ",
                "it.\n\nIf you did not ask for it, ignore this message and do not follow the link.\n",
            ),
        }
    };
}

pub(crate) const fn of(kind: Kind) -> Source<'static> {
    match kind {
        Kind::EmailCode => EMAIL_CODE,
        Kind::ResetPasswordEmailCode => RESET_PASSWORD_EMAIL_CODE,
        Kind::SignInLink => by_link!(
            "Your link for {{ app.name }}",
            "Follow this link to sign in to {{ app.name }}:",
            "Sign in"
        ),
        Kind::SignUpLink => by_link!(
            "Your link for {{ app.name }}",
            "Follow this link to have an account at {{ app.name }}:",
            "Sign up"
        ),
        Kind::ProfileLink => by_link!(
            "Verify your address for {{ app.name }}",
            "Follow this link to verify that {{ to }} is your address:",
            "Verify"
        ),
        Kind::Invitation => INVITATION,
        Kind::WaitlistConfirmation => WAITLIST_CONFIRMATION,
        Kind::PrimaryAddressChanged => PRIMARY_ADDRESS_CHANGED,
        // The code comes first: that much shows in a notification.
        Kind::SmsCode => sms(
            "{{ otp_code }} is your code for {{ app.name }}. It is good for {{ lifetime }}. Do not tell it to anybody.",
        ),
        Kind::ResetPasswordSmsCode => sms(
            "{{ otp_code }} is your code for a new password at {{ app.name }}. It is good for {{ lifetime }}. Do not tell it to anybody.",
        ),
    }
}

const fn sms(body: &str) -> Source<'_> {
    Source { subject: "", body, text: "" }
}

// The code is in the subject too: most people read it off the notification and never open the mail.
const EMAIL_CODE: Source<'static> = Source {
    subject: "{{ otp_code }} is your code for {{ app.name }}",
    body: page!(
        paragraph!("Your code is"),
        code!(),
        paragraph!("It is good for {{ lifetime }}. Enter it where you asked for it."),
        small_print!("If you did not ask for a code, ignore this message: without the code nobody gets in."),
    ),
    text: "Your code for {{ app.name }} is\n\n    {{ otp_code }}\n\nIt is good for {{ lifetime }}. Enter it where you \
           asked for it.\n\nIf you did not ask for a code, ignore this message: without the code nobody gets in.\n",
};

const RESET_PASSWORD_EMAIL_CODE: Source<'static> = Source {
    subject: "{{ otp_code }} is your code for a new password",
    body: page!(
        paragraph!("Your code for a new password is"),
        code!(),
        paragraph!("It is good for {{ lifetime }}. Enter it where you asked for it."),
        small_print!(
            "If you did not ask for a new password, ignore this message: your password stays as it is."
        ),
    ),
    text: "Your code for a new password at {{ app.name }} is\n\n    {{ otp_code }}\n\nIt is good for {{ lifetime }}. Enter \
           it where you asked for it.\n\nIf you did not ask for a new password, ignore this message: your password stays \
           as it is.\n",
};

const INVITATION: Source<'static> = Source {
    subject: "You are invited to {{ app.name }}",
    body: page!(
        paragraph!("You can have an account at {{ app.name }}."),
        link!("Accept the invitation"),
        paragraph!("The link is good for {{ lifetime }}, and for you alone."),
        small_print!("If you do not know {{ app.name }}, ignore this message."),
    ),
    text: "You can have an account at {{ app.name }}. Make it here:\n\n    {{ action_url }}\n\nThe link is good for \
           {{ lifetime }}, and for you alone.\n\nIf you do not know {{ app.name }}, ignore this message.\n",
};

const WAITLIST_CONFIRMATION: Source<'static> = Source {
    subject: "You are on the waitlist of {{ app.name }}",
    body: page!(
        paragraph!(
            "You are on the waitlist of {{ app.name }}. You will hear from us when there is an account for you."
        ),
        small_print!("If you did not ask for one, ignore this message."),
    ),
    text: "You are on the waitlist of {{ app.name }}. You will hear from us when there is an account for you.\n\n\
           If you did not ask for one, ignore this message.\n",
};

const PRIMARY_ADDRESS_CHANGED: Source<'static> = Source {
    subject: "Your e-mail address at {{ app.name }} was changed",
    body: page!(
        paragraph!(
            "The primary e-mail address of your account at {{ app.name }} is {{ new_email_address }} now."
        ),
        small_print!("If you do not know of this, tell those who run {{ app.name }}."),
    ),
    text: "The primary e-mail address of your account at {{ app.name }} is {{ new_email_address }} now.\n\n\
           If you do not know of this, tell those who run {{ app.name }}.\n",
};
