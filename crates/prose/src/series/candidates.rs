//! Candidates: what the sentences of an action count, matched through the years.
//!
//! A figure is told where its year is asked about first, then where other sheets repeat or mention it;
//! years are matched from the newest back, by label and unit. Figures that only the unit joins are
//! shown as hints and never taken by themselves.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Field, FiscalYear, Slot,
    indicator::{FigureKind, Indicator},
    reply::parts,
    sheet::Row,
};

use crate::{
    asked_field::AskedField,
    matching,
    quantities::quantities,
    quantity::{Per, Quantity, QuantityRole, Share},
};

/// How a figure came to its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The same words count it.
    Same,
    /// The words of one hold those of the other: 参加者, 講座の参加者.
    Close,
    /// Only the unit is the same.
    Unit,
}

/// A figure in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenFigure {
    /// What was read.
    pub quantity: Quantity,
    /// Its words as written: 延べ35人.
    pub words: String,
    /// The year of the sheet on which it stands.
    pub sheet: FiscalYear,
    /// The row's number there.
    pub no: u32,
    /// The cell.
    pub slot: Slot,
    /// How it was matched with the next later year of its series.
    pub how: Match,
}

/// What is told of a year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct YearFigures {
    /// The figure.
    pub actual: Option<SeenFigure>,
    /// What was to be reached.
    pub target: Option<SeenFigure>,
    /// What other cells say of the same year in other figures.
    pub others: Vec<SeenFigure>,
    /// A figure under other words that is the only one with the unit.
    pub hint: Option<SeenFigure>,
}

/// A series that the sentences of an action tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What is counted, in the newest words: 受講者.
    pub label: String,
    /// Its unit; of a figure over less or more than a year with it: 回/月.
    pub unit: String,
    /// What is told, year by year.
    pub years: BTreeMap<FiscalYear, YearFigures>,
    /// The words of all years, as they are compared.
    words: BTreeSet<String>,
}

/// No more figures of a cell are read: a longer list is a table, not a sentence.
const MOST: usize = 60;

/// The series that the rows of one action tell; the rows of any sheets in any order. Of several
/// rows on one sheet (再掲) the first one tells.
pub fn candidates<'a>(rows: impl IntoIterator<Item = (FiscalYear, &'a Row)>) -> Vec<Candidate> {
    let told = figures(rows);
    let mut chains: Vec<Chain> = Vec::new();
    for (_, year) in told.iter().rev() {
        extend(&mut chains, year);
    }
    for (year, told) in &told {
        aim(&mut chains, *year, &told.targets);
    }
    chains.into_iter().map(Chain::candidate).collect()
}

/// The unit as a series carries it: 回, 回/月.
fn unit(quantity: &Quantity) -> String {
    let per = match quantity.per {
        None | Some(Per::Year) => return quantity.unit.clone(),
        Some(Per::Month) => "月".to_owned(),
        Some(Per::Week) => "週".to_owned(),
        Some(Per::Day) => "日".to_owned(),
        Some(Per::Each) => "各".to_owned(),
        Some(Per::Months(months)) => format!("{months}か月"),
        Some(Per::Years(years)) => format!("{years}年"),
    };
    format!("{}/{per}", quantity.unit)
}

/// Whether figures in two units may stand in one series: 名 and 人, but not 割 and ％.
fn alike(one: &str, other: &str) -> bool {
    let parts = |unit: &'_ str| {
        let (unit, per) = unit.split_once('/').unwrap_or((unit, ""));
        (unit.to_owned(), per.to_owned())
    };
    let ((one, per), (other, over)) = (parts(one), parts(other));
    per == over && crate::alike(&one, &other)
}

/// Whether two indicators count the same, by name and unit.
pub fn is_like(one: &Indicator, other: &Indicator) -> bool {
    let plain = matching::plain;
    plain(&one.name) == plain(&other.name) && alike(&one.unit, &other.unit)
}

/// What the sheets tell of one year.
#[derive(Default)]
struct Year {
    actuals: Vec<(SeenFigure, Vec<SeenFigure>)>,
    targets: Vec<(SeenFigure, Vec<SeenFigure>)>,
}

