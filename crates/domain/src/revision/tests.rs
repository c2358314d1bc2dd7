//! Revisions of a made-up list.

use super::*;
use crate::{FiscalYear, layout::Layout, measure::Measure, scale::Scale};

fn sheet() -> Sheet {
    let year = FiscalYear::parse("R8").unwrap();
    let layout = Layout::standard(year, Scale::default());
    let measure = |title: &str| Measure { title: title.into(), parent: None, place: Place::File };
    let rows =
        [("会議", 0), ("研修", 0), ("相談", 1)].into_iter().zip(1..).map(|((title, at), no)| {
            let mut row = Row::blank(no, Place::File);
            row.measure = Some(at);
            row.action = typed(title);
            row.section = typed("甲課・乙課");
            row.answers = layout.slots().map(|slot| (slot.clone(), Cell::empty())).collect();
            row.answers.insert(plan(), typed(&format!("{title}の計画")));
            row
        });
    let rows = rows.collect();
    Sheet { year, layout, measures: vec![measure("一"), measure("二")], rows }
}

fn plan() -> Slot {
    Slot::new(Field::Plan, Offset::This)
}

fn titles(sheet: &Sheet) -> Vec<(u32, &str)> {
    sheet.rows.iter().map(|row| (row.no, row.action.text.as_str())).collect()
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn an_action_is_added_under_its_measure_and_retired() {
    let add = Revision::Add {
        title: "広報".into(),
        content: String::new(),
        measure: Some(0),
        department: String::new(),
        section: "丙課".into(),
    };
    let after = revised(&sheet(), &add).unwrap();
    assert_eq!(titles(&after), [(1, "会議"), (2, "研修"), (3, "広報"), (4, "相談")]);
    assert_eq!(revised(&after, &add), Err(Unfit::Twice("広報".into())));
    let retire = Revision::Retire { title: "研修".into() };
    assert_eq!(titles(&revised(&sheet(), &retire).unwrap()), [(1, "会議"), (2, "相談")]);
}

#[test]
fn a_split_gives_each_the_plan_and_a_merger_keeps_both_plans() {
    let split = Revision::Become {
        from: texts(&["研修"]),
        to: texts(&["研修（基礎）", "研修（応用）"]),
    };
    let after = revised(&sheet(), &split).unwrap();
    assert_eq!(titles(&after)[1..3], [(2, "研修（基礎）"), (3, "研修（応用）")]);
    assert_eq!(after.rows[2].text(&plan()), "研修の計画");
    let merge =
        Revision::Become { from: texts(&["会議", "相談"]), to: texts(&["相談会議"]) };
    let after = revised(&sheet(), &merge).unwrap();
    assert_eq!(titles(&after), [(1, "相談会議"), (2, "研修")]);
    assert_eq!(after.rows[0].text(&plan()), "会議の計画\n相談の計画");
    let unknown = Revision::Become { from: texts(&["無い"]), to: texts(&["ある"]) };
    assert_eq!(revised(&sheet(), &unknown), Err(Unfit::NoAction("無い".into())));
}

#[test]
fn an_action_moves_between_measures_and_sections() {
    let go = Revision::Move { title: "会議".into(), measure: 1 };
    assert_eq!(titles(&revised(&sheet(), &go).unwrap()), [(1, "研修"), (2, "会議"), (3, "相談")]);
    let nowhere = Revision::Move { title: "会議".into(), measure: 9 };
    assert_eq!(revised(&sheet(), &nowhere), Err(Unfit::NoMeasure));
    let (title, department) = ("会議".to_owned(), "福祉部".to_owned());
    let assign = Revision::Assign { title, department, section: "丁課".into() };
    assert_eq!(revised(&sheet(), &assign).unwrap().rows[0].sections(), ["丁課"]);
}

#[test]
fn a_renamed_section_owns_what_the_old_one_did_and_a_merged_one_once() {
    let rename = Revision::RenameSection { from: "甲課".into(), to: "新課".into() };
    assert_eq!(revised(&sheet(), &rename).unwrap().rows[2].sections(), ["新課", "乙課"]);
    let merge = Revision::RenameSection { from: "甲課".into(), to: "乙課".into() };
    assert_eq!(revised(&sheet(), &merge).unwrap().rows[2].sections(), ["乙課"]);
    let unknown = Revision::RenameSection { from: "無い課".into(), to: "乙課".into() };
    assert_eq!(revised(&sheet(), &unknown), Err(Unfit::NoSection("無い課".into())));
}
