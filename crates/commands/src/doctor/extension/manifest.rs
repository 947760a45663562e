//! `manifest.json`, with the places of its values.

use jsonc_parser::{CollectOptions, ParseOptions, ast, common::Ranged as _, parse_to_ast};
use serde_json::Value;

use crate::doctor::finding::Place;

pub const FILE: &str = "manifest.json";

/// What browsers accept: JSON, and comments.
pub const LANGUAGE: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// A manifest that was read.
#[derive(Debug)]
pub struct Manifest {
    text: String,
    value: Value,
    problem: Option<(usize, String)>,
}

impl Manifest {
    /// Reads a manifest; one that is no JSON object is empty and has a [`problem`](Self::problem).
    pub fn parse(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').to_owned();
        let (value, problem) = match parse_to_ast(&text, &CollectOptions::default(), &LANGUAGE) {
            Ok(parsed) => match parsed.value.map(Value::from) {
                Some(value) if value.is_object() => (value, None),
                _ => (Value::Null, Some((0, "it is not a JSON object".to_owned()))),
            },
            Err(error) => (Value::Null, Some((error.range().start, error.kind().to_string()))),
        };
        Self { text, value, problem }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where and why it could not be read.
    pub fn problem(&self) -> Option<(Place, &str)> {
        let (offset, what) = self.problem.as_ref()?;
        Some((Place::at(FILE, &self.text, *offset), what))
    }

    /// The value at a path of keys and indices.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(&self.value, |value, step| match value {
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            value => value.get(step),
        })
    }

    pub fn text_at(&self, path: &[&str]) -> Option<&str> {
        self.get(path)?.as_str()
    }

    /// The strings of a list, each with its index as a step of a path.
    pub fn texts(&self, path: &[&str]) -> Vec<(String, &str)> {
        let items = self.get(path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        items.iter().enumerate().filter_map(|(at, item)| Some((at.to_string(), item.as_str()?))).collect()
    }

    /// Whether a list has a string.
    pub fn lists(&self, path: &[&str], text: &str) -> bool {
        self.texts(path).iter().any(|(_, item)| *item == text)
    }

    /// Where the value at a path is, or what is nearest to it.
    pub fn place(&self, path: &[&str]) -> Place {
        let parsed = parse_to_ast(&self.text, &CollectOptions::default(), &LANGUAGE);
        let Some(root) = parsed.as_ref().ok().and_then(|result| result.value.as_ref()) else {
            return Place::file(FILE);
        };
        let (mut value, mut offset) = (root, None);
        for step in path {
            let next = match value {
                ast::Value::Array(array) => step
                    .parse::<usize>()
                    .ok()
                    .and_then(|at| array.elements.get(at))
                    .map(|item| (item, item.start())),
                ast::Value::Object(object) => {
                    object.get(step).map(|property| (&property.value, property.start()))
                }
                _ => None,
            };
            let Some((inner, at)) = next else { break };
            (value, offset) = (inner, Some(at));
        }
        match offset {
            // A column in a manifest helps nobody: its lines are short.
            Some(offset) => Place { column: None, ..Place::at(FILE, &self.text, offset) },
            None => Place::file(FILE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  // why\n  \"name\": \"x\",\n  \"permissions\": [\n    \"storage\"\n  ]\n}\n";

    #[test]
    fn values_know_their_lines() {
        let manifest = Manifest::parse(TEXT);
        assert_eq!(manifest.problem(), None);
        assert!(manifest.lists(&["permissions"], "storage"));
        assert_eq!(manifest.place(&["permissions", "0"]).to_string(), "manifest.json:5");
        assert_eq!(manifest.place(&["permissions", "7"]).to_string(), "manifest.json:4");
        assert_eq!(manifest.place(&["nothing"]).to_string(), "manifest.json");
    }

    #[test]
    fn what_chrome_does_not_read_is_a_problem() {
        for text in ["", "[]", "{\"a\": 1,}", "{a: 1}", "{\"a\": 'b'}", "{\"a\": 1"] {
            assert!(Manifest::parse(text).problem().is_some(), "{text}");
        }
        assert!(Manifest::parse("\u{feff}{}").problem().is_none());
        let (place, _) =
            Manifest::parse("{\n\"a\": 1,\n}").problem().map(|(p, w)| (p, w.to_owned())).unwrap();
        assert_eq!(place.line, Some(2));
    }
}
