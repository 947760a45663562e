//! What authenticators answer. The first line says which question, and `---` parts what is binary in the answer:
//! `raw` is an answer as it is, `create` has client data and an attestation object, `get` client data and authenticator
//! data, signed by the genuine key. `$CHALLENGE` stands for the challenge.

use std::sync::LazyLock;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use nightdesk_auth::{
    model::{Environment, Identification, SignIn, User, Verification},
    passkey::{self, RelyingParty},
    sign_in,
};
use nightdesk_testkit::Authenticator;
use nightdesk_wire::ids::{ClientId, IdentificationId, InstanceId, SignInId, UserId};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::instance::{NOW, instance};

const ORIGIN: &str = "https://app.example.com";
const SITE: &str = "example.com";
const CREDENTIAL: &str = "credential";
const PRESENT_AND_VERIFIED: u8 = 0x05;

struct Ceremonies {
    party: RelyingParty,
    user: User,
    authenticator: Authenticator,
    /// Waits to be made.
    asked: Identification,
    /// Was made.
    held: Identification,
    sign_in: SignIn,
}

static CEREMONIES: LazyLock<Ceremonies> = LazyLock::new(|| {
    let instance = instance(Environment::Production, "clerk.example.com", &[]);
    let here = InstanceId::parse("ins_a").expect("an id");
    let party = RelyingParty::of(&instance, Some(ORIGIN));
    let user = User::new(UserId::parse("user_1").expect("an id"), here.clone(), NOW);
    let id = IdentificationId::parse("idn_1").expect("an id");
    let asked = passkey::begin_registration(&party, id, &user, "ada", "key", &[], NOW).expect("it begins");
    let mut authenticator = Authenticator::new(CREDENTIAL);
    let mut held = asked.clone();
    let answer = authenticator.create(&options(asked.verification.as_ref()), ORIGIN);
    passkey::finish_registration(&party, &mut held, &answer, NOW).expect("a genuine answer");
    let (id, client) = (SignInId::parse("sia_1").expect("an id"), ClientId::parse("client_1").expect("an id"));
    let mut sign_in = sign_in::create(id, here, client, None, Some(&user), NOW).expect("it begins");
    let known = std::slice::from_ref(&held);
    passkey::prepare_sign_in(&party, &mut sign_in, Some(known), NOW).expect("there is a passkey");
    Ceremonies { party, user, authenticator, asked, held, sign_in }
});

pub fn run(input: &[u8]) {
    let Some(end) = input.iter().position(|byte| *byte == b'\n') else { return };
    let (kind, rest) = (&input[..end], &input[end + 1..]);
    match kind {
        b"raw" => {
            let Ok(answer) = std::str::from_utf8(rest) else { return };
            let _ = passkey::subject_of_answer(answer);
            assert!(create(answer).is_none(), "{answer}: the challenge is in nobody's hands");
            assert!(!get(answer), "{answer}: the key is in nobody's hands");
        }
        b"create" => created(rest),
        b"get" => got(rest),
        _ => {}
    }
}

fn created(parts: &[u8]) {
    let Some((client_data, object)) = split(parts, CEREMONIES.asked.verification.as_ref()) else { return };
    let response = json!({"clientDataJSON": encode(&client_data), "attestationObject": encode(object)});
    if let Some(made) = create(&answer(&response)) {
        check_client_data(&client_data, "webauthn.create", CEREMONIES.asked.verification.as_ref());
        assert!(made.subject.is_some(), "a passkey that nothing finds");
    }
}

fn got(parts: &[u8]) {
    let question = CEREMONIES.sign_in.first_factor.as_ref();
    let Some((client_data, data)) = split(parts, question) else { return };
    let signature = CEREMONIES.authenticator.sign(&[data, &Sha256::digest(&client_data)].concat());
    let response = json!({
        "clientDataJSON": encode(&client_data),
        "authenticatorData": encode(data),
        "signature": encode(&signature),
    });
    if get(&answer(&response)) {
        check_client_data(&client_data, "webauthn.get", question);
        assert_eq!(data[..32], Sha256::digest(SITE)[..], "the passkey is of another site");
        assert_eq!(data[32] & PRESENT_AND_VERIFIED, PRESENT_AND_VERIFIED, "nobody was there");
    }
}

fn create(answer: &str) -> Option<Identification> {
    let mut passkey = CEREMONIES.asked.clone();
    passkey::finish_registration(&CEREMONIES.party, &mut passkey, answer, NOW).ok().map(|()| passkey)
}

fn get(answer: &str) -> bool {
    let (mut sign_in, mut held) = (CEREMONIES.sign_in.clone(), CEREMONIES.held.clone());
    let Ceremonies { party, user, .. } = &*CEREMONIES;
    passkey::attempt_sign_in(party, &mut sign_in, user, &mut held, answer, NOW).is_ok()
}

fn check_client_data(client_data: &[u8], kind: &str, question: Option<&Verification>) {
    let said: Value = serde_json::from_slice(client_data).expect("client data that were taken are JSON");
    assert_eq!(said["type"], kind);
    assert_eq!(said["challenge"], challenge(question));
    let origin = said["origin"].as_str().expect("an origin");
    assert_eq!(url::Url::parse(origin).expect("an origin").origin().ascii_serialization(), ORIGIN);
}

/// The client data, and what is behind them.
fn split<'i>(parts: &'i [u8], question: Option<&Verification>) -> Option<(Vec<u8>, &'i [u8])> {
    const SEPARATOR: &[u8] = b"\n---\n";
    let at = parts.windows(SEPARATOR.len()).position(|window| window == SEPARATOR)?;
    let client_data = std::str::from_utf8(&parts[..at]).ok()?.replace("$CHALLENGE", &challenge(question));
    Some((client_data.into_bytes(), &parts[at + SEPARATOR.len()..]))
}

fn answer(response: &Value) -> String {
    let id = encode(CREDENTIAL.as_bytes());
    json!({"id": id, "rawId": id, "type": "public-key", "response": response}).to_string()
}

fn options(question: Option<&Verification>) -> String {
    let ceremony = question.and_then(|question| question.ceremony.as_ref());
    ceremony.expect("a question was asked").asked.clone()
}

fn challenge(question: Option<&Verification>) -> String {
    let options: Value = serde_json::from_str(&options(question)).expect("options are JSON");
    options["challenge"].as_str().expect("a challenge").to_owned()
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
