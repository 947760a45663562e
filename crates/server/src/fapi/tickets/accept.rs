//! GET /v1/tickets/accept

use axum::{
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use nightdesk_auth::{
    Refusal, invitation,
    ticket::{self, Ticket},
};
use nightdesk_store::{Tx, actor_tokens, invitations, sign_in_tokens};
use url::Url;

use crate::{
    extract::{Cx, query},
    fapi::redirects,
    present::ApiError,
};

/// Sends whoever followed the link of a ticket to the page that takes it; a person whose ticket is good for nothing to the
/// hosted one, which is told so once more and says it.
///
/// # Errors
/// `ticket_invalid`, `ticket_expired`, and `sign_in_token_already_used` or `sign_in_token_revoked` (of an invitation
/// `invitation_already_accepted` or `invitation_already_revoked`) for one that was.
pub(super) async fn accept(cx: Cx, headers: HeaderMap, uri: Uri) -> Result<Response, ApiError> {
    let text = query::param(&uri, "ticket").unwrap_or_default();
    let hosted = Page { url: place(&cx, None, "/sign-in")?, status: "sign_in" }.with(&text);
    redirects::or_page(follow(&cx, &text).await, &headers, &hosted)
}

async fn follow(cx: &Cx, text: &str) -> Result<Response, ApiError> {
    let ticket = &ticket::read(text, &cx.tenant.instance.id, cx.tenant.hmac_key())?;
    let page = cx.store().read(|tx| async move { page(cx, &tx, ticket).await });
    redirects::send(StatusCode::SEE_OTHER, &page.await?.with(text))
}

/// A page and what it is to do with the ticket.
struct Page {
    url: Url,
    status: &'static str,
}

impl Page {
    fn with(self, ticket: &str) -> Url {
        let Self { mut url, status } = self;
        url.query_pairs_mut().append_pair("__clerk_ticket", ticket).append_pair("__clerk_status", status);
        url
    }
}

/// The application's page if it has one, else the hosted one.
fn place(cx: &Cx, named: Option<&str>, hosted: &str) -> Result<Url, ApiError> {
    let url = named.map_or_else(|| format!("{}{hosted}", cx.tenant.issuer), str::to_owned);
    Url::parse(&url).map_err(|error| ApiError::internal(&error))
}

/// Where a ticket leads that can still be used.
async fn page(cx: &Cx, tx: &Tx, ticket: &Ticket) -> Result<Page, ApiError> {
    let instance = &cx.tenant.instance;
    let pages = &instance.settings.pages;
    let sign_in = || place(cx, pages.sign_in_url.as_deref(), "/sign-in");
    match ticket {
        Ticket::SignInToken(id) => {
            let token = sign_in_tokens::find(tx, &instance.id, id).await?.ok_or(Refusal::TicketInvalid)?;
            ticket::judge(token.status, token.expires_at, cx.now)?;
            Ok(Page { url: sign_in()?, status: "sign_in" })
        }
        Ticket::ActorToken(id) => {
            let token = actor_tokens::find(tx, &instance.id, id).await?.ok_or(Refusal::TicketInvalid)?;
            ticket::judge(token.status, token.expires_at, cx.now)?;
            Ok(Page { url: sign_in()?, status: "sign_in" })
        }
        Ticket::Invitation(id) => {
            let invitation = invitations::find(tx, &instance.id, id).await?.ok_or(Refusal::TicketInvalid)?;
            invitation::may_accept(&invitation, cx.now)?;
            let url = invitation.redirect_url.as_deref().or(pages.sign_up_url.as_deref());
            Ok(Page { url: place(cx, url, "/sign-up")?, status: "sign_up" })
        }
    }
}
