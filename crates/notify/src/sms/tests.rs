use nightdesk_wire::ids::InstanceId;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::*;
use crate::{About, Kind, Occasion};

fn message() -> Message {
    let instance = InstanceId::parse("ins_2abcdefghijklmnopqrstuvwxyz").expect("a well-formed id");
    let about = About::Code { code: "483920", lifetime_secs: 600 };
    Occasion {
        kind: Kind::SmsCode,
        instance_id: &instance,
        app_name: "Acme \"{to}\"",
        to: "+12125552368",
        about,
    }
    .built_in()
}

fn config(url: &str) -> SmsConfig {
    SmsConfig { url: url.to_owned(), headers: Vec::new(), body: None }
}

/// A service of one request: gives `answer`, returns what it was sent.
async fn service(listener: TcpListener, answer: &'static str) -> String {
    let (mut stream, _) = listener.accept().await.expect("a connection");
    let mut heard = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).await.expect("a request");
        heard.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&heard);
        let complete = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            length.is_some_and(|length| body.len() >= length)
        });
        if complete || read == 0 {
            break;
        }
    }
    stream.write_all(answer.as_bytes()).await.expect("an answer");
    String::from_utf8(heard).expect("a text")
}

/// Sends the message to a service that gives `answer`; what came of it, and what the service was sent.
async fn sent(
    config: impl FnOnce(String) -> SmsConfig,
    answer: &'static str,
) -> (Result<(), SendError>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/send?key=hush", listener.local_addr().expect("an address"));
    let sender = SmsSender::new(&config(url)).expect("a usable configuration");
    let (outcome, heard) = tokio::join!(sender.send(message()), service(listener, answer));
    (outcome, heard)
}

const TAKEN: &str = "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const REFUSED: &str = "HTTP/1.1 400 Bad\r\ncontent-length: 6\r\nconnection: close\r\n\r\n483920";
const BUSY: &str = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const ELSEWHERE: &str =
    "HTTP/1.1 307 See\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

fn body(heard: &str) -> Value {
    serde_json::from_str(heard.split_once("\r\n\r\n").expect("a request").1).expect("JSON")
}

#[tokio::test]
async fn recipient_and_text_are_posted_as_json() {
    let (outcome, heard) = sent(|url| config(&url), TAKEN).await;
    outcome.expect("taken");
    let text = "483920 is your code for Acme \"{to}\". It is good for 10 minutes. Do not tell it to anybody.";
    assert_eq!(body(&heard), serde_json::json!({"to": "+12125552368", "text": text}));
    assert!(heard.to_lowercase().contains("content-type: application/json"), "{heard}");
}

#[tokio::test]
async fn form_and_headers_are_those_of_the_configuration() {
    let configured = |url| SmsConfig {
        url,
        headers: vec![("Authorization".to_owned(), "Bearer hush".to_owned())],
        body: Some(
            r#"{"from": "Acme", "messages": [{"dst": ["{to}"], "content": {"t": "({text})"}}]}"#.to_owned(),
        ),
    };
    let (outcome, heard) = sent(configured, TAKEN).await;
    outcome.expect("taken");
    assert!(heard.to_lowercase().contains("authorization: bearer hush"), "{heard}");
    let body = body(&heard);
    assert_eq!(body["messages"][0]["dst"][0], "+12125552368");
    assert!(body["messages"][0]["content"]["t"].as_str().is_some_and(|text| text.starts_with("(483920 ")));
}

#[tokio::test]
async fn refusals_and_trouble_differ_and_neither_repeats_a_secret() {
    for (answer, temporary) in [(REFUSED, false), (BUSY, true), (ELSEWHERE, true)] {
        let error = sent(|url| config(&url), answer).await.0.expect_err("not taken");
        assert_eq!(error.is_temporary(), temporary, "{answer}");
        let text = error.to_string();
        assert!(!text.contains("483920") && !text.contains("hush"), "{text}");
        assert!(text.contains(" at 127.0.0.1 answered "), "{text}");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/send?key=hush", listener.local_addr().expect("an address"));
    drop(listener);
    let sender = SmsSender::new(&config(&url)).expect("a usable configuration");
    let error = sender.send(message()).await.expect_err("nobody there");
    assert!(error.is_temporary() && !error.to_string().contains("hush"), "{error}");
    let text = error.to_string();
    assert!(
        text.contains(" at 127.0.0.1: ") && text.contains("refused") && text.contains("sms_url"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_used_is_named() {
    for url in ["sms.example.com", "http://sms.example.com/", "ftp://127.0.0.1/"] {
        assert!(matches!(SmsSender::new(&config(url)), Err(SmsConfigError::Url)), "{url}");
    }
    for body in ["{", r#"{"to": "{to}"}"#, r#"["{text}"]"#] {
        let config = SmsConfig { body: Some(body.to_owned()), ..config("https://sms.example.com") };
        assert!(matches!(SmsSender::new(&config), Err(SmsConfigError::Body)), "{body}");
    }
    let headers = vec![("Not a name".to_owned(), "x".to_owned())];
    let config = SmsConfig { headers, ..config("https://sms.example.com") };
    assert!(matches!(SmsSender::new(&config), Err(SmsConfigError::Header(_))));
}
