//! Tokens: asked for often, minted seldom.

use std::time::Duration;

use nightdesk_client_native::{Client, FileStorage, GetToken};

use crate::server::{Server, sign_in};

const TOKENS: &str = "/tokens";

async fn token(client: &Client) -> String {
    client.session_token().await.unwrap().unwrap().expose().to_owned()
}

#[tokio::test]
async fn a_token_is_given_out_again_while_it_is_good_and_renewed_before_it_expires() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    sign_in(&client).await;
    let first = token(&client).await;
    server.time.advance_secs(30);
    assert_eq!(token(&client).await, first);
    assert_eq!(server.count(TOKENS), 0, "the first one came with the sign-in");
    server.time.advance_secs(26);
    let second = token(&client).await;
    assert_ne!(second, first);
    assert_eq!(server.count(TOKENS), 1);
    let life = server.app.claims(&second).await["exp"].as_i64().unwrap() * 1000 - server.app.clock.now_ms();
    assert!(life > 50_000, "{life} ms left");
}

#[tokio::test]
async fn a_clock_that_is_a_day_off_does_no_harm() {
    for secs in [86_400, -86_400] {
        let server = Server::development().await;
        let client = server.builder().time(server.time.skewed(secs)).build().unwrap();
        sign_in(&client).await;
        for minted in [0, 1, 2] {
            assert_eq!(token(&client).await, token(&client).await);
            assert_eq!(server.count(TOKENS), minted);
            server.time.advance_secs(58);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_callers_share_one_mint() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    sign_in(&client).await;
    server.time.advance_secs(60);
    assert_eq!(ten(&[client]).await, 1);
    assert_eq!(server.count(TOKENS), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clients_on_one_folder_share_one_mint() {
    let server = Server::production().await;
    let folder = tempfile::tempdir().unwrap();
    let build = || server.builder().storage(FileStorage::open(folder.path()).unwrap()).build().unwrap();
    let clients = [build(), build()];
    sign_in(&clients[0]).await;
    server.time.advance_secs(60);
    assert_eq!(ten(&clients).await, 1);
    assert_eq!(server.count(TOKENS), 1);
}

/// Ten ask at once; how many different tokens they get.
async fn ten(clients: &[Client]) -> usize {
    let ask = |client: &Client| {
        let client = client.clone();
        tokio::spawn(async move { token(&client).await })
    };
    let asked: Vec<_> = clients.iter().cycle().take(10).map(ask).collect();
    let mut tokens = Vec::new();
    for answer in asked {
        tokens.push(answer.await.unwrap());
    }
    tokens.sort();
    tokens.dedup();
    tokens.len()
}

#[tokio::test]
async fn who_asks_for_a_new_one_gets_a_new_one() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    let session = sign_in(&client).await;
    let first = token(&client).await;
    server.time.advance_secs(1);
    let ask = GetToken::new().session(&session).skip_cache();
    let second = client.get_token(ask).await.unwrap().unwrap();
    assert_ne!(second.expose(), first);
    assert_eq!(token(&client).await, second.expose(), "and everybody has it from now on");
    assert_eq!(client.get_token(GetToken::new().session("sess_other")).await.unwrap(), None);
}

#[tokio::test]
async fn in_the_background_a_token_is_renewed_before_it_expires() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    sign_in(&client).await;
    client.keep_fresh();
    for minted in 1..=3 {
        server.time.sleeper(|time| time > Duration::from_secs(16)).await;
        assert_eq!(server.count(TOKENS), minted - 1);
        server.time.advance_secs(46);
        server.was_asked(TOKENS, minted).await;
    }
    token(&client).await;
    assert_eq!(server.count(TOKENS), 3, "the one that is there is good");
}
