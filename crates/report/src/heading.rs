//! What the exports say above the rows.

use domain::FiscalYear;

/// What the exports say above the rows.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The municipality: `あおぞら市`.
    pub municipality: &'a str,
    /// Its six-figure code; empty when it has none.
    pub area_code: &'a str,
    /// The plan: `自殺対策計画`.
    pub plan_title: &'a str,
}

impl Heading<'_> {
    /// The title above the sheet of a year.
    pub fn title(&self, year: FiscalYear) -> String {
        format!("{}{}　{year}　進捗管理シート", self.municipality, self.plan_title)
    }
}