/// Every figure of the rows by the year that it tells of.
fn figures<'a>(
    rows: impl IntoIterator<Item = (FiscalYear, &'a Row)>,
) -> BTreeMap<FiscalYear, Year> {
    let mut seen = BTreeSet::new();
    let first = rows.into_iter().filter(|(sheet, _)| seen.insert(*sheet));
    let mut all: BTreeMap<(FiscalYear, FigureKind), Vec<SeenFigure>> = BTreeMap::new();
    for (sheet, row) in first {
        let owners = row.sections();
        for (slot, cell) in &row.answers {
            for found in read(sheet, row.no, slot, (&cell.text, &owners)) {
                let kind = match (found.quantity.role, found.quantity.share) {
                    (QuantityRole::Context, _) | (_, Share::Change) => continue,
                    (QuantityRole::Actual, _) => FigureKind::Actual,
                    (QuantityRole::Target, _) => FigureKind::Target,
                };
                all.entry((found.quantity.year, kind)).or_default().push(found);
            }
        }
    }
    let mut years: BTreeMap<FiscalYear, Year> = BTreeMap::new();
    for ((year, kind), found) in all {
        let told = years.entry(year).or_default();
        match kind {
            FigureKind::Target => told.targets = merged(year, found),
            _ => told.actuals = merged(year, found),
        }
    }
    years
}

/// The figures of a cell that tells of work; a column of the plan's own has its year in its head and
/// is no sentence. What one of several owners signed is counted apart from what the others count.
fn read(
    sheet: FiscalYear,
    no: u32,
    slot: &Slot,
    (text, owners): (&str, &[String]),
) -> Vec<SeenFigure> {
    if !matches!(slot.field, Field::Status | Field::Evaluation | Field::Plan) {
        return Vec::new();
    }
    let asked = AskedField { field: &slot.field, year: slot.year.of(sheet) };
    let mut told: Vec<Quantity> = quantities(text, asked).into_iter().take(MOST).collect();
    number_days(&mut told);
    // What only one has answered yet is the whole of it
    let parts = Some(parts(text, owners)).filter(|parts| parts.len() > 1).unwrap_or_default();
    let seen = told.into_iter().map(|mut quantity| {
        let words = quantity.span.of(text).to_owned();
        let at = quantity.span.start;
        if let Some((owner, _)) = parts.iter().find(|(_, part)| part.contains(&at)) {
            let label = format!("{} {owner}", quantity.label);
            label.trim().clone_into(&mut quantity.label);
        }
        SeenFigure { quantity, words, sheet, no, slot: slot.clone(), how: Match::Same }
    });
    seen.collect()
}

/// Names the figures of several days by their order: 参加者 6月3日 and 参加者 6月10日 are 参加者 1回目 and
/// 参加者 2回目, and neither is the 参加者 of the year.
fn number_days(told: &mut [Quantity]) {
    let words: Vec<Option<String>> = told
        .iter()
        .map(|one| Some(matching::undated(one)).filter(|undated| *undated != one.label))
        .collect();
    let mut of: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, (one, words)) in told.iter().zip(words).enumerate() {
        if let Some(words) = words {
            of.entry((words, one.unit.clone())).or_default().push(at);
        }
    }
    for ((words, _), days) in of.iter().filter(|(_, days)| days.len() > 1) {
        for (at, n) in days.iter().zip(1..) {
            if let Some(one) = told.get_mut(*at) {
                let label = format!("{words} {n}回目");
                label.trim().clone_into(&mut one.label);
            }
        }
    }
}

