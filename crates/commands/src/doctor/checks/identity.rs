//! The extension's id.

use crate::{
    doctor::{
        codes,
        extension::Form,
        finding::Finding,
        fix::Edit,
        subject::{IdSource, Subject},
    },
    extension_id::ExtensionId,
};

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let (extension, manifest) = (subject.extension, &subject.extension.manifest);
    if manifest.problem().is_some() || extension.is_for_firefox_only() {
        return Vec::new();
    }
    let place = manifest.place(&["key"]);
    if let Some(key) = manifest.get(&["key"]) {
        let id = match key.as_str().map_or(Err("it is no text"), ExtensionId::of_manifest_key) {
            Ok(id) => id,
            Err(problem) => {
                let message = format!("\"key\" is no public key: {problem}.");
                let remedy = "Make one with nightdesk extension-key, or leave it out.";
                return vec![Finding::new(&codes::EXTENSION_KEY_INVALID, message, remedy).at(place)];
            }
        };
        return match &extension.form {
            Form::Crx(signed) if *signed != id => {
                let message = format!("The package is signed for {signed}, and \"key\" makes {id}.");
                let remedy = "Pack it with the private half of this key, or leave \"key\" out.";
                vec![Finding::new(&codes::EXTENSION_ID_MISMATCH, message, remedy).at(place)]
            }
            _ => Vec::new(),
        };
    }
    match (&subject.id, &extension.form) {
        (Some((id, IdSource::Path)), _) => {
            let finding = Finding::new(
                &codes::EXTENSION_ID_UNSTABLE,
                format!("\"key\" is missing, so the id here is {id}, made from the path of this folder."),
                "Add the \"key\" that nightdesk extension-key prints. The id changes once more by it: allow the new one \
                 on the server, and sign in again.",
            );
            vec![finding.at(place).fixed_by(Edit::NewKey)]
        }
        (None, Form::Zip) => {
            let message = "\"key\" is missing, and the package does not say its id.";
            let remedy = "Name the id that the store shows: nightdesk doctor --extension-id ID.";
            vec![Finding::new(&codes::EXTENSION_ID_UNKNOWN, message, remedy).at(place)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::doctor::{
        checks::tests::{WORKER, codes_of, extension_with, found, manifest},
        subject::Told,
    };

    #[test]
    fn an_unpacked_extension_needs_a_key_that_is_one() {
        assert_eq!(found(json!({"key": null}), WORKER, &[]), ["extension_id_unstable"]);
        assert_eq!(found(json!({"key": "aGVsbG8="}), WORKER, &[]), ["extension_key_invalid"]);
        assert_eq!(found(json!({"key": 1}), WORKER, &[]), ["extension_key_invalid"]);
    }

    #[test]
    fn a_package_is_who_signed_it() {
        let read = |key: &str, form, told: &Told| {
            let mut read =
                extension_with(&manifest(if key.is_empty() { json!({"key": null}) } else { json!({}) }), &[]);
            read.form = form;
            codes_of(&check(&Subject::new(&read, told)))
        };
        let id = ExtensionId::parse("afgmcokapbekdjonmmonppdlhblphhki").unwrap();
        let other = ExtensionId::of_bytes(&[0; 16]);
        assert!(read("key", Form::Crx(id.clone()), &Told::default()).is_empty());
        assert_eq!(read("key", Form::Crx(other), &Told::default()), ["extension_id_mismatch"]);
        assert_eq!(read("", Form::Zip, &Told::default()), ["extension_id_unknown"]);
        assert!(read("", Form::Zip, &Told { extension_id: Some(id), ..Told::default() }).is_empty());
    }
}
