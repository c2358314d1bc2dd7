//! Indicators: what sentences count becomes a series with one press; outcomes of the plan come from a
//! list. What the sentences tell is read anew each time; only what a person gives is kept.

pub(crate) mod candidates;
pub(crate) mod change;
pub(crate) mod one;
pub(crate) mod page;
mod registered;
mod view;
pub(crate) mod web;

use std::collections::BTreeMap;

use domain::{
    FiscalYear, Id,
    action::Action,
    indicator::{Figure, Indicator, RightLeap, written},
    plan::Plan,
    stage::Stage,
};
use prose::series::{
    Candidate, FigureSource, Leap, Point, SourcedFigure, candidates, leaps, points_with,
};
use store::Tx;

use registered::{RegisterCounting, Registered};

use crate::{
    Result,
    kit::{accepted::chip, clock, viewer::Viewer},
    slices::checks::{self, Years},
};

/// An indicator with its figures.
pub(crate) struct Series {
    pub(crate) indicator: Indicator,
    pub(crate) points: BTreeMap<FiscalYear, Point>,
    /// The stages of its years' results that were not accepted yet.
    pub(crate) unaccepted: BTreeMap<FiscalYear, Stage>,
    /// Its steps of ten times that nobody has called right.
    pub(crate) leaps: Vec<Leap>,
}

/// The plan's sheets as someone may read them, and its indicators.
pub(crate) struct Ledger {
    /// None while no sheet is booked.
    pub(crate) years: Option<Years>,
    pub(crate) indicators: Vec<Indicator>,
    given: BTreeMap<Id<Indicator>, Vec<Figure>>,
    right: Vec<(Id<Indicator>, RightLeap)>,
    registered: Registered,
    /// Whether it is read with drafts.
    drafts: bool,
}

/// Reads the plan's sheets and indicators, with drafts or only with what was accepted.
pub(crate) async fn ledger(tx: &mut Tx, drafts: bool, plan: &Id<Plan>) -> Result<Ledger> {
    let newest = tx.sheets(plan).await?.first().map(|head| head.year);
    let years = match newest {
        Some(year) => Some(checks::years(tx, drafts, plan, year).await?),
        None => None,
    };
    let mut given: BTreeMap<Id<Indicator>, Vec<Figure>> = BTreeMap::new();
    for (id, figure) in tx.figures(plan).await? {
        given.entry(id).or_default().push(figure);
    }
    let mut indicators = tx.indicators(plan).await?;
    if let Some(years) = &years {
        for indicator in &mut indicators {
            indicator.action = indicator.action.as_ref().map(|action| years.became(action));
        }
    }
    let right = tx.right_leaps(plan).await?;
    let registered = match &years {
        // Records are read by whoever reads what sections write
        Some(years) if drafts => Registered::of(tx, plan, years, &indicators, clock::day()).await?,
        _ => Registered::default(),
    };
    Ok(Ledger { years, indicators, given, right, registered, drafts })
}

/// Reads them as the viewer may.
pub(crate) async fn seen(tx: &mut Tx, viewer: &Viewer, plan: &Id<Plan>) -> Result<Ledger> {
    ledger(tx, viewer.reads_drafts(plan), plan).await
}

impl Ledger {
    /// What the sentences of an action count.
    pub(crate) fn candidates(&self, action: &Id<Action>) -> Vec<Candidate> {
        self.years.as_ref().map_or_else(Vec::new, |years| candidates(years.through(action)))
    }

    /// What the sentences of an action count and no indicator has taken up; of several under the
    /// same words the first.
    pub(crate) fn open(&self, action: &Id<Action>) -> Vec<Candidate> {
        let mut open: Vec<Candidate> = Vec::new();
        for one in self.candidates(action) {
            let taken = self.indicators.iter().any(|known| {
                known.action.as_ref() == Some(action) && one.is(&known.counted, &known.unit)
            });
            let told = open.iter().any(|other| other.is(&one.label, &one.unit));
            if !taken && !told {
                open.push(one);
            }
        }
        open
    }

    /// What registers count for an action and no indicator has taken up.
    pub(crate) fn registered(&self, action: &Id<Action>) -> Vec<&RegisterCounting> {
        let of = self.registered.countings.iter().filter(|one| one.action == *action);
        of.filter(|one| !self.indicators.iter().any(|known| one.is_of(known))).collect()
    }

    /// The plan's actions on its newest sheet, in order, with the row's number and the title; each
    /// once.
    pub(crate) fn actions(&self) -> Vec<(&Id<Action>, &domain::sheet::Row)> {
        let Some(years) = &self.years else { return Vec::new() };
        let mut told = std::collections::BTreeSet::new();
        let rows = years.stored.actions.iter().zip(&years.stored.sheet.rows);
        rows.filter(|(action, _)| told.insert(*action)).collect()
    }

