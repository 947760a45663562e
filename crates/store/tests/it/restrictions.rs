//! Invitations, lists and the waitlist.

use nightdesk_auth::model::{
    IdentifierList, IdentifierType, Invitation, InvitationStatus, ListedIdentifier, WaitlistEntry,
    WaitlistStatus,
};
use nightdesk_store::{
    Error, invitations,
    invitations::{OrderBy, Wanted},
    listed_identifiers, waitlist_entries,
};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::ids::{InvitationId, ListedIdentifierId, WaitlistEntryId};
use serde_json::json;

use crate::fixtures::{NOW, Setup, setup};

on_both_databases! {
    an_invitation_is_used_once,
    invitations_are_listed_by_what_became_of_them,
    a_list_has_each_pattern_once,
    the_waitlist_keeps_every_field,
}

fn invitation(setup: &Setup, name: &str, expires_in_secs: i64) -> Invitation {
    Invitation {
        id: InvitationId::parse(format!("inv_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        email_address: format!("{name}@Example.com"),
        public_metadata: json!({"plan": "pro"}).as_object().cloned().unwrap(),
        redirect_url: Some("https://app.example.com/join".to_owned()),
        status: InvitationStatus::Pending,
        expires_at: NOW.plus_secs(expires_in_secs),
        created_at: NOW,
        updated_at: NOW,
    }
}

async fn an_invitation_is_used_once(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = invitation(&setup, "Ada", 10);
    setup.write(async |tx| invitations::insert(&tx, &ada).await).await;
    let found = setup.read(async |tx| invitations::find(&tx, &setup.instance, &ada.id).await).await;
    assert_eq!(found, Some(ada.clone()));
    let open = async |at| {
        let found = setup.read(async |tx| {
            invitations::find_open(&tx, &setup.instance, "ada@example.COM", NOW.plus_secs(at)).await
        });
        found.await.map(|found| found.id)
    };
    assert_eq!((open(9).await, open(10).await), (Some(ada.id.clone()), None));
    let end = async || {
        let status = InvitationStatus::Accepted;
        setup.write(async |tx| invitations::end(&tx, &setup.instance, &ada.id, status, NOW).await).await
    };
    assert_eq!(end().await.map(|ended| ended.status), Some(InvitationStatus::Accepted));
    assert_eq!(end().await, None);
    assert_eq!(open(0).await, None);
}

async fn invitations_are_listed_by_what_became_of_them(db: TestDatabase) {
    let setup = setup(db).await;
    let statuses = [InvitationStatus::Pending, InvitationStatus::Accepted, InvitationStatus::Revoked];
    for (index, (name, status)) in ["ada", "ben", "cara"].into_iter().zip(statuses).enumerate() {
        let mut row = invitation(&setup, name, 100);
        row.status = status;
        row.created_at = NOW.plus_secs(i64::try_from(index).unwrap());
        setup.write(async |tx| invitations::insert(&tx, &row).await).await;
    }
    let late = invitation(&setup, "late", 0);
    setup.write(async |tx| invitations::insert(&tx, &late).await).await;
    for (wanted, query, order, descending, expected) in [
        (Wanted::NotRevoked, None, OrderBy::CreatedAt, true, vec!["ben", "late", "ada"]),
        (Wanted::NotRevoked, None, OrderBy::EmailAddress, false, vec!["ada", "ben", "late"]),
        (Wanted::NotRevoked, Some("BEN@"), OrderBy::CreatedAt, true, vec!["ben"]),
        (Wanted::NotRevoked, Some("inv_a"), OrderBy::CreatedAt, true, vec!["ada"]),
        (Wanted::Pending, None, OrderBy::ExpiresAt, false, vec!["ada"]),
        (Wanted::Expired, None, OrderBy::CreatedAt, true, vec!["late"]),
        (Wanted::Accepted, None, OrderBy::CreatedAt, true, vec!["ben"]),
        (Wanted::Revoked, None, OrderBy::CreatedAt, true, vec!["cara"]),
    ] {
        let what = (wanted, query);
        let found = setup.read(async |tx| {
            invitations::list(&tx, &setup.instance, what, (order, descending), (10, 0), NOW).await
        });
        let names: Vec<_> = found.await.into_iter().map(|row| row.id.as_str()[4..].to_owned()).collect();
        assert_eq!(names, expected, "{what:?}");
        let count = setup.read(async |tx| invitations::count(&tx, &setup.instance, what, NOW).await).await;
        assert_eq!(count, i64::try_from(expected.len()).unwrap());
    }
}

async fn a_list_has_each_pattern_once(db: TestDatabase) {
    let setup = setup(db).await;
    let entry = |list, name: &str| ListedIdentifier {
        id: ListedIdentifierId::parse(format!("lid_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        list,
        identifier: "Example.com".to_owned(),
        pattern: "*@example.com".to_owned(),
        identifier_type: IdentifierType::EmailAddress,
        invitation_id: Some(InvitationId::parse("inv_a").unwrap()),
        created_at: NOW,
        updated_at: NOW,
    };
    let allowed = entry(IdentifierList::Allow, "one");
    setup.write(async |tx| listed_identifiers::insert(&tx, &allowed).await).await;
    let again = entry(IdentifierList::Allow, "two");
    let outcome = setup.store.write(async |tx| listed_identifiers::insert(&tx, &again).await).await;
    assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");
    let patterns = ["ada@example.com".to_owned(), "*@example.com".to_owned()];
    let any = async |list, patterns: &[String]| {
        setup.read(async |tx| listed_identifiers::any_of(&tx, &setup.instance, list, patterns).await).await
    };
    assert!(any(IdentifierList::Allow, &patterns).await);
    assert!(!any(IdentifierList::Allow, &patterns[..1]).await);
    assert!(!any(IdentifierList::Allow, &[]).await);
    assert!(!any(IdentifierList::Block, &patterns).await);
    let list = IdentifierList::Allow;
    let found =
        setup.read(async |tx| listed_identifiers::list(&tx, &setup.instance, list, 10, 0).await).await;
    assert_eq!(found, std::slice::from_ref(&allowed));
    assert_eq!(setup.read(async |tx| listed_identifiers::count(&tx, &setup.instance, list).await).await, 1);
    let delete = async |list| {
        setup
            .write(async |tx| listed_identifiers::delete(&tx, &setup.instance, list, &allowed.id).await)
            .await
    };
    assert!(!delete(IdentifierList::Block).await);
    assert!(delete(IdentifierList::Allow).await);
    assert!(!delete(IdentifierList::Allow).await);
}

async fn the_waitlist_keeps_every_field(db: TestDatabase) {
    let setup = setup(db).await;
    let entry = |name: &str| WaitlistEntry {
        id: WaitlistEntryId::parse(format!("wle_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        email_address: format!("{name}@Example.com"),
        status: WaitlistStatus::Pending,
        invitation_id: None,
        invited_at: None,
        created_at: NOW,
        updated_at: NOW,
    };
    let (mut ada, ben) = (entry("Ada"), entry("ben"));
    setup
        .write(async |tx| {
            waitlist_entries::insert(&tx, &ada).await?;
            waitlist_entries::insert(&tx, &ben).await
        })
        .await;
    let twice = WaitlistEntry { email_address: "ADA@example.com".to_owned(), ..entry("other") };
    let outcome = setup.store.write(async |tx| waitlist_entries::insert(&tx, &twice).await).await;
    assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");
    ada.status = WaitlistStatus::Invited;
    ada.invitation_id = Some(InvitationId::parse("inv_a").unwrap());
    ada.invited_at = Some(NOW.plus_secs(1));
    ada.updated_at = NOW.plus_secs(1);
    assert!(setup.write(async |tx| waitlist_entries::update(&tx, &ada).await).await);
    let found = setup.read(async |tx| waitlist_entries::find(&tx, &setup.instance, &ada.id).await).await;
    assert_eq!(found, Some(ada.clone()));
    let found = setup
        .read(async |tx| waitlist_entries::find_by_address(&tx, &setup.instance, "ada@EXAMPLE.com").await)
        .await;
    assert_eq!(found, Some(ada.clone()));
    for (status, query, order, expected) in [
        (None, None, waitlist_entries::OrderBy::InvitedAt, vec![&ada, &ben]),
        (None, None, waitlist_entries::OrderBy::EmailAddress, vec![&ben, &ada]),
        (Some(WaitlistStatus::Pending), None, waitlist_entries::OrderBy::CreatedAt, vec![&ben]),
        (None, Some("ADA"), waitlist_entries::OrderBy::CreatedAt, vec![&ada]),
    ] {
        let what = (status, query);
        let found = setup
            .read(async |tx| waitlist_entries::list(&tx, &setup.instance, what, (order, true), (10, 0)).await)
            .await;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{what:?}");
        let count = setup.read(async |tx| waitlist_entries::count(&tx, &setup.instance, what).await).await;
        assert_eq!(count, i64::try_from(expected.len()).unwrap());
    }
    assert!(setup.write(async |tx| waitlist_entries::delete(&tx, &setup.instance, &ada.id).await).await);
    assert!(!setup.write(async |tx| waitlist_entries::update(&tx, &ada).await).await);
}
