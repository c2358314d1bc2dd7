//! How long the official form takes: 100 and 1,000 rows, with fonts looked for and without.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::{
    FiscalYear, Place,
    layout::Layout,
    measure::Measure,
    scale::Scale,
    sheet::{Cell, Row, Sheet},
};
use report::Heading;
use typeset::{Edition, PaperSize, Typesetter};

const EDITION: Edition = Edition {
    heading: Heading {
        municipality: "あおぞら市", area_code: "", plan_title: "自殺対策計画"
    },
    date: "令和８年１１月２４日",
    edition: "",
};

/// Every run has a sheet of its own, so that typst's cache does not answer in its place.
fn sheet(year: FiscalYear, rows: u32, run: u32) -> Sheet {
    let layout = Layout::standard(year, Scale::default());
    let measure = |n: u32| Measure {
        title: format!("基本施策{n}　地域におけるネットワークの強化"),
        parent: None,
        place: Place::File,
    };
    let rows = (1..=rows).map(|no| {
        let mut row = Row::blank(no, Place::File);
        row.measure = Some(no as usize / 20);
        for column in &layout.columns {
            if let Some(cell) = row.cell_mut(&column.role) {
                let text = format!("関係課と連携し、相談会を{no}回開催した（{run}）。");
                *cell = Cell::new(text, Place::File);
            }
        }
        row
    });
    let rows: Vec<Row> = rows.collect();
    Sheet { year, layout, measures: (0..=50).map(measure).collect(), rows }
}

fn pdf(criterion: &mut Criterion) {
    let Some(year) = FiscalYear::starting(2021) else { return };
    let Ok(typesetter) = Typesetter::new(None) else { return };
    let mut group = criterion.benchmark_group("pdf");
    group.sample_size(10);
    let mut run = 0;
    group.bench_function("fonts", |bencher| bencher.iter(|| Typesetter::new(None).is_ok()));
    for rows in [100, 1_000] {
        group.bench_function(format!("{rows}_rows_other_texts"), |bencher| {
            bencher.iter(|| {
                run += 1;
                typesetter
                    .sheet(&EDITION, black_box(&sheet(year, rows, run)), PaperSize::A3)
                    .is_ok()
            });
        });
        let same = sheet(year, rows, 0);
        group.bench_function(format!("{rows}_rows_same_texts"), |bencher| {
            bencher.iter(|| typesetter.sheet(&EDITION, black_box(&same), PaperSize::A3).is_ok());
        });
    }
    group.finish();
}

criterion_group!(benches, pdf);
criterion_main!(benches);
