//! What people type to say who they are, and what their wallets answer: one line each.

use nightdesk_auth::{
    identifier,
    model::{Environment, Strategy},
    profile,
    refusal::Field,
    web3,
};
use nightdesk_testkit::Wallet;
use serde_json::Value;

use crate::instance::{NOW, NoRng, instance};

pub fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Ok(address) = identifier::email_address(text) {
        // It goes into the header of an e-mail.
        assert!(!address.contains(['\r', '\n', '\0', '<', '>', ',', ' ']), "{address:?}");
        assert_eq!(identifier::email_address(address), Ok(address));
    }
    if let Ok(number) = identifier::phone_number(text) {
        assert!(number.starts_with('+') && number[1..].bytes().all(|byte| byte.is_ascii_digit()), "{number:?}");
        assert_eq!(identifier::phone_number(&number).as_ref(), Ok(&number));
    }
    if let Ok(name) = identifier::username(text) {
        assert!(!name.contains('@') && !name.starts_with('+'), "{name:?} could be an address or a number");
    }
    if let Ok(Some(name)) = profile::name(text, Field::Name) {
        assert!(!name.contains(char::is_control), "{name:?}");
    }
    if let Ok(metadata) = profile::metadata(text) {
        assert!(metadata.is_object());
    }
    wallet(text);
}

/// A signature opens the wallet that made it, and no other.
fn wallet(text: &str) {
    let owner = Wallet::new(1);
    let address = web3::address(&owner.address()).expect("an address");
    if let Ok(typed) = web3::address(text) {
        assert_eq!(web3::address(&typed).as_ref(), Ok(&typed));
    }
    let production = instance(Environment::Production, "clerk.example.com", &[]);
    let ask = || web3::ask(&production, None, &address, Strategy::Web3Metamask, &NoRng, NOW);
    let mut asked = ask();
    let message = asked.ceremony.as_ref().expect("a message").asked.clone();
    let signature = text.replace("$SIGNATURE", &owner.sign(&message));
    if web3::attempt(Some(&mut asked), &address, &signature, NOW).is_ok() {
        assert!(text.contains("$SIGNATURE"), "{text:?} was taken for a signature");
    }
    let stranger = web3::address(&Wallet::new(2).address()).expect("an address");
    assert!(web3::attempt(Some(&mut ask()), &stranger, &signature, NOW).is_err());
    assert_eq!(asked.ceremony.map_or(Value::Null, |ceremony| ceremony.state), Value::Null);
}
