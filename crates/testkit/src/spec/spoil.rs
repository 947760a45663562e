//! Other answers that a contract allows as well: what a test must be able to tell from the right one.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

/// Text that no server of ours writes.
const TEXT: &str = "spoilt";
/// The part of an answer that rides along with every other, and is large.
const PIGGYBACK: &str = "/client/";

/// Replaces in a body all that can be replaced without `is_valid` refusing the whole.
pub(super) struct Spoiler<'a> {
    is_valid: &'a dyn Fn(&Value) -> bool,
    /// Members of the closed lists in the schema.
    members: Vec<String>,
    /// Which of them stood in for which.
    known: HashMap<String, String>,
}

impl<'a> Spoiler<'a> {
    /// For bodies of a schema.
    pub(super) fn new(schema: &Value, is_valid: &'a dyn Fn(&Value) -> bool) -> Self {
        let mut members = BTreeSet::new();
        collect_members(schema, &mut members);
        Self { is_valid, members: members.into_iter().collect(), known: HashMap::new() }
    }

    /// Another body, as different as it can be. What the contract leaves no choice about stays as it is.
    pub(super) fn spoil(&mut self, body: &Value) -> Value {
        let mut spoilt = body.clone();
        self.spoil_at(&mut spoilt, "");
        spoilt
    }

    /// As much as possible at once: the whole at `pointer` first, and its parts one by one where that is refused.
    fn spoil_at(&mut self, root: &mut Value, pointer: &str) {
        let before = root.pointer(pointer).cloned().unwrap_or_default();
        let changed = replaced(&before);
        if changed != before && self.takes(root, pointer, changed) {
            return;
        }
        let parts: Vec<String> = match &before {
            Value::Object(map) => map.keys().map(|key| key.replace('~', "~0").replace('/', "~1")).collect(),
            Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
            Value::String(text) if !pointer.starts_with(PIGGYBACK) => {
                return self.exchange(root, pointer, text);
            }
            Value::Null if !pointer.starts_with(PIGGYBACK) => {
                let gone = json!({"object": TEXT, "id": TEXT, "deleted": false});
                for filled in [json!(TEXT), json!(1_000_003), json!(true), gone] {
                    if self.takes(root, pointer, filled) {
                        return;
                    }
                }
                return;
            }
            _ => return,
        };
        for part in parts {
            self.spoil_at(root, &format!("{pointer}/{part}"));
        }
    }

    /// Puts another member of a closed list in the place of this one.
    fn exchange(&mut self, root: &mut Value, pointer: &str, text: &str) {
        let known = self.known.get(text).cloned();
        for other in known.into_iter().chain(self.members.clone()).filter(|other| other != text) {
            if self.takes(root, pointer, json!(other)) {
                self.known.insert(text.to_owned(), other);
                return;
            }
        }
    }

    /// Puts a value where another is, if the whole is still valid then.
    fn takes(&self, root: &mut Value, pointer: &str, value: Value) -> bool {
        let Some(place) = root.pointer_mut(pointer) else { return false };
        let before = std::mem::replace(place, value);
        if (self.is_valid)(root) {
            return true;
        }
        if let Some(place) = root.pointer_mut(pointer) {
            *place = before;
        }
        false
    }
}

fn replaced(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(value) => Value::Bool(!value),
        Value::Number(number) => number.as_i64().map_or_else(|| value.clone(), |n| (n + 1_000_003).into()),
        // Kept as an address or a URL where it is one, since some places take nothing else.
        Value::String(text) if text.contains("://") => format!("https://{TEXT}.example/").into(),
        Value::String(text) if text.contains('@') => format!("{TEXT}@{TEXT}.example").into(),
        Value::String(_) => TEXT.into(),
        Value::Array(items) => items.iter().map(replaced).collect(),
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key.clone(), replaced(value))).collect::<Map<_, _>>().into()
        }
    }
}

fn collect_members(schema: &Value, members: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Array(list)) = map.get("enum") {
                members.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            map.values().for_each(|inner| collect_members(inner, members));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect_members(inner, members)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_free_changes_and_what_is_fixed_stays() {
        let schema = json!({
            "type": "object",
            "properties": {
                "object": {"enum": ["user"]},
                "id": {"type": "string"},
                "status": {"enum": ["active", "ended"]},
                "inner": {"type": "object", "properties": {"kind": {"enum": ["a"]}, "n": {"type": "integer"}}},
                "none": {"type": ["null", "boolean"]},
                "never": {"type": "null"},
            },
        });
        let validator = jsonschema::validator_for(&schema).unwrap();
        let is_valid = |body: &Value| validator.is_valid(body);
        let body = json!({
            "object": "user", "id": "user_1", "status": "active", "inner": {"kind": "a", "n": 1}, "none": null,
            "never": null,
        });
        let expected = json!({
            "object": "user", "id": "spoilt", "status": "ended", "inner": {"kind": "a", "n": 1_000_004},
            "none": true, "never": null,
        });
        assert_eq!(Spoiler::new(&schema, &is_valid).spoil(&body), expected);
    }
}
