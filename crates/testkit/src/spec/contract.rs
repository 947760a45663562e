//! One API contract: its operations and their compiled schemas.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::violation::describe;
use super::{Api, Violation, translate};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
/// The schema of error bodies in both contracts.
const ERRORS: &str = "ClerkErrors";

static FAPI: LazyLock<Contract> =
    LazyLock::new(|| Contract::load(Api::Fapi, include_bytes!(concat!(env!("OUT_DIR"), "/fapi.json"))));
static BAPI: LazyLock<Contract> =
    LazyLock::new(|| Contract::load(Api::Bapi, include_bytes!(concat!(env!("OUT_DIR"), "/bapi.json"))));

pub(super) struct Contract {
    api: Api,
    document: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// What an operation documents for one status.
enum Documented<'a> {
    /// JSON of this schema; the text names it for the cache.
    Json(String, Cow<'a, Value>),
    /// No JSON: a redirect, a page, or nothing.
    Other,
}

impl Contract {
    pub(super) fn of(api: Api) -> &'static Self {
        match api {
            Api::Fapi => &FAPI,
            Api::Bapi => &BAPI,
        }
    }

    fn load(api: Api, json: &[u8]) -> Self {
        let document = serde_json::from_slice(json).expect("the build script wrote JSON");
        Self { api, document, validators: Mutex::default() }
    }

    pub(super) fn operations(&self) -> Vec<(String, String, String)> {
        let prefix = if self.api == Api::Bapi { "/v1" } else { "" };
        let paths = self.document["paths"].as_object().into_iter().flatten();
        paths
            .flat_map(|(path, item)| {
                METHODS.iter().filter_map(move |method| {
                    let id = item.get(method)?["operationId"].as_str().unwrap_or_default();
                    Some((method.to_uppercase(), format!("{prefix}{path}"), id.to_owned()))
                })
            })
            .collect()
    }

