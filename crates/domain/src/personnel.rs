//! The change of persons on a day (人事異動): a list says who holds what from a day on, and is
//! compared with who holds what.
//!
//! Of each person that the list names it is the whole truth: a role that it does not name ends the
//! day before. Persons whom it does not name keep theirs, unless it is said that clerks and chiefs
//! among them end as well. Administrators are made and ended by hand only, so that no list locks
//! everybody out.

mod compare;
mod lines;
mod present;

pub use compare::{PersonChange, PersonnelComparison, PersonnelEntry, compare};
pub use lines::{PersonnelLine, PersonnelProblem};
pub use present::Present;
