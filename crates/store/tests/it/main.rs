//! Every test here runs on SQLite and on PostgreSQL, except those about opening an SQLite file.

mod fixtures;
mod open;
mod races;
mod seam;
mod searches;
mod tables;