    /// The indicators that are wanted, with their figures; each action's sentences are read once.
    pub(crate) fn series(&self, wanted: impl Fn(&Indicator) -> bool) -> Vec<Series> {
        let mut read: BTreeMap<&Id<Action>, Vec<Candidate>> = BTreeMap::new();
        let mut all = Vec::new();
        for indicator in self.indicators.iter().filter(|one| wanted(one)) {
            let told = indicator.action.as_ref().and_then(|action| {
                let told = read.entry(action).or_insert_with(|| self.candidates(action));
                told.iter().find(|one| one.is(&indicator.counted, &indicator.unit))
            });
            let given = self.given.get(&indicator.id).map_or(&[][..], Vec::as_slice);
            let points = points_with(told, self.registered.figures(&indicator.id), given);
            // Of one that only drafts tell the name alone would be their words
            if points.is_empty() && indicator.action.is_some() && !self.drafts {
                continue;
            }
            let unaccepted = points
                .iter()
                .filter_map(|(year, point)| Some((*year, self.stage(point.actual.as_ref()?)?)));
            let unaccepted = unaccepted.collect();
            let leaps = self.open_leaps(&indicator.id, &points);
            all.push(Series { indicator: indicator.clone(), points, unaccepted, leaps });
        }
        all
    }

    /// The stage of a figure whose words were not accepted yet.
    pub(crate) fn stage(&self, value: &SourcedFigure) -> Option<Stage> {
        let (FigureSource::Words(seen) | FigureSource::Taken(seen)) = &value.source else {
            return None;
        };
        self.years.as_ref()?.stage(seen.sheet, seen.no, &seen.slot)
    }

    /// The leaps of an indicator that nobody has called right.
    fn open_leaps(&self, id: &Id<Indicator>, points: &BTreeMap<FiscalYear, Point>) -> Vec<Leap> {
        let is_right =
            |leap: &Leap| self.right.iter().any(|(of, right)| of == id && *right == right_of(leap));
        leaps(points).into_iter().filter(|leap| !is_right(leap)).collect()
    }

    /// Whether any sheet has what was not accepted.
    pub(crate) fn has_unaccepted(&self) -> bool {
        self.years.as_ref().is_some_and(Years::has_unaccepted)
    }
}

/// The years of the columns of a table of figures.
pub(crate) fn columns_of(all: &[Series], newest: Option<FiscalYear>) -> Vec<FiscalYear> {
    let told = all.iter().flat_map(|one| &one.points).filter(|(_, point)| point.actual.is_some());
    newest.map_or_else(Vec::new, |newest| view::columns(told.map(|(year, _)| *year), newest))
}

/// A leap as it is kept once it was called right.
pub(crate) fn right_of(leap: &Leap) -> RightLeap {
    RightLeap { from: leap.from, before: leap.before, to: leap.to, after: leap.after }
}

/// A leap in words: R5の3からR6の35へ、10倍以上の変化があります。
pub(crate) fn leap_sentence(leap: &Leap) -> String {
    format!(
        "{}の{}から{}の{}へ、10倍以上の変化があります。",
        leap.from.short(),
        written(leap.before),
        leap.to.short(),
        written(leap.after)
    )
}

impl Series {
    /// Whether a year is left out of drawings until its leap was answered.
    pub(crate) fn is_left_out(&self, year: FiscalYear) -> bool {
        self.leaps.iter().any(|leap| leap.to == year)
    }

    /// The stage of a year's result that was not accepted.
    pub(crate) fn stage(&self, year: FiscalYear) -> &'static str {
        chip(self.unaccepted.get(&year).copied())
    }

    /// The years whose results were not accepted.
    pub(crate) fn open_years(&self) -> Vec<FiscalYear> {
        self.unaccepted.keys().copied().collect()
    }

    /// The chart of its years.
    pub(crate) fn chart(&self) -> String {
        let (name, unit) = (self.name(), &self.indicator.unit);
        report::chart::indicator(&name, unit, &self.drawn(), &self.open_years())
    }

    /// What the charts draw.
    pub(crate) fn drawn(&self) -> Vec<report::chart::ChartPoint> {
        use domain::indicator::FigureKind::{Actual, Base, Target};

        let point = |(year, point): (&FiscalYear, &Point)| report::chart::ChartPoint {
            year: *year,
            actual: point.number(Actual).filter(|_| !self.is_left_out(*year)),
            target: point.number(Target),
            base: point.number(Base),
        };
        self.points.iter().map(point).collect()
    }

    /// The name with its unit: 受講者（人）.
    pub(crate) fn name(&self) -> String {
        named(&self.indicator.name, &self.indicator.unit)
    }
}

/// A name with a unit: 受講者（人）.
pub(crate) fn named(name: &str, unit: &str) -> String {
    if unit.is_empty() { name.to_owned() } else { format!("{name}（{unit}）") }
}
