//! The Backend API, called as a backend calls it. Every answer is held against the contract on the way.

mod actor_tokens;
mod clients;
mod contact_verification;
mod documented;
mod domains;
mod email_addresses;
mod instance;
mod invitations;
mod jwt_templates;
mod keys;
mod people;
mod phone_numbers;
mod redirect_urls;
mod restrictions;
mod sessions;
mod shapes;
mod sign_in_tokens;
mod sign_ups;
mod social_connections;
mod templates;
mod testing_tokens;
mod users;
mod waitlist;
