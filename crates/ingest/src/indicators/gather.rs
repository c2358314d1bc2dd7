//! The lines of a list to indicators with their figures.

use std::collections::BTreeMap;

use domain::{
    FiscalYear, Value,
    indicator::{Figure, FigureKind, ListedIndicator},
    text::fold,
};

use super::{
    head::{IndicatorHead, quote},
    heading::{self, ListColumn},
    limits::MOST,
    unreadable::UnreadableIndicators,
    value::{self, FigureCell, is_unit},
};
use crate::list::Record;

/// The longest name in characters.
const LONGEST_NAME: usize = 200;

/// What has been read so far.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) listed: Vec<ListedIndicator>,
    /// Where the indicators of an action and a name are.
    named: BTreeMap<(String, String), Vec<usize>>,
    /// The lines of the figures.
    seen: BTreeMap<(usize, FiscalYear, FigureKind), u32>,
}

/// A value with the place that sentences name.
struct At<'a> {
    head: &'a IndicatorHead,
    record: &'a Record,
    column: usize,
}

impl Gathered {
    /// Takes a line. One that says nothing but a name, as a note or a heading between does, is none.
    pub(super) fn take(
        &mut self,
        head: &IndicatorHead,
        record: &Record,
    ) -> Result<(), UnreadableIndicators> {
        if !head.says_more(record) {
            return Ok(());
        }
        let name: String = head.cell(record, ListColumn::Name).lines().map(str::trim).collect();
        if name.is_empty() {
            return Err(UnreadableIndicators::NoName(record.line));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(UnreadableIndicators::LongName(record.line));
        }
        let unit = head.cell(record, ListColumn::Unit);
        let unit = if Value::read(unit).is_given() {
            unit.lines().map(str::trim).collect()
        } else {
            String::new()
        };
        let action = head.cell(record, ListColumn::Action).lines().map(str::trim).collect();
        let of = self.indicator(record.line, (action, name), unit)?;
        for (column, role) in head.figures() {
            let at = At { head, record, column };
            if let Some(figure) = self.figure(of, &at, role)? {
                self.add(of, record.line, figure)?;
            }
        }
        Ok(())
    }

    /// The indicator of the name and unit; a line without a unit tells of one that is known.
    fn indicator(
        &mut self,
        line: u32,
        (action, name): (String, String),
        unit: String,
    ) -> Result<usize, UnreadableIndicators> {
        let of = self.named.entry((fold(&action), fold(&name))).or_default();
        for at in of.iter() {
            let Some(known) = self.listed.get_mut(*at) else { continue };
            if known.unit.is_empty() {
                known.unit.clone_from(&unit);
            }
            if unit.is_empty() || is_same(&known.unit, &unit) {
                return Ok(*at);
            }
        }
        if self.listed.len() == MOST {
            return Err(UnreadableIndicators::TooMany);
        }
        of.push(self.listed.len());
        self.listed.push(ListedIndicator { line, action, name, unit, figures: Vec::new() });
        Ok(self.listed.len() - 1)
    }

    fn figure(
        &mut self,
        of: usize,
        at: &At,
        role: ListColumn,
    ) -> Result<Option<Figure>, UnreadableIndicators> {
        let (value, unit, told) = match value::read(at.text()) {
            FigureCell::Nothing => return Ok(None),
            FigureCell::Number { value, unit, year } => (value, unit, year),
            FigureCell::Other => return Err(at.not_number()),
        };
        if let Some(listed) = self.listed.get_mut(of).filter(|_| !unit.is_empty()) {
            match (is_same(&listed.unit, &unit), is_unit(&unit)) {
                (true, _) => {}
                (false, false) => return Err(at.not_number()),
                (false, true) if listed.unit.is_empty() => listed.unit = unit,
                (false, true) => return Err(at.other_unit(&listed.unit)),
            }
        }
        let (kind, year) = at.kind_and_year(role, told)?;
        Ok(Some(Figure { year, kind, value: Some(value) }))
    }

    fn add(&mut self, of: usize, line: u32, figure: Figure) -> Result<(), UnreadableIndicators> {
        let Figure { year, kind, .. } = figure;
        let Some(listed) = self.listed.get_mut(of) else { return Ok(()) };
        if let Some(before) = self.seen.insert((of, year, kind), line) {
            let (name, kind) = (quote(&listed.name), word(kind));
            return Err(UnreadableIndicators::Repeated { line, before, name, year, kind });
        }
        listed.figures.push(figure);
        Ok(())
    }
}

impl At<'_> {
    fn text(&self) -> &str {
        self.record.cell(self.column)
    }

    /// What the figure is, and the year that heading, line and cell agree on.
    fn kind_and_year(
        &self,
        role: ListColumn,
        told: Option<FiscalYear>,
    ) -> Result<(FigureKind, FiscalYear), UnreadableIndicators> {
        let (kind, headed) = match role {
            ListColumn::Figure(kind, year) => (kind, year),
            _ => (self.kind()?, None),
        };
        let around = match headed {
            Some(year) => Some(year),
            None => match self.year(ListColumn::YearOf(kind))? {
                Some(year) => Some(year),
                None if told.is_some() && role != ListColumn::Value => None,
                None => self.year(ListColumn::Year)?,
            },
        };
        match (around, told) {
            (Some(around), Some(told)) if around != told => Err(self.other_year()),
            (around, told) => Ok((kind, around.or(told).ok_or_else(|| self.no_year())?)),
        }
    }

    /// The kind that the line says.
    fn kind(&self) -> Result<FigureKind, UnreadableIndicators> {
        let text = self.head.cell(self.record, ListColumn::Kind);
        heading::kind(text).ok_or_else(|| UnreadableIndicators::NotKind {
            line: self.record.line,
            column: self.column_of(ListColumn::Kind),
            text: quote(text),
        })
    }

    /// The year that the line says in the column of a role.
    fn year(&self, role: ListColumn) -> Result<Option<FiscalYear>, UnreadableIndicators> {
        let text = self.head.cell(self.record, role);
        if !Value::read(text).is_given() {
            return Ok(None);
        }
        let refused = || UnreadableIndicators::NotYear {
            line: self.record.line,
            column: self.column_of(role),
            text: quote(text),
        };
        heading::year(text).map(Some).ok_or_else(refused)
    }

    fn column_of(&self, role: ListColumn) -> String {
        self.head.place(role).map(|at| self.head.heading(at)).unwrap_or_default()
    }

    fn place(&self) -> (u32, String, String) {
        (self.record.line, self.head.heading(self.column), quote(self.text()))
    }

    fn not_number(&self) -> UnreadableIndicators {
        let (line, column, text) = self.place();
        UnreadableIndicators::NotNumber { line, column, text }
    }

    fn other_unit(&self, unit: &str) -> UnreadableIndicators {
        let (line, column, text) = self.place();
        UnreadableIndicators::OtherUnit { line, column, text, unit: quote(unit) }
    }

    fn other_year(&self) -> UnreadableIndicators {
        let (line, column, text) = self.place();
        UnreadableIndicators::OtherYear { line, column, text }
    }

    fn no_year(&self) -> UnreadableIndicators {
        let (line, column, _) = self.place();
        UnreadableIndicators::NoYear { line, column }
    }
}

/// Whether two units are one, width aside.
fn is_same(one: &str, other: &str) -> bool {
    let folded = |unit: &str| fold(unit).replace("パーセント", "%");
    folded(one) == folded(other)
}

fn word(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Base => "基準値",
        FigureKind::Actual => "実績値",
        FigureKind::Target => "目標値",
    }
}
