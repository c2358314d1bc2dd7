//! What share of the printed cells is read back, and whether what is wrong is doubted.

use domain::{
    layout::ColumnRole,
    reading::{ProblemKind, Reading},
};

use crate::{
    fiction::{self, Row, Sheet},
    printer::Form,
    variants::{self, Variant},
};

/// What came of the variants' readings.
#[derive(Default)]
struct Tally {
    cells: usize,
    right: usize,
    rows: usize,
    wrong_rows: usize,
    /// Wrong rows with a problem that asks for a person's eye.
    doubted: usize,
    /// Right rows with a doubt.
    needless: usize,
    refused: Vec<String>,
    wrong: Vec<String>,
}

impl Tally {
    fn share(&self) -> f64 {
        100.0 * self.right as f64 / self.cells.max(1) as f64
    }
}

pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A cell of a row that was read, by its role's name.
pub(crate) fn told(reading: &Reading, row: &domain::sheet::Row, role: &str) -> String {
    match role {
        "measure" => reading.sheet.measure_of(row).to_owned(),
        name => {
            row.cell(&ColumnRole::named(name).unwrap()).map_or(String::new(), |c| c.text.clone())
        }
    }
}

/// Pairs printed rows with rows read: the longest common run of titles.
pub(crate) fn paired(sheet: &Sheet, reading: &Reading) -> Vec<Option<usize>> {
    let (a, b) = (&sheet.rows, &reading.sheet.rows);
    let mut best = vec![vec![0; b.len() + 1]; a.len() + 1];
    let same = |i: usize, j: usize| bare(&a[i]["action"]) == bare(&b[j].action.text);
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let skip = best[i + 1][j].max(best[i][j + 1]);
            best[i][j] = if same(i, j) { skip.max(best[i + 1][j + 1] + 1) } else { skip };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, vec![None; a.len()]);
    while i < a.len() && j < b.len() {
        match () {
            () if same(i, j) => {
                pairs[i] = Some(j);
                (i, j) = (i + 1, j + 1);
            }
            () if best[i + 1][j] >= best[i][j + 1] => i += 1,
            () => j += 1,
        }
    }
    pairs
}

fn compare(row: &Row, form: &Form, reading: &Reading, at: Option<usize>, tally: &mut Tally) {
    let read = at.map(|at| &reading.sheet.rows[at]);
    let mut wrong = Vec::new();
    let columns = form.columns.iter().map(|column| column.role).filter(|role| *role != "no");
    for role in columns.chain(form.measures.then_some("measure")) {
        let want = bare(row.get(role).map_or("", String::as_str));
        let got = read.map_or_else(|| "—".to_owned(), |row| bare(&told(reading, row, role)));
        if !(want.is_empty() && got.is_empty()) {
            tally.cells += 1;
            if want == got {
                tally.right += 1;
            } else {
                wrong.push(format!("{role}: {want} ≠ {got}"));
            }
        }
    }
    let of_row = |kinds: &[ProblemKind]| {
        reading
            .problems
            .iter()
            .any(|p| read.is_some_and(|r| p.row == Some(r.no)) && kinds.contains(&p.kind))
    };
    tally.rows += 1;
    if wrong.is_empty() {
        tally.needless += usize::from(of_row(&[ProblemKind::Doubt]));
    } else {
        let doubted = of_row(&[ProblemKind::Doubt, ProblemKind::Unexpected, ProblemKind::Unplaced]);
        tally.wrong_rows += 1;
        tally.doubted += usize::from(doubted);
        let place = read.map_or(String::new(), |r| r.place.to_string());
        let sign = if doubted { "?" } else { "!" };
        tally.wrong.push(format!("{sign} {} {place}\n    {}", row["action"], wrong.join("\n    ")));
    }
}

fn measure(variant: &Variant, sheets: &[Sheet]) -> Tally {
    let mut tally = Tally::default();
    for sheet in sheets {
        let (sheet, form, text) = variant.print(sheet);
        let options = ingest::Options {
            year: domain::FiscalYear::starting(sheet.year),
            ..ingest::Options::default()
        };
        match ingest::read(text.as_bytes(), &options) {
            Ok(reading) => {
                assert!(reading.account.balances(), "{}: {:?}", variant.name, reading.account);
                for (row, at) in sheet.rows.iter().zip(paired(&sheet, &reading)) {
                    compare(row, &form, &reading, at, &mut tally);
                }
            }
            Err(refused) => tally.refused.push(refused.to_string()),
        }
    }
    tally
}

/// Prints the table (`cargo test -- --nocapture`) and holds every share to its promise.
fn hold(variants: &[Variant]) {
    let mut sheets = fiction::years();
    if cfg!(debug_assertions) {
        // Debug builds are slow: one year shows the same as three.
        sheets.truncate(1);
    }
    let mut missed = Vec::new();
    let (mut wrong, mut doubted) = (0, 0);
    eprintln!("{:<34} cells  right %  wrong rows doubted needless refused", "variant");
    for variant in variants {
        let tally = measure(variant, &sheets);
        eprintln!(
            "{:<34} {:>5} {:>8.2} {:>7}/{:<4} {:>5} {:>7} {:>7}",
            variant.name,
            tally.cells,
            tally.share(),
            tally.wrong_rows,
            tally.rows,
            tally.doubted,
            tally.needless,
            tally.refused.len()
        );
        (wrong, doubted) = (wrong + tally.wrong_rows, doubted + tally.doubted);
        if tally.share() < variant.at_least || !tally.refused.is_empty() {
            let list = [tally.wrong.join("\n"), tally.refused.join("\n")].join("\n");
            missed.push(format!("{}: {:.2} %\n{list}", variant.name, tally.share()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(doubted * 10 >= wrong * 8, "only {doubted} of {wrong} wrong rows are doubted");
}

#[test]
fn texts_that_keep_the_geometry_are_read_back() {
    hold(&variants::kept());
}

#[test]
fn texts_that_lost_something_are_read_back_or_doubted() {
    hold(&variants::lossy());
}
