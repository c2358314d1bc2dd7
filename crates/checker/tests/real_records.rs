//! The counted rows of the real sheet beside made-up records that give its figures: what is found is
//! what cannot be right. The sheet is read in place.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests fail by panics")]

#[path = "../../registers/tests/registers/made.rs"]
#[expect(dead_code, reason = "the tests of the registers use the rest")]
mod made;
#[path = "../../registers/tests/registers/sheet_rows.rs"]
#[expect(dead_code, reason = "the tests of the registers use the rest")]
mod sheet_rows;

use std::path::Path;

use checker::{CheckContext, Family, Recorded, Severity, check};
use domain::{Day, Id, sheet::Sheet};
use ingest::Options;
use registers::{Register, RegisterRecord, register::ServedAction};

fn real() -> Option<Sheet> {
    let path =
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/kumagaya-r3.txt"));
    let Ok(bytes) = std::fs::read(path) else {
        println!("SKIPPED: {} is absent", path.display());
        return None;
    };
    Some(ingest::read(&bytes, &Options::default()).unwrap().sheet)
}

/// Each row's records in a register of its own; a base and a questionnaire that the sheet does not
/// print are added.
fn recorded() -> (Vec<Register>, Vec<RegisterRecord>) {
    let (mut registers, mut records) = (Vec::new(), Vec::new());
    for mut row in sheet_rows::rows() {
        match row.item {
            49 => row.facts[1] = made::yearly("target", 1_083, &[]),
            77 => row.facts[0]
                .push_str(r#","asked":{"returned":15,"answers":[{"question":"useful","n":13}]}"#),
            _ => {}
        }
        let mut register = made::register(row.register);
        register.name = format!("{}（{}）", register.name, row.item);
        register.serves = vec![ServedAction { action: row.item, section: String::new() }];
        let facts: Vec<&str> = row.facts.iter().map(String::as_str).collect();
        let own = made::records(&register, &facts).into_iter();
        records.extend(own.map(|one| {
            let id = Id::new(format!("{}-{}", row.item, one.id));
            RegisterRecord { id, ..one }
        }));
        registers.push(register);
    }
    (registers, records)
}

#[test]
fn what_is_said_of_the_counted_rows_is_what_cannot_be_right() {
    let Some(sheet) = real() else { return };
    let (registers, records) = recorded();
    let today = Day::parse("2022-04-10").unwrap();
    let known = Recorded { registers: &registers, records: &records, today, section: None };
    let found = check(&CheckContext::open(&sheet, &[]).recorded(known));
    let own = found.iter().filter(|one| {
        let of = checker::rule(one.rule).map(|rule| rule.family);
        of == Some(Family::Registers) && one.severity != Severity::Info
    });
    let told: Vec<_> = own.map(|one| (one.no, one.rule)).collect();
    let expected = [
        (9, "REGISTER_DATE_UNKNOWN"),
        (49, "RATE_DENOMINATOR_DIFFERS"),
        (77, "RATE_DENOMINATOR_DIFFERS"),
    ];
    assert_eq!(told, expected, "{found:#?}");
}
