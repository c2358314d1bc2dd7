//! What is done to indicators and their figures.

use serde::{Deserialize, Serialize};

use crate::{
    FiscalYear, Id,
    indicator::{Figure, FigureKind, Indicator, RightLeap, written},
};

/// An indicator was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorAdded {
    /// The words under which sentences count it.
    pub counted: String,
    /// The indicator; none in events of earlier versions.
    #[serde(default)]
    pub id: Option<Id<Indicator>>,
    /// The indicator as it was added; none in events of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Indicator>,
}

/// A figure was given, or a given one taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorFigure {
    /// The indicator; none in events of earlier versions.
    #[serde(default)]
    pub id: Option<Id<Indicator>>,
    /// The year that it tells of.
    #[serde(with = "short")]
    pub year: FiscalYear,
    /// What it is.
    pub kind: FigureKind,
    /// What was given before.
    pub before: Option<f64>,
    /// What is given.
    pub value: Option<f64>,
    /// Whether the given figure was taken back: what sentences tell stands again.
    #[serde(default)]
    pub dropped: bool,
}

/// Steps of ten times of an indicator were called right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorLeaps {
    /// The indicator.
    pub id: Id<Indicator>,
    /// The steps.
    pub leaps: Vec<LeapFigures>,
}

/// A step as an event keeps it: year and figure before, year and figure after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeapFigures(
    /// The earlier year.
    #[serde(with = "short")]
    pub FiscalYear,
    /// Its figure.
    pub f64,
    /// The later year.
    #[serde(with = "short")]
    pub FiscalYear,
    /// Its figure.
    pub f64,
);

impl From<&RightLeap> for LeapFigures {
    fn from(leap: &RightLeap) -> Self {
        Self(leap.from, leap.before, leap.to, leap.after)
    }
}

impl LeapFigures {
    /// `R5 3 → R6 35`
    pub(super) fn sentence(&self) -> String {
        let Self(from, before, to, after) = self;
        format!("{} {} → {} {}", from.short(), written(*before), to.short(), written(*after))
    }
}

/// An indicator got another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorRenamed {
    /// The indicator; none in events of earlier versions.
    #[serde(default)]
    pub id: Option<Id<Indicator>>,
    /// The name before.
    pub before: String,
    /// The name.
    pub name: String,
}

/// An indicator was removed with the figures that were given for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorRemoved {
    /// The words under which sentences counted it.
    pub counted: String,
    /// The figures.
    pub given: Vec<GivenFigure>,
    /// The indicator; none in events of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id<Indicator>>,
}

/// A figure as an event keeps it: year, kind, number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GivenFigure(
    /// The year.
    #[serde(with = "short")]
    pub FiscalYear,
    /// What it is.
    pub FigureKind,
    /// The number.
    pub Option<f64>,
);

impl From<&Figure> for GivenFigure {
    fn from(figure: &Figure) -> Self {
        Self(figure.year, figure.kind, figure.value)
    }
}

/// A list of outcomes was taken over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorListed {
    /// The SHA-256 under which the list is kept.
    pub digest: String,
    /// The figures that it changed.
    pub changes: Vec<FigureChange>,
    /// What is kept of it; none in events of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ListKept>,
}

/// What is kept of a list of outcomes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ListKept {
    /// The indicators that it added, or gave a unit, as they are since.
    pub indicators: Vec<Indicator>,
    /// The figures that it gave.
    pub figures: Vec<(Id<Indicator>, GivenFigure)>,
}

/// A figure that a list changed: the indicator's name, year, kind, before, after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureChange(
    /// The indicator's name.
    pub String,
    /// The year.
    #[serde(with = "short")]
    pub FiscalYear,
    /// What it is.
    pub FigureKind,
    /// Before.
    pub Option<f64>,
    /// After.
    pub Option<f64>,
);

/// A number as the page tells it.
pub(super) fn number(number: Option<f64>) -> String {
    number.map_or_else(|| "なし".to_owned(), |number| format!("{number:?}"))
}

impl IndicatorFigure {
    /// `R3 実績：なし → 18.5`
    pub(super) fn sentence(&self) -> String {
        let (year, kind) = (self.year.short(), self.kind.label());
        format!("{year} {kind}：{} → {}", number(self.before), number(self.value))
    }
}

impl FigureChange {
    /// `自殺死亡率 R3 実績：なし → 18.5`
    pub(super) fn sentence(&self) -> String {
        let Self(name, year, kind, before, after) = self;
        let (year, kind) = (year.short(), kind.label());
        format!("{name} {year} {kind}：{} → {}", number(*before), number(*after))
    }
}

/// Years as events of indicators write them: `R3`.
mod short {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::FiscalYear;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(year: &FiscalYear, to: S) -> Result<S::Ok, S::Error> {
        year.short().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<FiscalYear, D::Error> {
        FiscalYear::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}
