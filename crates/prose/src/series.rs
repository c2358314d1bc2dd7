//! Series: what the sentences of an action count through the years, the points that are shown of it,
//! and its leaps.

mod candidates;
mod leaps;
mod points;

pub use candidates::{Candidate, Match, SeenFigure, YearFigures, candidates, is_like};
pub use leaps::{Leap, leaps};
pub use points::{CountedFigure, FigureSource, Point, SourcedFigure, points, points_with};

#[cfg(test)]
mod tests;
