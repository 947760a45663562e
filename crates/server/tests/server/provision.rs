//! What a server makes before its first request, and keeps from then on.

use nightdesk_auth::{
    Clock as _,
    model::{Environment, Instance},
};
use nightdesk_server::provision::{ensure_instance, ensure_readable_key, find_instance};
use nightdesk_store::{Store, applications, secret_keys};
use nightdesk_testkit::{MockClock, SeededRng, TestDatabase, on_both_databases};

const HOST: &str = "auth.nightdesk.localhost:4400";

async fn instance(
    store: &Store,
    name: impl Into<Option<&str>>,
    environment: Environment,
    host: &str,
) -> Instance {
    let now = MockClock::default().now();
    // The same seed would give both instances the same id.
    let rng = SeededRng::new(if environment.is_development() { 1 } else { 2 });
    ensure_instance(store, name.into(), environment, host, &rng, now).await.unwrap()
}

async fn an_instance_is_made_once(database: TestDatabase) {
    let store = database.open().await;
    let first = instance(&store, "App", Environment::Development, HOST).await;
    let again = instance(&store, "App", Environment::Development, HOST).await;
    assert_eq!(again.id, first.id);
    assert_eq!(again.signing_key_pem, first.signing_key_pem);
    assert!(find_instance(&store, Environment::Production).await.unwrap().is_none());
}
on_both_databases!(an_instance_is_made_once);

async fn a_new_name_and_host_are_kept_with_the_old_keys(database: TestDatabase) {
    let store = database.open().await;
    let first = instance(&store, "App", Environment::Production, HOST).await;
    instance(&store, "Renamed", Environment::Production, "auth.example.com").await;
    let kept = find_instance(&store, Environment::Production).await.unwrap().unwrap();
    assert_eq!((kept.application_name.as_str(), kept.frontend_api.as_str()), ("Renamed", "auth.example.com"));
    assert_eq!((kept.id, kept.signing_key_pem), (first.id, first.signing_key_pem));
}
on_both_databases!(a_new_name_and_host_are_kept_with_the_old_keys);

async fn both_instances_belong_to_the_one_application(database: TestDatabase) {
    let store = database.open().await;
    let development = instance(&store, None, Environment::Development, HOST).await;
    assert_eq!(development.application_name, "My application");
    let production = instance(&store, "Named", Environment::Production, "auth.example.com").await;
    assert!(production.id != development.id && production.application_id == development.application_id);
    let all = store.read(async |tx| applications::list(&tx).await).await.unwrap();
    assert_eq!(all.iter().map(|application| application.name.as_str()).collect::<Vec<_>>(), ["Named"]);
    // A start that names none takes no name away.
    let development = instance(&store, None, Environment::Development, HOST).await;
    assert_eq!(development.application_name, "Named");
}
on_both_databases!(both_instances_belong_to_the_one_application);

async fn servers_that_start_at_once_share_what_the_first_made(database: TestDatabase) {
    let store = database.open().await;
    let now = MockClock::default().now();
    let start = async |seed| {
        let rng = SeededRng::new(seed);
        ensure_instance(&store, None, Environment::Development, HOST, &rng, now).await.unwrap()
    };
    let (first, second, third) = tokio::join!(start(1), start(2), start(3));
    assert_eq!((&first.id, &first.application_id), (&second.id, &second.application_id));
    assert_eq!((&first.id, &first.application_id), (&third.id, &third.application_id));
    let all = store.read(async |tx| applications::list(&tx).await).await.unwrap();
    assert_eq!(all.len(), 1);
}
on_both_databases!(servers_that_start_at_once_share_what_the_first_made);

async fn a_readable_key_is_made_anew_only_when_the_last_is_revoked(database: TestDatabase) {
    let store = database.open().await;
    let instance = instance(&store, "App", Environment::Production, HOST).await;
    let (rng, now) = (SeededRng::default(), MockClock::default().now());
    let first = ensure_readable_key(&store, &instance, &rng, now).await.unwrap();
    let again = ensure_readable_key(&store, &instance, &rng, now).await.unwrap();
    assert_eq!((again.id, again.plain), (first.id.clone(), first.plain));

    let (other, _) = nightdesk_auth::provision::secret_key(&instance, "unreadable", &rng, now);
    let (instance_id, first_id) = (&instance.id, &first.id);
    store
        .write(async |tx| {
            secret_keys::insert(&tx, &other).await?;
            secret_keys::revoke(&tx, instance_id, first_id, now).await
        })
        .await
        .unwrap();
    let new = ensure_readable_key(&store, &instance, &rng, now).await.unwrap();
    assert!(new.id != first.id && new.plain.is_some());
}
on_both_databases!(a_readable_key_is_made_anew_only_when_the_last_is_revoked);
