//! Packages of a made-up city: packed, opened, verified, compared, and checked with a machine's tools.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

mod comparing;
mod keys;
mod manipulation;
mod opening;
mod packing;
mod tools;
mod verifying;
mod world;
