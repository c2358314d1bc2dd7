//! Which row of a returned workbook is which: by its key, else by its number and title; and what is
//! to be said of rows that went, came, moved or stand twice.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    column::WorkbookColumn,
    habits,
    hidden::SentRow,
    identity::WorkbookOwner,
    notice::{self, Notice, NoticeKind},
    outgoing::{ReplyWorkbook, WorkbookRow},
    returned::{ReturnedRow, ReturnedWorkbook},
    untaken::KnownRow,
};
use crate::{Place, text::fold};

/// The rows by their keys, and what is to be said of them.
pub(super) struct Matched<'a> {
    pub(super) rows: BTreeMap<&'a str, Vec<&'a ReturnedRow>>,
    pub(super) notices: Vec<Notice>,
}

/// Whether a notice of the kind carries text that someone wrote into the workbook.
pub(super) fn tells_of_text(kind: NoticeKind) -> bool {
    use NoticeKind::{Added, CopiesDiffer, Gone, Locked, OtherSheets, Stray, Unasked};
    matches!(kind, Added | CopiesDiffer | Gone | Locked | OtherSheets | Stray | Unasked)
}

/// Finds the rows of a returned workbook.
pub(super) fn matched<'a>(
    returned: &'a ReturnedWorkbook,
    current: &'a ReplyWorkbook,
) -> Matched<'a> {
    let sent = SentRows::of(returned, current);
    let mut rows: BTreeMap<&str, Vec<&ReturnedRow>> = BTreeMap::new();
    let mut unknown = Vec::new();
    // A row without a word is a row that was emptied: its answers are not taken for deleted
    for row in returned.rows.iter().filter(|row| !row.cells.is_empty()) {
        match sent.rows.get_key_value(row.key.as_str()) {
            Some((key, _)) => rows.entry(key).or_default().push(row),
            None => unknown.push(row),
        }
    }
    let mut notices = unknown_rows(returned, current, &sent, unknown, &mut rows);
    notices.extend(moved(returned, &sent, &rows));
    notices.extend(sent.order.iter().filter(|key| !rows.contains_key(*key)).map(|key| {
        let name = sent.rows.get(key).map_or_else(String::new, Shown::name);
        Notice::whole(
            NoticeKind::Deleted,
            format!("{name}の行がありません。いまの回答は変えません。"),
        )
    }));
    notices.extend(columns(returned, current));
    for (key, copies) in &rows {
        notices.extend(of_row(returned, current, key, copies));
    }
    Matched { rows, notices }
}

/// Rows without a known key: those whose number and title are a missing row's, and those that are
/// new.
fn unknown_rows<'a>(
    returned: &ReturnedWorkbook,
    current: &ReplyWorkbook,
    sent: &SentRows<'a>,
    unknown: Vec<&'a ReturnedRow>,
    rows: &mut BTreeMap<&'a str, Vec<&'a ReturnedRow>>,
) -> Vec<Notice> {
    let missing = sent.rows.iter().filter(|(key, _)| !rows.contains_key(*key));
    let mut titled: BTreeMap<(&str, String), &str> =
        missing.map(|(key, row)| ((row.no.as_str(), fold(&row.title)), *key)).collect();
    let mut notices = Vec::new();
    for row in unknown {
        let name = (row.text(&WorkbookColumn::No).trim(), fold(row.text(&WorkbookColumn::Action)));
        notices.push(match titled.remove(&name) {
            Some(key) => {
                rows.insert(key, vec![row]);
                unkeyed(returned, row)
            }
            None => added(returned, current, row),
        });
    }
    notices
}

/// A row as it was shown, or would be.
struct Shown {
    no: String,
    title: String,
}

impl Shown {
    fn name(&self) -> String {
        format!("No.{}「{}」", self.no, self.title)
    }
}

/// The rows that were sent; those of the present where that is not known.
struct SentRows<'a> {
    rows: BTreeMap<&'a str, Shown>,
    order: Vec<&'a str>,
}

impl<'a> SentRows<'a> {
    fn of(returned: &'a ReturnedWorkbook, current: &'a ReplyWorkbook) -> Self {
        let now = |row: &'a WorkbookRow| {
            (row.key.as_str(), Shown { no: row.no.to_string(), title: row.title.clone() })
        };
        let then = |row: &'a SentRow| {
            let text = |column| row.text(&column).to_owned();
            (
                row.key.as_str(),
                Shown { no: text(WorkbookColumn::No), title: text(WorkbookColumn::Action) },
            )
        };
        let rows: Vec<(&str, Shown)> = returned.hidden.whole().map_or_else(
            || current.rows.iter().map(now).collect(),
            |sent| sent.rows.iter().map(then).collect(),
        );
        let order = rows.iter().map(|(key, _)| *key).collect();
        Self { rows: rows.into_iter().collect(), order }
    }
}

