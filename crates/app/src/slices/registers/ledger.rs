//! A table of the city's own (a ledger, an attendance list, a list of deliveries, monthly numbers)
//! as records: what each column is, and what its rows say. Rows of persons are counted and not kept.

use std::collections::BTreeMap;

use domain::{
    Day, Field, FiscalYear,
    text::{ascii_digits, fold},
};
use prose::AskedField;
use registers::{RecordLine, RecordState, Register, Shape};
use serde::{Deserialize, Serialize};

use super::{
    form::{filled, whole},
    ledger_columns::{MONTH, PERSON, STATE, VALUE, roles},
};
use crate::{Error, kit::digest::digest};

/// Headings of what is a person's own: it goes no further than the page that was sent.
const PRIVATE: [&str; 9] = [
    "ふりがな",
    "フリガナ",
    "カナ氏名",
    "電話",
    "住所",
    "メール",
    "生年月日",
    "携帯",
    "緊急連絡先",
];

/// The most rows that are taken at once.
const MOST_ROWS: usize = 5_000;

/// A table that waits to be taken: it travels in its form and is kept nowhere.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct LedgerTable {
    /// The name of its file.
    pub(super) name: String,
    /// Its rows with their numbers.
    pub(super) rows: Vec<(u32, Vec<String>)>,
    /// Which of the rows is the head, from 0.
    pub(super) head: usize,
    /// What each column is.
    pub(super) roles: Vec<String>,
}

/// What the rows of a table say.
#[derive(Debug, Default)]
pub(super) struct LedgerReading {
    /// The records, each with the row on which it begins.
    pub(super) records: Vec<(u32, RecordLine)>,
    /// What cannot be read: row and sentence.
    pub(super) faults: Vec<(u32, String)>,
    /// Rows that are no records: totals.
    pub(super) skipped: Vec<u32>,
    /// How many rows of persons were counted.
    pub(super) persons: usize,
    /// How many were not, since somebody was absent.
    pub(super) absent: usize,
    /// How many records are planned, since their day is still to come.
    pub(super) planned: usize,
}

impl LedgerTable {
    /// A table whose head and columns are guessed by their words; names of persons do not go on.
    pub(super) fn of(
        name: &str,
        rows: Vec<(u32, Vec<String>)>,
        (register, known): (&Register, &[(String, String)]),
    ) -> Result<Self, Error> {
        if rows.len() > MOST_ROWS {
            return Err(Error::Refused(format!(
                "行が多すぎます（{}行）。{MOST_ROWS}行までに分けてください。",
                rows.len()
            )));
        }
        let guessed = |row: &[String]| roles(register, row, known);
        let understood = |row: &(u32, Vec<String>)| {
            guessed(&row.1).iter().filter(|role| !role.is_empty()).count()
        };
        let heads = rows.iter().take(20).enumerate();
        let head = heads.rev().max_by_key(|(_, row)| understood(row)).map_or(0, |(at, _)| at);
        let roles = rows.get(head).map(|(_, row)| guessed(row)).unwrap_or_default();
        let mut table = Self { name: name.to_owned(), rows, head, roles };
        table.forget_persons();
        Ok(table)
    }

    /// Takes the names of persons out of the table: only that somebody stands in the row is left.
    pub(super) fn forget_persons(&mut self) {
        let is_private = |heading: &String| {
            let word = fold(heading);
            PRIVATE.iter().any(|private| word.contains(fold(private).as_str()))
        };
        let private: Vec<usize> = (0..)
            .zip(self.headings())
            .filter(|(_, one)| is_private(one))
            .map(|(at, _)| at)
            .collect();
        let columns: Vec<usize> = self.columns_of(PERSON).chain(private).collect();
        for (_, row) in self.rows.iter_mut().skip(self.head + 1) {
            for column in &columns {
                if let Some(cell) = row.get_mut(*column).filter(|cell| !cell.trim().is_empty()) {
                    "＊".clone_into(cell);
                }
            }
        }
    }

    /// The headings.
    pub(super) fn headings(&self) -> &[String] {
        self.rows.get(self.head).map_or(&[], |(_, row)| row.as_slice())
    }

    fn columns_of(&self, role: &str) -> impl Iterator<Item = usize> {
        let found: Vec<usize> = (0..self.roles.len())
            .filter(|at| self.roles.get(*at).is_some_and(|r| r == role))
            .collect();
        found.into_iter()
    }

    /// The headings with what they are, for the next table of the kind.
    pub(super) fn columns(&self) -> Vec<(String, String)> {
        self.headings().iter().cloned().zip(self.roles.iter().cloned()).collect()
    }

