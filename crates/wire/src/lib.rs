//! What crosses the wire: ids, times, error codes and the resources of the
//! Frontend API (FAPI) and the Backend API (BAPI).
//!
//! Nothing in here decides anything or does IO. The resources are response
//! shapes: the top modules hold those of the Frontend API and those that both
//! share, [`bapi`] those of the Backend API alone. Their fields stand in the
//! order of the contracts in `spec/`; an absent optional value is left out
//! where the contract forbids `null` and is `null` everywhere else.
//!
//! Without the default feature `std` only [`ids`], [`time`] and [`codes`]
//! remain, which is what the client core shares with the server. The facts
//! behind the shapes are in `docs/protocol.md`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod codes;
pub mod ids;
pub mod time;

#[cfg(feature = "std")]
pub mod account_portal;
#[cfg(feature = "std")]
pub mod bapi;
#[cfg(feature = "std")]
pub mod client;
#[cfg(feature = "std")]
pub mod deleted_object;
#[cfg(feature = "std")]
pub mod dev_browser;
#[cfg(feature = "std")]
pub mod email_address;
#[cfg(feature = "std")]
pub mod envelope;
#[cfg(feature = "std")]
pub mod environment;
#[cfg(feature = "std")]
pub mod error;
#[cfg(feature = "std")]
pub mod external_account;
#[cfg(feature = "std")]
pub mod image;
#[cfg(feature = "std")]
pub mod passkey;
#[cfg(feature = "std")]
pub mod phone_number;
#[cfg(feature = "std")]
pub mod reverification;
#[cfg(feature = "std")]
pub mod second_factor;
#[cfg(feature = "std")]
pub mod session;
#[cfg(feature = "std")]
pub mod sign_in;
#[cfg(feature = "std")]
pub mod sign_up;
#[cfg(feature = "std")]
pub mod token;
#[cfg(feature = "std")]
pub mod user;
#[cfg(feature = "std")]
pub mod verification;
#[cfg(feature = "std")]
pub mod waitlist;
#[cfg(feature = "std")]
pub mod web3_wallet;
#[cfg(feature = "std")]
pub mod well_known;
