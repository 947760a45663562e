//! New applications, instances and keys.

use nightdesk_jws::{KeyError, SigningKey};
use nightdesk_wire::{
    ids::{ApplicationId, InstanceId, SecretKeyId},
    time::UnixMs,
};

use crate::{
    Rng,
    model::{Application, Digest, Environment, Instance, Secret, SecretKey, Settings},
    rng,
};

const SECRET_KEY_CHARS: usize = 42;
/// Of these, what is shown to tell keys apart: `sk_test_` and four more.
const SHOWN_PREFIX_CHARS: usize = 12;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A new application, without instances.
pub fn application(name: &str, rng: &dyn Rng, now: UnixMs) -> Application {
    let id = ApplicationId::generate(now, rng::bytes(rng));
    Application { id, name: name.to_owned(), created_at: now, updated_at: now }
}

/// A new instance of `application` with keys of its own.
///
/// # Errors
/// [`KeyError`] if no signing key can be made.
pub fn instance(
    application: &Application,
    environment: Environment,
    frontend_api: &str,
    rng: &dyn Rng,
    now: UnixMs,
) -> Result<Instance, KeyError> {
    Ok(Instance {
        id: InstanceId::generate(now, rng::bytes(rng)),
        application_id: application.id.clone(),
        application_name: application.name.clone(),
        environment,
        frontend_api: frontend_api.to_owned(),
        signing_key_pem: Secret::new(SigningKey::generate()?.to_pkcs8_pem()?),
        client_token_key: Secret::new(random_text(rng, 43)),
        settings: Settings::default(),
        created_at: now,
        updated_at: now,
    })
}

/// A new key of the backend API, and its text, which production instances show only now.
pub fn secret_key(instance: &Instance, name: &str, rng: &dyn Rng, now: UnixMs) -> (SecretKey, Secret) {
    let environment = instance.environment;
    let text = format!("sk_{}_{}", environment.key_infix(), random_text(rng, SECRET_KEY_CHARS));
    let key = SecretKey {
        id: SecretKeyId::generate(now, rng::bytes(rng)),
        instance_id: instance.id.clone(),
        name: name.to_owned(),
        digest: Digest::of(&text),
        prefix: text.chars().take(SHOWN_PREFIX_CHARS).collect(),
        plain: environment.is_development().then(|| Secret::new(text.clone())),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    (key, Secret::new(text))
}

/// Letters and digits that cannot be guessed: each carries almost six bits.
#[must_use]
pub fn random_text(rng: &dyn Rng, chars: usize) -> String {
    let mut text = String::with_capacity(chars);
    while text.len() < chars {
        // Bytes past the last multiple of 62 would make the first letters likelier.
        let drawn = rng::bytes::<64>(rng).into_iter().filter(|byte| *byte < 248);
        text.extend(drawn.take(chars - text.len()).map(|byte| ALPHABET[usize::from(byte) % 62] as char));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);

    impl Rng for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn a_secret_key_is_kept_in_the_clear_in_development_only() {
        let rng = Counting(0.into());
        let application = application("App", &rng, UnixMs(0));
        let host = "auth.example.localhost:1";
        let mut instance = instance(&application, Environment::Development, host, &rng, UnixMs(0)).unwrap();
        let (key, text) = secret_key(&instance, "first", &rng, UnixMs(0));
        assert!(text.expose().starts_with("sk_test_"));
        assert!(key.digest.matches(text.expose()));
        assert_eq!(key.plain, Some(text));
        instance.environment = Environment::Production;
        let (key, text) = secret_key(&instance, "second", &rng, UnixMs(0));
        assert!(text.expose().starts_with("sk_live_"));
        assert_eq!(key.plain, None);
    }
}
