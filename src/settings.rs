//! Raw settings in, valid settings out.
