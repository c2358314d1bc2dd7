//! A crosswalk as lines of a table, as a person keeps it beside the scheme.

use std::collections::{BTreeMap, BTreeSet};

use super::{CrosswalkRow, MappingRelation, Scheme};
use crate::{Day, text::fold};

/// The most rows of a crosswalk: more than any plan has actions for each of its items.
pub const MOST_ROWS: usize = 20_000;

/// A line of a crosswalk's table, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CrosswalkLine {
    /// The line on which it stands, from 1.
    pub line: u32,
    /// The code of the item.
    pub source: String,
    /// Its label, for whoever reads the table.
    pub source_label: String,
    /// The number of the action on the sheet, or the code of the other scheme's item.
    pub target: String,
    /// Its name; where it is given it has to fit.
    pub target_label: String,
    /// How closely: the word or the code of a [`MappingRelation`].
    pub relation: String,
    /// Whether it is the main one: `○`, `1`, or nothing.
    pub primary: String,
    /// What there is to say of it.
    pub note: String,
    /// The role that decided it; empty for whoever brings the table.
    pub decided_by: String,
    /// When; empty for the day on which the table comes.
    pub decided_on: String,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}行目：{sentence}")]
pub struct CrosswalkLineFault {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong and what to do.
    pub sentence: String,
}

/// The rows of lines; all of them or what is wrong with each. `target` finds what a number or code
/// and a name mean, or says why it means nothing; `role` and `today` stand where a line says nothing.
pub fn rows_of(
    scheme: &Scheme,
    lines: &[CrosswalkLine],
    target: impl Fn(&str, &str) -> Result<String, String>,
    (role, today): (&str, Day),
) -> Result<Vec<CrosswalkRow>, Vec<CrosswalkLineFault>> {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for line in lines {
        match row(scheme, line, &target, (role, today)) {
            Ok(row) => rows.push((line.line, row)),
            Err(sentence) => faults.push(CrosswalkLineFault { line: line.line, sentence }),
        }
    }
    if faults.is_empty() {
        faults.extend(twice(&rows));
    }
    if faults.is_empty() {
        faults.extend(mark(&mut rows));
    }
    if faults.is_empty() { Ok(rows.into_iter().map(|(_, row)| row).collect()) } else { Err(faults) }
}

fn row(
    scheme: &Scheme,
    line: &CrosswalkLine,
    target: &impl Fn(&str, &str) -> Result<String, String>,
    (role, today): (&str, Day),
) -> Result<CrosswalkRow, String> {
    let source = scheme.item(line.source.trim()).ok_or_else(|| {
        format!("「{}」という項目は、体系「{}」にありません。", line.source, scheme.title)
    })?;
    let relation = fold(&line.relation);
    let known =
        |one: &MappingRelation| fold(one.label()) == relation || one.code() == relation.as_str();
    let relation = MappingRelation::ALL.into_iter().find(known).ok_or_else(|| {
        let words = MappingRelation::ALL.map(MappingRelation::label).join("、");
        format!("関係「{}」が分かりません。{words} のどれかにしてください。", line.relation)
    })?;
    let primary = match fold(&line.primary).as_str() {
        "" | "0" | "false" => false,
        "1" | "○" | "〇" | "◯" | "主" | "true" => true,
        _ => {
            return Err(format!(
                "主の欄「{}」が分かりません。主な対応は ○、ほかは空にしてください。",
                line.primary
            ));
        }
    };
    let decided_on = match line.decided_on.trim() {
        "" => today,
        text => Day::parse(text).map_err(|error| error.to_string())?,
    };
    let decided_by = match line.decided_by.trim() {
        "" => role,
        named => named,
    };
    Ok(CrosswalkRow {
        source: source.code.clone(),
        target: target(line.target.trim(), line.target_label.trim())?,
        relation,
        primary,
        note: line.note.trim().to_owned(),
        decided_by: decided_by.to_owned(),
        decided_on,
    })
}

