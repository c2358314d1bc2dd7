//! The lines above the head: the sheet's title and its year.

use domain::{
    FiscalYear,
    decision::{Decision, DecisionKind},
};

use super::{
    decide::Decisions,
    grid::{Table, TableCell},
    head::TableHead,
};
use crate::{headings::HeadingReason, options::Options, unreadable::Unreadable};

/// The texts above the head, each once, with their row.
pub(crate) fn lines<'a>(table: &'a Table, head: &TableHead) -> Vec<(u32, &'a TableCell)> {
    let above = table.lines.iter().take_while(|line| line.row < head.first);
    above.flat_map(|line| line.cells.iter().map(move |cell| (line.row, cell))).collect()
}

/// The title above the table, on one line.
pub(crate) fn title(lines: &[(u32, &TableCell)]) -> String {
    let texts: Vec<String> = lines.iter().map(|(_, cell)| cell.text.replace('\n', "　")).collect();
    texts.join("　")
}

/// The year that a table itself names, with where and whether another one stands beside it: in its
/// heads, else in the lines above them, else in its name.
pub(crate) fn own_year(table: &Table, head: &TableHead, options: &Options) -> Option<OwnYear> {
    if let Some((year, place)) = &head.year {
        return Some(OwnYear { year: *year, place: place.clone(), evidence: BY_HEADS });
    }
    let lines = lines(table, head);
    let named = lines.iter().flat_map(|(row, cell)| {
        let years = years(&cell.text).into_iter();
        years.map(move |year| (year, *row, *cell))
    });
    let named: Vec<(FiscalYear, u32, &TableCell)> = named.collect();
    let given = named.iter().find(|(year, _, _)| Some(*year) == options.year);
    if let Some((year, row, cell)) = given.or(named.first()) {
        let several = named.iter().any(|(other, _, _)| other != year);
        let place = table.place(*row, cell.column);
        let place = format!("表題「{}」、{place}", cell.text.replace('\n', "　"));
        let evidence = if several { BY_ONE_OF_TITLES } else { BY_TITLE };
        return Some(OwnYear { year: *year, place, evidence });
    }
    let year = *FiscalYear::in_heading(&table.name).first()?;
    let place = format!("シート名「{}」", table.name);
    Some(OwnYear { year, place, evidence: BY_NAME })
}

/// The year that a table names.
#[derive(Debug, Clone)]
pub(crate) struct OwnYear {
    pub(crate) year: FiscalYear,
    /// What names it, and where.
    pub(crate) place: String,
    pub(crate) evidence: HeadingReason,
}

const BY_HEADS: HeadingReason = HeadingReason::certain("見出しの年度のため");
const BY_TITLE: HeadingReason = HeadingReason::certain("表題の年度のため");
const BY_NAME: HeadingReason = HeadingReason::certain("シート名の年度のため");
const BY_ONE_OF_TITLES: HeadingReason =
    HeadingReason::inferred("表題に年度が2つ以上あり、はじめの年度とみなしたため");

/// The sheet's year, and the year that the file itself names.
pub(crate) fn year(
    table: &Table,
    found: Option<&OwnYear>,
    options: &Options,
    decisions: &mut Decisions,
) -> Result<(FiscalYear, Option<FiscalYear>), Unreadable> {
    let (year, reason) = match (options.year, found) {
        (Some(given), Some(found)) if given != found.year => {
            let (found, place) = (found.year, found.place.clone());
            return Err(Unreadable::WrongYear { given, found, place });
        }
        (Some(given), _) => (given, HeadingReason::certain("指定された年度のため")),
        (None, Some(found)) => (found.year, found.evidence),
        (None, None) => return Err(Unreadable::NoYear),
    };
    decisions.note(Decision {
        kind: DecisionKind::Year,
        subject: "シートの年度".to_owned(),
        value: year.official(),
        certainty: reason.certainty,
        evidence: reason.evidence.to_owned(),
        place: table.whole(),
    });
    Ok((year, found.map(|found| found.year)))
}

/// The years that a title names, the plan's period in brackets or between waves left out.
fn years(text: &str) -> Vec<FiscalYear> {
    let mut outside = String::new();
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let is_period = |piece: &&str| piece.contains(['～', '〜', '~']) || piece.contains("から");
    let pieces = outside.split([' ', '　', '\n']).filter(|piece| !is_period(piece));
    let years: Vec<FiscalYear> = pieces.flat_map(FiscalYear::find_all).collect();
    let only = |text: &str| Some(FiscalYear::find_all(text)).filter(|years| years.len() == 1);
    if years.is_empty() { only(text).unwrap_or_default() } else { years }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_of_a_plan_is_not_the_year_of_its_sheet() {
        let title = "第２次計画（令和４年度～令和８年度）　令和５年度進捗状況";
        assert_eq!(years(title).len(), 1);
        assert_eq!(years(title)[0].start(), 2023);
        assert_eq!(years("自殺対策計画進捗状況（令和５年度）")[0].start(), 2023);
        assert!(years("計画（令和４年度～令和８年度）").is_empty());
    }
}
