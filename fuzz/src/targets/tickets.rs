//! Tickets, links and client tokens: a text that is none of ours, and ours with any claims.

use nightdesk_auth::{
    client_token::{self, ClientTokenClaims},
    email_link,
    model::Environment,
    ticket,
};
use nightdesk_jws::{Header, HmacKey};
use nightdesk_wire::time::UnixMs;
use serde_json::Value;

use crate::instance::{NOW, NoRng, instance};

pub fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let key = HmacKey::new(b"a secret that no fuzzer will guess").expect("it is long enough");
    let here = instance(Environment::Production, "clerk.example.com", &[]).id;
    assert!(ticket::read(text, &here, &key).is_err(), "{text:?} was taken for a ticket");
    assert!(email_link::read(text, &here, &key).is_err(), "{text:?} was taken for a link");
    let Ok(claims) = serde_json::from_str::<Value>(text) else { return };
    let signed = key.sign(&Header::jwt(), &claims).expect("JSON can be claims");
    if let Ok(ticket) = ticket::read(&signed, &here, &key) {
        assert_eq!(claims["iid"], here.as_str(), "a ticket of another instance was taken");
        let again = ticket::write(&ticket, &here, NOW, &key).expect("a ticket can be written");
        assert_eq!(ticket::read(&again, &here, &key), Ok(ticket));
        assert!(email_link::read(&signed, &here, &key).is_err(), "a ticket was taken for a link");
    }
    if let Ok((subject, secret)) = email_link::read(&signed, &here, &key) {
        assert_eq!(claims["iid"], here.as_str(), "a link of another instance was taken");
        let again = email_link::write(&subject, &here, &secret, &key).expect("a link can be written");
        assert!(email_link::read(&again, &here, &key).is_ok_and(|(_, read)| read == secret));
    }
    if let Ok(token) = key.verify::<ClientTokenClaims>(&signed) {
        let rotation = client_token::start(&NoRng);
        let standing = client_token::judge(&rotation, &token.claims.rotating_token, UnixMs(i64::MAX));
        let is_current = token.claims.rotating_token == rotation.current;
        assert_eq!(standing == client_token::Standing::CurrentFirstUse, is_current);
    }
}
