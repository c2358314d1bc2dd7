//! The hidden worksheet: the state in which a workbook was sent, so that comparing needs no stored
//! copy. It is a table of texts that no spreadsheet takes for a number, a date or a formula, under a
//! digest that shows whether it was touched.

use std::{collections::BTreeMap, fmt::Write as _};

use sha2::{Digest, Sha256};

use super::{
    column::WorkbookColumn,
    identity::{Identity, MemberIdentity, WorkbookOwner},
    outgoing::{ReplyWorkbook, WorkbookRow},
};
use crate::{Day, FiscalYear, Id, Slot};

/// The version of the worksheet's form.
pub const FORMAT: u32 = 1;

/// The first text of the worksheet.
const NAME: &str = "sasae-replies";

/// What a person reads who finds it.
const WARNING: &str = "Sasaeが照合に使うシートです。変更や削除をしないでください。";

/// How many characters one cell carries; a longer text goes on in the next. Spreadsheets refuse
/// texts of more than 32,767 UTF-16 units.
const PIECE: usize = 8_000;

/// The most rows that a section has; more was made by no program of ours.
const MOST_ROWS: usize = 5_000;

/// What the hidden worksheet of a returned workbook says.
#[derive(Debug, Clone, PartialEq)]
pub enum HiddenSheet {
    /// It is as it was sent.
    Whole(AsSent),
    /// Someone changed it: what it still says is not to be relied on.
    Altered(Option<AsSent>),
    /// A newer version of the program made it.
    Newer,
    /// It is gone.
    Missing,
}

/// The state in which a workbook was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct AsSent {
    /// Whose it is.
    pub owner: WorkbookOwner,
    /// The day until which an answer is on time.
    pub due_on: Day,
    /// Its columns with their headings.
    pub columns: Vec<(WorkbookColumn, String)>,
    /// Its rows in their order.
    pub rows: Vec<SentRow>,
}

/// A row as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRow {
    /// Its key.
    pub key: String,
    /// Whether the section could write in it.
    pub editable: bool,
    /// Its cells.
    pub cells: BTreeMap<WorkbookColumn, SentCell>,
}

/// A cell as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SentCell {
    /// Its text.
    pub text: String,
    /// How often it had been written; zero for cells that are only shown.
    pub version: u32,
}

impl HiddenSheet {
    /// What it says, relied on or not.
    pub fn as_sent(&self) -> Option<&AsSent> {
        match self {
            Self::Whole(sent) | Self::Altered(Some(sent)) => Some(sent),
            Self::Altered(None) | Self::Newer | Self::Missing => None,
        }
    }

    /// What it says, if it can be relied on.
    pub fn whole(&self) -> Option<&AsSent> {
        match self {
            Self::Whole(sent) => Some(sent),
            _ => None,
        }
    }
}

impl AsSent {
    /// The row of a key.
    pub fn row(&self, key: &str) -> Option<&SentRow> {
        self.rows.iter().find(|row| row.key == key)
    }
}

impl SentRow {
    /// What it said in a column.
    pub fn text(&self, column: &WorkbookColumn) -> &str {
        self.cells.get(column).map_or("", |cell| &cell.text)
    }

    /// How often the answer to a question had been written.
    pub fn version(&self, slot: &Slot) -> u32 {
        self.cells.get(&WorkbookColumn::Input(slot.clone())).map_or(0, |cell| cell.version)
    }
}

/// The rows of the hidden worksheet.
pub fn records(book: &ReplyWorkbook) -> Vec<Vec<String>> {
    let columns = book.columns();
    let mut body = vec![of_owner(book)];
    body.extend(
        columns.iter().map(|column| {
            record("column", &[column.code().as_str(), book.heading(column).as_str()])
        }),
    );
    body.extend(book.rows.iter().flat_map(|row| of_row(row, &columns)));
    let head = vec![NAME.to_owned(), quoted(&FORMAT.to_string()), seal(&body), WARNING.to_owned()];
    std::iter::once(head).chain(body).collect()
}

