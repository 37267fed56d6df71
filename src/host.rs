//! The host's JSON.
