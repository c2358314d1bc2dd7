//! The council: meetings with papers, opinions with their answers and outcomes, minutes. Each is kept
//! in versions; a version follows the one that was seen.

pub(crate) mod command;
mod kept;
mod meetings;
pub(crate) mod opinion_web;
mod opinions;
mod returned;
mod sheet;
pub(crate) mod sheet_web;
mod view;
pub(crate) mod web;

pub(crate) use kept::{
    KeptVersion, meeting, meetings, minutes, opinion, opinion_versions, opinions,
};
pub(crate) use meetings::{MeetingFields, confirm, save_meeting, write_minutes};
pub(crate) use opinions::{OpinionStep, corrections_of, say, step, waiting_for};
