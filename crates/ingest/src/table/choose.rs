//! Which tables of a file make the sheet: the one whose head is understood best, and those of its form
//! that go on with it. Every other one is named with the true reason.

use std::cell::LazyCell;

use domain::{
    Slot,
    decision::{Certainty, DecisionKind, Treatment},
    layout::ColumnRole,
    reading::{Problem, ProblemKind},
    text::fold,
};

use super::{
    apart::FoundTable,
    decide::{Decisions, Undecided},
    grid::Table,
    head::TableHead,
    parts::{Part, parts},
    title::{self, OwnYear},
    words::is_sample_sheet,
};
use crate::{options::Options, unreadable::Unreadable};

/// A table with the parts that its heads make.
#[derive(Debug)]
pub(super) struct ReadTable<'a> {
    pub(super) table: &'a Table,
    pub(super) parts: Vec<Part<'a>>,
    /// The year that its heads, its title or its name say.
    pub(super) year: Option<OwnYear>,
}

/// The tables of the sheet in their order, and a note for every other one.
#[derive(Debug, Default)]
pub(super) struct ChosenTables<'a> {
    pub(super) tables: Vec<ReadTable<'a>>,
    /// The one that gives the sheet its form and its title, by position.
    pub(super) main: usize,
    /// What stands beside them and is something else.
    pub(super) beside: Vec<&'a Table>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> ReadTable<'a> {
    fn new(table: &'a Table, head: TableHead, options: &Options) -> Self {
        let year = title::own_year(table, &head, options);
        let parts = parts(table, head.answered(&options.answers), options);
        Self { table, parts, year }
    }

    /// The head that it begins with.
    pub(super) fn head(&self) -> Option<&TableHead> {
        self.parts.first()?.head.as_ref()
    }

    /// What makes one table better than another: the year that was asked for, that it is no sample,
    /// that it is shown, the columns understood, the rows below.
    fn rank(&self, options: &Options) -> (bool, bool, bool, usize, usize) {
        let year = self.year.as_ref().map(|own| own.year);
        let asked = options.year.is_some() && year == options.year;
        let understood = self.head().map_or(0, TableHead::understood);
        let rows = self.parts.iter().filter(|part| part.head.is_some()).map(|p| p.lines.len());
        (asked, !is_sample_sheet(&self.table.name), !self.table.hidden, understood, rows.sum())
    }

    /// What it says of its actions, for comparing.
    fn titles(&self) -> Vec<String> {
        let titles = |part: &Part| -> Vec<String> {
            let column = part.head.as_ref().and_then(|head| head.column(&ColumnRole::Action));
            let Some(column) = column else { return Vec::new() };
            let cells = part.lines.iter().filter_map(|line| line.cell(column));
            cells.map(|cell| fold(&cell.text)).collect()
        };
        self.parts.iter().flat_map(titles).collect()
    }
}

/// Chooses the tables that make the sheet.
pub(super) fn choose<'a>(
    tables: &'a [FoundTable<'a>],
    options: &Options,
    decisions: &mut Decisions,
) -> Result<ChosenTables<'a>, Unreadable> {
    let named = options.layout.as_ref().map(|l| l.sheet.as_str()).filter(|sheet| !sheet.is_empty());
    let mut refused = None;
    let mut known: Vec<ReadTable> = Vec::new();
    let mut unknown: Vec<&Table> = Vec::new();
    let mut beside: Vec<&Table> = Vec::new();
    for FoundTable { table, head, is_beside } in tables {
        match head {
            _ if named.is_some_and(|name| *table.name != *name) => unknown.push(table),
            _ if *is_beside => beside.push(table),
            Ok(head) => known.push(ReadTable::new(table, head.clone(), options)),
            Err(reason) => {
                refused = refused.or(Some(reason.clone()));
                unknown.push(table);
            }
        }
    }
    // Of equals the first: max_by_key would take the last
    let best = known.iter().enumerate().rev().max_by_key(|(_, table)| table.rank(options));
    let Some((best, _)) = best else { return Err(refusal(refused, tables, named)) };
    let mut problems: Vec<Problem> = unknown.iter().map(|table| unread(table, NO_HEAD)).collect();
    let verdicts = verdicts(&known, best, options);
    let mut chosen = ChosenTables::default();
    for ((at, table), verdict) in known.into_iter().enumerate().zip(verdicts) {
        let treatment = settled(&table, &verdict, tables.len(), decisions);
        if treatment == Treatment::Skip {
            problems.push(unread(table.table, verdict.evidence));
            continue;
        }
        if at == best {
            chosen.main = chosen.tables.len();
        }
        chosen.tables.push(table);
    }
    let is_read = |table: &&Table| chosen.tables.iter().any(|read| read.table.name == table.name);
    chosen.beside = beside.into_iter().filter(is_read).collect();
    Ok(ChosenTables { problems, ..chosen })
}

