//! /dashboard/api/templates/{template_type}/{slug}: what the page about a message needs beside the Backend API's
//! operations, which have no place for an e-mail without markup and send nothing.

use nightdesk_auth::{identifier, model::MessageTemplate};
use nightdesk_notify::{Channel, Kind, Message, SendError};
use nightdesk_wire::{bapi, codes::ErrorCode};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    ApiError,
    bapi::{
        body::Body,
        cx::BackendCx,
        templates::{Named, Wanted, find, kind_of, present_template},
    },
    delivery::count,
    extract::Path,
    messages::source_of,
    present::Json,
};

#[derive(Serialize)]
pub(in crate::pages) struct TemplateView {
    template: bapi::Template,
    /// An e-mail without markup.
    text_body: String,
    variables: Vec<VariableView>,
}

#[derive(Serialize)]
struct VariableView {
    name: &'static str,
    meaning: &'static str,
    required: bool,
}

/// A message, and what can be filled in.
///
/// # Errors
/// `resource_not_found`.
pub(in crate::pages) async fn get(
    cx: BackendCx,
    Path(named): Path<Named>,
) -> Result<Json<TemplateView>, ApiError> {
    let kind = kind_of(&named)?;
    let stored = cx.read(async |tx| find(&cx, &tx, kind).await).await?;
    let source = stored.as_ref().map_or_else(|| kind.built_in(), |stored| source_of(kind, stored));
    Ok(Json(TemplateView {
        text_body: source.text.to_owned(),
        template: present_template(&cx, kind, stored.as_ref()),
        variables: kind
            .variables()
            .iter()
            .map(|each| VariableView { name: each.name, meaning: each.meaning, required: each.required })
            .collect(),
    }))
}

/// Sends a message with samples in its places, as the page has it now. Nothing is kept.
///
/// # Errors
/// As for putting the template, and `form_param_missing`, `form_param_format_invalid`, `too_many_requests`,
/// `service_unavailable` about where it goes, `instance_not_served`.
pub(in crate::pages) async fn test(
    cx: BackendCx,
    Path(named): Path<Named>,
    mut body: Body,
) -> Result<Json<Value>, ApiError> {
    let kind = kind_of(&named)?;
    let to = body.required_text("to")?;
    let to = recipient(kind, &to)?;
    let wanted = Wanted::read(kind, body)?;
    let stored: Option<MessageTemplate> = cx.read(async |tx| find(&cx, &tx, kind).await).await?;
    let filled = wanted.fill(&cx, kind, stored)?;
    let message = Message {
        instance_id: cx.instance_id().clone(),
        channel: kind.channel(),
        to,
        subject: filled.subject,
        body: filled.text,
        html: filled.html,
        code: None,
        link: None,
    };
    count(&cx.app, &message).await?;
    cx.app.send(&cx.tenant.instance, message).await.map_err(|error| match error {
        SendError::NotServed => ApiError::instance_not_served(),
        SendError::Unavailable(_) => ApiError::unavailable(&error, "The message could not be sent just now."),
        SendError::Address | SendError::Refused(_) => {
            tracing::warn!(%error, "a test message could not be delivered");
            ApiError::param(ErrorCode::FormParamFormatInvalid, "to", "Nothing can be sent there.")
        }
    })?;
    Ok(Json(json!({ "sent": true })))
}

fn recipient(kind: Kind, typed: &str) -> Result<String, ApiError> {
    let (read, what) = match kind.channel() {
        Channel::Email => (identifier::email_address(typed).map(str::to_owned).ok(), "an e-mail address"),
        Channel::Sms => (identifier::phone_number(typed).ok(), "a phone number with its country code"),
    };
    read.ok_or_else(|| {
        ApiError::param(ErrorCode::FormParamFormatInvalid, "to", format!("This is not {what}."))
    })
}