    /// What the rows say.
    pub(super) fn read(
        &self,
        register: &Register,
        section: &str,
        (year, today): (FiscalYear, Day),
    ) -> LedgerReading {
        let mut reader = LedgerReader {
            table: self,
            register,
            section,
            year,
            today,
            times: BTreeMap::new(),
            reading: LedgerReading::default(),
        };
        let has_day =
            self.roles.iter().any(|role| matches!(role.as_str(), "date" | "from" | MONTH));
        if !has_day {
            let why = "日付の列が選ばれていません。下の表で、日付の列に「日付」を選んでください。";
            let no = self.rows.get(self.head).map_or(0, |(no, _)| *no);
            reader.reading.faults.push((no, why.to_owned()));
        } else if self.roles.iter().any(|role| role == PERSON) {
            reader.persons();
        } else {
            for (no, row) in self.rows.iter().skip(self.head + 1) {
                reader.row(*no, row, None);
            }
        }
        reader.reading
    }
}

struct LedgerReader<'a> {
    table: &'a LedgerTable,
    register: &'a Register,
    section: &'a str,
    year: FiscalYear,
    today: Day,
    /// How often a record of the same day, place and kind was met.
    times: BTreeMap<String, usize>,
    reading: LedgerReading,
}

impl LedgerReader<'_> {
    /// The cell of a role.
    fn cell<'r>(&self, row: &'r [String], role: &str) -> &'r str {
        let at = self.table.columns_of(role).next();
        at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim())
    }

    /// Rows of persons: those of one day, place and kind are one occasion with so many.
    fn persons(&mut self) {
        let mut groups: Vec<(Vec<String>, u32, usize)> = Vec::new();
        let table = self.table;
        for (no, row) in table.rows.iter().skip(table.head + 1) {
            if self.cell(row, PERSON).is_empty() {
                continue;
            }
            let is_absent = |cell: &String| {
                matches!(fold(cell).as_str(), "×" | "✕" | "x" | "欠" | "欠席" | "キャンセル")
            };
            if row.iter().any(is_absent) {
                self.reading.absent += 1;
                continue;
            }
            self.reading.persons += 1;
            let mut told = row.clone();
            for at in table.columns_of(PERSON) {
                if let Some(cell) = told.get_mut(at) {
                    cell.clear();
                }
            }
            match groups.iter_mut().find(|(known, ..)| *known == told) {
                Some((_, _, count)) => *count += 1,
                None => groups.push((told, *no, 1)),
            }
        }
        for (row, no, count) in groups {
            self.row(no, &row, Some(count));
        }
    }

    /// A row: a record, or one for each number of a counting.
    fn row(&mut self, no: u32, row: &[String], persons: Option<usize>) {
        let mapped = self.table.roles.iter().zip(row).filter(|(role, _)| !role.is_empty());
        if mapped.clone().all(|(_, cell)| cell.trim().is_empty()) {
            return;
        }
        let is_sum = |cell: &String| {
            matches!(fold(cell).as_str(), "計" | "合計" | "小計" | "総計" | "年度計" | "年計")
        };
        if row.iter().any(is_sum) {
            self.reading.skipped.push(no);
            return;
        }
        for pairs in self.pairs(row, persons) {
            match pairs.and_then(|pairs| self.line(&pairs)) {
                Ok(line) => self.reading.records.push((no, line)),
                Err(error) => self.reading.faults.push((no, error.to_string())),
            }
        }
    }

    /// What a row says, by the names of the form.
    fn pairs(
        &self,
        row: &[String],
        persons: Option<usize>,
    ) -> Vec<Result<Vec<(String, String)>, Error>> {
        let told =
            |role: &str, cell: &str| self.told(role, cell).map(|text| (role.to_owned(), text));
        let mapped: Vec<(&str, &str)> = (self.table.roles.iter().zip(row))
            .map(|(role, cell)| (role.as_str(), cell.trim()))
            .filter(|(role, cell)| !role.is_empty() && *role != PERSON && !cell.is_empty())
            .collect();
        let (values, rest): (Vec<_>, Vec<_>) =
            mapped.into_iter().partition(|(role, _)| role.starts_with(VALUE));
        let common: Result<Vec<(String, String)>, Error> =
            rest.iter().map(|(role, cell)| told(role, cell)).collect();
        let mut common = match common {
            Ok(common) => common,
            Err(error) => return vec![Err(error)],
        };
        if let Some(count) = persons {
            common.push(("attended:".to_owned(), count.to_string()));
        }
        if let Some((_, month)) = common.iter().find(|(role, _)| role == MONTH).cloned() {
            let (from, to) = month.split_once(' ').unwrap_or((&month, &month));
            common.push(("from".to_owned(), from.to_owned()));
            common.push(("to".to_owned(), to.to_owned()));
        }
        if self.register.shape != Shape::Total {
            return vec![Ok(common)];
        }
        let one = |(role, cell): &(&str, &str)| {
            let key = role.strip_prefix(VALUE).unwrap_or(role);
            let number = number(cell).map_err(|why| self.at(role, &why))?;
            let own = [("counting".to_owned(), key.to_owned()), ("value".to_owned(), number)];
            Ok(common.iter().cloned().chain(own).collect())
        };
        values.iter().map(one).collect()
    }

    /// A cell as the form would be filled with it.
    fn told(&self, role: &str, cell: &str) -> Result<String, Error> {
        let wrong = |why: String| self.at(role, &why);
        match role {
            "date" | "from" | "to" => self.day(cell).map(|day| day.to_string()).map_err(wrong),
            MONTH => self.month(cell).map_err(wrong),
            STATE => state(cell).map(|state| state.code().to_owned()).map_err(wrong),
            "channel" => {
                let codes = self.register.codes.iter();
                let mut known = codes.filter(|code| fold(&code.name) == fold(cell));
                known.next().map(|code| code.key.clone()).ok_or_else(|| {
                    wrong(format!(
                        "「{cell}」という区分は台帳にありません。区分に加えるか、表を直してください。"
                    ))
                })
            }
            "venue" | "start" | "series" | "item" | "audience" | "memo" => {
                Ok(cell.replace('\n', " "))
            }
            "form" | "movement" => Ok(cell.to_owned()),
            _ => number(cell).map_err(wrong),
        }
    }

    /// A sentence about a column.
    fn at(&self, role: &str, why: &str) -> Error {
        let at = self.table.columns_of(role).next();
        let heading = at.and_then(|at| self.table.headings().get(at)).map_or(role, String::as_str);
        Error::Refused(format!("{}：{why}", heading.replace('\n', "")))
    }

    /// A day; without a year the one of the fiscal year.
    fn day(&self, cell: &str) -> Result<Day, String> {
        let written = ascii_digits(cell).replace(['/', '.'], "-");
        let head = written.split([' ', '　', 'T', '(', '（']).next().unwrap_or(&written);
        let padded: Vec<String> = head.split('-').map(|part| format!("{part:0>2}")).collect();
        if let Ok(day) = Day::parse(&padded.join("-")) {
            return Ok(day);
        }
        if let [month, day] = padded.as_slice()
            && let (Ok(month), Ok(day)) = (month.parse(), day.parse())
        {
            return self.in_year(month, day).ok_or_else(|| unreadable(cell));
        }
        let asked = AskedField { field: &Field::Status, year: self.year };
        match prose::dates(cell, asked).as_slice() {
            [one] => {
                let day = one.day.and_then(|day| Day::new(one.year, one.month.into(), day.into()));
                day.ok_or_else(|| unreadable(cell))
            }
            _ => Err(unreadable(cell)),
        }
    }

    fn in_year(&self, month: u32, day: u32) -> Option<Day> {
        let year = self.year.start() + i32::from(month < 4);
        Day::new(year, month, day)
    }

    /// The first and the last day of a month.
    fn month(&self, cell: &str) -> Result<String, String> {
        let figures = ascii_digits(cell);
        let before = figures.split('月').next().unwrap_or(&figures);
        let month = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let month: u32 = month.parse().map_err(|_| unreadable_month(cell))?;
        let first = self.in_year(month, 1).ok_or_else(|| unreadable_month(cell))?;
        let last = (28..=31).rev().find_map(|day| self.in_year(month, day)).unwrap_or(first);
        Ok(format!("{first} {last}"))
    }

    /// The record of a row, known again by its day, place and kind.
    fn line(&mut self, pairs: &[(String, String)]) -> Result<RecordLine, Error> {
        let bare = RecordLine::bare(&self.register.name, self.register.shape);
        let line = filled(&bare, self.register, pairs)?;
        let said = |name: &str| {
            pairs.iter().find(|(of, _)| of == name).map_or("", |(_, text)| text.as_str())
        };
        let state = RecordState::ALL.into_iter().find(|state| state.code() == said(STATE));
        let is_ahead = Day::parse(said("date")).is_ok_and(|day| day > self.today);
        let usual = if is_ahead { RecordState::Planned } else { RecordState::Held };
        let names =
            ["date", "from", "to", "counting", "venue", "channel", "series", "item", "start"];
        let key = names.map(said).join("\n");
        let times = self.times.entry(key.clone()).or_default();
        *times += 1;
        let id =
            digest(format!("{}\n{}\n{key}\n{times}", self.section, self.register.name).as_bytes());
        self.reading.planned += usize::from(state.unwrap_or(usual) == RecordState::Planned);
        Ok(RecordLine {
            id: Some(domain::Id::new(id)),
            state: Some(state.unwrap_or(usual)),
            section: Some(self.section.to_owned()),
            ..line
        })
    }
}

fn unreadable(cell: &str) -> String {
    format!("「{cell}」を日付として読めません。「2026/6/10」や「6月10日」のようにしてください。")
}

fn unreadable_month(cell: &str) -> String {
    format!("「{cell}」を月として読めません。「4月」のようにしてください。")
}

fn state(cell: &str) -> Result<RecordState, String> {
    let word = fold(cell);
    let known = RecordState::ALL.into_iter().filter(|state| *state != RecordState::Void);
    let mut fits = known.filter(|state| word == fold(state.label()) || word == state.code());
    fits.next().ok_or_else(|| {
        format!("「{cell}」は、実施・中止・延期・予定・代替実施のどれでもありません。")
    })
}

/// The whole number of a cell.
fn number(cell: &str) -> Result<String, String> {
    let wrong = || format!("「{cell}」を数として読めません。数だけにしてください。");
    whole(cell).map(|number| number.to_string()).ok_or_else(wrong)
}
