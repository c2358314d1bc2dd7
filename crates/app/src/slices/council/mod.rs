//! The council: meetings with papers, opinions with their answers and outcomes, minutes. Each is kept
//! in versions; a version follows the one that was seen.

mod kept;
mod meetings;
pub(crate) mod opinion_web;
mod opinions;
mod view;
pub(crate) mod web;

pub(crate) use kept::{KeptVersion, meeting, meetings, minutes, opinion, opinions};
pub(crate) use meetings::{MeetingFields, confirm, save_meeting, write_minutes};
pub(crate) use opinions::{OpinionStep, corrections_of, say, step};
