//! How long checking takes: the real sheet where it is at hand, made-up plans of growing size, and a
//! plan of 100 actions over five years (a thousandth of a prefecture's).
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench, not the product")]

use std::{hint::black_box, path::Path};

use checker::{CheckContext, Recorded, check};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use domain::{Day, Id, sheet::Sheet};
use ingest::Options;
use made::sheet;
use prose::series::candidates;
use registers::{
    RecordLine, Register, RegisterRecord, line::RecordStamp, register::ServedAction,
    shipped::shipped,
};

mod made;

/// A register of courses for each of 100 actions, and 5,000 records of the year between them.
fn recorded() -> (Vec<Register>, Vec<RegisterRecord>) {
    let course = shipped().unwrap().into_iter().find(|one| one.name == "講座・研修・講演会");
    let course = course.unwrap();
    let register = |action: u32| Register {
        name: format!("講座{action}"),
        serves: vec![ServedAction { action, section: String::new() }],
        ..course.clone()
    };
    let record = |n: i64| {
        let (name, date) = (n % 100 + 1, Day::parse("2025-04-01").unwrap().after(n % 365));
        let line = format!(
            r#"{{"register":"講座{name}","shape":"occasion","date":"{date}","venue":"会館",
            "attended":[{{"n":{}}}]}}"#,
            n % 90
        );
        let (by, at) = (String::new(), String::new());
        let stamp = RecordStamp { id: Id::new(format!("{n:05}")), register_version: 1, by, at };
        RecordLine::parse(&line).unwrap().into_record(stamp).unwrap()
    };
    ((1..=100).map(register).collect(), (0..5_000).map(record).collect())
}

fn benches(c: &mut Criterion) {
    let real =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/kumagaya-r3.txt");
    if let Ok(bytes) = std::fs::read(&real) {
        let reading = ingest::read(&bytes, &Options::default()).unwrap();
        c.bench_function("check the real sheet (90 rows)", |b| {
            b.iter(|| black_box(check(&CheckContext::open(&reading.sheet, &[]))));
        });
    } else {
        println!("SKIPPED the real sheet: {} is not there", real.display());
    }
    let mut growing = c.benchmark_group("check made-up rows");
    for rows in [100, 200, 400, 800] {
        let sheet = sheet("R7", rows);
        growing.bench_with_input(BenchmarkId::from_parameter(rows), &sheet, |b, sheet| {
            b.iter(|| black_box(check(&CheckContext::open(sheet, &[]))));
        });
    }
    growing.finish();
    // What grows with the square of a cell's length shows between the sizes
    let mut pages = c.benchmark_group("check a row of cells of many pages");
    pages.sample_size(10);
    for letters in [5_000, 10_000, 20_000] {
        for piece in ["「", "者", "16人、", "実施した。", "2", "令和", "人", "約"] {
            let mut long = sheet("R7", 1);
            let text = piece.repeat(letters / piece.chars().count());
            let cells = long.rows[0].answers.iter_mut();
            cells.for_each(|(_, cell)| cell.text.clone_from(&text));
            pages.bench_with_input(BenchmarkId::new(piece, letters), &long, |b, sheet| {
                b.iter(|| black_box(check(&CheckContext::open(sheet, &[]))));
            });
        }
    }
    pages.finish();
    let years = ["R7", "R6", "R5", "R4", "R3"].map(|year| sheet(year, 100));
    let earlier: Vec<&Sheet> = years.iter().skip(1).collect();
    c.bench_function("check 100 actions beside the four years before", |b| {
        b.iter(|| black_box(check(&CheckContext::open(&years[0], &earlier))));
    });
    let (registers, records) = recorded();
    let today = Day::parse("2026-04-10").unwrap();
    let known = Recorded { registers: &registers, records: &records, today, section: None };
    c.bench_function("check 100 actions beside 5,000 records of the year", |b| {
        b.iter(|| black_box(check(&CheckContext::open(&years[0], &earlier).recorded(known))));
    });
    c.bench_function("series of what 100 actions count in five years", |b| {
        b.iter(|| {
            for at in 0..100 {
                let rows = years.iter().map(|sheet| (sheet.year, &sheet.rows[at]));
                black_box(candidates(rows));
            }
        });
    });
}

criterion_group! {
    name = all;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(all);