/// Figures of one year: those of the leading cell, each with what other cells say of it, then those
/// that only other cells have.
fn merged(year: FiscalYear, mut found: Vec<SeenFigure>) -> Vec<(SeenFigure, Vec<SeenFigure>)> {
    found.sort_by_key(|seen| rank(year, seen));
    let mut told: Vec<(SeenFigure, Vec<SeenFigure>)> = Vec::new();
    let cells = found.chunk_by(|a, b| (a.sheet, &a.slot) == (b.sheet, &b.slot));
    for cell in cells {
        let pairs = joined(told.iter().map(|(seen, _)| seen), cell.iter());
        let mut placed = BTreeSet::new();
        for (of, at, how) in pairs {
            if how == Match::Unit {
                continue;
            }
            placed.insert(at);
            if let (Some((leading, others)), Some(other)) = (told.get_mut(of), cell.get(at))
                && !is_same(&leading.quantity, &other.quantity)
            {
                others.push(other.clone());
            }
        }
        let new = cell.iter().enumerate().filter(|(at, _)| !placed.contains(at));
        told.extend(new.map(|(_, seen)| (seen.clone(), Vec::new())));
    }
    told
}

#[expect(clippy::float_cmp, reason = "both were read from digits")]
fn is_same(one: &Quantity, other: &Quantity) -> bool {
    one.value == other.value && one.high == other.high
}

/// The order in which cells are believed: the cell that asks about the year, on the year's own sheet,
/// then on later ones, then on earlier ones; the result before what is thought of it.
fn rank(year: FiscalYear, seen: &SeenFigure) -> (bool, bool, bool, FiscalYear, u8) {
    let field = match seen.slot.field {
        Field::Status => 0,
        Field::Evaluation => 1,
        Field::Plan => 2,
        _ => 3,
    };
    let mention = seen.slot.year.of(seen.sheet) != year;
    (mention, seen.sheet != year, seen.sheet < year, seen.sheet, field)
}

/// Which figures of two lists count the same, by their places, and how they were matched.
fn joined<'a>(
    old: impl Iterator<Item = &'a SeenFigure>,
    new: impl Iterator<Item = &'a SeenFigure>,
) -> Vec<(usize, usize, Match)> {
    let (old, new): (Vec<_>, Vec<_>) = (old.collect(), new.collect());
    let units: BTreeSet<String> = new.iter().map(|seen| key(&seen.quantity)).collect();
    let place = |all: &[&SeenFigure], one: &Quantity| {
        all.iter().position(|seen| std::ptr::eq(&raw const seen.quantity, one))
    };
    let mut pairs = Vec::new();
    for wanted in units {
        let of = |seen: &&&SeenFigure| key(&seen.quantity) == wanted;
        let quantity = |seen: &&'a SeenFigure| &seen.quantity;
        let found = matching::matched(
            old.iter().filter(of).map(quantity),
            new.iter().filter(of).map(quantity),
        );
        for (before, after) in found {
            if let (Some(a), Some(b)) = (place(&old, before), place(&new, after)) {
                pairs.push((a, b, how(before, after)));
            }
        }
    }
    pairs
}

/// The unit as figures of one series share it: 名 is 人.
fn key(quantity: &Quantity) -> String {
    let unit = unit(quantity);
    unit.strip_prefix('名').map_or_else(|| unit.clone(), |rest| format!("人{rest}"))
}

fn how(one: &Quantity, other: &Quantity) -> Match {
    let (one, other) = (matching::label(one), matching::label(other));
    if one == other {
        Match::Same
    } else if matching::holding(&one, &other) {
        Match::Close
    } else {
        Match::Unit
    }
}

/// A series in the making: the figure of the oldest year so far is compared with the next.
struct Chain {
    head: SeenFigure,
    years: BTreeMap<FiscalYear, YearFigures>,
    label: String,
    unit: String,
}

impl Chain {
    fn begin(seen: &SeenFigure) -> Self {
        Self {
            head: seen.clone(),
            years: BTreeMap::new(),
            label: matching::words(&seen.quantity),
            unit: unit(&seen.quantity),
        }
    }

    fn candidate(self) -> Candidate {
        let seen = self.years.values().flat_map(|told| [&told.actual, &told.target]).flatten();
        let words = seen.map(|seen| matching::label(&seen.quantity)).collect();
        Candidate { label: self.label, unit: self.unit, years: self.years, words }
    }
}

