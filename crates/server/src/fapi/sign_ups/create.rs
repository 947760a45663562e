//! POST /v1/client/sign_ups

use nightdesk_auth::{
    Refusal,
    model::{self, Client, OauthIdentity},
    sign_up,
};
use nightdesk_store::{clients, sign_ups};
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{
    fields,
    finish::{finish, reply},
    load::{check_free, load},
    oauth,
    proof::Proof,
    ticket,
};
use crate::{
    extract::{Cx, Form},
    fapi::{oauth::given_token, signed_in::may_sign_in},
    present::{ApiError, Reply},
};

/// Begins a sign-up, in place of any that runs on the client. With the strategy `email_code` or `phone_code` the code is
/// sent at once, with `email_link` the link, with `oauth_...` the answer leads to the provider, with `web3_...` it asks the wallet,
/// `oauth_token_...` and `google_one_tap` bring the provider's word, and `ticket` redeems an invitation; `transfer` takes over
/// what a sign-in proved at a provider. It is complete at once if nothing is missing and there is nothing to prove.
///
/// # Errors
/// `sign_up_mode_restricted`, `session_exists`, `form_identifier_exists`, and what is wrong with a field.
pub(super) async fn create(mut cx: Cx, form: Form) -> Result<Reply<SignUp>, ApiError> {
    let strategy = form.filled("strategy")?;
    if strategy.as_deref() == Some("ticket") {
        return ticket::create(cx, &form).await;
    }
    let given = strategy.as_deref().and_then(given_token::provider_of);
    let proof = match strategy.as_deref() {
        Some(strategy) if given.is_none() => Some(Proof::read(&cx, &form, strategy).await?),
        _ => None,
    };
    // Before anything costly: neither is a stranger's password hashed nor a provider asked where no account can come of it.
    sign_up::may_begin(&cx.tenant.instance.settings)?;
    if form.switch("transfer")? {
        return by_provider(cx, &form, None, None).await;
    }
    if let Some(provider) = given {
        let identity = given_token::identify(&cx, &form, provider).await?;
        return by_provider(cx, &form, Some(identity), None).await;
    }
    let (client, begun) = begin(&cx, &form).await?;
    cx.adopt(client)?;
    match proof {
        Some(proof) => proof.begin(&cx, &form, &begun.id).await,
        None if sign_up::is_ready(&cx.tenant.instance.settings, &begun) => finished(cx, begun).await,
        None => reply(cx, (begun, None)).await,
    }
}

/// Signs up whoever a provider knows: the one given, or else the one whom the client's sign-in proved there; by the sign-up
/// that runs, or a new one. It completes if nothing else is missing.
pub(super) async fn by_provider(
    mut cx: Cx,
    form: &Form,
    given: Option<OauthIdentity>,
    running: Option<&SignUpId>,
) -> Result<Reply<SignUp>, ApiError> {
    let fields = &fields::read(&cx, form).await?;
    if given.is_none() {
        // The client that its sign-in was proved on; a new one has none.
        cx.require_client()?;
    }
    let (cx_ref, given) = (&cx, &given);
    let (client, finished) = cx
        .store()
        .write(|tx| async move {
            let mut client = cx_ref.client_or_new(&tx).await?;
            may_sign_in(cx_ref, &tx, &client, None).await?;
            let identity = match given {
                Some(identity) => identity.clone(),
                None => oauth::proved(cx_ref, &tx, &client).await?,
            };
            let mut begun = match running {
                Some(id) => load(cx_ref, &tx, id).await?,
                None => new(cx_ref, &client)?,
            };
            sign_up::apply(&mut begun, &cx_ref.tenant.instance.settings, fields.clone(), cx_ref.now)?;
            sign_up::identified(&mut begun, identity, cx_ref.now)?;
            check_free(cx_ref, &tx, &begun).await?;
            if running.is_none() {
                sign_ups::insert(&tx, &begun).await?;
            }
            client.sign_up_id = Some(begun.id.clone());
            client.sign_in_id = None;
            clients::update(&tx, &client).await?;
            let finished = finish(cx_ref, &tx, begun).await?;
            Ok::<_, ApiError>((client, finished))
        })
        .await?;
    cx.adopt(client)?;
    reply(cx, finished).await
}

fn new(cx: &Cx, client: &Client) -> Result<model::SignUp, Refusal> {
    let id = SignUpId::generate(cx.now, cx.random());
    let settings = &cx.tenant.instance.settings;
    sign_up::create(id, client.instance_id.clone(), client.id.clone(), settings, cx.now)
}

async fn begin(cx: &Cx, form: &Form) -> Result<(Client, model::SignUp), ApiError> {
    let fields = &fields::read(cx, form).await?;
    cx.store()
        .write(|tx| async move {
            let mut client = cx.client_or_new(&tx).await?;
            may_sign_in(cx, &tx, &client, None).await?;
            let mut begun = new(cx, &client)?;
            sign_up::apply(&mut begun, &cx.tenant.instance.settings, fields.clone(), cx.now)?;
            check_free(cx, &tx, &begun).await?;
            sign_ups::insert(&tx, &begun).await?;
            client.sign_up_id = Some(begun.id.clone());
            clients::update(&tx, &client).await?;
            Ok::<_, ApiError>((client, begun))
        })
        .await
}

/// Completes a sign-up that came with all it needs.
async fn finished(cx: Cx, begun: model::SignUp) -> Result<Reply<SignUp>, ApiError> {
    let (cx_ref, begun) = (&cx, &begun);
    let write = cx.store().write(|tx| async move { finish(cx_ref, &tx, begun.clone()).await });
    let stored = write.await?;
    reply(cx, stored).await
}
