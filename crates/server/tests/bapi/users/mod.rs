mod ban;
mod create;
mod delete;
mod list;
mod metadata;
mod update;
mod verify_password;
