//! Every rule against its own example and controls.

use ::registers::{
    RecordLine, Register, RegisterRecord, line::RecordStamp, register::ServedAction,
    shipped::shipped,
};
use domain::{
    Day, FiscalYear, Id, Place, Slot,
    layout::{ColumnRole, Layout},
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
};

use crate::{
    catalogue::{check, rules},
    context::{Ask, CheckContext},
    recorded::Recorded,
    rule::{Case, Rule, RuleScope},
};

/// Before the key of a cell of which a round asks something: `ask:status`.
const ASK: &str = "ask:";

/// The context of a case's sheet, with what it says is asked.
pub(crate) fn context<'a>(case: Case, sheet: &'a Sheet, earlier: &[&'a Sheet]) -> CheckContext<'a> {
    let cells = case.iter().copied().flatten();
    let asked = cells.filter_map(|(key, words)| Some((key.strip_prefix(ASK)?, *words)));
    let asked = asked.map(|(key, words)| {
        let Ok(ColumnRole::Answer(slot)) = ColumnRole::named(key) else { panic!("{key}") };
        let limit = words.strip_prefix("limit ").map(|most| most.parse().unwrap());
        let last = words.split_once("last ").map_or("", |(_, last)| last).to_owned();
        let (required, same) = (words == "required", words.starts_with("same"));
        (slot, Ask { required, limit, last, same })
    });
    let mut context = CheckContext::open(sheet, earlier);
    context.asked = asked.collect();
    match kept(case) {
        Some(known) => context.recorded(known),
        None => context,
    }
}

/// Before the name of a register that serves the row, and of one of its records.
const REGISTER: &str = "register:";
const RECORD: &str = "record:";

/// The registers of a case with their records. One whose identifier comes again is the next version.
fn kept(case: Case) -> Option<Recorded<'static>> {
    let mut all: Vec<Register> = Vec::new();
    let mut records: Vec<RegisterRecord> = Vec::new();
    for (row, action) in case.iter().zip(1..) {
        for (key, facts) in *row {
            let told = key.strip_prefix(RECORD);
            let Some(name) = told.or_else(|| key.strip_prefix(REGISTER)) else { continue };
            let at = all.iter().position(|one| one.name == name).unwrap_or_else(|| {
                let brought = shipped().unwrap().into_iter().find(|one| one.name == name);
                all.push(brought.unwrap());
                all.len() - 1
            });
            let serving = ServedAction { action, section: String::new() };
            if !all[at].serves.contains(&serving) {
                all[at].serves.push(serving);
            }
            if told.is_some() {
                let record = record(&all[at], facts, &records);
                records.push(record);
            }
        }
    }
    let today = Day::parse("2026-04-10").unwrap();
    let (registers, records) = (all.leak(), records.leak());
    let known = Recorded { registers, records, today, section: None };
    (!registers.is_empty()).then_some(known)
}

fn record(register: &Register, facts: &str, known: &[RegisterRecord]) -> RegisterRecord {
    let (name, shape) = (&register.name, register.shape.code());
    let line = format!("{{\"register\":\"{name}\",\"shape\":\"{shape}\",{facts}}}");
    let line = RecordLine::parse(&line).unwrap_or_else(|fault| panic!("{facts}: {fault}"));
    let (by, at) = ("担当".to_owned(), String::new());
    let id = Id::new(format!("r{:03}", known.len()));
    let stamp = RecordStamp { id, register_version: register.version, by, at };
    let record = line.into_record(stamp).unwrap_or_else(|fault| panic!("{facts}: {fault}"));
    let before = known.iter().filter(|other| other.id == record.id).count();
    let version = 1 + u32::try_from(before).unwrap();
    RegisterRecord { version, at: format!("2026-04-0{version}"), ..record }
}

/// Before the key of a cell of last year's own sheet: `before.status`.
const BEFORE: &str = "before.";

/// Last year's own sheet, where a case gives cells of it; its rows are those of the case.
pub(super) fn earlier(case: Case) -> Option<Sheet> {
    let of_before = |key: &str| key.starts_with(BEFORE);
    case.iter().flat_map(|row| row.iter()).any(|(key, _)| of_before(key)).then_some(())?;
    let mut sheet = sheet(case);
    sheet.year = sheet.year.plus(-1);
    for (row, cells) in sheet.rows.iter_mut().zip(case) {
        row.answers.values_mut().for_each(|cell| cell.text.clear());
        for (key, text) in
            cells.iter().filter_map(|(key, text)| Some((key.strip_prefix(BEFORE)?, text)))
        {
            row.cell_mut(&ColumnRole::named(key).unwrap()).unwrap().text = (*text).to_owned();
        }
    }
    Some(sheet)
}

/// The sheet of a case.
pub(super) fn sheet(case: Case) -> Sheet {
    let grades =
        [("ア", "実施済"), ("イ", "実施中"), ("ウ", "準備中"), ("エ", "未実施"), ("オ", "その他")];
    let grades = grades.iter().map(|(code, label)| Grade::new(code, label)).collect();
    let scale = Scale { name: "取組状況".into(), grades };
    let year = FiscalYear::parse("R7").unwrap();
    let mut layout = Layout::standard(year, scale);
    for (key, text) in case.iter().copied().flatten() {
        dress(&mut layout, key, text);
    }
    let rows = case.iter().zip(1..).map(|(cells, no)| {
        let mut row = Row::blank(no, Place::File);
        for (slot, _) in Slot::STANDARD {
            row.answers.insert(slot, Cell::empty());
        }
        row.action.text = format!("事業{no}");
        row.page.text = "10".into();
        row.section.text = "健康課".into();
        let own = |key: &str| {
            !key.contains("head:")
                && key != "scale"
                && !key.starts_with(BEFORE)
                && !key.starts_with(ASK)
                && !key.starts_with(REGISTER)
                && !key.starts_with(RECORD)
        };
        for (key, text) in cells.iter().filter(|(key, _)| own(key)) {
            let role = ColumnRole::named(key).unwrap();
            row.cell_mut(&role).unwrap().text = (*text).to_owned();
        }
        row
    });
    Sheet { year, layout, measures: Vec::new(), rows: rows.collect() }
}

