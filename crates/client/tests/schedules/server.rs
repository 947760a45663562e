//! A model of the Frontend API: enough of it to sign in and out, to mint, and to rotate client JWTs.

use serde_json::{Value, json};

use crate::tokens;

/// How clients identify themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// An id that stays.
    Development,
    /// The same, but the server hands none out unless it is asked to make one, and serves nobody without.
    DevelopmentOnDemand,
    /// A JWT; a new one with every sign-in and sign-out. The old one holds until the new one is first used;
    /// after that its use is taken for theft and ends the sessions.
    Rotating,
    /// A JWT that stays: what a web app and an extension can share.
    Steady,
}

impl Form {
    pub fn is_development(self) -> bool {
        matches!(self, Form::Development | Form::DevelopmentOnDemand)
    }
}

pub struct Server {
    form: Form,
    pub life_secs: i64,
    clients: Vec<Client>,
    issued: u32,
    /// Uses of a client JWT that was spent.
    pub thefts: u32,
    pub mints: u32,
}

struct Client {
    current: String,
    previous: Option<String>,
    spent: Vec<String>,
    session: Option<String>,
    /// Who is signed in since which step.
    history: Vec<(u64, Option<String>)>,
}

/// A request as the core asks for it.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub url: String,
    pub authorization: Option<String>,
    pub body: String,
}

impl From<&Value> for Request {
    fn from(effect: &Value) -> Request {
        let text = |name: &str| effect[name].as_str().map(str::to_owned);
        let (method, url) = (text("method").expect("a method"), text("url").expect("a URL"));
        Request { method, url, authorization: text("authorization"), body: text("body").unwrap_or_default() }
    }
}

impl Request {
    /// The path below `/v1`.
    pub fn path(&self) -> &str {
        let behind = self.url.split_once("/v1").expect("the core calls /v1").1;
        behind.split('?').next().unwrap_or("")
    }

    fn query(&self, name: &str) -> Option<&str> {
        let pairs = self.url.split_once('?')?.1.split('&');
        pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub fn mints(&self) -> bool {
        self.path().ends_with("/tokens") && self.query("debug").is_none()
    }

    fn verb(&self) -> &str {
        self.query("_method").unwrap_or(&self.method)
    }
}

impl Server {
    pub fn new(form: Form, life_secs: i64) -> Server {
        Server { form, life_secs, clients: Vec::new(), issued: 0, thefts: 0, mints: 0 }
    }

    /// Does what is asked at `now` (the server's clock, in milliseconds).
    pub fn handle(&mut self, request: &Request, now: i64, step: u64) -> Value {
        let identified = self.identify(request);
        let Ok(client) = identified else {
            let on_demand = self.form == Form::DevelopmentOnDemand;
            let code = if on_demand { "dev_browser_unauthenticated" } else { "authentication_invalid" };
            return answer(401, None, errors(code));
        };
        let path = request.path();
        match (request.verb(), path) {
            ("POST", "/dev_browser") => {
                let at = self.create();
                answer(200, None, json!({"object": "dev_browser", "id": self.clients[at].current}))
            }
            ("GET", "/client") => {
                let response = client.map_or(Value::Null, |at| self.resource(at, now));
                self.answer(200, client, json!({"response": response, "client": null}))
            }
            ("POST", "/client/sign_ins") if request.body.contains("password=right") => {
                let at = client.unwrap_or_else(|| self.create());
                let session = self.name("sess");
                self.change(at, Some(session.clone()), step);
                let response = json!({"status": "complete", "created_session_id": session});
                self.mutated(at, response, now)
            }
            ("POST", "/client/sign_ins") => self.answer(422, client, errors("form_password_incorrect")),
            ("DELETE", "/client/sessions") => match client {
                Some(at) => {
                    self.change(at, None, step);
                    self.mutated(at, json!({"object": "client"}), now)
                }
                None => answer(401, None, errors("authentication_invalid")),
            },
            ("POST", _) if path.ends_with("/tokens") => {
                let session = path.split('/').nth(3).map(str::to_owned);
                let Some(at) = client else { return answer(401, None, errors("authentication_invalid")) };
                if session != self.clients[at].session {
                    return self.answer(404, client, errors("resource_not_found"));
                }
                self.mints += 1;
                let jwt = self.token(&session.expect("compared with a session that is there"), now);
                self.answer(200, client, json!({"object": "token", "jwt": jwt}))
            }
            ("GET", "/me") => match client.filter(|at| self.clients[*at].session.is_some()) {
                Some(_) => self.answer(200, client, json!({"response": {"id": "user_1"}, "client": null})),
                None => self.answer(401, client, errors("authentication_invalid")),
            },
            other => panic!("the core asked for {other:?}"),
        }
    }

