//! The dashboard: its link, its API, its files.

mod access;
mod admins;
mod allowed_origins;
mod events;
mod files;
mod imports;
mod instances;
mod outbox;
mod secret_keys;
mod sessions;
mod settings;
mod support;
mod templates;
mod users;