fn place(returned: &ReturnedWorkbook, row: &ReturnedRow) -> Place {
    let first = row.cells.keys().next().cloned().unwrap_or(WorkbookColumn::No);
    returned.place(row, &first)
}

fn unkeyed(returned: &ReturnedWorkbook, row: &ReturnedRow) -> Notice {
    let sentence =
        format!("{}の行の目印が消えていたため、番号と事業名で照合しました。", row.name());
    Notice::new(NoticeKind::Unkeyed, place(returned, row), sentence)
}

fn added(returned: &ReturnedWorkbook, current: &ReplyWorkbook, row: &ReturnedRow) -> Notice {
    let way_out = match current.owner {
        WorkbookOwner::Section(_) => "新しい事業は事務局に知らせてください。",
        WorkbookOwner::Member(_) => {
            "ご意見は、事業の行か、「計画全体」の空いている行に書いてください。"
        }
    };
    let sentence = format!(
        "{}行目は、配布したExcelにない行です。取り込みません。{way_out}{}",
        row.row + 1,
        notice::quoted(&row.all())
    );
    Notice::new(NoticeKind::Added, place(returned, row), sentence)
}

/// One notice for any number of rows that stand elsewhere.
fn moved(
    returned: &ReturnedWorkbook,
    sent: &SentRows,
    rows: &BTreeMap<&str, Vec<&ReturnedRow>>,
) -> Option<Notice> {
    let firsts = sent.order.iter().filter_map(|key| rows.get(key)?.first().copied());
    let firsts: Vec<&ReturnedRow> = firsts.collect();
    let row = firsts.windows(2).find(|pair| pair[1].row < pair[0].row).map(|pair| pair[1])?;
    let sentence = "行の並びが変わっています。行の目印で照合したので、問題はありません。";
    Some(Notice::new(NoticeKind::Moved, place(returned, row), sentence))
}

/// Columns that are gone.
fn columns(returned: &ReturnedWorkbook, current: &ReplyWorkbook) -> Vec<Notice> {
    let asked = current.questions.iter().filter(|asked| {
        let column = WorkbookColumn::Input(asked.question.slot.clone());
        let sent = returned.hidden.whole();
        let sent = sent.is_none_or(|sent| sent.columns.iter().any(|(known, _)| *known == column));
        sent && !returned.columns.contains_key(&column)
    });
    let said = asked.map(|asked| {
        let sentence = format!("「{}」の列がありません。この列の回答は変えません。", asked.heading);
        Notice::whole(NoticeKind::NoColumn, sentence)
    });
    said.collect()
}

/// What is to be said of the copies of one row.
fn of_row(
    returned: &ReturnedWorkbook,
    current: &ReplyWorkbook,
    key: &str,
    copies: &[&ReturnedRow],
) -> Vec<Notice> {
    let known = KnownRow::of(returned, current, key);
    let mut notices = Vec::new();
    if let [first, second, ..] = copies {
        notices.push(twice(returned, current, first, second, copies));
    }
    let mut said = BTreeSet::new();
    for row in copies {
        for column in returned.columns.keys().filter(|column| **column != WorkbookColumn::Key) {
            let notice = known.notice(row, column);
            // Copies that changed a cell alike are told of once
            notices.extend(notice.filter(|notice| said.insert(notice.sentence.clone())));
        }
    }
    notices
}

fn twice(
    returned: &ReturnedWorkbook,
    current: &ReplyWorkbook,
    first: &ReturnedRow,
    second: &ReturnedRow,
    copies: &[&ReturnedRow],
) -> Notice {
    let inputs =
        || returned.columns.keys().filter(|column| matches!(column, WorkbookColumn::Input(_)));
    let same = |column: &WorkbookColumn| {
        let asked = current.asked(column);
        copies.iter().all(|copy| habits::alike(asked, first.text(column), copy.text(column)))
    };
    let (kind, end) = if inputs().all(same) {
        (NoticeKind::CopiesAlike, "内容は同じなので、1つとして扱います。")
    } else {
        (NoticeKind::CopiesDiffer, "内容が違う欄は、どれにするか選んでください。")
    };
    let sentence = format!("{}の行が{}つあります。{end}", first.name(), copies.len());
    Notice::new(kind, place(returned, second), sentence)
}
