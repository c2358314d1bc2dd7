//! What a list of persons is compared with, and how.

use crate::{Day, Id, person::Person, plan::Plan, section::Section};

/// What a list is compared with, and how.
#[derive(Debug, Clone, Copy)]
pub struct Present<'a> {
    /// Everybody who is known.
    pub people: &'a [Person],
    /// The plan's sections.
    pub sections: &'a [Section],
    /// The plan that the list is for.
    pub plan: &'a Id<Plan>,
    /// The day on which roles begin where the list does not say.
    pub on: Day,
    /// Whether clerks and chiefs whom the list does not name end the day before.
    pub end_absent: bool,
}
