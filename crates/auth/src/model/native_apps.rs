//! Native applications that belong to an instance.

use serde::{Deserialize, Serialize};

use super::SettingsError;

/// Applications that share links, passwords and passkeys with an instance.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NativeApps {
    /// `TEAMID.com.example.app`
    pub apple_app_ids: Vec<String>,
    pub android_apps: Vec<AndroidApp>,
}

/// An Android application, known by its name and by who signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AndroidApp {
    pub package_name: String,
    /// Pairs of hexadecimal digits with colons between.
    pub sha256_cert_fingerprints: Vec<String>,
}

impl NativeApps {
    /// Checks the form of each.
    ///
    /// # Errors
    /// The first that has another.
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        let is_apple =
            |id: &String| id.split_once('.').is_some_and(|(team, name)| is_name(team) && is_name(name));
        if !self.apple_app_ids.iter().all(is_apple) {
            return Err(SettingsError::NotAnApp { field: "apple_app_ids" });
        }
        let is_android = |app: &AndroidApp| {
            is_name(&app.package_name)
                && !app.sha256_cert_fingerprints.is_empty()
                && app.sha256_cert_fingerprints.iter().all(|text| is_fingerprint(text))
        };
        if !self.android_apps.iter().all(is_android) {
            return Err(SettingsError::NotAnApp { field: "android_apps" });
        }
        Ok(())
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// A SHA-256 digest, as the tools of Android write it.
fn is_fingerprint(text: &str) -> bool {
    let pairs: Vec<_> = text.split(':').collect();
    let is_pair = |pair: &&str| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit());
    pairs.len() == 32 && pairs.iter().all(is_pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn applications_are_named_as_their_systems_name_them() {
        let apple =
            |id: &str| NativeApps { apple_app_ids: vec![id.into()], ..NativeApps::default() }.validate();
        assert!(apple("A1B2C3D4E5.com.example.app").is_ok());
        assert!(apple("com").is_err() && apple(".com.example").is_err() && apple("A1.com/x").is_err());
        let android = |fingerprints: Vec<String>| {
            let app =
                AndroidApp { package_name: "com.example".into(), sha256_cert_fingerprints: fingerprints };
            NativeApps { android_apps: vec![app], ..NativeApps::default() }.validate()
        };
        assert!(android(vec![["AB"; 32].join(":")]).is_ok());
        assert!(android(vec![["AB"; 31].join(":")]).is_err());
        assert!(android(vec![["ÄB"; 32].join(":")]).is_err());
        assert!(android(Vec::new()).is_err());
    }
}
