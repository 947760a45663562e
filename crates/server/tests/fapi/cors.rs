//! /v1/cors
