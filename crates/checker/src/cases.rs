//! Every rule against its own example and controls.

use domain::{
    FiscalYear, Place, Slot,
    layout::{ColumnRole, Layout},
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
};

use super::{Book, Case, check, rules};

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
        let own = |key: &str| !key.contains("head:") && key != "scale" && !key.starts_with(BEFORE);
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

#[test]
fn every_rule_finds_its_example_and_is_silent_on_its_controls() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let speaks = |case: Case| {
            let sheet = sheet(case);
            let earlier = earlier(case);
            let earlier: Vec<_> = earlier.iter().collect();
            check(&Book::open(&sheet, &earlier)).iter().any(|found| found.rule == rule.name)
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
fn names_of_rules_are_unique_and_every_rule_says_all_that_it_must() {
    let mut names = std::collections::BTreeSet::new();
    for rule in rules() {
        assert!(names.insert(rule.name), "{} twice", rule.name);
        let told = [rule.title, rule.question, rule.instruction, rule.why];
        assert!(told.iter().all(|text| !text.is_empty()), "{}", rule.name);
        assert!(!rule.controls.is_empty(), "{} has no control", rule.name);
    }
}
