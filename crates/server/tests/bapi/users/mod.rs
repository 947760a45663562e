mod ban;
mod create;
mod delete;
mod list;
mod metadata;
mod second_factors;
mod update;
mod verify_password;
