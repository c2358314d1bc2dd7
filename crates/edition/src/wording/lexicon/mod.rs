//! The words of the checks, as data: one list for one idea, each with what it is for. Words are written
//! as they are compared: half-width figures, small letters, no white space.
//!
//! The ground is the guide of the World Health Organization for those who write about suicide: name no
//! means, no place, no single cause; nothing sensational, nothing that makes it ordinary or a success;
//! care for the bereaved; say where help is.

mod deaths;
mod means;
mod persons;
mod sites;
mod tone;

pub(super) use self::{deaths::*, means::*, persons::*, sites::*, tone::*};
