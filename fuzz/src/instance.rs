//! What targets judge by: an instance, a time, a source of randomness.

use nightdesk_auth::{
    Rng,
    model::{Environment, Instance, Secret, Settings},
};
use nightdesk_wire::{
    ids::{ApplicationId, InstanceId},
    time::UnixMs,
};

/// 2026-03-01T12:00:00Z.
pub const NOW: UnixMs = UnixMs::from_secs(1_772_366_400);

/// Bytes that anybody could guess.
pub struct NoRng;

impl Rng for NoRng {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// An instance that allows the origins.
pub fn instance(environment: Environment, frontend_api: &str, allowed: &[&str]) -> Instance {
    Instance {
        id: InstanceId::parse("ins_a").expect("an id"),
        application_id: ApplicationId::parse("app_a").expect("an id"),
        application_name: "App".into(),
        environment,
        frontend_api: frontend_api.into(),
        signing_key_pem: Secret::new(""),
        client_token_key: Secret::new(""),
        settings: Settings {
            allowed_origins: allowed.iter().map(|origin| (*origin).to_owned()).collect(),
            ..Settings::default()
        },
        created_at: NOW,
        updated_at: NOW,
    }
}
