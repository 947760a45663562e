//! Phone numbers come back as they went, and belong to one user.

use nightdesk_store::{phone_numbers, users, users::UserSearch};
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, email, phone, setup};

on_both_databases! {
    numbers_belong_to_one_user_and_keep_every_field,
    users_are_found_by_their_numbers,
    an_address_stays_reserved,
    verifications_of_a_backend_go_with_their_contact,
}

async fn numbers_belong_to_one_user_and_keep_every_field(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = setup.user("ada", "ada@example.com").await;
    let ben = setup.user("ben", "ben@example.com").await;
    let mut first = phone(&ada, "+12125552368");
    let second = phone(&ada, "+4930123456");
    setup
        .write(async |tx| {
            phone_numbers::insert(&tx, &first).await?;
            phone_numbers::insert(&tx, &second).await
        })
        .await;
    let taken = phone(&ben, "+12125552368");
    assert!(setup.store.write(async |tx| phone_numbers::insert(&tx, &taken).await).await.is_err());
    first.reserved = true;
    first.default_second_factor = true;
    first.verification = None;
    first.updated_at = NOW.plus_secs(1);
    assert!(setup.write(async |tx| phone_numbers::update(&tx, &first).await).await);
    let (instance, number) = (&setup.instance, "+12125552368");
    for found in [
        setup.read(async |tx| phone_numbers::find(&tx, instance, &first.id).await).await,
        setup.read(async |tx| phone_numbers::find_by_number(&tx, instance, number).await).await,
    ] {
        assert_eq!(found.as_ref(), Some(&first));
    }
    let of_ada = setup.read(async |tx| phone_numbers::list(&tx, instance, &ada.id).await).await;
    assert_eq!(of_ada, [first, second.clone()]);
    let both = setup.read(async |tx| phone_numbers::list_of_users(&tx, instance, &[&ada.id, &ben.id]).await);
    assert_eq!(both.await, of_ada);
    assert!(setup.read(async |tx| phone_numbers::list_of_users(&tx, instance, &[]).await).await.is_empty());
    assert!(setup.write(async |tx| phone_numbers::delete(&tx, instance, &second.id).await).await);
    assert!(!setup.write(async |tx| phone_numbers::delete(&tx, instance, &second.id).await).await);
    setup.write(async |tx| users::delete(&tx, instance, &ada.id).await).await;
    assert!(setup.read(async |tx| phone_numbers::list(&tx, instance, &ada.id).await).await.is_empty());
}

async fn users_are_found_by_their_numbers(db: TestDatabase) {
    let setup = setup(db).await;
    let mut ada = setup.user("ada", "ada@example.com").await;
    setup.user("ben", "ben@example.com").await;
    let number = phone(&ada, "+12125552368");
    ada.primary_phone_number_id = Some(number.id.clone());
    setup
        .write(async |tx| {
            phone_numbers::insert(&tx, &number).await?;
            users::update(&tx, &ada).await
        })
        .await;
    let found = async |search: UserSearch| {
        let order = users::Order { by: users::OrderBy::PhoneNumber, descending: false };
        let found =
            setup.read(async |tx| users::search(&tx, &setup.instance, &search, order, 10, 0).await).await;
        found.into_iter().map(|user| user.id.as_str().to_owned()).collect::<Vec<_>>()
    };
    let by = |number: &str| UserSearch { phone_numbers: vec![number.to_owned()], ..UserSearch::default() };
    assert_eq!(found(by("+12125552368")).await, ["user_ada"]);
    assert!(found(by("+12125552369")).await.is_empty());
    let part = |part: &str| UserSearch { phone_number_query: Some(part.to_owned()), ..UserSearch::default() };
    assert_eq!(found(part("5552")).await, ["user_ada"]);
    assert!(found(part("9999")).await.is_empty());
    assert_eq!(
        found(UserSearch { query: Some("12125".to_owned()), ..UserSearch::default() }).await,
        ["user_ada"]
    );
    assert_eq!(found(UserSearch::default()).await, ["user_ada", "user_ben"], "those without come last");
}

async fn an_address_stays_reserved(db: TestDatabase) {
    use nightdesk_store::email_addresses;
    let setup = setup(db).await;
    let ada = setup.user("ada", "ada@example.com").await;
    let mut address = email(&ada, "ada@work.example");
    address.reserved = true;
    setup.write(async |tx| email_addresses::insert(&tx, &address).await).await;
    let find =
        async || setup.read(async |tx| email_addresses::find(&tx, &setup.instance, &address.id).await).await;
    assert!(find().await.unwrap().reserved);
    address.reserved = false;
    setup.write(async |tx| email_addresses::update(&tx, &address).await).await;
    assert!(!find().await.unwrap().reserved);
}

async fn verifications_of_a_backend_go_with_their_contact(db: TestDatabase) {
    use nightdesk_auth::model::{BackendVerification, ContactId, Strategy, Verification};
    use nightdesk_store::{backend_verifications, email_addresses};
    use nightdesk_wire::ids::VerificationId;
    let setup = setup(db).await;
    let ada = setup.user("ada", "ada@example.com").await;
    let (address, number) = (email(&ada, "ada@example.com"), phone(&ada, "+12125552368"));
    setup.write(async |tx| phone_numbers::insert(&tx, &number).await).await;
    let instance = &setup.instance;
    let of = |id: &str, contact: ContactId| BackendVerification {
        id: VerificationId::parse(id).unwrap(),
        instance_id: instance.clone(),
        contact,
        verification: Verification::new(Strategy::PhoneCode),
        created_at: NOW,
    };
    for contact in [ContactId::Address(address.id.clone()), ContactId::Number(number.id.clone())] {
        let mut waiting = of("ver_one", contact.clone());
        setup.write(async |tx| backend_verifications::insert(&tx, &waiting).await).await;
        waiting.verification.attempts = 2;
        setup.write(async |tx| backend_verifications::update(&tx, &waiting).await).await;
        let find = async || {
            setup.read(async |tx| backend_verifications::find(&tx, instance, &waiting.id).await).await
        };
        let count =
            async || setup.read(async |tx| backend_verifications::count(&tx, instance, &contact).await).await;
        assert_eq!((find().await.as_ref(), count().await), (Some(&waiting), 1));
        let forget = async |before| {
            let forget =
                setup.write(async |tx| backend_verifications::forget(&tx, instance, &contact, before).await);
            forget.await;
        };
        forget(NOW.plus_secs(-1)).await;
        assert_eq!(count().await, 1);
        forget(NOW).await;
        assert_eq!((find().await, count().await), (None, 0));
        setup.write(async |tx| backend_verifications::insert(&tx, &waiting).await).await;
        setup
            .write(async |tx| {
                email_addresses::delete(&tx, instance, &address.id).await?;
                phone_numbers::delete(&tx, instance, &number.id).await
            })
            .await;
        assert_eq!(find().await, None);
        setup
            .write(async |tx| {
                email_addresses::insert(&tx, &address).await?;
                phone_numbers::insert(&tx, &number).await
            })
            .await;
    }
}
