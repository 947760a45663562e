//! Merging metadata.

use serde_json::{Map, Value};

/// Merges `patch` into `target`: objects key by key at any depth, `null` removes a key, anything else replaces what was
/// there (RFC 7396).
pub fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::merge;

    #[test]
    fn objects_merge_key_by_key_and_null_removes() {
        let mut target = json!({"a": {"b": 1, "c": 2}, "list": [1, 2], "gone": true});
        merge(&mut target, &json!({"a": {"b": null, "d": {"e": null, "f": 3}}, "list": [3], "gone": null}));
        assert_eq!(target, json!({"a": {"c": 2, "d": {"f": 3}}, "list": [3]}));
    }
}
