//! How long a search over 100,000 answers on `SQLite` takes: ten years of a large city.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to say")]

use std::hint::black_box;

use criterion::Criterion;
use domain::{
    Field, FiscalYear, Id, Place, Slot,
    layout::Layout,
    plan::Plan,
    reading::{Account, Reader, Reading},
    scale::Scale,
    sheet::{Cell, Row, Sheet},
};
use store::{NewImport, Store};
use tokio::runtime::Runtime;

const YEARS: i32 = 10;
const ROWS: u32 = 1_250;

/// A sentence of the length and kind that sections write.
fn sentence(year: i32, no: u32, at: usize) -> String {
    let rare = if no == 7 && at == 3 {
        "ゲートキーパー養成講座"
    } else {
        "窓口での相談対応"
    };
    format!(
        "{year}年度は関係機関と連携し、{rare}を{}回実施した（参加者 {}名）。\
         広報みずほの及びホームページで周知を行い、必要に応じて健康課につないだ。\
         次年度も引き続き、対象者の状況に応じた支援に努める。",
        no % 13,
        no * 7 % 211
    )
}

fn sheet(start: i32) -> Sheet {
    let year = FiscalYear::starting(start).unwrap();
    let layout = Layout::standard(year, Scale::default());
    let rows = (1..=ROWS).map(|no| {
        let mut row = Row::blank(no, Place::File);
        row.action.text = format!("事業その{no}");
        for (at, (slot, _)) in Slot::STANDARD.into_iter().enumerate() {
            let long = matches!(slot.field, Field::Plan | Field::Status | Field::Evaluation);
            let text = if long { sentence(start, no, at) } else { "100".to_owned() };
            row.answers.insert(slot, Cell::new(text, Place::cell(&"様式".into(), no, 3)));
        }
        row
    });
    Sheet { year, rows: rows.collect(), layout, measures: Vec::new() }
}

async fn city(store: &Store, plan: &Id<Plan>) {
    let mut ids = (0..).map(|n: u64| format!("{n:012}"));
    let mut ids = || ids.next().unwrap_or_default();
    let mut tx = store.begin().await.unwrap();
    let (municipality, title) = ("みずほの市".to_owned(), "自殺対策計画".to_owned());
    let new = Plan { id: plan.clone(), municipality, area_code: String::new(), title };
    tx.create_plan(&new).await.unwrap();
    tx.keep_file("d", "様式.xlsx", b"", "").await.unwrap();
    for start in 2015..2015 + YEARS {
        let sheet = sheet(start);
        let reading = Reading {
            reader: Reader::Xlsx,
            year_found: None,
            title: String::new(),
            municipality: None,
            sheet: Sheet { rows: Vec::new(), ..sheet.clone() },
            problems: Vec::new(),
            account: Account::default(),
            decisions: Vec::new(),
            by_layout: false,
        };
        let id = Id::new(ids());
        let import = NewImport {
            id: id.clone(),
            plan: plan.clone(),
            digest: "d".into(),
            name: String::new(),
            reading,
            created_at: String::new(),
        };
        tx.create_import(&import).await.unwrap();
        tx.save_sheet(plan, &id, &sheet, &mut ids).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn main() {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("sasae.db").display());
    let store = runtime.block_on(Store::open(&url)).unwrap();
    let plan = Id::new("plan");
    runtime.block_on(city(&store, &plan));
    let search = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| domain::text::fold(word)).collect();
        runtime.block_on(async {
            store.read().await.unwrap().search(&plan, &words, 50, &[]).await.unwrap()
        })
    };
    assert_eq!(search(&["ゲートキーパー"]).1, i64::from(YEARS));
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    let cases: [(&str, &[&str]); 4] = [
        ("a rare word", &["ゲートキーパー"]),
        ("a word of every answer", &["連携"]),
        ("two words", &["養成", "広報"]),
        ("a word that is nowhere", &["鯨"]),
    ];
    for (name, words) in cases {
        criterion.bench_function(&format!("search 100,000 answers: {name}"), |bench| {
            bench.iter(|| black_box(search(words)));
        });
    }
    let load = |bench: &mut criterion::Bencher<'_>| {
        let year = FiscalYear::starting(2020).unwrap();
        bench.iter(|| {
            runtime.block_on(async {
                black_box(store.read().await.unwrap().sheet(&plan, year).await.unwrap())
            })
        });
    };
    criterion.bench_function("load a sheet of 10,000 answers", load);
    let mut nth = 0;
    criterion.bench_function("save a sheet of 10,000 answers", |bench| {
        let sheet = sheet(2020);
        bench.iter(|| {
            runtime.block_on(async {
                let mut ids = || {
                    nth += 1;
                    format!("save-{nth:012}")
                };
                let mut tx = store.begin().await.unwrap();
                let import = tx.imports(&plan).await.unwrap().remove(0).id;
                tx.save_sheet(&plan, &import, &sheet, &mut ids).await.unwrap();
            });
        });
    });
    criterion.final_summary();
}
