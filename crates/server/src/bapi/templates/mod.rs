//! /v1/templates: what messages to users say.

mod get;
mod list;
mod preview;
mod put;
mod revert;
mod toggle_delivery;
mod wanted;

pub(crate) use wanted::Wanted;

use axum::Router;
use nightdesk_auth::model::MessageTemplate;
use nightdesk_notify::{Channel, Kind};
use nightdesk_store::{Tx, message_templates};
use nightdesk_wire::bapi;

use super::cx::BackendCx;
use crate::{
    ApiError, App,
    messages::{source_of, stored_channel},
    routing::{get as read, post, put},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/templates/{template_type}", read(list::list))
        .route("/v1/templates/{template_type}/{slug}", read(get::get).merge(put(put::put)))
        .route("/v1/templates/{template_type}/{slug}/preview", post(preview::preview))
        .route("/v1/templates/{template_type}/{slug}/revert", post(revert::revert))
        .route("/v1/templates/{template_type}/{slug}/toggle_delivery", post(toggle_delivery::toggle_delivery))
}

/// Which message a path names: its type and its slug.
pub(crate) type Named = (String, String);

/// The message that a path names.
///
/// # Errors
/// `resource_not_found`.
pub(crate) fn kind_of((channel, slug): &Named) -> Result<Kind, ApiError> {
    let kind = Channel::parse(channel).and_then(|channel| Kind::find(channel, slug));
    kind.ok_or_else(|| ApiError::not_found("The template"))
}

/// What the owner wants a message to say, if anything else than we do.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn find(cx: &BackendCx, tx: &Tx, kind: Kind) -> Result<Option<MessageTemplate>, ApiError> {
    let channel = stored_channel(kind.channel());
    Ok(message_templates::find(tx, cx.instance_id(), channel, kind.slug()).await?)
}

/// The owner's template, or one that says what we do, not stored yet.
fn or_new(cx: &BackendCx, kind: Kind, found: Option<MessageTemplate>) -> MessageTemplate {
    found.unwrap_or_else(|| MessageTemplate {
        instance_id: cx.instance_id().clone(),
        channel: stored_channel(kind.channel()),
        slug: kind.slug().to_owned(),
        name: None,
        subject: None,
        body: None,
        text: None,
        delivered: true,
        created_at: cx.now,
        updated_at: cx.now,
    })
}

/// A template as backends see it.
pub(crate) fn present_template(
    cx: &BackendCx,
    kind: Kind,
    stored: Option<&MessageTemplate>,
) -> bapi::Template {
    let source = stored.map_or_else(|| kind.built_in(), |stored| source_of(kind, stored));
    let is_mail = kind.channel() == Channel::Email;
    let since = cx.tenant.instance.created_at;
    let names = |required_only: bool| {
        let variables = kind.variables().iter().filter(move |variable| variable.required || !required_only);
        variables.map(|variable| variable.name).collect()
    };
    bapi::Template {
        id: format!("tmpl_{}_{}", kind.channel().as_str(), kind.slug()),
        instance_id: stored.map(|stored| stored.instance_id.clone()),
        resource_type: if stored.is_some() { "user" } else { "system" },
        template_type: kind.channel().as_str(),
        name: stored.and_then(|stored| stored.name.clone()).unwrap_or_else(|| kind.name().to_owned()),
        slug: kind.slug(),
        position: Kind::ALL
            .into_iter()
            .filter(|other| other.channel() == kind.channel())
            .take_while(|other| *other != kind)
            .count(),
        can_revert: stored.is_some(),
        can_delete: false,
        can_edit_body: true,
        can_toggle: !kind.is_awaited(),
        subject: is_mail.then(|| source.subject.to_owned()),
        markup: "",
        body: source.body.to_owned(),
        available_variables: names(false),
        required_variables: names(true),
        delivered_by_clerk: stored.is_none_or(|stored| stored.delivered),
        enabled: true,
        created_at: stored.map_or(since, |stored| stored.created_at),
        updated_at: stored.map_or(since, |stored| stored.updated_at),
    }
}
