//! Places that browsers may be sent to.

use nightdesk_auth::model::RedirectUrl;
use nightdesk_store::{Error, redirect_urls};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::ids::RedirectUrlId;

use crate::fixtures::{NOW, Setup, setup};

on_both_databases! {
    a_redirect_url_is_listed_once,
}

fn url(setup: &Setup, name: &str) -> RedirectUrl {
    RedirectUrl {
        id: RedirectUrlId::parse(format!("rurl_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        url: format!("{name}://callback"),
        created_at: NOW,
        updated_at: NOW,
    }
}

async fn a_redirect_url_is_listed_once(db: TestDatabase) {
    let setup = setup(db).await;
    let (first, second) = (url(&setup, "a"), url(&setup, "b"));
    let instance = &setup.instance;
    setup.write(async |tx| redirect_urls::insert(&tx, &first).await).await;
    setup.write(async |tx| redirect_urls::insert(&tx, &second).await).await;
    let again = RedirectUrl { url: first.url.clone(), ..url(&setup, "c") };
    let outcome = setup.store.write(async |tx| redirect_urls::insert(&tx, &again).await).await;
    assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");
    let listed = setup.read(async |tx| redirect_urls::list(&tx, instance, 10, 0).await).await;
    assert_eq!(listed, [second, first.clone()]);
    assert_eq!(setup.read(async |tx| redirect_urls::count(&tx, instance).await).await, 2);
    let found = setup.read(async |tx| redirect_urls::find(&tx, instance, &first.id).await).await;
    assert_eq!(found, Some(first.clone()));
    assert!(setup.write(async |tx| redirect_urls::delete(&tx, instance, &first.id).await).await);
    assert!(!setup.write(async |tx| redirect_urls::delete(&tx, instance, &first.id).await).await);
}
