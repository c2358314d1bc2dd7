//! Open data by their bytes: the rules for machine readability, the laws of tables, the descriptions.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panics")]

mod cases;
mod descriptions;
mod document;
mod level1;
mod level2;
mod level3;
mod made_up;
mod published;
mod snapshot;
mod tables;