    pub(super) fn name(&self, method: &str, path: &str) -> Option<String> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let method = overridden(method, query);
        let (pattern, _) = self.operation(method, path)?;
        let (api, prefix) = match self.api {
            Api::Fapi => ("fapi", ""),
            Api::Bapi => ("bapi", "/v1"),
        };
        Some(format!("{api} {} {prefix}{pattern}", method.to_uppercase()))
    }

    /// The schema of an answer, complete.
    pub(super) fn schema(&self, method: &str, path: &str, status: u16) -> Option<Value> {
        match self.documented(method, path, status).ok()? {
            Documented::Json(_, schema) => Some(translate::document(&self.document, &schema)),
            Documented::Other => None,
        }
    }

    pub(super) fn bodiless_success(&self, method: &str, path: &str) -> Option<u16> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (_, operation) = self.operation(overridden(method, query), path)?;
        let statuses = operation["responses"].as_object()?.keys().filter(|status| status.starts_with('2'));
        let mut statuses = statuses.filter_map(|status| status.parse().ok());
        let status: u16 = statuses.next()?;
        let has_body = operation["responses"][status.to_string()].get("content").is_some();
        let is_reference = operation["responses"][status.to_string()].get("$ref").is_some();
        (!has_body && !is_reference && statuses.next().is_none()).then_some(status)
    }

    pub(super) fn is_documented(&self, method: &str, path: &str) -> bool {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        self.operation(overridden(method, query), path).is_some()
    }

    pub(super) fn has_json_body(&self, method: &str, path: &str, status: u16) -> Result<bool, Violation> {
        Ok(matches!(self.documented(method, path, status)?, Documented::Json(..)))
    }

    pub(super) fn check(
        &self,
        method: &str,
        path: &str,
        status: u16,
        body: Option<&Value>,
    ) -> Result<(), Violation> {
        let operation = || describe(self.api, method, path, status);
        match (self.documented(method, path, status)?, body) {
            (Documented::Json(name, schema), Some(body)) => self.validate(operation, name, &schema, body),
            (Documented::Json(..), None) => {
                Err(Violation { operation: operation(), reasons: vec!["the body is empty".to_owned()] })
            }
            (Documented::Other, _) => Ok(()),
        }
    }

    pub(super) fn check_schema(&self, name: &str, value: &Value) -> Result<(), Violation> {
        let schema = &self.document["components"]["schemas"][name];
        let operation = || format!("{:?} schema {name}", self.api);
        if schema.is_null() {
            return Err(Violation {
                operation: operation(),
                reasons: vec!["there is no such schema".to_owned()],
            });
        }
        self.validate(operation, name.to_owned(), schema, value)
    }

    fn validate(
        &self,
        operation: impl FnOnce() -> String,
        name: String,
        schema: &Value,
        body: &Value,
    ) -> Result<(), Violation> {
        let validator = self.validator(name, schema);
        let reasons: Vec<String> = validator
            .iter_errors(body)
            .map(|error| format!("at `{}`: {error}", error.instance_path()))
            .collect();
        if reasons.is_empty() { Ok(()) } else { Err(Violation { operation: operation(), reasons }) }
    }

    fn validator(&self, name: String, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let compile = || {
            let document = translate::document(&self.document, schema);
            Arc::new(jsonschema::validator_for(&document).expect("the contract has valid schemas"))
        };
        validators.entry(name).or_insert_with(compile).clone()
    }

    fn documented(&self, method: &str, path: &str, status: u16) -> Result<Documented<'_>, Violation> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let method = overridden(method, query);
        let violation = |reason: &str| Violation::about(self.api, method, path, status, reason.to_owned());
        let (pattern, operation) =
            self.operation(method, path).ok_or_else(|| violation("the operation is not documented"))?;
        let Some(response) = operation["responses"].get(status.to_string()) else {
            // Errors have one body, whichever of them an operation lists.
            if status >= 400 {
                let schema = &self.document["components"]["schemas"][ERRORS];
                return Ok(Documented::Json(ERRORS.to_owned(), Cow::Borrowed(schema)));
            }
            return Err(violation("the status is not documented"));
        };
        let response = match response.get("$ref").and_then(Value::as_str) {
            Some(target) => self.document.pointer(target.trim_start_matches('#')).unwrap_or(response),
            None => response,
        };
        Ok(match response.pointer("/content/application~1json/schema") {
            Some(list) if status == 200 && asks_for_pages(query) && list["type"] == "array" => {
                Documented::Json(format!("{method} {pattern} {status} paginated"), Cow::Owned(page_of(list)))
            }
            Some(schema) => Documented::Json(format!("{method} {pattern} {status}"), Cow::Borrowed(schema)),
            None => Documented::Other,
        })
    }

    /// Finds the operation whose pattern fits; literal segments beat parameters.
    fn operation(&self, method: &str, path: &str) -> Option<(&str, &Value)> {
        let path = path.trim_end_matches('/');
        let path = if self.api == Api::Bapi { path.strip_prefix("/v1").unwrap_or(path) } else { path };
        let method = method.to_lowercase();
        let paths = self.document["paths"].as_object()?;
        let fitting =
            paths.iter().filter(|(pattern, item)| item.get(&method).is_some() && fits(pattern, path));
        let (pattern, item) = fitting.min_by_key(|(pattern, _)| pattern.matches('{').count())?;
        Some((pattern, &item[&method]))
    }
}

/// The method that is meant: SDKs send other verbs than GET and POST in the query.
fn overridden<'a>(method: &'a str, query: &'a str) -> &'a str {
    query.split('&').find_map(|pair| pair.strip_prefix("_method=")).unwrap_or(method)
}

fn asks_for_pages(query: &str) -> bool {
    query.split('&').any(|pair| pair == "paginated=true")
}

/// What `paginated=true` makes of a list. The contracts know the parameter, but describe only the
/// answer without it.
fn page_of(list: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["data", "total_count"],
        "additionalProperties": false,
        "properties": { "data": list, "total_count": { "type": "integer" } },
    })
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(expected), Some(found)) => {
                // One pattern has an ending behind its parameter: `{id}.xml`.
                let ending = expected.strip_prefix('{').and_then(|rest| rest.split_once('}'));
                let parameter =
                    ending.is_some_and(|(_, ending)| found.len() > ending.len() && found.ends_with(ending));
                if !parameter && expected != found {
                    return false;
                }
            }
            _ => return false,
        }
    }
}