    /// Which client a request is from; `Err` for a client JWT that is not accepted.
    fn identify(&mut self, request: &Request) -> Result<Option<usize>, ()> {
        if self.form.is_development() {
            let known = request
                .query("__clerk_db_jwt")
                .and_then(|id| self.clients.iter().position(|client| client.current == id));
            return match self.form {
                Form::DevelopmentOnDemand if known.is_none() && request.path() != "/dev_browser" => Err(()),
                Form::DevelopmentOnDemand => Ok(known),
                _ => Ok(Some(known.unwrap_or_else(|| self.create()))),
            };
        }
        let Some(bearer) = &request.authorization else { return Ok(None) };
        let jwt = bearer.strip_prefix("Bearer ").expect("a bearer").to_owned();
        let Some(at) = self.client_of(&jwt) else {
            if let Some(client) = self.clients.iter_mut().find(|client| client.spent.contains(&jwt)) {
                self.thefts += 1;
                client.session = None;
            }
            return Err(());
        };
        let client = &mut self.clients[at];
        if client.current == jwt {
            client.spent.extend(client.previous.take());
        }
        Ok(Some(at))
    }

    /// The client that this JWT still stands for.
    pub fn client_of(&self, jwt: &str) -> Option<usize> {
        let holds = |client: &Client| client.current == jwt || client.previous.as_deref() == Some(jwt);
        self.clients.iter().position(holds)
    }

    pub fn session_of(&self, client: usize) -> Option<&str> {
        self.clients[client].session.as_deref()
    }

    /// Whether nobody was signed in on this client at any time since `step`.
    pub fn was_signed_out_since(&self, client: usize, step: u64) -> bool {
        let history = &self.clients[client].history;
        let before = history.iter().rev().find(|(at, _)| *at < step);
        before.is_some_and(|(_, session)| session.is_none())
            || history.iter().any(|(at, session)| *at >= step && session.is_none())
    }

    /// A sign-in or sign-out on the web app that shares the client; returns its cookie.
    pub fn web_changes(&mut self, cookie: Option<&str>, signs_in: bool, step: u64) -> String {
        let at = cookie.and_then(|jwt| self.client_of(jwt)).unwrap_or_else(|| self.create());
        let session = signs_in.then(|| self.name("sess"));
        self.change(at, session, step);
        self.clients[at].current.clone()
    }

    /// The session is revoked behind everybody's back.
    pub fn revoke(&mut self, client: usize, step: u64) {
        let client = &mut self.clients[client];
        client.session = None;
        client.history.push((step, None));
    }

    fn create(&mut self) -> usize {
        let current = self.name("client");
        let history = vec![(0, None)];
        self.clients.push(Client { current, previous: None, spent: Vec::new(), session: None, history });
        self.clients.len() - 1
    }

    fn change(&mut self, at: usize, session: Option<String>, step: u64) {
        let next = self.name("client");
        let client = &mut self.clients[at];
        client.history.push((step, session.clone()));
        client.session = session;
        if self.form == Form::Rotating {
            // The value that was presented holds on: it is the current one, or the one before if the current
            // one never arrived anywhere.
            match client.previous {
                Some(_) => client.current = next,
                None => client.previous = Some(std::mem::replace(&mut client.current, next)),
            }
        }
    }

    fn name(&mut self, prefix: &str) -> String {
        self.issued += 1;
        format!("{prefix}_{}", self.issued)
    }

    fn token(&mut self, session: &str, now: i64) -> String {
        self.issued += 1;
        tokens::jwt(session, now / 1000, self.life_secs, self.issued)
    }

    fn resource(&mut self, at: usize, now: i64) -> Value {
        let Some(session) = self.clients[at].session.clone() else {
            return json!({"id": format!("client_{at}"), "last_active_session_id": null, "sessions": []});
        };
        // Servers send a token along, or not.
        let token = (self.issued % 3 > 0).then(|| json!({"jwt": self.token(&session, now)}));
        json!({
            "id": format!("client_{at}"),
            "last_active_session_id": session,
            "sessions": [{"id": session, "status": "active", "user": {"id": "user_1"}, "last_active_token": token}],
        })
    }

    fn mutated(&mut self, at: usize, response: Value, now: i64) -> Value {
        // A piggybacked client is the rule, but nothing to rely on.
        let client = if self.issued % 4 > 0 { self.resource(at, now) } else { Value::Null };
        self.answer(200, Some(at), json!({"response": response, "client": client}))
    }

    fn answer(&self, status: u16, client: Option<usize>, body: Value) -> Value {
        let current = client.map(|at| self.clients[at].current.as_str());
        let header = if self.form.is_development() { "db_jwt" } else { "authorization" };
        answer(status, current.map(|jwt| (header, jwt)), body)
    }
}

fn answer(status: u16, header: Option<(&str, &str)>, body: Value) -> Value {
    let mut answer = json!({"status": status, "body": body});
    if let Some((name, value)) = header {
        answer[name] = value.into();
    }
    answer
}

fn errors(code: &str) -> Value {
    json!({"errors": [{"code": code, "message": "Refused."}]})
}
