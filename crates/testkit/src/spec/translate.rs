//! From OpenAPI 3.0 schemas to JSON Schema.
//!
//! The two differ in `nullable`, which JSON Schema spells as a type; the rest
//! of what the contracts use means the same. Each schema becomes a document of
//! its own with just the components that it refers to, which keeps compiling it
//! cheap.

use serde_json::{Map, Value, json};

/// Where components are in a contract.
const COMPONENTS: &str = "#/components/schemas/";

/// Makes a self-contained JSON Schema of `schema`, which stands in `contract`.
pub(super) fn document(contract: &Value, schema: &Value) -> Value {
    let mut definitions = Map::new();
    let root = translate(contract, schema, &mut definitions);
    json!({ "allOf": [root], "$defs": definitions })
}

fn translate(contract: &Value, schema: &Value, definitions: &mut Map<String, Value>) -> Value {
    let Value::Object(keywords) = schema else { return schema.clone() };
    let mut out = Map::new();
    for (key, value) in keywords {
        match (key.as_str(), value) {
            ("nullable" | "discriminator" | "deprecated" | "default" | "format", _) => {}
            ("$ref", Value::String(target)) => {
                out.insert("$ref".into(), reference(contract, target, definitions));
            }
            ("properties", Value::Object(properties)) => {
                let properties = properties
                    .iter()
                    .map(|(name, schema)| (name.clone(), translate(contract, schema, definitions)))
                    .collect();
                out.insert(key.clone(), Value::Object(properties));
            }
            ("items" | "additionalProperties" | "not", schema) => {
                out.insert(key.clone(), translate(contract, schema, definitions));
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                let schemas = schemas.iter().map(|schema| translate(contract, schema, definitions)).collect();
                out.insert(key.clone(), Value::Array(schemas));
            }
            _ => {
                out.insert(key.clone(), value.clone());
            }
        }
    }
    if keywords.get("nullable") == Some(&Value::Bool(true)) {
        return json!({ "anyOf": [{ "type": "null" }, out] });
    }
    Value::Object(out)
}

/// Points to the translated component, translating it on first sight.
fn reference(contract: &Value, target: &str, definitions: &mut Map<String, Value>) -> Value {
    let name = target.strip_prefix(COMPONENTS).unwrap_or(target);
    if !definitions.contains_key(name) {
        // Entered before it is translated, since components may refer to themselves.
        definitions.insert(name.to_owned(), Value::Bool(false));
        let component =
            contract.pointer(&format!("/components/schemas/{name}")).unwrap_or(&Value::Bool(false));
        let component = translate(contract, component, definitions);
        definitions.insert(name.to_owned(), component);
    }
    Value::String(format!("#/$defs/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_valid(schema: Value, value: Value) -> bool {
        let contract = json!({"components": {"schemas": {
            "Tree": {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                "name": {"type": "string"},
                "left": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Tree"}]},
            }},
        }}});
        jsonschema::validator_for(&document(&contract, &schema)).unwrap().is_valid(&value)
    }

    #[test]
    fn nullable_allows_null_and_nothing_else_new() {
        let schema = json!({"type": "string", "enum": ["a"], "nullable": true});
        assert!(is_valid(schema.clone(), json!(null)));
        assert!(is_valid(schema.clone(), json!("a")));
        assert!(!is_valid(schema, json!("b")));
        assert!(!is_valid(json!({"type": "string"}), json!(null)));
    }

    #[test]
    fn a_property_named_like_a_keyword_stays_a_property() {
        let schema = json!({"type": "object", "properties": {"nullable": {"type": "string"}}});
        assert!(!is_valid(schema, json!({"nullable": true})));
    }

    #[test]
    fn components_may_refer_to_themselves() {
        let schema = json!({"$ref": "#/components/schemas/Tree"});
        assert!(is_valid(schema.clone(), json!({"name": "a", "left": {"name": "b", "left": null}})));
        assert!(!is_valid(schema, json!({"name": "a", "left": {"name": "b", "extra": 1}})));
    }
}
