//! Leaps: a step of ten times between neighbouring years of a series. Most are a slip of a comma, a
//! sum taken for a part, or another count under the same words; so they are asked about.

use std::collections::BTreeMap;

use domain::{FiscalYear, indicator::FigureKind};

use super::points::{FigureSource, Point, SourcedFigure};

/// From this factor on a step is asked about.
const FACTOR: f64 = 10.0;

/// A step between two years that are neighbours in the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leap {
    /// The earlier year.
    pub from: FiscalYear,
    /// Its figure.
    pub before: f64,
    /// The later year.
    pub to: FiscalYear,
    /// Its figure.
    pub after: f64,
}

impl Leap {
    /// How many times the larger figure is the smaller one.
    pub fn times(&self) -> f64 {
        self.before.max(self.after) / self.before.min(self.after)
    }
}

/// The leaps of an indicator's years, the earliest first: results that are ten times or a tenth of
/// those of the year before. A figure that a person gave has been answered for, as a step to it and
/// from it; from nothing or to nothing is no factor.
pub fn leaps(points: &BTreeMap<FiscalYear, Point>) -> Vec<Leap> {
    let told = points.iter().filter_map(|(year, point)| {
        Some((
            *year,
            point.number(FigureKind::Actual)?,
            point.actual.as_ref().is_some_and(is_words),
        ))
    });
    let told: Vec<_> = told.collect();
    let steps = told.windows(2).filter_map(|two| match two {
        [(from, before, true), (to, after, true)] => {
            Some(Leap { from: *from, before: *before, to: *to, after: *after })
        }
        _ => None,
    });
    steps.filter(|leap| leap.before > 0.0 && leap.after > 0.0 && leap.times() >= FACTOR).collect()
}

fn is_words(value: &SourcedFigure) -> bool {
    matches!(value.source, FigureSource::Words(_))
}
