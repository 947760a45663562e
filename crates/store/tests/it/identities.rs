//! What users are known by beside addresses, and the ways to identity providers.

use nightdesk_auth::model::{
    Digest, Identification, IdentificationDetails, IdentificationKind, OauthAttempt, OauthIdentity,
    OauthOutcome, OauthTarget, Secret, Strategy, User, Verification,
};
use nightdesk_store::{identifications, oauth_attempts, users};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::ids::{IdentificationId, SignInId};

use crate::fixtures::{NOW, Setup, setup};

on_both_databases! {
    an_account_at_a_provider_belongs_to_one_user,
    a_way_to_a_provider_is_taken_once_and_in_time,
}

const KIND: IdentificationKind = IdentificationKind::ExternalAccount;

fn account(user: &User, id: &str, subject: Option<&str>) -> Identification {
    let identity = OauthIdentity {
        provider: "google".to_owned(),
        subject: "7".to_owned(),
        email_address_verified: Some(true),
        ..OauthIdentity::default()
    };
    Identification {
        id: IdentificationId::parse(id).unwrap(),
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        subject: subject.map(str::to_owned),
        details: IdentificationDetails::ExternalAccount(Box::new(identity)),
        verification: Some(Verification::verified(Strategy::Oauth)),
        created_at: NOW,
        updated_at: NOW,
    }
}

async fn an_account_at_a_provider_belongs_to_one_user(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = setup.user("ada", "ada@example.com").await;
    let ben = setup.user("ben", "ben@example.com").await;
    let mut first = account(&ada, "idn_1", Some("google|7"));
    setup.write(async |tx| identifications::insert(&tx, &first).await).await;
    let taken = account(&ben, "idn_2", Some("google|7"));
    assert!(setup.store.write(async |tx| identifications::insert(&tx, &taken).await).await.is_err());
    // What is merely claimed is in nobody's way.
    for id in ["idn_3", "idn_4"] {
        let claimed = account(&ben, id, None);
        setup.write(async |tx| identifications::insert(&tx, &claimed).await).await;
    }
    let find = async |subject: &'static str| {
        setup
            .read(async |tx| identifications::find_by_subject(&tx, &setup.instance, KIND, subject).await)
            .await
    };
    assert_eq!(find("google|7").await, Some(first.clone()));
    assert_eq!(find("github|7").await, None);
    first.verification = None;
    first.updated_at = NOW.plus_secs(1);
    assert!(setup.write(async |tx| identifications::update(&tx, &first).await).await);
    let found = setup.read(async |tx| identifications::find(&tx, &setup.instance, &first.id).await).await;
    assert_eq!(found, Some(first.clone()));
    let of_ben = setup.read(async |tx| identifications::list(&tx, &setup.instance, &ben.id).await).await;
    assert_eq!(of_ben.len(), 2);
    let both = setup
        .read(async |tx| identifications::list_of_users(&tx, &setup.instance, &[&ada.id, &ben.id]).await)
        .await;
    assert_eq!(both.len(), 3);
    assert!(setup.write(async |tx| identifications::delete(&tx, &setup.instance, &of_ben[0].id).await).await);
    setup.write(async |tx| users::delete(&tx, &setup.instance, &ada.id).await).await;
    assert_eq!(find("google|7").await, None);
}

async fn attempt(setup: &Setup, state: &str) -> OauthAttempt {
    OauthAttempt {
        instance_id: setup.instance.clone(),
        digest: Digest::of(state),
        client_id: setup.client(state).await.id,
        target: OauthTarget::SignIn(SignInId::parse("sia_a").unwrap()),
        provider: "google".to_owned(),
        verifier: Secret::new("verifier"),
        nonce: Secret::new("nonce"),
        redirect_url: "https://app.example.com/".to_owned(),
        complete_redirect_url: Some("https://app.example.com/done".to_owned()),
        native: true,
        outcome: Some(OauthOutcome::Identified(Box::default())),
        expires_at: NOW.plus_secs(60),
        created_at: NOW,
    }
}

async fn a_way_to_a_provider_is_taken_once_and_in_time(db: TestDatabase) {
    let setup = setup(db).await;
    let [first, late] = [attempt(&setup, "first").await, attempt(&setup, "late").await];
    setup.write(async |tx| oauth_attempts::insert(&tx, &first).await).await;
    setup.write(async |tx| oauth_attempts::insert(&tx, &late).await).await;
    let find = async |state: &'static str, now| {
        let digest = Digest::of(state);
        setup.read(async |tx| oauth_attempts::find(&tx, &setup.instance, &digest, now).await).await
    };
    let take = async |state: &'static str, now| {
        let digest = Digest::of(state);
        setup.write(async |tx| oauth_attempts::take(&tx, &setup.instance, &digest, now).await).await
    };
    let found = find("first", NOW).await.unwrap();
    assert_eq!((&found.target, &found.outcome), (&first.target, &first.outcome));
    assert_eq!((found.client_id, found.native), (first.client_id, true));
    assert_eq!(found.complete_redirect_url, first.complete_redirect_url);
    assert!(find("other", NOW).await.is_none());
    let over = NOW.plus_secs(60);
    assert!(find("late", over).await.is_none() && take("late", over).await.is_none());
    assert_eq!(take("first", NOW).await.unwrap().redirect_url, first.redirect_url);
    assert!(take("first", NOW).await.is_none(), "it is good once");

    let mut next = attempt(&setup, "next").await;
    next.created_at = over;
    setup.write(async |tx| oauth_attempts::insert(&tx, &next).await).await;
    assert!(find("late", NOW).await.is_none(), "what is over was cleared away");
}
