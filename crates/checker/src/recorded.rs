//! What the registers know of a sheet's rows: the figures of each row's action beside its cells, made
//! and compared once for all rules.

use domain::{Day, Field, Offset, Slot, text::fold};
use registers::{
    CountedRecords, KnownFigures, Period, Register, RegisterRecord, RegisterTally, TextComparison,
    TextRead, held_against,
};

use crate::read_row::{Read, ReadRow};

/// What a plan's registers know: their newest versions, the records in all their versions (at least
/// those of the sheet's year and the one before), and the day on which one looks.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'a> {
    /// The registers.
    pub registers: &'a [Register],
    /// The records.
    pub records: &'a [RegisterRecord],
    /// The day.
    pub today: Day,
    /// The section that writes, where only its part of each row is checked.
    pub section: Option<&'a str>,
}

/// What the registers know of the sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetRecords<'a> {
    /// Each register with its records of the sheet's year.
    pub(crate) registers: Vec<CountedRecords<'a>>,
    /// The rows of whose action a register knows.
    rows: Vec<RowRecords<'a>>,
}

/// A row beside the records of its action.
#[derive(Debug)]
pub(crate) struct RowRecords<'a> {
    /// The position of the row.
    line: usize,
    /// The figures of each register that serves the action, of the sheet's year and the one before.
    pub(crate) figures: Vec<KnownFigures<'a>>,
    /// What the row reports, beside them.
    pub(crate) cells: Vec<(Slot, TextComparison)>,
}

/// The cells in which a row reports.
const REPORTS: [(Field, Offset); 3] = [
    (Field::Status, Offset::This),
    (Field::Evaluation, Offset::This),
    (Field::Status, Offset::Previous),
];

impl<'a> SheetRecords<'a> {
    /// Counts the records for the rows and holds the cells against them.
    pub(crate) fn of(known: Recorded<'a>, lines: &[ReadRow<'_>]) -> Self {
        let Some(year) = lines.first().map(|line| line.sheet) else { return Self::default() };
        let counted = |year| -> Vec<CountedRecords<'a>> {
            let period = Period::fiscal_year(year);
            let of = |one| CountedRecords::of(one, known.records, period, known.today);
            known.registers.iter().map(of).collect()
        };
        let (registers, before) = (counted(year), counted(year.plus(-1)));
        let both = registers.iter().chain(&before);
        let serving: Vec<_> = both.map(|one| (one, one.actions())).collect();
        let row = |(at, line): (usize, &ReadRow<'_>)| {
            let own = serving.iter().filter(|(_, actions)| actions.contains(&line.row.no));
            let figures = own.filter_map(|(one, _)| figures(one, line, known.section));
            let figures: Vec<_> = figures.collect();
            (!figures.is_empty()).then(|| RowRecords::of(at, line, figures))
        };
        let rows = lines.iter().enumerate().filter_map(row).collect();
        Self { registers, rows }
    }

    /// The rows of whose action a register knows, each with what it knows.
    pub(crate) fn rows<'b, 'c>(
        &'b self,
        lines: &'b [ReadRow<'c>],
    ) -> impl Iterator<Item = (&'b ReadRow<'c>, &'b RowRecords<'a>)> {
        self.rows.iter().filter_map(|row| Some((lines.get(row.line)?, row)))
    }
}

/// The figures of a row's action; of a section those of its own part of the row.
fn figures<'a>(
    records: &CountedRecords<'a>,
    line: &ReadRow<'_>,
    section: Option<&str>,
) -> Option<KnownFigures<'a>> {
    let records = records.clone();
    let Some(section) = section else {
        return Some(KnownFigures::of(&records.of_action(line.row.no)));
    };
    let mut others = line.row.sections();
    others.retain(|name| fold(name) != fold(section));
    records.of_part(line.row.no, &others).map(|own| KnownFigures::of(&own))
}

impl<'a> RowRecords<'a> {
    fn of(at: usize, line: &ReadRow<'_>, figures: Vec<KnownFigures<'a>>) -> Self {
        let cells = REPORTS.into_iter().filter_map(|(field, year)| line.given(field, year));
        let compared = |cell: &Read<'_>| {
            let read = TextRead {
                text: cell.text,
                year: cell.slot.year.of(line.sheet),
                quantities: &cell.quantities,
                dates: &cell.dates,
                clauses: &cell.clauses,
            };
            (cell.slot.clone(), held_against(read, &figures))
        };
        Self { line: at, cells: cells.map(compared).collect(), figures }
    }

    /// The figures of the sheet's year.
    pub(crate) fn of_year(
        &self,
        line: &ReadRow<'_>,
    ) -> impl Iterator<Item = &KnownFigures<'a>> + use<'_, 'a> {
        let year = line.sheet;
        self.figures.iter().filter(move |one| one.tells_of(year))
    }

    /// The figures to which a figure belongs.
    pub(crate) fn source(&self, tally: &RegisterTally) -> Option<&KnownFigures<'a>> {
        let year = tally.period.from.fiscal_year();
        self.figures.iter().find(|one| {
            one.records().register().name == tally.register
                && year.is_some_and(|year| one.tells_of(year))
        })
    }

    /// The cells of the sheet's own year.
    pub(crate) fn own(&self) -> impl Iterator<Item = &(Slot, TextComparison)> {
        self.cells.iter().filter(|(slot, _)| slot.year == Offset::This)
    }
}

#[cfg(test)]
mod tests {
    use registers::{RecordLine, line::RecordStamp, register::ServedAction, shipped::shipped};

    use super::*;
    use crate::{cases, catalogue::check, context::CheckContext};

    #[test]
    fn what_another_owner_of_the_row_keeps_is_not_held_against_a_sections_own_part() {
        let mut sheet = cases::sheet(&[&[("status", "講座を２回開催した。")]]);
        sheet.rows[0].section.text = "健康課・福祉課".to_owned();
        let mut registers = shipped().unwrap();
        registers.retain(|one| one.name == "講座・研修・講演会");
        let serving = |section: &str| ServedAction { action: 1, section: section.to_owned() };
        registers[0].serves = vec![serving("健康課"), serving("福祉課")];
        let record = |(nth, section): (usize, &str)| {
            let line = format!(
                r#"{{"register":"講座・研修・講演会","shape":"occasion","date":"2025-06-0{nth}",
                "section":"{section}"}}"#
            );
            let (by, at) = (String::new(), String::new());
            let id = domain::Id::new(nth.to_string());
            let stamp = RecordStamp { id, register_version: 1, by, at };
            RecordLine::parse(&line).unwrap().into_record(stamp).unwrap()
        };
        let kept = [(1, "健康課"), (2, "健康課"), (3, "福祉課")];
        let records: Vec<_> = kept.into_iter().map(record).collect();
        let told = |section| {
            let today = Day::parse("2026-04-10").unwrap();
            let known = Recorded { registers: &registers, records: &records, today, section };
            let found = check(&CheckContext::open(&sheet, &[]).recorded(known));
            found.iter().any(|one| one.rule == "REGISTER_TEXT_DISAGREES")
        };
        let all = [Some("健康課"), Some("福祉課"), None].map(told);
        assert_eq!(all, [false, true, true]);
    }
}
