//! What holds whatever is recorded and written.

use ::registers::{
    RecordLine, Register, RegisterRecord, line::RecordStamp, register::ServedAction,
    shipped::shipped,
};
use domain::{Day, FiscalYear, Id, layout::ColumnRole};
use proptest::prelude::*;

use crate::{
    catalogue::{check, check_reply, rules},
    context::{Ask, CheckContext},
    finding::Spot,
    laws,
    recorded::Recorded,
    rule::Family,
};

/// Fragments on which the comparison turns.
const FRAGMENTS: [&str; 30] = [
    "１１月１６日",
    "11月17日",
    "令和６年11月５日",
    "：",
    "１６人",
    "19名",
    "合計",
    "３５人",
    "延べ",
    "約",
    "、",
    "。",
    "\n",
    "講座を",
    "２回",
    "開催した。",
    "中止とした。",
    "８７．０％",
    "91.4％が回答した",
    "前年度比",
    "12％増",
    "120部",
    "年２回",
    "1,046件",
    "0件",
    "18446744073709551615人",
    "👩‍👧",
    "か\u{3099}",
    "\u{0}",
    "％",
];

fn texts() -> impl Strategy<Value = Vec<String>> {
    laws::texts(&FRAGMENTS, 9, 12)
}

/// What may be written of a record: which, when, how many, its state and for whom it counts.
type Told = (u8, i64, Option<u64>, u8, bool);

fn told() -> impl Strategy<Value = Vec<Told>> {
    let n = prop_oneof![Just(None), (0_u64..40).prop_map(Some), Just(Some(u64::MAX))];
    prop::collection::vec((0_u8..9, -400_i64..400, n, 0_u8..6, any::<bool>()), 0..14)
}

/// The registers that the product brings, each serving one of the rows.
fn registers() -> Vec<Register> {
    let mut all = shipped().unwrap();
    for (register, action) in all.iter_mut().zip([1, 2].into_iter().cycle()) {
        register.serves = vec![ServedAction { action, section: String::new() }];
    }
    all
}

fn records(registers: &[Register], told: &[Told]) -> Vec<RegisterRecord> {
    let states = ["planned", "held", "cancelled", "postponed", "substituted", "void"];
    let record = |(nth, (id, days, n, state, both)): (usize, &Told)| {
        let register = &registers[nth % registers.len()];
        let date = Day::parse("2025-10-01").unwrap().after(*days);
        let n = n.map_or("null".to_owned(), |n| n.to_string());
        let key = &register.countings[0].key;
        let facts = match register.shape.code() {
            "occasion" => format!(r#""date":"{date}","venue":"会館","attended":[{{"n":{n}}}]"#),
            "handout" => format!(r#""date":"{date}","movement":"give","quantity":{n}"#),
            _ => format!(r#""counting":"{key}","from":"{date}","to":"{date}","value":{n}"#),
        };
        let rows = if *both { r#"["1","2","x"]"# } else { "[]" };
        let (name, shape) = (&register.name, register.shape.code());
        let line = format!(
            r#"{{"register":"{name}","shape":"{shape}","state":"{}","reason":"理由",
            "counted_for":{rows},{facts}}}"#,
            states[usize::from(*state)]
        );
        let stamp = RecordStamp {
            id: Id::new(format!("r{id}")),
            register_version: 1,
            by: "担当".to_owned(),
            at: format!("2026-04-{:02}", nth + 1),
        };
        let record = RecordLine::parse(&line).unwrap().into_record(stamp).unwrap();
        RegisterRecord { version: u32::try_from(nth).unwrap() + 1, ..record }
    };
    told.iter().enumerate().map(record).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_is_recorded_and_written_every_mark_lies_in_its_cell(
        texts in texts(),
        told in told(),
    ) {
        let sheet = laws::sheet_of(&texts);
        let registers = registers();
        let records = records(&registers, &told);
        let today = Day::parse("2026-04-10").unwrap();
        let known = Recorded { registers: &registers, records: &records, today, section: None };
        let mut context = CheckContext::open(&sheet, &[]).recorded(known);
        let slots = sheet.rows[0].answers.keys();
        context.asked = slots.map(|slot| (slot.clone(), Ask::default())).collect();
        let own: Vec<_> =
            rules().filter(|rule| rule.family == Family::Registers).map(|one| one.name).collect();
        let found = check(&context).into_iter().chain(check_reply(&context));
        for found in found.filter(|found| own.contains(&found.rule)) {
            prop_assert!(found.no == 0 || !found.marks.is_empty(), "{}", found.rule);
            prop_assert!(!found.message.is_empty());
            for evidence in &found.records {
                prop_assert!(records.iter().any(|one| one.id == evidence.record));
            }
            for mark in found.marks {
                prop_assert_eq!(mark.sheet, FiscalYear::parse("R7").unwrap());
                let row = sheet.rows.iter().find(|row| row.no == mark.no).unwrap();
                let Spot::Answer(slot) = mark.spot else { panic!("{}", found.rule) };
                let text = &row.cell(&ColumnRole::Answer(slot)).unwrap().text;
                let Some(span) = mark.span else { continue };
                prop_assert!(text.get(span.start..span.end).is_some(), "{}", found.rule);
            }
        }
    }

    #[test]
    fn without_registers_nothing_is_said_of_them(texts in texts()) {
        let sheet = laws::sheet_of(&texts);
        let (registers, records) = (Vec::new(), Vec::new());
        let today = Day::parse("2026-04-10").unwrap();
        let known = Recorded { registers: &registers, records: &records, today, section: None };
        let (with, without) = (
            check(&CheckContext::open(&sheet, &[]).recorded(known)),
            check(&CheckContext::open(&sheet, &[])),
        );
        prop_assert_eq!(with, without);
    }
}
