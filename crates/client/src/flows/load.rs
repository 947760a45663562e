//! Who is signed in.

use super::get_token::Good;
use crate::error::Result;
use crate::json::Json;
use crate::machine::Cx;
use crate::text::Text;
use crate::view::View;
use crate::write::Object;

/// The client resource. From storage if that is certain and `anew` is not asked for; else one request, which
/// brings a live token too: the cheap one for a token where the snapshot is young, the whole client where it
/// is not.
///
/// # Errors
/// `network_error`, `timeout`, `invalid_response` or the server's refusal, if nothing is known that could be
/// answered instead.
pub(crate) async fn load(cx: Cx, anew: bool) -> Result<Text> {
    let mut alone = anew;
    let mut view = loop {
        let view = View::read(&cx, alone).await?;
        if !anew && !view.certain_token(Json::NONE, Good::ToGiveOut).is_empty() {
            return Ok(view.reply());
        }
        // Without a client JWT there is nobody to ask about.
        let nobody = view.state.jwt.is_empty();
        if nobody && !view.to_adopt() {
            return Ok(view.reply());
        }
        if alone {
            break view;
        }
        alone = true;
    };
    let mut result = Ok(());
    if !view.state.jwt.is_empty() {
        result = view.refresh(anew).await;
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

impl View {
    fn reply(&self) -> Text {
        self.cx.show(&self.state.client);
        let mut reply = Object::new();
        reply.raw("client", &self.state.client);
        if !self.diagnostic.is_empty() {
            reply.str("diagnostic", self.diagnostic.as_bytes());
        }
        reply.end()
    }

    async fn refresh(&mut self, anew: bool) -> Result<()> {
        // A mint proves the session alive as well as the client resource would.
        if !anew && self.is_certain() && self.state.is_fresh_at(self.cx.now()) {
            match self.mint(Json::NONE).await {
                Err(error) if error.questions_the_session() => {}
                result => return result.map(|_| ()),
            }
        }
        self.fetch_client().await
    }
}
