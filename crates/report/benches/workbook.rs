//! How long a large workbook takes: 10,000 rows of 14 columns.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::{
    FiscalYear, Place,
    layout::Layout,
    measure::Measure,
    scale::Scale,
    sheet::{Cell, Row, Sheet},
};
use report::{Heading, xlsx};

fn sheet(year: FiscalYear, rows: u32) -> Sheet {
    let layout = Layout::standard(year, Scale::default());
    let measure = |n: u32| Measure {
        title: format!("基本施策{n}　地域におけるネットワークの強化"),
        parent: None,
        place: Place::File,
    };
    let text = "関係課と連携し、市内18か所の公民館で相談会を26回開催した。".repeat(3);
    let rows = (1..=rows).map(|no| {
        let mut row = Row::blank(no, Place::File);
        row.measure = Some(no as usize / 100);
        for column in &layout.columns {
            if let Some(cell) = row.cell_mut(&column.role) {
                *cell = Cell::new(format!("{text}{no}"), Place::File);
            }
        }
        row
    });
    let rows: Vec<Row> = rows.collect();
    Sheet { year, layout, measures: (0..=100).map(measure).collect(), rows }
}

fn workbook(criterion: &mut Criterion) {
    let heading = Heading {
        municipality: "あおぞら市", area_code: "", plan_title: "自殺対策計画"
    };
    let Some(year) = FiscalYear::starting(2021) else { return };
    let large = sheet(year, 10_000);
    let mut group = criterion.benchmark_group("workbook");
    group.sample_size(10);
    group.bench_function("10000_rows_of_14_columns", |bencher| {
        bencher.iter(|| xlsx(&heading, black_box(&large)));
    });
    group.finish();
}

criterion_group!(benches, workbook);
criterion_main!(benches);
