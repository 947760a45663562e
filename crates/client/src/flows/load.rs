//! Who is signed in.

use super::attempt::attempt;
use crate::error::Result;
use crate::json::Json;
use crate::machine::Cx;
use crate::text::Text;
use crate::token::Good;
use crate::write::Object;

/// The client resource. From storage if that is certain and a token there will do; else one request, which
/// brings a live token too: the cheap one for a token where the snapshot is young, the whole client where it
/// is not. To look, without wanting a token, costs one only if what storage and the web app's cookies say is news.
///
/// # Errors
/// `network_error`, `timeout`, `invalid_response` or the server's refusal, if nothing is known that could be
/// answered instead.
pub(crate) async fn load(cx: Cx, good: Good) -> Result<Text> {
    let (view, _) = attempt(&cx, Json::NONE, good, true).await?;
    cx.show(&view.state);
    let mut reply = Object::new();
    view.state.tell(&mut reply);
    Ok(reply.end())
}
