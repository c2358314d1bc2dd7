//! Uploads: a sheet's file arrives. It is read and waits for review (`imports`), or a person is asked
//! what its columns are (`columns`).

pub(crate) mod web;
