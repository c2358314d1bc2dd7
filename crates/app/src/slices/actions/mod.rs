//! One action through the years.

pub(crate) mod web;