/// Changes the form itself: `head:status` is the head of a column, `scale` the grades as typed.
fn dress(layout: &mut Layout, key: &str, text: &str) {
    if key == "scale" {
        layout.scales[0].grades = Scale::typed("取組状況", text).unwrap().grades;
    }
    if let Some(role) = key.strip_prefix("head:") {
        let at = layout.position(&ColumnRole::named(role).unwrap()).unwrap();
        text.clone_into(&mut layout.columns[at].heading);
    }
}

/// Whether a rule speaks of a sheet of these rows.
fn is_said(name: &str, rows: &[&[(&'static str, &'static str)]]) -> bool {
    assert!(crate::catalogue::rule(name).is_some(), "no rule {name}");
    let rows: Vec<&'static [(&'static str, &'static str)]> =
        rows.iter().map(|row| &*row.to_vec().leak()).collect();
    let case: Case = rows.leak();
    let (sheet, earlier) = (sheet(case), earlier(case));
    let earlier: Vec<_> = earlier.iter().collect();
    let context = context(case, &sheet, &earlier);
    let rule = rules().find(|rule| rule.name == name).unwrap();
    !(rule.find)(&context, rule).is_empty()
}

/// A row of which a rule must speak.
pub(super) fn speaks(name: &str, row: &[(&'static str, &'static str)]) {
    speaks_rows(name, &[row]);
}

/// A row of which a rule must say nothing.
pub(super) fn silent(name: &str, row: &[(&'static str, &'static str)]) {
    silent_rows(name, &[row]);
}

/// Rows of which a rule must speak.
pub(super) fn speaks_rows(name: &str, rows: &[&[(&'static str, &'static str)]]) {
    assert!(is_said(name, rows), "{name} is silent on {rows:?}");
}

/// Rows of which a rule must say nothing.
pub(super) fn silent_rows(name: &str, rows: &[&[(&'static str, &'static str)]]) {
    assert!(!is_said(name, rows), "{name} speaks on {rows:?}");
}

#[test]
fn every_rule_finds_its_example_and_is_silent_on_its_controls() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let speaks = |case: Case| {
            let sheet = sheet(case);
            let earlier = earlier(case);
            let earlier: Vec<_> = earlier.iter().collect();
            check(&context(case, &sheet, &earlier)).iter().any(|found| found.rule == rule.name)
        };
        if !speaks(rule.example) {
            wrong.push(format!("{} is silent on its example", rule.name));
        }
        for (control, n) in rule.controls.iter().zip(1..) {
            if speaks(control) {
                wrong.push(format!("{} speaks on control {n}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_rule_is_found_by_the_name_that_it_once_had() {
    let name = |former| crate::catalogue::rule(former).map(|rule| rule.name);
    assert_eq!(name("R2_PCT_MISSING"), Some("PREVIOUS_PCT_MISSING"));
    assert_eq!(name("R2_ABSENT_NEW_ITEM"), Some("PREVIOUS_ABSENT_NEW_ITEM"));
    assert_eq!(name("R2_NO_RULE"), None);
}

#[test]
fn names_of_rules_are_unique_and_every_rule_says_all_that_it_must() {
    let mut names = std::collections::BTreeSet::new();
    for rule in rules() {
        assert!(names.insert(rule.name), "{} twice", rule.name);
        let told = [rule.title, rule.question, rule.instruction, rule.why];
        assert!(told.iter().all(|text| !text.is_empty()), "{}", rule.name);
        assert!(!rule.controls.is_empty(), "{} has no control", rule.name);
    }
}

/// Whether a rule speaks of a row of a sheet that has no other.
fn speaks_alone(rule: &Rule, case: Case) -> bool {
    let (sheet, earlier) = (sheet(case), earlier(case));
    let earlier: Vec<_> = earlier.iter().collect();
    let found = (rule.find)(&context(case, &sheet, &earlier), rule);
    found.iter().any(|found| found.no != 0)
}

#[test]
fn a_rule_of_a_cell_or_row_needs_no_other_row_and_a_rule_of_the_sheet_does() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let alone = rule.example.chunks(1).any(|row| speaks_alone(rule, row));
        if alone == (rule.scope == RuleScope::Sheet) {
            wrong.push(format!("{} {:?}: alone {alone}", rule.name, rule.scope));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_rule_of_a_cell_needs_no_other_cell() {
    let dress = |key: &str| key.contains(':') || key == "scale";
    let mut wrong = Vec::new();
    for rule in rules().filter(|rule| rule.scope == RuleScope::Cell) {
        let rows = rule.example.iter().copied();
        let alone = rows.into_iter().any(|row| {
            let cells = row.iter().filter(|(key, _)| !dress(key)).map(Some).chain([None]);
            cells.into_iter().any(|kept| {
                let of = |cell: &&(&str, &str)| dress(cell.0) || Some(*cell) == kept;
                let row: Vec<_> = row.iter().filter(of).copied().collect();
                let row: &'static [_] = row.leak();
                speaks_alone(rule, vec![row].leak())
            })
        });
        if !alone {
            wrong.push(rule.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
