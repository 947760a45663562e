//! /v1/sessions
