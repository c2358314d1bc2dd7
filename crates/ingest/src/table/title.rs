//! The lines above the head: the sheet's title, its year and the list of its grades.

use domain::{Field, FiscalYear, scale::Scale};

use super::{
    grid::{Table, TableCell},
    head::TableHead,
};
use crate::{options::Options, unreadable::Unreadable};

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

/// The list of grades that a line above the head gives.
pub(crate) fn scale(lines: &[(u32, &TableCell)]) -> Option<Scale> {
    lines.iter().find_map(|(_, cell)| Scale::from_heading(Field::Progress.label(), &cell.text))
}

/// The sheet's year, and the year that the file itself names.
pub(crate) fn year(
    table: &Table,
    head: &TableHead,
    lines: &[(u32, &TableCell)],
    options: &Options,
) -> Result<(FiscalYear, Option<FiscalYear>), Unreadable> {
    let found = head.year.clone().or_else(|| {
        let named = lines.iter().flat_map(|(row, cell)| {
            let years = years(&cell.text).into_iter();
            years.map(move |year| (year, *row, *cell))
        });
        let named: Vec<(FiscalYear, u32, &TableCell)> = named.collect();
        let given = named.iter().find(|(year, _, _)| Some(*year) == options.year);
        let (year, row, cell) = given.or(named.first())?;
        let place = table.place(*row, cell.column);
        Some((*year, format!("表題「{}」、{place}", cell.text.replace('\n', "　"))))
    });
    match (options.year, found) {
        (Some(given), Some((found, place))) if given != found => {
            Err(Unreadable::WrongYear { given, found, place })
        }
        (Some(given), found) => Ok((given, found.map(|(year, _)| year))),
        (None, Some((found, _))) => Ok((found, Some(found))),
        (None, None) => Err(Unreadable::NoYear),
    }
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
