//! Rows come back as they went.

use nightdesk_auth::model::{
    Activity, Application, BackupCodes, Channel, DashboardSession, DevBrowser, Digest, Environment, Image,
    JwtTemplate, OutboxMessage, Rotation, Secret, SecretKey, SessionStatus, Settings, SignInStatus,
    SignInToken, SignUpStatus, TicketStatus,
};
use nightdesk_store::{
    Error, applications, clients, dashboard, dev_browsers, email_addresses, images, instances, jwt_templates,
    outbox, secret_keys, secret_keys::Revocation, sessions, sign_in_tokens, sign_ins, sign_ups,
    testing_tokens, users,
};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::ids::{
    ApplicationId, BackupCodesId, ClientId, DevBrowserId, IdentificationId, ImageId, JwtTemplateId,
    OutboxMessageId, SecretKeyId, SessionId, SignInId, SignInTokenId,
};
use serde_json::json;

use crate::fixtures::{NOW, Setup, application, email, instance, session, setup, sign_in, sign_up, user};

on_both_databases! {
    an_application_keeps_its_name_until_it_is_renamed,
    an_application_has_one_instance_of_an_environment,
    an_instance_keeps_its_keys_and_settings,
    a_secret_key_is_found_until_it_is_revoked,
    secret_keys_in_use_are_listed_from_the_newest_on,
    the_last_secret_key_stays,
    a_user_keeps_every_field,
    deleting_a_user_takes_addresses_sessions_and_tickets_along,
    wrong_attempts_lock_and_a_sign_in_unlocks,
    addresses_belong_to_one_user,
    a_client_rotates_only_from_the_value_expected,
    a_dev_browser_keeps_its_first_client,
    a_session_keeps_every_field,
    sessions_end_by_client_and_by_user,
    an_attempt_is_written_only_over_the_version_read,
    a_revoked_or_expired_ticket_is_not_accepted,
    a_user_has_one_picture_at_most,
    a_token_template_keeps_every_field,
    testing_tokens_hold_until_they_expire,
    the_outbox_keeps_the_order_of_arrival,
    an_open_dashboard_ends_with_its_time,
}

