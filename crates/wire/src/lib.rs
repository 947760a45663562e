//! What crosses the wire: ids, times, error codes and the resources of the
//! Frontend API (FAPI) and the Backend API (BAPI).
//!
//! Nothing in here decides anything or does IO. Without the default feature
//! `std` only [`ids`], [`time`] and [`codes`] remain, which is what the client
//! core shares with the server. The facts behind the shapes are in
//! `docs/protocol.md`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod codes;
pub mod ids;
pub mod time;
