//! The headings of the official form.

use domain::{FiscalYear, layout::Layout, scale::Scale};

/// The headings of the official form for a year (`R5`), its grades in the words of `graded`.
pub fn headings(year: &str, graded: &str) -> Vec<String> {
    let year = FiscalYear::parse(year).unwrap();
    let columns = Layout::standard(year, Scale::default()).columns.into_iter();
    let heading =
        |heading: String| if heading == "取組状況" { graded.to_owned() } else { heading };
    columns.map(|column| heading(column.heading)).collect()
}
