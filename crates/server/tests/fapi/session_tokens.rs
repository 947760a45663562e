//! /v1/session_tokens