/// Carries the series on by an older year; what matches none begins its own.
fn extend(chains: &mut Vec<Chain>, year: &Year) {
    let pairs =
        joined(chains.iter().map(|chain| &chain.head), year.actuals.iter().map(|(seen, _)| seen));
    let mut placed = BTreeSet::new();
    let mut hints = BTreeMap::new();
    for (of, at, how) in pairs {
        let (Some(chain), Some((seen, others))) = (chains.get_mut(of), year.actuals.get(at)) else {
            continue;
        };
        let seen = SeenFigure { how, ..seen.clone() };
        let told = chain.years.entry(seen.quantity.year).or_default();
        if how == Match::Unit {
            told.hint = Some(seen);
            hints.insert(at, SeenFigure { how, ..chain.head.clone() });
            continue;
        }
        placed.insert(at);
        told.actual = Some(seen.clone());
        told.others.clone_from(others);
        chain.head = seen;
    }
    for (at, (seen, others)) in
        year.actuals.iter().enumerate().filter(|(at, _)| !placed.contains(at))
    {
        let mut chain = Chain::begin(seen);
        let told = YearFigures {
            actual: Some(seen.clone()),
            others: others.clone(),
            ..YearFigures::default()
        };
        chain.years.insert(seen.quantity.year, told);
        if let Some(newer) = hints.remove(&at) {
            let year = newer.quantity.year;
            chain.years.entry(year).or_default().hint = Some(newer);
        }
        chains.push(chain);
    }
}

/// Puts a year's targets beside what was counted; what matches nothing begins its own series.
fn aim(chains: &mut Vec<Chain>, year: FiscalYear, targets: &[(SeenFigure, Vec<SeenFigure>)]) {
    let nearest: Vec<SeenFigure> = chains.iter().map(|chain| chain.nearest(year).clone()).collect();
    let pairs = joined(nearest.iter(), targets.iter().map(|(seen, _)| seen));
    let mut placed = BTreeSet::new();
    for (of, at, how) in pairs.into_iter().filter(|(_, _, how)| *how != Match::Unit) {
        let (Some(chain), Some((seen, _))) = (chains.get_mut(of), targets.get(at)) else {
            continue;
        };
        placed.insert(at);
        chain.years.entry(year).or_default().target = Some(SeenFigure { how, ..seen.clone() });
    }
    for (_, (seen, _)) in targets.iter().enumerate().filter(|(at, _)| !placed.contains(at)) {
        let mut chain = Chain::begin(seen);
        let told = YearFigures { target: Some(seen.clone()), ..YearFigures::default() };
        chain.years.insert(year, told);
        chains.push(chain);
    }
}

impl Chain {
    /// The figure of the year, or of the year nearest to it.
    fn nearest(&self, year: FiscalYear) -> &SeenFigure {
        let known =
            self.years.iter().filter(|(_, told)| told.actual.is_some() || told.target.is_some());
        let near = known.min_by_key(|(own, _)| (own.start() - year.start()).abs());
        near.and_then(|(_, told)| told.actual.as_ref().or(told.target.as_ref()))
            .unwrap_or(&self.head)
    }
}

impl Candidate {
    /// Its name on screen: what is counted, else what its unit makes of it: 回数.
    pub fn name(&self) -> String {
        let unit = self.unit.split('/').next().unwrap_or_default();
        if !self.label.is_empty() && self.label != unit {
            return self.label.clone();
        }
        match unit {
            "人" | "名" => "人数".to_owned(),
            "％" => "割合".to_owned(),
            _ => format!("{unit}数"),
        }
    }

    /// Whether it is the series that is counted under these words in this unit, in whichever year.
    pub fn is(&self, counted: &str, unit: &str) -> bool {
        alike(&self.unit, unit) && self.words.contains(&matching::plain(counted))
    }

    /// The years that a sentence tells, hints aside.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = FiscalYear> {
        let told =
            self.years.iter().filter(|(_, told)| told.actual.is_some() || told.target.is_some());
        told.map(|(year, _)| *year)
    }
}
