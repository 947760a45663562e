//! What a body says about a template.

use nightdesk_auth::model::MessageTemplate;
use nightdesk_notify::{
    Channel, Kind,
    template::{Fault, Filled, Part, TemplateError, preview},
};
use nightdesk_wire::codes::ErrorCode;

use super::{BackendCx, or_new};
use crate::{ApiError, bapi::body::Body, messages::source_of};

const MAX_NAME_CHARS: usize = 100;
/// What other servers let an owner choose and this one has one of.
const UNSUPPORTED: [&str; 3] = ["markup", "from_email_name", "reply_to_email_name"];

/// The fields of a body; what is absent stays as it is.
pub(crate) struct Wanted {
    name: Option<String>,
    subject: Option<String>,
    body: Option<String>,
    text: Option<String>,
    delivered: Option<bool>,
}

impl Wanted {
    /// Reads a body.
    ///
    /// # Errors
    /// `form_param_format_invalid`, `form_param_value_invalid`, `form_param_max_length_exceeded`, `form_param_unknown`.
    pub(crate) fn read(kind: Kind, mut body: Body) -> Result<Self, ApiError> {
        let wanted = Self {
            name: body.text("name")?.flatten(),
            subject: body.text("subject")?.flatten(),
            body: body.text("body")?.flatten(),
            text: body.text("text_body")?.flatten(),
            delivered: body.switch("delivered_by_clerk")?,
        };
        body.unsupported(&UNSUPPORTED)?;
        body.finish()?;
        if wanted.name.as_ref().is_some_and(|name| name.chars().count() > MAX_NAME_CHARS) {
            let text = format!("A name has at most {MAX_NAME_CHARS} characters.");
            return Err(ApiError::param(ErrorCode::FormParamMaxLengthExceeded, "name", text));
        }
        for (name, text) in [("subject", &wanted.subject), ("text_body", &wanted.text)] {
            if kind.channel() == Channel::Sms && text.is_some() {
                let text = format!("Text messages have no {name}.");
                return Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text));
            }
        }
        check_delivery(kind, wanted.delivered.unwrap_or(true))?;
        Ok(wanted)
    }

    /// Writes the fields into a template, and fills it with samples to see that it can be used.
    ///
    /// # Errors
    /// `template_invalid`, `template_variable_unknown`, `template_variable_missing`.
    pub(super) fn apply(
        &self,
        kind: Kind,
        template: &mut MessageTemplate,
        app_name: &str,
    ) -> Result<Filled, ApiError> {
        for (field, wanted) in [
            (&mut template.name, &self.name),
            (&mut template.subject, &self.subject),
            (&mut template.body, &self.body),
            (&mut template.text, &self.text),
        ] {
            if wanted.is_some() {
                field.clone_from(wanted);
            }
        }
        template.delivered = self.delivered.unwrap_or(template.delivered);
        preview(kind, source_of(kind, template), app_name).map_err(unusable)
    }

    /// What the message would say, with samples in its places. Nothing is kept.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub(crate) fn fill(
        &self,
        cx: &BackendCx,
        kind: Kind,
        stored: Option<MessageTemplate>,
    ) -> Result<Filled, ApiError> {
        let mut template = or_new(cx, kind, stored);
        self.apply(kind, &mut template, &cx.tenant.instance.application_name)
    }
}

/// Refuses to hold back what somebody waits for: nobody else would deliver it.
pub(super) fn check_delivery(kind: Kind, delivered: bool) -> Result<(), ApiError> {
    if delivered || !kind.is_awaited() {
        return Ok(());
    }
    let text = "Somebody waits for this message, and nobody but this server delivers it.";
    Err(ApiError::param(ErrorCode::FormParamValueInvalid, "delivered_by_clerk", text))
}

fn unusable(error: TemplateError) -> ApiError {
    let code = match error.fault {
        Fault::UnknownVariable { .. } => ErrorCode::TemplateVariableUnknown,
        Fault::MissingVariable { .. } => ErrorCode::TemplateVariableMissing,
        Fault::Syntax { .. } | Fault::Empty | Fault::TooLong { .. } | Fault::ComesTooLong { .. } => {
            ErrorCode::TemplateInvalid
        }
    };
    let part: Part = error.part;
    let text = error.fault.to_string();
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    ApiError::param(code, part.as_str(), format!("{first}{}.", chars.as_str()))
}
