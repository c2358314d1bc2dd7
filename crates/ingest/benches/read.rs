//! How long reading takes: a workbook of 10,000 rows of 14 columns, the same as csv, and the text
//! of the real sheet where it is at hand.
#![expect(clippy::unwrap_used, reason = "a bench, not the product")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ingest::Options;
use rust_xlsxwriter::Workbook;
use testkit::headings;

const GRADED: &str = "取組状況（ア　実施済、イ　実施中、ウ　準備中、エ　未実施から選択）";
const ROWS: usize = 10_000;

/// The table, every text of its own as in a real sheet.
fn table() -> Vec<Vec<String>> {
    let sentence = |what: &str, at: usize| {
        format!(
            "{what}を年{}回開催し、延べ{}人が参加した。\n場所：市役所{}階会議室",
            at % 12 + 1,
            at,
            at % 5 + 1
        )
    };
    let row = |at: usize| {
        (0..14)
            .map(|column: usize| match column {
                0 => format!("こころの健康づくり事業{at}"),
                2 => (at % 90).to_string(),
                3 => format!("第{}部", at % 9),
                4 => format!("第{}課", at % 40),
                5 => String::new(),
                7 | 12 => (at % 101).to_string(),
                11 => "ア　実施済".to_owned(),
                _ => sentence(["講座", "会議", "相談会"][column % 3], at * 14 + column),
            })
            .collect()
    };
    (0..ROWS).map(row).collect()
}

fn workbook(table: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, headings("R5", GRADED)).unwrap();
    for (row, line) in (1..).zip(table) {
        for (column, text) in (0..).zip(line).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn csv(table: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headings("R5", GRADED)).unwrap();
    for line in table {
        writer.write_record(line).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Cells of one piece, repeated: what grows with the square of a cell's length shows between the
/// sizes.
fn long_cells(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("read 60 long headings and cells");
    group.sample_size(10);
    for letters in [5_000, 10_000, 20_000] {
        for piece in ["2", "（", "令和", "R3", "評価"] {
            let text = piece.repeat(letters / piece.chars().count());
            let line = [text.as_str(); 60].join(",");
            let head = headings("R5", GRADED).join(",");
            let bytes = format!("{line}\n{head}\n{line}\n").into_bytes();
            group.bench_with_input(BenchmarkId::new(piece, letters), &bytes, |b, bytes| {
                b.iter(|| ingest::read(black_box(bytes), &Options::default()));
            });
        }
    }
    group.finish();
}

fn benches(bench: &mut Criterion) {
    let table = table();
    let options = Options::default();
    let mut group = bench.benchmark_group("read");
    group.sample_size(10);
    for (name, bytes) in [("workbook 10000x14", workbook(&table)), ("csv 10000x14", csv(&table))] {
        assert_eq!(ingest::read(&bytes, &options).unwrap().sheet.rows.len(), ROWS);
        group.bench_function(name, |b| b.iter(|| ingest::read(black_box(&bytes), &options)));
    }
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/kumagaya-r3.txt");
    if let Ok(text) = std::fs::read(sample) {
        group.bench_function("text of the real sheet", |b| {
            b.iter(|| ingest::read(black_box(&text), &options));
        });
    }
    group.finish();
}

criterion_group!(all, benches, long_cells);
criterion_main!(all);
