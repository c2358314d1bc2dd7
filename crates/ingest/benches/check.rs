//! How long checking takes: the real sheet where it is at hand, made-up plans of growing size, and a
//! plan of 100 actions over five years (a thousandth of a prefecture's).
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench, not the product")]

use std::{hint::black_box, path::Path};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use domain::{
    FiscalYear, Place, Slot,
    check::{Book, check},
    layout::Layout,
    scale::Scale,
    sheet::{Cell, Row, Sheet},
};
use ingest::Options;

/// A made-up sheet; no two cells say quite the same.
fn sheet(year: &str, rows: usize) -> Sheet {
    let year = FiscalYear::parse(year).unwrap();
    let texts = |at: usize, slot: &Slot| match slot.key().as_str() {
        "previous_achievement" | "achievement" => "100".to_owned(),
        "progress" => "実施済".to_owned(),
        "plan" | "next_plan" => {
            format!(
                "見守り講座{at}を年{}回開催し、延べ{}人の参加を目指す。",
                at % 12 + 1,
                20 + at % 50
            )
        }
        "evaluation" => {
            format!("講座{at}の参加者の{}％が役に立つと答え、概ね順調である。", 50 + at % 50)
        }
        _ => format!(
            "見守り講座{at}を{}月{}日に開催し、{}人が参加した。\n場所：市役所{}階会議室",
            year.start() % 9 + 1,
            at % 27 + 1,
            20 + (at + usize::try_from(year.start()).unwrap()) % 60,
            at % 5 + 1
        ),
    };
    let layout = Layout::standard(year, Scale::default());
    let row = |no: u32| {
        let mut row = Row::blank(no, Place::File);
        row.action.text = format!("見守り講座{no}");
        row.content.text = format!("地域の見守り手を増やす講座{no}を開きます。");
        row.section.text = format!("第{}課", no % 30);
        for (slot, _) in Slot::STANDARD {
            let text = texts(no as usize, &slot);
            row.answers.insert(slot, Cell::new(text, Place::File));
        }
        row
    };
    let rows = (1..=u32::try_from(rows).unwrap()).map(row).collect();
    Sheet { year, layout, measures: Vec::new(), rows }
}

fn benches(c: &mut Criterion) {
    let real =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/kumagaya-r3.txt");
    if let Ok(bytes) = std::fs::read(&real) {
        let reading = ingest::read(&bytes, &Options::default()).unwrap();
        c.bench_function("check the real sheet (90 rows)", |b| {
            b.iter(|| black_box(check(&Book::open(&reading.sheet, &[]))));
        });
    } else {
        println!("SKIPPED the real sheet: {} is not there", real.display());
    }
    let mut growing = c.benchmark_group("check made-up rows");
    for rows in [100, 200, 400, 800] {
        let sheet = sheet("R7", rows);
        growing.bench_with_input(BenchmarkId::from_parameter(rows), &sheet, |b, sheet| {
            b.iter(|| black_box(check(&Book::open(sheet, &[]))));
        });
    }
    growing.finish();
    let years = ["R7", "R6", "R5", "R4", "R3"].map(|year| sheet(year, 100));
    let earlier: Vec<&Sheet> = years.iter().skip(1).collect();
    c.bench_function("check 100 actions beside the four years before", |b| {
        b.iter(|| black_box(check(&Book::open(&years[0], &earlier))));
    });
}

criterion_group! {
    name = all;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(all);
