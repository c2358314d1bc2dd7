//! An indicator's figures as they are shown: what its sentences tell, and over it what a person or a
//! list gave.

use std::collections::BTreeMap;

use domain::{
    FiscalYear,
    indicator::{Figure, FigureKind},
};

use super::candidates::{Candidate, SeenFigure, YearFigures};

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum FigureSource {
    /// Words of a cell.
    Words(Box<SeenFigure>),
    /// A person or a list; beside it the words that it stands in place of.
    Given(Option<Box<SeenFigure>>),
    /// A person, by other words with the unit.
    Taken(Box<SeenFigure>),
    /// Records of a register; beside them the words that tell the figure.
    Counted(Option<Box<SeenFigure>>),
}

/// A figure that the records of a register give for a year.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedFigure {
    /// The year.
    pub year: FiscalYear,
    /// The number; `None` where the records do not tell it.
    pub number: Option<f64>,
    /// The register.
    pub register: String,
    /// How many records it rests on.
    pub records: usize,
    /// What it lacks, in words; empty where it is whole.
    pub lacks: String,
}

/// A figure with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourcedFigure {
    /// The number; of a range its lower end. `None` where a person said that there is none.
    pub number: Option<f64>,
    /// Where it comes from.
    pub source: FigureSource,
}

/// A year of an indicator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// From where the plan set out.
    pub base: Option<SourcedFigure>,
    /// What was counted.
    pub actual: Option<SourcedFigure>,
    /// What is to be reached.
    pub target: Option<SourcedFigure>,
    /// What other cells say of the same year in other figures.
    pub others: Vec<SeenFigure>,
    /// A figure under other words that is the only one with the unit; not taken by itself.
    pub hint: Option<SeenFigure>,
    /// What records give, whether or not it is what counts.
    pub counted: Option<CountedFigure>,
}

impl Point {
    /// The number of a kind, where there is one.
    pub fn number(&self, kind: FigureKind) -> Option<f64> {
        let value = match kind {
            FigureKind::Base => &self.base,
            FigureKind::Actual => &self.actual,
            FigureKind::Target => &self.target,
        };
        value.as_ref()?.number
    }
}

/// An indicator's years: what its series tells, with what was given in its place.
pub fn points(series: Option<&Candidate>, given: &[Figure]) -> BTreeMap<FiscalYear, Point> {
    points_with(series, &[], given)
}

/// The same where records count as well: what a person gave stands over them, and they over words.
pub fn points_with(
    series: Option<&Candidate>,
    counted: &[CountedFigure],
    given: &[Figure],
) -> BTreeMap<FiscalYear, Point> {
    let told = series.into_iter().flat_map(|series| &series.years);
    let mut points: BTreeMap<_, _> = told.map(|(year, told)| (*year, point(told))).collect();
    for one in counted {
        let point = points.entry(one.year).or_default();
        if one.number.is_some() {
            let words = match point.actual.take().map(|value| value.source) {
                Some(FigureSource::Words(seen)) => Some(seen),
                _ => None,
            };
            let source = FigureSource::Counted(words);
            point.actual = Some(SourcedFigure { number: one.number, source });
            point.hint = None;
        }
        point.counted = Some(one.clone());
    }
    for figure in given {
        let point = points.entry(figure.year).or_default();
        let (place, hint) = match figure.kind {
            FigureKind::Base => (&mut point.base, None),
            FigureKind::Actual => (&mut point.actual, point.hint.take()),
            FigureKind::Target => (&mut point.target, None),
        };
        let source = match (place.take().map(|value| value.source), hint) {
            (Some(FigureSource::Words(seen) | FigureSource::Counted(Some(seen))), _) => {
                FigureSource::Given(Some(seen))
            }
            (_, Some(hint)) if Some(hint.quantity.value) == figure.value => {
                FigureSource::Taken(Box::new(hint))
            }
            _ => FigureSource::Given(None),
        };
        *place = Some(SourcedFigure { number: figure.value, source });
    }
    points
}

fn point(told: &YearFigures) -> Point {
    let value = |seen: &SeenFigure| SourcedFigure {
        number: Some(seen.quantity.value),
        source: FigureSource::Words(Box::new(seen.clone())),
    };
    Point {
        base: None,
        actual: told.actual.as_ref().map(value),
        target: told.target.as_ref().map(value),
        others: told.others.clone(),
        hint: told.hint.clone().filter(|_| told.actual.is_none()),
        counted: None,
    }
}
