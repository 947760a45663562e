//! Passkeys.

use nightdesk_auth::model::Identification;
use nightdesk_wire::{passkey, time::UnixMs, verification::Verification};

use super::verification::verification;

/// A passkey; `None` for what is none.
pub(crate) fn passkey(stored: &Identification, now: UnixMs) -> Option<passkey::Passkey> {
    let details = stored.passkey()?;
    Some(passkey::Passkey {
        id: stored.id.clone(),
        name: details.name.clone(),
        last_used_at: details.last_used_at,
        verification: stored.verification.as_ref().map(|proof| verification(proof, now)),
        created_at: Some(stored.created_at),
        updated_at: Some(stored.updated_at),
    })
}

/// A passkey as backends see it: their contract has no times but the last use, and wants one.
pub(crate) fn backend_passkey(shown: passkey::Passkey) -> passkey::Passkey {
    passkey::Passkey {
        last_used_at: shown.last_used_at.or(shown.created_at),
        verification: Some(Verification::passkey(
            nightdesk_wire::verification::VerificationStatus::Verified,
            None,
            None,
        )),
        created_at: None,
        updated_at: None,
        ..shown
    }
}
