//! Claims of JWT templates: what owners write, filled in with what users write.

use nightdesk_auth::{
    jwt_template::{self, Subject},
    model::{Activity, JwtTemplate, Session, Settings},
    session,
};
use nightdesk_wire::ids::{ClientId, InstanceId, JwtTemplateId, SessionId, UserId};
use serde_json::{Map, Value, json};

use crate::instance::NOW;

pub fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let Ok(Value::Object(claims)) = serde_json::from_str(text) else { return };
    if jwt_template::check("template", &claims).is_err() {
        return;
    }
    let session = session();
    let subject = Subject {
        session: &session,
        user: json!({"id": "user_1", "first_name": "{{user.id}}", "last_name": "\"}", "public_metadata": {"a": [1]}}),
        issuer: "https://clerk.example.com",
        origin: None,
        jti: "jti".to_owned(),
    };
    let filled = jwt_template::claims(&template(claims), subject, None, NOW);
    // Whatever the template says, the token is this user's and of this instance.
    assert_eq!(filled["sub"], "user_1");
    assert_eq!(filled["iss"], "https://clerk.example.com");
    assert_eq!(filled["exp"], NOW.as_secs() + 60);
}

fn template(claims: Map<String, Value>) -> JwtTemplate {
    JwtTemplate {
        id: JwtTemplateId::parse("jtmp_1").expect("an id"),
        instance_id: InstanceId::parse("ins_a").expect("an id"),
        name: "template".to_owned(),
        claims,
        lifetime_secs: 60,
        allowed_clock_skew_secs: 5,
        signing_algorithm: "RS256".to_owned(),
        signing_key: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

fn session() -> Session {
    let start = session::Start {
        id: SessionId::parse("sess_1").expect("an id"),
        instance_id: InstanceId::parse("ins_a").expect("an id"),
        client_id: ClientId::parse("client_1").expect("an id"),
        user_id: UserId::parse("user_1").expect("an id"),
        activity: Activity::default(),
    };
    session::start(start, &Settings::default(), NOW)
}
