//! How long drafts and comparisons take beside ten years of 5,000 records a year: of one action, and of
//! a year's 100 actions.
#![expect(clippy::unwrap_used, reason = "a bench, not the product")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::{Day, Field, FiscalYear, Id};
use prose::AskedField;
use registers::{
    CountedRecords, Period, RecordLine, Register, RegisterDraft, RegisterRecord, Shape, Wording,
    WordingStyle, compare, draft, line::RecordStamp, register::ServedAction, shipped::shipped,
};

const YEARS: i32 = 10;
const A_YEAR: usize = 5_000;
const ACTIONS: u32 = 100;

/// The registers that the product brings, between them serving every action.
fn registers() -> Vec<Register> {
    let mut all = shipped().unwrap();
    let count = all.len();
    for (at, register) in all.iter_mut().enumerate() {
        let own = (1..=ACTIONS).filter(|no| *no as usize % count == at);
        register.serves =
            own.map(|action| ServedAction { action, section: String::new() }).collect();
    }
    all
}

fn facts(register: &Register, date: Day, n: usize) -> String {
    let counting = &register.countings[n % register.countings.len()].key;
    match register.shape {
        Shape::Occasion => format!(
            r#""date":"{date}","venue":"会館{}","attended":[{{"n":{}}}],"asked":{{"returned":30,
            "answers":[{{"question":"useful","n":{}}}]}}"#,
            n % 9,
            n % 80,
            n % 30
        ),
        Shape::Handout => {
            format!(r#""date":"{date}","movement":"give","quantity":{},"persons":9"#, n % 300)
        }
        Shape::Total => {
            format!(r#""counting":"{counting}","from":"{date}","to":"{date}","value":{n}"#)
        }
    }
}

fn records(registers: &[Register]) -> Vec<RegisterRecord> {
    let (from, count) = (FiscalYear::starting(2016).unwrap(), registers.len());
    let mut all = Vec::new();
    for year in 0..YEARS {
        let first = Period::fiscal_year(from.plus(year)).from;
        for n in 0..A_YEAR {
            let register = &registers[n % count];
            let date = first.after(i64::try_from(n * 364 / A_YEAR).unwrap());
            let (name, shape) = (&register.name, register.shape.code());
            let facts = facts(register, date, n);
            let line = format!(r#"{{"register":"{name}","shape":"{shape}",{facts}}}"#);
            let stamp = RecordStamp {
                id: Id::new(format!("{year:02}-{n:05}")),
                register_version: 1,
                by: "担当".to_owned(),
                at: format!("{date}T09:00:00Z"),
            };
            all.push(RecordLine::parse(&line).unwrap().into_record(stamp).unwrap());
        }
    }
    all
}

/// The drafts of a year, of one action or of all.
fn drafts(
    registers: &[Register],
    records: &[RegisterRecord],
    action: Option<u32>,
) -> Vec<RegisterDraft> {
    let period = Period::fiscal_year(FiscalYear::starting(2025).unwrap());
    let mut all = Vec::new();
    for register in registers {
        let counted = CountedRecords::of(register, records, period, period.to.after(10));
        let wordings: Vec<_> =
            register.wordings.iter().map(|text| Wording::parse(text).unwrap()).collect();
        for no in counted.actions().into_iter().filter(|no| action.is_none_or(|of| of == *no)) {
            let own = counted.clone().of_action(no);
            let style = WordingStyle::default();
            all.extend(wordings.iter().filter_map(|wording| draft(wording, &own, &style)));
        }
    }
    all
}

fn benches(c: &mut Criterion) {
    let registers = registers();
    let records = records(&registers);
    assert!(drafts(&registers, &records, None).len() > 50);
    c.bench_function("the draft of one action", |b| {
        b.iter(|| black_box(drafts(&registers, &records, Some(9))));
    });
    c.bench_function("a year's drafts of 100 actions", |b| {
        b.iter(|| black_box(drafts(&registers, &records, None)));
    });
    let period = Period::fiscal_year(FiscalYear::starting(2025).unwrap());
    let course = registers.iter().find(|one| one.shape == Shape::Occasion).unwrap();
    let counted = CountedRecords::of(course, &records, period, period.to);
    let asked = AskedField { field: &Field::Status, year: FiscalYear::starting(2025).unwrap() };
    c.bench_function("a text beside the records of its action", |b| {
        let text = "４月５日：１６人、５月１日：１９人　合計３５人　アンケートでは９１．４％";
        b.iter(|| black_box(compare(text, asked, &counted)));
    });
}

criterion_group! {
    name = all;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(all);
