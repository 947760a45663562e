//! What the machine does for a command. Straight-line code; every wait is an effect. A flow ends with its
//! reply as JSON.

mod attempt;
mod fetch_client;
mod get_token;
mod keep_fresh;
mod load;
mod mint;
mod request;

use alloc::boxed::Box;

use crate::json::Json;
use crate::machine::{Cx, Flow};
use crate::text::{Text, text};
use crate::token::Good;

/// Starts the flow of a command; `None` if there is no such command.
pub(crate) fn start(cx: &Cx, command: Json<'_>) -> Option<Flow> {
    let cx = cx.clone();
    Some(match &command.text_of("do")[..] {
        b"load" => Box::pin(load::load(cx, Good::ToGiveOut)),
        b"look" => Box::pin(load::load(cx, Good::Unasked)),
        b"reload" => Box::pin(load::load(cx, Good::Never)),
        b"keep_fresh" => Box::pin(keep_fresh::keep_fresh(cx, command.0.into())),
        b"get_token" => Box::pin(get_token::get_token(cx, command.0.into())),
        b"request" => Box::pin(request::request(cx, command.0.into())),
        _ => return None,
    })
}

/// What callers of one context may share: they want the same token. Empty for everything else.
pub(crate) fn need(command: Json<'_>) -> Text {
    if !command.get("do").is(b"get_token") || command.get("skip_cache").is_true() {
        return Text::new();
    }
    // The values as they are written, so that one that is not there differs from an empty one.
    let part = |name| command.get(name).0;
    text(&[b"|", part("session"), b"|", part("template"), b"|", part("organization")])
}
