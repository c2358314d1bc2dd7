//! What every page and verb needs, and nothing of any one of them: it imports no slice.

pub(crate) mod access;
pub(crate) mod actor;
pub mod addresses;
pub(crate) mod app;
pub(crate) mod assets;
pub(crate) mod cache;
pub(crate) mod clock;
pub(crate) mod database;
pub(crate) mod digest;
pub(crate) mod download;
pub(crate) mod error;
pub(crate) mod error_page;
pub(crate) mod flash;
pub(crate) mod guard;
pub(crate) mod ids;
pub mod mail;
pub(crate) mod oidc;
pub(crate) mod options;
pub(crate) mod out;
pub(crate) mod page;
pub(crate) mod password;
pub(crate) mod path;
pub(crate) mod permission;
pub(crate) mod typesetter;
pub(crate) mod upload;
pub(crate) mod viewer;