/// The lines that say again what a line before them said.
fn twice(rows: &[(u32, CrosswalkRow)]) -> Vec<CrosswalkLineFault> {
    let mut seen = BTreeSet::new();
    let again = rows.iter().filter(|(_, row)| !seen.insert((&row.source, &row.target)));
    let fault = |(line, _): &(u32, CrosswalkRow)| CrosswalkLineFault {
        line: *line,
        sentence: "同じ項目と対応先の行が、前にもあります。1行にしてください。".to_owned(),
    };
    again.map(fault).collect()
}

/// Marks the only row of a target as its main one; the first line of each target whose lines do not
/// say which it is.
fn mark(rows: &mut [(u32, CrosswalkRow)]) -> Vec<CrosswalkLineFault> {
    let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (_, row)) in rows.iter().enumerate() {
        of.entry(row.target.clone()).or_default().push(at);
    }
    let mut faults = Vec::new();
    for places in of.values() {
        let marked = places.iter().filter(|at| rows.get(**at).is_some_and(|(_, row)| row.primary));
        let marked = marked.count();
        let Some((line, first)) = places.first().and_then(|at| rows.get_mut(*at)) else { continue };
        if places.len() == 1 {
            first.primary = true;
        } else if marked != 1 {
            faults.push(CrosswalkLineFault {
                line: *line,
                sentence: format!(
                    "この対応先には{}行があり、「主」の印が{marked}つあります。1つにしてください。",
                    places.len()
                ),
            });
        }
    }
    faults.sort_by_key(|fault| fault.line);
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme() -> Scheme {
        let items = ["1", "2"].map(|code| super::super::SchemeItem {
            code: code.into(),
            label: code.into(),
            parent: String::new(),
        });
        Scheme {
            id: "made-up".into(),
            title: "架空の体系".into(),
            version: 1,
            valid_from: None,
            valid_to: None,
            source: String::new(),
            items: items.into(),
        }
    }

    fn line(no: u32, source: &str, target: &str, relation: &str, primary: &str) -> CrosswalkLine {
        CrosswalkLine {
            line: no,
            source: source.into(),
            target: target.into(),
            relation: relation.into(),
            primary: primary.into(),
            ..CrosswalkLine::default()
        }
    }

    fn told(lines: &[CrosswalkLine]) -> Result<Vec<(String, bool)>, Vec<u32>> {
        let target = |no: &str, _: &str| match no {
            "9" => Err("この番号の事業はありません。".to_owned()),
            no => Ok(format!("action-{no}")),
        };
        let today = Day::new(2026, 4, 1).unwrap();
        let rows = rows_of(&scheme(), lines, target, ("事務局", today));
        rows.map(|rows| rows.into_iter().map(|row| (row.target, row.primary)).collect())
            .map_err(|faults| faults.into_iter().map(|fault| fault.line).collect())
    }

    #[test]
    fn lines_become_rows_and_the_only_one_of_a_target_is_its_main_one() {
        let lines = [
            line(2, "1", "1", "一致", ""),
            line(3, "1", "2", "partial", "○"),
            line(4, "2", "2", "対応先が狭い", ""),
        ];
        let (one, two) = ("action-1".to_owned(), "action-2".to_owned());
        assert_eq!(told(&lines), Ok(vec![(one, true), (two.clone(), true), (two, false)]));
    }

    #[test]
    fn every_line_that_is_wrong_is_told() {
        let wrong = [
            line(2, "7", "1", "一致", ""),
            line(3, "1", "1", "似ている", ""),
            line(4, "1", "9", "一致", ""),
            line(5, "1", "1", "一致", "？"),
        ];
        assert_eq!(told(&wrong), Err(vec![2, 3, 4, 5]));
        let again = [line(2, "1", "1", "一致", "○"), line(3, "1", "1", "一部が重なる", "")];
        assert_eq!(told(&again), Err(vec![3]));
        for marks in ["", "○"] {
            let two = [line(2, "1", "1", "一致", marks), line(3, "2", "1", "一致", marks)];
            assert_eq!(told(&two), Err(vec![2]), "{marks}");
        }
    }
}
