//! An event as it is told again, and what came of it.

use crate::{Id, action::Action, event::Event, section::Section};

/// An event as it is told again.
#[derive(Debug, Clone, Copy)]
pub struct ToldEvent<'a> {
    /// Its place in the chain.
    pub seq: i64,
    /// When it happened, in UTC as ISO 8601.
    pub at: &'a str,
    /// The action that it concerns.
    pub action: Option<&'a Id<Action>>,
    /// The section that it concerns.
    pub section: Option<&'a Id<Section>>,
    /// The identifier or name of what it was done to.
    pub subject: &'a str,
    /// What was done.
    pub event: &'a Event,
}

/// What came of giving an event to a part of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventFold {
    /// It is about something else.
    Elsewhere,
    /// It was taken.
    Taken,
    /// It is about this, and does not tell what came of it.
    Untold,
}

impl EventFold {
    /// Taken, where there was what it has to tell.
    pub(super) fn of(told: Option<()>) -> Self {
        told.map_or(Self::Untold, |()| Self::Taken)
    }
}