fn secret_key(setup: &Setup, name: &str) -> SecretKey {
    SecretKey {
        id: SecretKeyId::parse(format!("seckey_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        name: name.to_owned(),
        digest: Digest::of(name),
        prefix: "sk_test_".to_owned(),
        plain: Some(Secret::new(name)),
        created_at: NOW,
        last_used_at: None,
        revoked_at: None,
    }
}

async fn an_application_keeps_its_name_until_it_is_renamed(db: TestDatabase) {
    let setup = setup(db).await;
    let id = application().id;
    let later = NOW.plus_secs(1);
    let absent = ApplicationId::parse("app_absent").unwrap();
    let found = setup.read(async |tx| applications::find(&tx, &id).await).await;
    assert_eq!(found, Some(application()));
    assert!(setup.write(async |tx| applications::update_name(&tx, &id, "Renamed", later).await).await);
    assert!(!setup.write(async |tx| applications::update_name(&tx, &absent, "Renamed", later).await).await);
    let renamed = Application { name: "Renamed".to_owned(), updated_at: later, ..application() };
    assert_eq!(setup.read(async |tx| applications::list(&tx).await).await, [renamed]);
    assert_eq!(setup.read(async |tx| applications::find(&tx, &absent).await).await, None);
    let instance = setup.read(async |tx| instances::find(&tx, &setup.instance).await).await.unwrap();
    assert_eq!(instance.application_name, "Renamed");
}

async fn an_application_has_one_instance_of_an_environment(db: TestDatabase) {
    let setup = setup(db).await;
    let mut other = instance("ins_other");
    let outcome = setup.store.write(async |tx| instances::insert(&tx, &other).await).await;
    assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");
    other.environment = Environment::Production;
    setup.write(async |tx| instances::insert(&tx, &other).await).await;
    assert_eq!(setup.read(async |tx| instances::list(&tx).await).await.len(), 2);
}

async fn an_instance_keeps_its_keys_and_settings(db: TestDatabase) {
    let setup = setup(db).await;
    let settings = Settings { sign_up_enabled: false, ..Settings::default() };
    let host = "auth.example.com";
    assert!(
        setup
            .write(async |tx| {
                instances::update_frontend_api(&tx, &setup.instance, host, NOW.plus_secs(1)).await?;
                instances::update_settings(&tx, &setup.instance, &settings, NOW.plus_secs(1)).await
            })
            .await
    );
    let found = setup.read(async |tx| instances::find(&tx, &setup.instance).await).await.unwrap();
    let written = instance("ins_main");
    assert_eq!((found.frontend_api.as_str(), &found.settings), (host, &settings));
    assert_eq!((found.application_id, found.application_name), (application().id, application().name));
    assert_eq!(found.signing_key_pem, written.signing_key_pem);
    assert_eq!(found.client_token_key, written.client_token_key);
    assert_eq!((found.created_at, found.updated_at), (NOW, NOW.plus_secs(1)));
    assert_eq!(found.environment, written.environment);
}

async fn a_secret_key_is_found_until_it_is_revoked(db: TestDatabase) {
    let setup = setup(db).await;
    let (first, second) = (secret_key(&setup, "first"), secret_key(&setup, "second"));
    setup
        .write(async |tx| {
            secret_keys::insert(&tx, &first).await?;
            secret_keys::insert(&tx, &second).await?;
            secret_keys::touch(&tx, &setup.instance, &first.id, NOW.plus_secs(5)).await
        })
        .await;
    let found = setup.read(async |tx| secret_keys::find_live(&tx, &Digest::of("first")).await).await.unwrap();
    assert_eq!((found.id, found.last_used_at), (first.id.clone(), Some(NOW.plus_secs(5))));
    let revoked =
        setup.write(async |tx| secret_keys::revoke(&tx, &setup.instance, &first.id, NOW).await).await;
    assert!(matches!(revoked, Revocation::Revoked(key) if key.revoked_at == Some(NOW)));
    assert!(setup.read(async |tx| secret_keys::find_live(&tx, &Digest::of("first")).await).await.is_none());
    assert_eq!(setup.read(async |tx| secret_keys::list(&tx, &setup.instance).await).await.len(), 2);
    let again = setup.write(async |tx| secret_keys::revoke(&tx, &setup.instance, &first.id, NOW).await).await;
    assert!(matches!(again, Revocation::NotFound));
}

async fn secret_keys_in_use_are_listed_from_the_newest_on(db: TestDatabase) {
    let setup = setup(db).await;
    for (name, secs, revoked_at) in [("a", 0, None), ("b", 1, None), ("c", 1, None), ("over", 2, Some(NOW))] {
        let key = SecretKey { created_at: NOW.plus_secs(secs), revoked_at, ..secret_key(&setup, name) };
        setup.write(async |tx| secret_keys::insert(&tx, &key).await).await;
    }
    let list = async |after, limit| {
        let found = setup.read(async |tx| secret_keys::list_live(&tx, &setup.instance, after, limit).await);
        found.await.into_iter().map(|key| key.name).collect::<String>()
    };
    assert_eq!(list(None, 9).await, "cba");
    assert_eq!(list(None, 2).await, "cb");
    let place = (NOW.plus_secs(1), secret_key(&setup, "c").id);
    assert_eq!(list(Some(&place), 9).await, "ba");
}

async fn the_last_secret_key_stays(db: TestDatabase) {
    let setup = setup(db).await;
    let only = secret_key(&setup, "only");
    setup.write(async |tx| secret_keys::insert(&tx, &only).await).await;
    let kept = setup.write(async |tx| secret_keys::revoke(&tx, &setup.instance, &only.id, NOW).await).await;
    assert!(matches!(kept, Revocation::Last));
    assert!(setup.read(async |tx| secret_keys::find_live(&tx, &only.digest).await).await.is_some());
}

async fn a_user_keeps_every_field(db: TestDatabase) {
    let setup = setup(db).await;
    let mut ada = user(&setup.instance, "Ada");
    ada.external_id = Some("ext".to_owned());
    ada.public_metadata = json!({"plan": "pro", "deep": {"list": [1, "ä\u{1f600}", null]}});
    ada.password_digest = Some(Secret::new("$argon2id$v=19$"));
    ada.password_updated_at = Some(NOW);
    ada.image_url = Some("https://img.example/ada.png".to_owned());
    ada.legal_accepted_at = Some(NOW);
    ada.locale = Some("de-CH".to_owned());
    ada.create_organizations_limit = Some(0);
    ada.second_factors.enabled_at = Some(NOW);
    ada.second_factors.backup_codes = Some(BackupCodes {
        id: BackupCodesId::parse("bkc_a").unwrap(),
        unused: vec![Digest::of("one")],
        created_at: NOW,
        updated_at: NOW,
    });
    setup.write(async |tx| users::insert(&tx, &ada).await).await;
    ada.first_name = Some("Ada".to_owned());
    ada.last_name = Some("L'Ovelace; --".to_owned());
    ada.private_metadata = json!({"note": "\"quoted\""});
    ada.bypass_client_trust = true;
    ada.primary_web3_wallet_id = Some(IdentificationId::parse("idn_w").unwrap());
    assert!(setup.write(async |tx| users::update(&tx, &ada).await).await);
    for found in [
        setup.read(async |tx| users::find(&tx, &setup.instance, &ada.id).await).await,
        setup.read(async |tx| users::find_by_username(&tx, &setup.instance, "aDA").await).await,
        setup.read(async |tx| users::find_by_external_id(&tx, &setup.instance, "ext").await).await,
    ] {
        assert_eq!(format!("{:?}", found.unwrap()), format!("{ada:?}"));
    }
    let stranger = user(&setup.instance, "stranger");
    assert!(!setup.write(async |tx| users::update(&tx, &stranger).await).await);
}

async fn deleting_a_user_takes_addresses_sessions_and_tickets_along(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = setup.user("ada", "ada@example.com").await;
    let client = setup.client("popup").await;
    let session = session(&client, &ada, "one");
    setup.write(async |tx| sessions::insert(&tx, &session).await).await;
    assert!(setup.write(async |tx| users::delete(&tx, &setup.instance, &ada.id).await).await);
    assert!(!setup.write(async |tx| users::delete(&tx, &setup.instance, &ada.id).await).await);
    let address = "ada@example.com";
    assert!(
        setup
            .read(async |tx| email_addresses::find_by_address(&tx, &setup.instance, address).await)
            .await
            .is_none()
    );
    assert!(setup.read(async |tx| sessions::find(&tx, &setup.instance, &session.id).await).await.is_none());
    assert!(setup.read(async |tx| clients::find(&tx, &setup.instance, &client.id).await).await.is_some());
}

async fn wrong_attempts_lock_and_a_sign_in_unlocks(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = setup.user("ada", "ada@example.com").await;
    let until = NOW.plus_secs(60);
    let wrong = async || {
        setup
            .write(async |tx| users::count_failed_attempt(&tx, &setup.instance, &ada.id, 3, until).await)
            .await
            .unwrap()
    };
    assert_eq!(wrong().await.failed_attempts, 1);
    assert_eq!(wrong().await.locked_until, None);
    let locked = wrong().await;
    assert_eq!((locked.failed_attempts, locked.locked_until), (0, Some(until)));
    setup.write(async |tx| users::record_sign_in(&tx, &setup.instance, &ada.id, NOW).await).await;
    setup.write(async |tx| users::touch(&tx, &setup.instance, &ada.id, until).await).await;
    let found = setup.read(async |tx| users::find(&tx, &setup.instance, &ada.id).await).await.unwrap();
    assert_eq!(
        (found.locked_until, found.last_sign_in_at, found.last_active_at),
        (None, Some(NOW), Some(until))
    );
}

async fn addresses_belong_to_one_user(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = setup.user("ada", "Ada@Example.com").await;
    let ben = setup.user("ben", "ben@example.com").await;
    let taken = email(&ben, "ADA@example.COM");
    assert!(setup.store.write(async |tx| email_addresses::insert(&tx, &taken).await).await.is_err());
    let mut second = email(&ada, "ada@work.example");
    second.verification = None;
    setup.write(async |tx| email_addresses::insert(&tx, &second).await).await;
    second.verification = email(&ada, "x@y.z").verification;
    assert!(setup.write(async |tx| email_addresses::update(&tx, &second).await).await);
    let of_ada = setup.read(async |tx| email_addresses::list(&tx, &setup.instance, &ada.id).await).await;
    assert_eq!(of_ada.len(), 2);
    let both = setup
        .read(async |tx| email_addresses::list_of_users(&tx, &setup.instance, &[&ada.id, &ben.id]).await)
        .await;
    assert_eq!(both.len(), 3);
    let nobody = setup.read(async |tx| email_addresses::list_of_users(&tx, &setup.instance, &[]).await).await;
    assert!(nobody.is_empty());
    let found =
        setup.read(async |tx| email_addresses::find(&tx, &setup.instance, &second.id).await).await.unwrap();
    assert!(found.is_verified());
    assert!(setup.write(async |tx| email_addresses::delete(&tx, &setup.instance, &second.id).await).await);
}

async fn a_client_rotates_only_from_the_value_expected(db: TestDatabase) {
    let setup = setup(db).await;
    let mut popup = setup.client("popup").await;
    let rotation = Rotation {
        current: "second".to_owned(),
        previous: Some("first".to_owned()),
        previous_until: Some(NOW.plus_secs(60)),
        confirmed_at: None,
    };
    let rotate = async |expected: &str| {
        let (instance, id) = (&setup.instance, &popup.id);
        setup.write(async |tx| clients::update_rotation(&tx, instance, id, expected, &rotation).await).await
    };
    assert!(rotate("first").await);
    assert!(!rotate("first").await);
    popup.sign_in_id = Some(SignInId::parse("sia_one").unwrap());
    popup.last_active_session_id = Some(SessionId::parse("sess_one").unwrap());
    assert!(setup.write(async |tx| clients::update(&tx, &popup).await).await);
    let found = setup.read(async |tx| clients::find(&tx, &setup.instance, &popup.id).await).await.unwrap();
    assert_eq!(found.rotation, rotation, "an update of the client leaves its rotation alone");
    assert_eq!(found.sign_in_id, popup.sign_in_id);
    assert_eq!(setup.read(async |tx| clients::list(&tx, &setup.instance, 10, 0).await).await.len(), 1);
    assert_eq!(setup.read(async |tx| clients::count(&tx, &setup.instance).await).await, 1);
    assert!(setup.write(async |tx| clients::delete(&tx, &setup.instance, &popup.id).await).await);
}

async fn a_dev_browser_keeps_its_first_client(db: TestDatabase) {
    let setup = setup(db).await;
    let (first, second) = (setup.client("first").await, setup.client("second").await);
    let browser = DevBrowser {
        id: DevBrowserId::parse("dvb_one").unwrap(),
        instance_id: setup.instance.clone(),
        client_id: None,
        created_at: NOW,
    };
    setup.write(async |tx| dev_browsers::insert(&tx, &browser).await).await;
    let attach = async |client: &ClientId| {
        setup
            .write(async |tx| dev_browsers::attach_client(&tx, &setup.instance, &browser.id, client).await)
            .await
            .unwrap()
            .client_id
    };
    assert_eq!(attach(&first.id).await.as_ref(), Some(&first.id));
    assert_eq!(attach(&second.id).await.as_ref(), Some(&first.id));
    setup.write(async |tx| dev_browsers::detach_client(&tx, &setup.instance, &first.id).await).await;
    let found =
        setup.read(async |tx| dev_browsers::find(&tx, &setup.instance, &browser.id).await).await.unwrap();
    assert_eq!(found.client_id, None);
}

async fn a_session_keeps_every_field(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = setup.user("ada", "ada@example.com").await;
    let client = setup.client("popup").await;
    let mut one = session(&client, &ada, "one");
    setup.write(async |tx| sessions::insert(&tx, &one).await).await;
    one.actor = Some(json!({"sub": "user_admin"}));
    one.latest_activity = Some(Activity { is_mobile: true, ..Activity::default() });
    one.second_factor_at = Some(NOW);
    one.last_active_organization_id = Some("org_x".to_owned());
    assert!(setup.write(async |tx| sessions::update(&tx, &one).await).await);
    let found = setup
        .read(async |tx| sessions::find_on_client(&tx, &setup.instance, &client.id, &one.id).await)
        .await
        .unwrap();
    assert_eq!(format!("{found:?}"), format!("{one:?}"));
    let other = setup.client("other").await;
    let elsewhere =
        setup.read(async |tx| sessions::find_on_client(&tx, &setup.instance, &other.id, &one.id).await).await;
    assert!(elsewhere.is_none(), "a session is not reached through another client");
    let both = async |client: &ClientId| {
        setup.read(async |tx| clients::find_with_session(&tx, &setup.instance, client, &one.id).await).await
    };
    assert_eq!(format!("{:?}", both(&client.id).await.unwrap()), format!("{:?}", (&client, &one)));
    assert!(both(&other.id).await.is_none(), "nor is it with one");
}

async fn sessions_end_by_client_and_by_user(db: TestDatabase) {
    let setup = setup(db).await;
    let (ada, ben) = (setup.user("ada", "a@x.y").await, setup.user("ben", "b@x.y").await);
    let (popup, web) = (setup.client("popup").await, setup.client("web").await);
    for one in [
        session(&popup, &ada, "popup_ada"),
        session(&popup, &ben, "popup_ben"),
        session(&web, &ada, "web_ada"),
        session(&web, &ben, "web_ben"),
    ] {
        setup.write(async |tx| sessions::insert(&tx, &one).await).await;
    }
    let later = NOW.plus_secs(9);
    setup.write(async |tx| clients::touch_of_user(&tx, &setup.instance, &ben.id, later).await).await;
    let touched = setup.read(async |tx| clients::find(&tx, &setup.instance, &web.id).await).await.unwrap();
    assert_eq!(touched.updated_at, later);
    let ended = SessionStatus::Ended;
    let count = setup
        .write(async |tx| sessions::end_on_client(&tx, &setup.instance, &popup.id, ended, NOW).await)
        .await;
    assert_eq!(count, 2);
    let live =
        setup.read(async |tx| sessions::list_live_on_client(&tx, &setup.instance, &popup.id).await).await;
    assert!(live.is_empty());
    let all = setup.read(async |tx| sessions::list_on_client(&tx, &setup.instance, &popup.id).await).await;
    assert_eq!(all.len(), 2);
    let count = setup
        .write(async |tx| {
            sessions::end_of_user(&tx, &setup.instance, &ada.id, SessionStatus::Revoked, NOW).await
        })
        .await;
    assert_eq!(count, 1, "only the one that was still live");
}

async fn an_attempt_is_written_only_over_the_version_read(db: TestDatabase) {
    let setup = setup(db).await;
    let popup = setup.client("popup").await;
    let (mut one, mut two) = (sign_in(&popup, "one"), sign_up(&popup, "two"));
    setup
        .write(async |tx| {
            sign_ins::insert(&tx, &one).await?;
            sign_ups::insert(&tx, &two).await
        })
        .await;
    one.status = SignInStatus::Complete;
    two.status = SignUpStatus::Complete;
    let written = setup.write(async |tx| sign_ins::update(&tx, &one).await).await.unwrap();
    assert_eq!((written.version, written.status), (1, SignInStatus::Complete));
    assert!(setup.write(async |tx| sign_ins::update(&tx, &one).await).await.is_none());
    let written = setup.write(async |tx| sign_ups::update(&tx, &two).await).await.unwrap();
    assert_eq!((written.version, written.status), (1, SignUpStatus::Complete));
    assert!(setup.write(async |tx| sign_ups::update(&tx, &two).await).await.is_none());
    two.version = 1;
    let found = setup.read(async |tx| sign_ups::find(&tx, &setup.instance, &two.id).await).await.unwrap();
    assert_eq!(format!("{found:?}"), format!("{two:?}"));
    one.version = 1;
    let found = setup.read(async |tx| sign_ins::find(&tx, &setup.instance, &one.id).await).await.unwrap();
    assert_eq!(format!("{found:?}"), format!("{one:?}"));
}

async fn a_revoked_or_expired_ticket_is_not_accepted(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = setup.user("ada", "ada@example.com").await;
    let ticket = |name: &str| SignInToken {
        id: SignInTokenId::parse(format!("sit_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        user_id: ada.id.clone(),
        status: TicketStatus::Pending,
        expires_at: NOW.plus_secs(60),
        created_at: NOW,
        updated_at: NOW,
    };
    let (revoked, expired) = (ticket("revoked"), ticket("expired"));
    setup
        .write(async |tx| {
            sign_in_tokens::insert(&tx, &revoked).await?;
            sign_in_tokens::insert(&tx, &expired).await
        })
        .await;
    let done =
        setup.write(async |tx| sign_in_tokens::revoke(&tx, &setup.instance, &revoked.id, NOW).await).await;
    assert_eq!(done.unwrap().status, TicketStatus::Revoked);
    for (ticket, now) in [(&revoked, NOW), (&expired, NOW.plus_secs(60))] {
        let accepted =
            setup.write(async |tx| sign_in_tokens::accept(&tx, &setup.instance, &ticket.id, now).await).await;
        assert!(accepted.is_none());
    }
    let found =
        setup.read(async |tx| sign_in_tokens::find(&tx, &setup.instance, &expired.id).await).await.unwrap();
    assert_eq!(found.status, TicketStatus::Pending);
}

async fn a_user_has_one_picture_at_most(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let image = |name: &str| Image {
        id: ImageId::parse(format!("img_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        user_id: user.id.clone(),
        content_type: "image/png".to_owned(),
        content: vec![0, 255, 7],
        created_at: NOW,
    };
    let (first, second) = (image("first"), image("second"));
    setup.write(async |tx| images::put(&tx, &first).await).await;
    let find = async |id: &ImageId| setup.read(async |tx| images::find(&tx, &setup.instance, id).await).await;
    assert_eq!(find(&first.id).await, Some(first.clone()));
    setup.write(async |tx| images::put(&tx, &second).await).await;
    assert_eq!((find(&first.id).await, find(&second.id).await), (None, Some(second.clone())));
    let delete = || setup.write(async |tx| images::delete_of_user(&tx, &setup.instance, &user.id).await);
    assert_eq!(delete().await, Some(second.id));
    assert_eq!(delete().await, None);
}

async fn a_token_template_keeps_every_field(db: TestDatabase) {
    let setup = setup(db).await;
    let template = |name: &str| JwtTemplate {
        id: JwtTemplateId::parse(format!("jtmp_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        name: name.to_owned(),
        claims: json!({"a": ["{{user.id}}", 1]}).as_object().unwrap().clone(),
        lifetime_secs: 60,
        allowed_clock_skew_secs: 5,
        signing_algorithm: "HS256".to_owned(),
        signing_key: Some(Secret::new("key")),
        created_at: NOW,
        updated_at: NOW,
    };
    let (one, two) = (template("one"), template("two"));
    setup.write(async |tx| jwt_templates::insert(&tx, &one).await).await;
    setup.write(async |tx| jwt_templates::insert(&tx, &two).await).await;
    let taken = JwtTemplate { name: "one".to_owned(), ..template("three") };
    let outcome = setup.store.write(async |tx| jwt_templates::insert(&tx, &taken).await).await;
    assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");

    let changed = JwtTemplate { name: "uno".to_owned(), signing_key: None, lifetime_secs: 90, ..one.clone() };
    assert!(setup.write(async |tx| jwt_templates::update(&tx, &changed).await).await);
    assert!(!setup.write(async |tx| jwt_templates::update(&tx, &template("absent")).await).await);
    let id = &setup.instance;
    assert_eq!(
        setup.read(async |tx| jwt_templates::find(&tx, id, &one.id).await).await,
        Some(changed.clone())
    );
    assert_eq!(
        setup.read(async |tx| jwt_templates::find_by_name(&tx, id, "two").await).await,
        Some(two.clone())
    );
    assert_eq!(setup.read(async |tx| jwt_templates::find_by_name(&tx, id, "one").await).await, None);
    assert_eq!(setup.read(async |tx| jwt_templates::list(&tx, id, 9, 0).await).await, [two.clone(), changed]);
    assert_eq!(setup.read(async |tx| jwt_templates::count(&tx, id).await).await, 2);
    assert!(setup.write(async |tx| jwt_templates::delete(&tx, id, &two.id).await).await);
    assert!(!setup.write(async |tx| jwt_templates::delete(&tx, id, &two.id).await).await);
}

async fn testing_tokens_hold_until_they_expire(db: TestDatabase) {
    let setup = setup(db).await;
    let digest = Digest::of("token");
    let until = NOW.plus_secs(3600);
    setup.write(async |tx| testing_tokens::insert(&tx, &setup.instance, &digest, until, NOW).await).await;
    let holds = async |now| {
        setup.read(async |tx| testing_tokens::holds(&tx, &setup.instance, &digest, now).await).await
    };
    assert!(holds(NOW).await);
    assert!(!holds(until).await);
}

async fn the_outbox_keeps_the_order_of_arrival(db: TestDatabase) {
    let setup = setup(db).await;
    // Ids that sort the other way round, all in the same millisecond.
    for name in ["c", "b", "a"] {
        let message = OutboxMessage {
            id: OutboxMessageId::parse(format!("msg_{name}")).unwrap(),
            instance_id: setup.instance.clone(),
            channel: Channel::Email,
            recipient: "ada@example.com".to_owned(),
            subject: Some("Your code".to_owned()),
            body: "424242".to_owned(),
            html: Some("<b>424242</b>".to_owned()),
            code: Some("424242".to_owned()),
            link: None,
            created_at: NOW,
        };
        setup.write(async |tx| outbox::insert(&tx, &message).await).await;
    }
    let all = setup.read(async |tx| outbox::list_after(&tx, &setup.instance, 0).await).await;
    let ids: Vec<_> = all.iter().map(|delivered| delivered.message.id.as_str()).collect();
    assert_eq!(ids, ["msg_c", "msg_b", "msg_a"]);
    let position = all[1].position;
    let rest = setup.read(async |tx| outbox::list_after(&tx, &setup.instance, position).await).await;
    assert_eq!(rest.len(), 1);
    let newest = setup.read(async |tx| outbox::list_newest(&tx, &setup.instance, None, 1).await).await;
    assert_eq!(newest[0].message.id.as_str(), "msg_a");
    let before = Some(newest[0].position);
    let older = setup.read(async |tx| outbox::list_newest(&tx, &setup.instance, before, 1).await).await;
    assert_eq!(older[0].message.id.as_str(), "msg_b");
    assert_eq!(newest[0].message.html.as_deref(), Some("<b>424242</b>"));
}

async fn an_open_dashboard_ends_with_its_time(db: TestDatabase) {
    let setup = setup(db).await;
    let session = DashboardSession {
        admin_id: None,
        browser: None,
        ip_address: None,
        instance_id: setup.instance.clone(),
        digest: Digest::of("cookie"),
        expires_at: NOW.plus_secs(60),
        created_at: NOW,
    };
    setup.write(async |tx| dashboard::insert_session(&tx, &session).await).await;
    let open = async |now| {
        setup.read(async |tx| dashboard::find_session(&tx, &setup.instance, &session.digest, now).await).await
    };
    assert!(open(NOW).await.is_some());
    assert!(open(NOW.plus_secs(60)).await.is_none());
}
