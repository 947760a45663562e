//! `--fix`: what may be added to a manifest without asking. Nothing is ever removed, and all else keeps its form.

use jsonc_parser::cst::{CstInputValue, CstNode, CstObject, CstRootNode};
use similar::TextDiff;

use super::{csp::Policy, extension::MANIFEST_LANGUAGE};

/// What Manifest V3 begins with, and a manifest without a policy of its own has.
const DEFAULT_POLICY: &str = "script-src 'self'; object-src 'self'";

/// One addition to the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A string in a list at the top.
    List { name: &'static str, item: String },
    /// A string at a path, where there is nothing yet.
    Text { path: &'static [&'static str], value: String },
    /// A source in the policy of extension pages.
    PolicySource { directive: String, source: String },
    /// A public key, made for this.
    NewKey,
}

impl Edit {
    pub fn permission(name: &str) -> Self {
        Self::List { name: "permissions", item: name.to_owned() }
    }

    pub fn host(pattern: &str) -> Self {
        Self::List { name: "host_permissions", item: pattern.to_owned() }
    }
}

/// The manifest with the additions, and how many of them there was a place for. `new_key` makes the value of `key`.
///
/// # Errors
/// If it is no manifest, or no key could be made.
pub fn apply<E>(
    text: &str,
    edits: &[Edit],
    new_key: impl Fn() -> Result<String, E>,
) -> Result<(String, usize), E> {
    let root = CstRootNode::parse(text, &MANIFEST_LANGUAGE).ok();
    let Some((root, object)) = root.and_then(|root| root.object_value().map(|object| (root, object))) else {
        return Ok((text.to_owned(), 0));
    };
    let mut done = 0;
    for edit in edits {
        let fits = match edit {
            Edit::List { name, item } => add_to_list(&object, name, item),
            Edit::Text { path, value } => set_text(&object, path, value),
            Edit::PolicySource { directive, source } => add_source(&object, directive, source),
            Edit::NewKey if object.get("key").is_some() => None,
            Edit::NewKey => set_text(&object, &["key"], &new_key()?),
        };
        done += usize::from(fits.is_some());
    }
    Ok((root.to_string(), done))
}

/// The difference as a patch.
pub fn diff(before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header("manifest.json", "manifest.json (fixed)")
        .to_string()
}

fn add_to_list(object: &CstObject, name: &str, item: &str) -> Option<()> {
    let list = match object.get(name) {
        Some(property) => property.array_value()?,
        None => insert(object, name, CstInputValue::Array(Vec::new())).array_value()?,
    };
    let is_there = |node: &CstNode| text_of(node).is_some_and(|text| text == item);
    if !list.elements().iter().any(is_there) {
        list.append(item.into());
    }
    Some(())
}

fn set_text(object: &CstObject, path: &[&str], value: &str) -> Option<()> {
    let (last, folders) = path.split_last()?;
    let object =
        folders.iter().try_fold(object.clone(), |object, name| object.object_value_or_create(name))?;
    if object.get(last).is_some() {
        return None;
    }
    insert(&object, last, value.into());
    Some(())
}

fn add_source(object: &CstObject, directive: &str, source: &str) -> Option<()> {
    let policies = match object.get("content_security_policy") {
        Some(property) => property.object_value()?,
        None => {
            insert(object, "content_security_policy", CstInputValue::Object(Vec::new())).object_value()?
        }
    };
    let Some(property) = policies.get("extension_pages") else {
        insert(&policies, "extension_pages", Policy::with_source(DEFAULT_POLICY, directive, source).into());
        return Some(());
    };
    let before = text_of(&property.value()?)?;
    property.set_value(Policy::with_source(&before, directive, source).into());
    Some(())
}

/// Puts a property where a reader looks for it.
fn insert(object: &CstObject, name: &str, value: CstInputValue) -> jsonc_parser::cst::CstObjectProp {
    let behind = match name {
        "host_permissions" => "permissions",
        "key" => "version",
        _ => "",
    };
    let names = object
        .properties()
        .into_iter()
        .map(|property| property.name().and_then(|name| name.decoded_value().ok()));
    match names.enumerate().find(|(_, name)| name.as_deref() == Some(behind)) {
        Some((at, _)) => object.insert(at + 1, name, value),
        None => object.append(name, value),
    }
}

fn text_of(node: &CstNode) -> Option<String> {
    node.as_string_lit()?.decoded_value().ok()
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn applied(text: &str, edits: &[Edit]) -> (String, usize) {
        apply(text, edits, || Ok::<_, Infallible>("MIIB".to_owned())).unwrap()
    }

    #[test]
    fn additions_keep_all_else_as_it_was() {
        let before = "{\n    // ours\n    \"name\": \"x\",\n    \"version\": \"1\",\n    \"permissions\": [\"sidePanel\"],\n    \
                      \"action\": {}\n}\n";
        let edits = [
            Edit::permission("storage"),
            Edit::permission("storage"),
            Edit::host("https://a.example/*"),
            Edit::PolicySource { directive: "script-src".into(), source: "'wasm-unsafe-eval'".into() },
            Edit::Text { path: &["background", "type"], value: "module".into() },
            Edit::NewKey,
        ];
        let (after, done) = applied(before, &edits);
        assert_eq!(done, edits.len());
        assert_eq!(
            after,
            r#"{
    // ours
    "name": "x",
    "version": "1",
    "key": "MIIB",
    "permissions": ["sidePanel", "storage"],
    "host_permissions": ["https://a.example/*"],
    "action": {},
    "content_security_policy": {
        "extension_pages": "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'"
    },
    "background": {
        "type": "module"
    }
}
"#
        );
        assert_eq!(applied(&after, &edits[..4]).0, after, "a second time there is nothing to add");
    }

    #[test]
    fn lists_over_several_lines_stay_so() {
        let (after, _) =
            applied("{\r\n\t\"permissions\": [\r\n\t\t\"a\"\r\n\t]\r\n}", &[Edit::permission("storage")]);
        assert_eq!(after, "{\r\n\t\"permissions\": [\r\n\t\t\"a\",\r\n\t\t\"storage\"\r\n\t]\r\n}");
    }

    #[test]
    fn what_has_another_form_is_left_alone() {
        let before = r#"{"permissions": {}, "key": "mine", "content_security_policy": "script-src 'self'"}"#;
        let source = Edit::PolicySource { directive: "script-src".into(), source: "'x'".into() };
        assert_eq!(
            applied(before, &[Edit::permission("storage"), Edit::NewKey, source]),
            (before.to_owned(), 0)
        );
        assert_eq!(applied("{", &[Edit::NewKey]), ("{".to_owned(), 0));
    }

    #[test]
    fn the_difference_is_a_patch() {
        let patch = diff("{\n}\n", "{\n\"a\": 1\n}\n");
        assert!(patch.contains("--- manifest.json\n") && patch.contains("\n+\"a\": 1\n"), "{patch}");
    }
}
