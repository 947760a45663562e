//! /v1/client
