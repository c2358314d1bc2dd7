//! Under which identifiers the rows of a year's sheet are kept, for the event that tells of it.

use std::collections::BTreeMap;

use domain::{FiscalYear, Id, plan::Plan, section::Section, sheet::SheetFiling};

use crate::{Result, Tx, json};

impl Tx {
    /// The actions and owners of the rows of a year's sheet, in the order of its rows; nothing where
    /// the year has no sheet.
    pub async fn filing(&mut self, plan: &Id<Plan>, year: FiscalYear) -> Result<SheetFiling> {
        let sql = "select r.id, r.action_id from sheets h
            join sheet_rows r on r.sheet_id = h.id
            where h.plan_id = $1 and h.year = $2 order by r.position";
        let rows: Vec<(String, String)> = fetch_all!(self, sql, plan.as_str(), json::start(year))?;
        let sql = "select o.row_id, o.section_id, s.name from sheets h
            join sheet_rows r on r.sheet_id = h.id
            join row_owners o on o.row_id = r.id
            join sections s on s.id = o.section_id
            where h.plan_id = $1 and h.year = $2 order by r.position, o.position";
        let owned: Vec<(String, String, String)> =
            fetch_all!(self, sql, plan.as_str(), json::start(year))?;
        let mut owners: BTreeMap<String, Vec<(Id<Section>, String)>> = BTreeMap::new();
        for (row, section, name) in owned {
            owners.entry(row).or_default().push((Id::new(section), name));
        }
        let (rows, actions): (Vec<String>, Vec<_>) =
            rows.into_iter().map(|(row, action)| (row, Id::new(action))).unzip();
        let owners = rows.iter().map(|row| owners.remove(row).unwrap_or_default()).collect();
        Ok(SheetFiling { actions, owners })
    }
}
