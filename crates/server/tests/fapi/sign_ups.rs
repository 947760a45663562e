//! /v1/sign_ups