fn of_owner(book: &ReplyWorkbook) -> Vec<String> {
    let (year, due) = (book.owner.year().start().to_string(), book.due_on.to_string());
    match &book.owner {
        WorkbookOwner::Section(of) => {
            let Identity { city, plan_title, plan, round, section, section_name, .. } = of;
            let (plan, round, section) = (plan.as_str(), round.as_str(), section.as_str());
            record("identity", &[city, plan_title, plan, round, &year, section, section_name, &due])
        }
        WorkbookOwner::Member(of) => record(
            "member",
            &[
                &of.city,
                &of.plan_title,
                of.plan.as_str(),
                &year,
                &of.meeting,
                &of.meeting_title,
                &of.edition,
                &of.edition_name,
                &of.member,
                &of.person,
                &due,
            ],
        ),
    }
}

fn of_row(row: &WorkbookRow, columns: &[WorkbookColumn]) -> Vec<Vec<String>> {
    let editable = if row.editable { "open" } else { "shut" };
    let mut records = vec![record("row", &[row.key.as_str(), editable])];
    for column in columns.iter().filter(|column| **column != WorkbookColumn::Key) {
        let version = match column {
            WorkbookColumn::Input(slot) => row.version(slot),
            _ => 0,
        };
        let (code, version) = (column.code(), version.to_string());
        records.push(cell(&[row.key.as_str(), &code, &version], &row.text(column)));
    }
    records
}

fn record(name: &str, texts: &[&str]) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(texts.iter().map(|text| quoted(text))).collect()
}

fn cell(keys: &[&str], text: &str) -> Vec<String> {
    let mut record = record("cell", keys);
    let letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        record.push(quoted(""));
    }
    record.extend(letters.chunks(PIECE).map(|piece| quoted(&piece.iter().collect::<String>())));
    record
}

/// A text between bars, in one line: white space at its ends and line breaks stay.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t");
    // Spreadsheets write control characters as _x0001_ and read such words back
    format!("|{}|", text.replace('\r', "\\r").replace("_x", "\\u"))
}

fn unquoted(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut out = String::new();
    let mut letters = inner.chars();
    while let Some(c) = letters.next() {
        match (c, if c == '\\' { letters.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('t')) => out.push('\t'),
            ('\\', Some('r')) => out.push('\r'),
            ('\\', Some('u')) => out.push_str("_x"),
            ('\\', Some('\\')) => out.push('\\'),
            ('\\', _) => return None,
            (plain, _) => out.push(plain),
        }
    }
    Some(out)
}

