//! Who is signed in.

use crate::error::Result;
use crate::json::Json;
use crate::machine::Cx;
use crate::text::Text;
use crate::token::Good;
use crate::view::View;
use crate::write::Object;

/// The client resource. From storage if that is certain and a token there will do; else one request, which
/// brings a live token too: the cheap one for a token where the snapshot is young, the whole client where it
/// is not.
///
/// # Errors
/// `network_error`, `timeout`, `invalid_response` or the server's refusal, if nothing is known that could be
/// answered instead.
pub(crate) async fn load(cx: Cx, good: Good) -> Result<Text> {
    let mut view = View::settle(&cx, Json::NONE, good).await?;
    let nobody = view.state.jwt.is_empty() && !view.to_adopt();
    if nobody || !view.token(Json::NONE, good).is_empty() {
        return Ok(view.reply());
    }
    let mut result = Ok(());
    if !view.state.jwt.is_empty() {
        result = view.refresh(good).await;
    }
    let stored = view.write().await;
    match result {
        Err(error) if view.was_known && view.state.is_signed_in() && error.is_passing() => {
            view.diagnostic = "server_unreachable";
        }
        result => result.and(stored)?,
    }
    Ok(view.reply())
}

impl View<'_> {
    fn reply(&self) -> Text {
        self.cx.show(&self.state);
        let mut reply = Object::new();
        self.state.tell(&mut reply);
        if !self.diagnostic.is_empty() {
            reply.str("diagnostic", self.diagnostic.as_bytes());
        }
        reply.end()
    }

    async fn refresh(&mut self, good: Good) -> Result<()> {
        // A mint proves the session alive as well as the client resource would.
        if good == Good::ToGiveOut
            && !self.to_adopt()
            && self.state.is_certain()
            && self.state.is_fresh_at(self.cx.now())
        {
            match self.mint(Json::NONE).await {
                Err(error) if error.questions_the_session() => {}
                result => return result.map(|_| ()),
            }
        }
        self.fetch_client().await
    }
}
