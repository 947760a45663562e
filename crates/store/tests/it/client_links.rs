//! Clients that are known on another site too.

use nightdesk_auth::model::{ClientLink, Digest};
use nightdesk_store::client_links;
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, setup};

on_both_databases! {
    a_browser_arrives_once_and_is_known_until_its_links_are_removed,
}

async fn a_browser_arrives_once_and_is_known_until_its_links_are_removed(db: TestDatabase) {
    let setup = setup(db).await;
    let client = setup.client("a").await;
    let instance = &setup.instance;
    let sent = ClientLink {
        instance_id: instance.clone(),
        digest: Digest::of("code"),
        client_id: client.id.clone(),
        host: "clerk.satellite.test".to_owned(),
        redirect_url: Some("https://satellite.test/".to_owned()),
        expires_at: Some(NOW.plus_secs(60)),
        created_at: NOW,
    };
    let known =
        ClientLink { digest: Digest::of("value"), redirect_url: None, expires_at: None, ..sent.clone() };
    for link in [&sent, &known] {
        setup.write(async |tx| client_links::insert(&tx, link).await).await;
    }
    let arrive = async |digest: &Digest, host: &str, now| {
        setup.write(async |tx| client_links::arrive(&tx, instance, digest, host, now).await).await
    };
    assert_eq!(arrive(&sent.digest, "clerk.other.test", NOW).await, None);
    assert_eq!(arrive(&sent.digest, &sent.host, NOW.plus_secs(60)).await, None);
    assert_eq!(arrive(&known.digest, &sent.host, NOW).await, None);
    assert_eq!(arrive(&sent.digest, &sent.host, NOW).await, Some(sent.clone()));
    assert_eq!(arrive(&sent.digest, &sent.host, NOW).await, None);

    let find = async |digest: &Digest| {
        setup.read(async |tx| client_links::find(&tx, instance, &client.id, digest).await).await
    };
    assert_eq!(find(&known.digest).await, Some(known.clone()));
    let next = ClientLink { digest: Digest::of("next"), ..known.clone() };
    setup.write(async |tx| client_links::insert(&tx, &next).await).await;
    assert_eq!(find(&known.digest).await, None, "a host knows a client by one value");
    setup.write(async |tx| client_links::delete_of_client(&tx, instance, &client.id).await).await;
    assert_eq!(find(&next.digest).await, None);
}
