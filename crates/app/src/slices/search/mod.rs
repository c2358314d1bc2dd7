//! Search over every text of every year; width and case do not matter.

pub(crate) mod web;
