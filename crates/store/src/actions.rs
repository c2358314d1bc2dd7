//! Actions: found again by their titles, year after year.

use std::collections::BTreeMap;

use domain::{
    FiscalYear, Id,
    action::{Action, key},
    measure::Measure,
    plan::Plan,
    sheet::Row,
};

use crate::{
    Error, Result, Tx,
    answers::{self, AnswerRecord},
    json,
    rows::RowRecord,
    tree::Ids,
};

/// A row in which a sheet tells of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// The year of the sheet.
    pub year: FiscalYear,
    /// The row.
    pub row: Row,
    /// The title of the measure it stands under; empty when it stands under none.
    pub measure: String,
    /// The digest of the sheet's file.
    pub digest: String,
    /// The name of the sheet's file.
    pub file_name: String,
}

record! {
    struct ActionRecord {
        id: String,
        title: String,
        introduced_in: i64,
        retired_in: Option<i64>,
    }
}

record! {
    struct SheetOfRow {
        ..row: RowRecord,
        year: i64,
        measures: String,
        digest: String,
        name: String,
    }
}

impl TryFrom<ActionRecord> for Action {
    type Error = Error;

    fn try_from(record: ActionRecord) -> Result<Self> {
        Ok(Self {
            id: Id::new(record.id),
            title: record.title,
            introduced_in: json::year(record.introduced_in)?,
            retired_in: record.retired_in.map(json::year).transpose()?,
        })
    }
}

/// A statement that answers actions: which, and in which order.
macro_rules! actions {
    ($which:literal) => {
        concat!(
            "select id, title, introduced_in, retired_in
            from actions ",
            $which
        )
    };
}

impl Tx {
    /// The actions that the plan's sheets list, in the order in which they were first booked.
    pub async fn actions(&mut self, plan: &Id<Plan>) -> Result<Vec<Action>> {
        let sql = actions!("where plan_id = $1 and introduced_in is not null order by id");
        let records: Vec<ActionRecord> = fetch_all!(self, sql, plan.as_str())?;
        records.into_iter().map(Action::try_from).collect()
    }

    /// An action that a sheet lists.
    pub async fn action(&mut self, id: &Id<Action>) -> Result<Action> {
        let sql = actions!("where id = $1 and introduced_in is not null");
        let record: Option<ActionRecord> = fetch_optional!(self, sql, id.as_str())?;
        record.ok_or(Error::NotFound("事業"))?.try_into()
    }

    /// Every row that tells of the action, the oldest sheet first, then in the sheet's order.
    pub async fn action_rows(&mut self, id: &Id<Action>) -> Result<Vec<ActionRow>> {
        let sql = "select r.id, r.action_id, r.no, r.measure, r.action, r.content, r.page,
                r.department, r.section, r.relisted, r.places, r.place,
                s.year, s.measures, i.digest, i.name
            from sheet_rows r
            join sheets s on s.id = r.sheet_id
            join imports i on i.id = s.import_id
            where r.action_id = $1 order by s.year, r.position";
        let records: Vec<SheetOfRow> = fetch_all!(self, sql, id.as_str())?;
        let sql = "select a.row_id, a.field, a.year_offset, a.text, a.place
            from answers a join sheet_rows r on r.id = a.row_id where r.action_id = $1";
        let answers: Vec<AnswerRecord> = fetch_all!(self, sql, id.as_str())?;
        let mut answers = answers::read(answers)?;
        let row = |record: SheetOfRow| {
            let (_, row) = record.row.into_row(&mut answers)?;
            let measures: Vec<Measure> = json::read(&record.measures)?;
            let measure = row.measure.and_then(|at| measures.into_iter().nth(at));
            Ok(ActionRow {
                year: json::year(record.year)?,
                row,
                measure: measure.map_or_else(String::new, |measure| measure.title),
                digest: record.digest,
                file_name: record.name,
            })
        };
        records.into_iter().map(row).collect()
    }

    /// The action of each row, by its title; those that are missing are added.
    pub(crate) async fn find_actions(
        &mut self,
        plan: &Id<Plan>,
        rows: &[Row],
        ids: &mut Ids<'_>,
    ) -> Result<Vec<String>> {
        let sql = "select folded, id from actions where plan_id = $1";
        let known: Vec<(String, String)> = fetch_all!(self, sql, plan.as_str())?;
        let mut known: BTreeMap<String, String> = known.into_iter().collect();
        let mut found = Vec::with_capacity(rows.len());
        let mut new = Vec::new();
        for row in rows {
            let folded = key(&row.action.text);
            let id = known.entry(folded.clone()).or_insert_with(|| {
                let id = ids();
                new.push((id.clone(), &row.action.text, folded));
                id
            });
            found.push(id.clone());
        }
        for chunk in new.chunks(500) {
            let sql = "insert into actions (id, plan_id, title, folded) ";
            insert!(self, sql, chunk, |row, (id, title, folded)| {
                row.push_bind(id).push_bind(plan.as_str()).push_bind(*title).push_bind(folded);
            })?;
        }
        Ok(found)
    }

    /// Works out anew, from the plan's sheets as they stand, each action's title and years.
    pub(crate) async fn date_actions(&mut self, plan: &Id<Plan>) -> Result<()> {
        let sql = "update actions set
                title = coalesce((
                    select r.action from sheet_rows r join sheets s on s.id = r.sheet_id
                    where r.action_id = actions.id order by s.year desc, r.position limit 1
                ), title),
                introduced_in = (
                    select min(s.year) from sheet_rows r join sheets s on s.id = r.sheet_id
                    where r.action_id = actions.id
                ),
                retired_in = (
                    select case when max(s.year) < (
                        select max(latest.year) from sheets latest where latest.plan_id = $1
                    ) then max(s.year) end
                    from sheet_rows r join sheets s on s.id = r.sheet_id
                    where r.action_id = actions.id
                )
            where plan_id = $1";
        exec!(self, sql, plan.as_str())
    }
}