/// What becomes of a table, and why.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    treatment: Treatment,
    certainty: Certainty,
    evidence: &'static str,
}

const NO_HEAD: &str = "進捗管理シートの見出しがないため";

/// What becomes of each table that has a head.
fn verdicts(known: &[ReadTable], best: usize, options: &Options) -> Vec<Verdict> {
    let Some(main) = known.get(best) else { return Vec::new() };
    let titles = LazyCell::new(|| main.titles());
    let several = known.iter().any(|table| is_other_year(table, main));
    let verdict = |(at, table): (usize, &ReadTable)| {
        let (treatment, certainty, evidence) = match () {
            () if at == best && several && options.year.is_none() => (
                Treatment::Read,
                Certainty::Inferred,
                "別の年度の表もあり、この表の年度のシートとみなしたため",
            ),
            () if at == best => {
                (Treatment::Read, Certainty::Certain, "進捗管理シートの見出しがあるため")
            }
            () if is_sample_sheet(&table.table.name) => {
                (Treatment::Skip, Certainty::Certain, "シート名から記入例とわかるため")
            }
            () if is_other_year(table, main) => {
                (Treatment::Skip, Certainty::Certain, "別の年度の表のため")
            }
            () if repeats(&titles, &table.titles()) => (
                Treatment::Skip,
                Certainty::Inferred,
                "同じ事業が並び、写しか別の時点の表とみなしたため",
            ),
            () if table.table.hidden => {
                (Treatment::Skip, Certainty::Inferred, "非表示のシートのため")
            }
            () if same_form(main, table) => {
                (Treatment::Read, Certainty::Certain, "同じ様式の表のため")
            }
            () => (Treatment::Skip, Certainty::Inferred, "様式が違い、別の表とみなしたため"),
        };
        Verdict { treatment, certainty, evidence }
    };
    known.iter().enumerate().map(verdict).collect()
}

fn is_other_year(table: &ReadTable, main: &ReadTable) -> bool {
    let year = |table: &ReadTable| table.year.as_ref().map(|own| own.year);
    year(table).zip(year(main)).is_some_and(|(a, b)| a != b)
}

/// Whether most actions stand in both tables.
fn repeats(main: &[String], other: &[String]) -> bool {
    let main: std::collections::HashSet<&String> = main.iter().collect();
    other.iter().filter(|title| main.contains(title)).count() * 2 > other.len()
}

/// Whether a table asks mostly what the main one asks.
fn same_form(main: &ReadTable, table: &ReadTable) -> bool {
    let roles = |table: &ReadTable| -> Vec<ColumnRole> {
        let columns = table.head().into_iter().flat_map(|head| &head.columns);
        columns.map(|c| c.role.clone()).filter(|role| *role != ColumnRole::Ignored).collect()
    };
    let (main, other) = (roles(main), roles(table));
    let answers = |role: &&ColumnRole| matches!(role, ColumnRole::Answer(Slot { .. }));
    let common: Vec<&ColumnRole> = other.iter().filter(|role| main.contains(role)).collect();
    common.iter().any(answers) && common.len() * 5 >= other.len().max(main.len()) * 3
}

/// What becomes of a table once a person was heard.
fn settled(
    table: &ReadTable,
    verdict: &Verdict,
    of: usize,
    decisions: &mut Decisions,
) -> Treatment {
    let name = &table.table.name;
    let subject = if name.is_empty() { "表".to_owned() } else { format!("シート「{name}」") };
    let undecided = Undecided {
        kind: DecisionKind::Table,
        subject,
        place: table.table.whole(),
        certainty: if of == 1 { Certainty::Certain } else { verdict.certainty },
        evidence: verdict.evidence.to_owned(),
    };
    let value = decisions.decide(undecided, verdict.treatment.code());
    Treatment::coded(&value).unwrap_or(verdict.treatment)
}

/// A table that is not read.
fn unread(table: &Table, reason: &str) -> Problem {
    let message = format!("シート「{}」は読み込んでいません（{reason}）。", table.name);
    Problem::new(ProblemKind::Note, table.whole(), message)
}

/// Why no worksheet was taken.
fn refusal(refused: Option<Unreadable>, tables: &[FoundTable], wanted: Option<&str>) -> Unreadable {
    let names = tables.iter().map(|found| format!("「{}」", found.table.name));
    let names: Vec<String> = names.collect();
    match (refused, wanted) {
        (Some(reason @ Unreadable::LayoutMissed { .. }), _) => reason,
        (Some(reason), _) if tables.len() == 1 => reason,
        (None, Some(name)) => Unreadable::NoHead {
            looked: format!("様式が指定するシート「{name}」はなく、シート{}", names.concat()),
        },
        _ => Unreadable::NoHead { looked: format!("シート{}", names.concat()) },
    }
}