/// The digest of all records. It shows accidents and meddling, not forgery: who sends a workbook may
/// write its answers anyway.
fn seal(body: &[Vec<String>]) -> String {
    let mut digest = Sha256::new();
    for record in body {
        for text in record.iter().filter(|text| !text.is_empty()) {
            digest.update(text.as_bytes());
            digest.update([0x1f]);
        }
        digest.update([0x1e]);
    }
    digest.finalize().iter().fold("sha256:".to_owned(), |mut hex, byte| {
        // Writing into a text does not fail
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Reads the rows of a worksheet; `None` when it is another one.
pub fn read(rows: &[Vec<String>]) -> Option<HiddenSheet> {
    let (head, body) = rows.split_first()?;
    let text = |at: usize| head.get(at).map_or("", |text| text.trim());
    (text(0) == NAME).then_some(())?;
    let format = unquoted(text(1)).and_then(|format| format.parse::<u32>().ok());
    if format.is_some_and(|format| format > FORMAT) {
        return Some(HiddenSheet::Newer);
    }
    let sent = as_sent(body);
    Some(match sent {
        Some(sent) if format == Some(FORMAT) && seal(body) == text(2) => HiddenSheet::Whole(sent),
        sent => HiddenSheet::Altered(sent),
    })
}

fn as_sent(body: &[Vec<String>]) -> Option<AsSent> {
    let mut sent = None;
    for record in body {
        let (name, texts) = record.split_first()?;
        let texts = texts.iter().filter(|text| !text.is_empty());
        let texts: Vec<String> = texts.map(|text| unquoted(text)).collect::<Option<_>>()?;
        match (name.as_str(), texts.as_slice(), &mut sent) {
            ("identity", texts, None) => sent = Some(identity(texts)?),
            ("member", texts, None) => sent = Some(member(texts)?),
            ("column", [code, heading], Some(sent)) => {
                sent.columns.push((WorkbookColumn::coded(code)?, heading.clone()));
            }
            ("row", _, Some(sent)) if sent.rows.len() >= MOST_ROWS => return None,
            ("row", [key, editable], Some(sent)) => sent.rows.push(SentRow {
                key: key.clone(),
                editable: editable == "open",
                cells: BTreeMap::new(),
            }),
            ("cell", [key, code, version, pieces @ ..], Some(sent)) => {
                let row = sent.rows.last_mut().filter(|row| row.key == *key)?;
                let written = SentCell { text: pieces.concat(), version: version.parse().ok()? };
                row.cells.insert(WorkbookColumn::coded(code)?, written);
            }
            _ => return None,
        }
    }
    sent
}

fn identity(texts: &[String]) -> Option<AsSent> {
    let [city, plan_title, plan, round, year, section, section_name, due] = texts else {
        return None;
    };
    let identity = Identity {
        city: city.clone(),
        plan_title: plan_title.clone(),
        plan: Id::new(plan),
        round: Id::new(round),
        year: FiscalYear::starting(year.parse().ok()?)?,
        section: Id::new(section),
        section_name: section_name.clone(),
    };
    sent_to(WorkbookOwner::Section(identity), due)
}

fn member(texts: &[String]) -> Option<AsSent> {
    let [city, plan_title, plan, year, rest @ ..] = texts else { return None };
    let [meeting, meeting_title, edition, edition_name, member, person, due] = rest else {
        return None;
    };
    let member = MemberIdentity {
        city: city.clone(),
        plan_title: plan_title.clone(),
        plan: Id::new(plan),
        year: FiscalYear::starting(year.parse().ok()?)?,
        meeting: meeting.clone(),
        meeting_title: meeting_title.clone(),
        edition: edition.clone(),
        edition_name: edition_name.clone(),
        member: member.clone(),
        person: person.clone(),
    };
    sent_to(WorkbookOwner::Member(member), due)
}

fn sent_to(owner: WorkbookOwner, due: &str) -> Option<AsSent> {
    Some(AsSent { owner, due_on: Day::parse(due).ok()?, columns: Vec::new(), rows: Vec::new() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_quoted_text_is_one_line_and_comes_back(text in "[a-z\\\\|_x0-9\n\r\t あ]{0,12}|\\PC{0,12}") {
            let quoted = quoted(&text);
            prop_assert!(!quoted.contains(['\n', '\r', '\t']) && !quoted.contains("_x"));
            prop_assert_eq!(unquoted(&quoted), Some(text));
        }
    }

    #[test]
    fn a_text_longer_than_a_cell_goes_on_in_the_next() {
        let long = "あ".repeat(PIECE * 2 + 1);
        let record = cell(&["k", "plan", "0"], &long);
        assert_eq!(record.len(), 7);
        let texts: String = record[4..].iter().map(|text| unquoted(text).unwrap()).collect();
        assert_eq!(texts, long);
    }

    #[test]
    fn another_worksheet_is_not_taken_for_it() {
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[vec!["No".to_owned()]]), None);
        let newer = [NAME, "|2|", "sha256:"].map(str::to_owned).to_vec();
        assert_eq!(read(&[newer]), Some(HiddenSheet::Newer));
        let cut = [NAME, "|1|", "sha256:"].map(str::to_owned).to_vec();
        assert_eq!(read(&[cut]), Some(HiddenSheet::Altered(None)));
    }
}
