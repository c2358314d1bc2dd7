//! Sheets: one a year, booked from an import, given back as it was saved.

use domain::{
    FiscalYear, Id, action::Action, layout::Layout, measure::Measure, plan::Plan, reading::Reader,
    round::Round, section::Section, sheet::Sheet, unaccepted::Unaccepted,
};
use sqlx::{Database, Encode, QueryBuilder, Type};

use crate::{
    Error, Ids, Import, ImportHead, Result, Tx,
    answers::{self, AnswerRecord},
    imports::{self, HeadRow},
    json,
    rows::{Filing, RowRecord},
};

/// A sheet without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetHead {
    /// The year whose results it reports.
    pub year: FiscalYear,
    /// The import it was booked from.
    pub import: Id<Import>,
    /// The digest of its file.
    pub digest: String,
    /// The name of its file.
    pub file_name: String,
    /// Which reader read it.
    pub reader: Reader,
    /// When it was booked.
    pub booked_at: Option<String>,
    /// How many rows it has.
    pub rows: usize,
}

/// A sheet with what it was booked from.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSheet {
    /// The sheet.
    pub sheet: Sheet,
    /// The action of each row, in the order of the rows.
    pub actions: Vec<Id<Action>>,
    /// The import it was booked from.
    pub import: ImportHead,
    /// What of its answers was not accepted; whoever shows drafts asks for it
    /// ([`Tx::unaccepted`]), for all others it is empty.
    pub unaccepted: Unaccepted,
}

record! {
    struct SheetHeadRow {
        year: i64,
        import_id: String,
        digest: String,
        name: String,
        reader: String,
        booked_at: Option<String>,
        row_count: i64,
    }
}

record! {
    struct SheetRecord {
        ..import: HeadRow,
        sheet_id: String,
        layout: String,
        measures: String,
    }
}

impl TryFrom<SheetHeadRow> for SheetHead {
    type Error = Error;

    fn try_from(row: SheetHeadRow) -> Result<Self> {
        Ok(Self {
            year: json::year(row.year)?,
            import: Id::new(row.import_id),
            digest: row.digest,
            file_name: row.name,
            reader: imports::reader(&row.reader)?,
            booked_at: row.booked_at,
            rows: json::count(row.row_count)?,
        })
    }
}

impl Tx {
    /// Saves the year's sheet, in place of the one that is there. Actions, sections and measures are
    /// found by their names, or added; no action loses its identifier.
    pub async fn save_sheet(
        &mut self,
        plan: &Id<Plan>,
        import: &Id<Import>,
        sheet: &Sheet,
        ids: &mut Ids<'_>,
    ) -> Result<()> {
        self.hold_plan(plan).await?;
        let sheet_id = ids();
        self.replace_sheet(plan, import, sheet, &sheet_id).await?;
        let measures = self.plan_measures(plan, &sheet.measures, ids).await?;
        let owners = self.owners(plan, &sheet.rows, ids).await?;
        let actions = self.find_actions(plan, &sheet.rows, ids).await?;
        let found = sheet.rows.iter().zip(actions).zip(owners);
        let filings: Vec<Filing> = found
            .map(|((row, action), owners)| {
                let measure = row.measure.and_then(|at| measures.get(at)).cloned();
                Filing { id: ids(), action, measure, owners }
            })
            .collect();
        self.add_rows(&sheet_id, sheet, &filings).await?;
        self.date_actions(plan).await
    }

    /// Removes the year's sheet with its rows and answers, each by a statement of its own so that
    /// its event tells of all, and adds the new one without any.
    async fn replace_sheet(
        &mut self,
        plan: &Id<Plan>,
        import: &Id<Import>,
        sheet: &Sheet,
        id: &str,
    ) -> Result<()> {
        for sql in [
            "delete from answers where row_id in (select r.id from sheet_rows r
                join sheets s on s.id = r.sheet_id where s.plan_id = $1 and s.year = $2)",
            "delete from row_owners where row_id in (select r.id from sheet_rows r
                join sheets s on s.id = r.sheet_id where s.plan_id = $1 and s.year = $2)",
            "delete from sheet_rows where sheet_id in
                (select id from sheets where plan_id = $1 and year = $2)",
            "delete from sheets where plan_id = $1 and year = $2",
        ] {
            exec!(self, sql, plan.as_str(), json::start(sheet.year))?;
        }
        let sql = "insert into sheets (id, plan_id, year, import_id, layout, measures)
            values ($1, $2, $3, $4, $5, $6)";
        let (layout, measures) = (json::write(&sheet.layout)?, json::write(&sheet.measures)?);
        exec!(
            self,
            sql,
            id,
            plan.as_str(),
            json::start(sheet.year),
            import.as_str(),
            &layout,
            &measures
        )
    }

    /// The plan's sheets, newest year first.
    pub async fn sheets(&mut self, plan: &Id<Plan>) -> Result<Vec<SheetHead>> {
        let sql = "select s.year, s.import_id, i.digest, i.name, i.reader, i.booked_at,
                (select count(*) from sheet_rows r where r.sheet_id = s.id) as row_count
            from sheets s join imports i on i.id = s.import_id
            where s.plan_id = $1 order by s.year desc";
        let rows: Vec<SheetHeadRow> = fetch_all!(self, sql, plan.as_str())?;
        rows.into_iter().map(SheetHead::try_from).collect()
    }

    /// The forms of the plan's sheets, newest year first.
    pub async fn layouts(&mut self, plan: &Id<Plan>) -> Result<Vec<(FiscalYear, Layout)>> {
        let sql = "select year, layout from sheets where plan_id = $1 order by year desc";
        let rows: Vec<(i64, String)> = fetch_all!(self, sql, plan.as_str())?;
        let form = |(year, layout): (i64, String)| Ok((json::year(year)?, json::read(&layout)?));
        rows.into_iter().map(form).collect()
    }

    /// Gives the year's sheet this form in place of the one that it has: the same columns, of which
    /// more is known.
    pub async fn set_layout(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        layout: &Layout,
    ) -> Result<()> {
        let sql = "update sheets set layout = $3 where plan_id = $1 and year = $2";
        exec!(self, sql, plan.as_str(), json::start(year), &json::write(layout)?)
    }

    /// The sheet of a year, equal to the one that was saved.
    pub async fn sheet(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
    ) -> Result<Option<StoredSheet>> {
        self.sheet_with(plan, year, None).await
    }

    /// The sheet of a year with only the rows of the actions that a section is asked for in a round,
    /// and of those from which they came.
    pub async fn sheet_for(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        (round, section): (&Id<Round>, &Id<Section>),
    ) -> Result<Option<StoredSheet>> {
        let sql = "select action_id from replies where round_id = $1 and section_id = $2
            union
            select l.from_id from replies p join action_links l on l.to_id = p.action_id
            where p.round_id = $1 and p.section_id = $2";
        let actions: Vec<(String,)> = fetch_all!(self, sql, round.as_str(), section.as_str())?;
        let actions: Vec<String> = actions.into_iter().map(|(id,)| id).collect();
        self.sheet_with(plan, year, Some(&actions)).await
    }

    async fn sheet_with(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        asked: Option<&[String]>,
    ) -> Result<Option<StoredSheet>> {
        let sql =
            "select s.id as sheet_id, s.layout, s.measures, i.id, i.plan_id, i.digest, i.name,
                i.reader, i.year, i.state, i.created_at, i.booked_at
            from sheets s join imports i on i.id = s.import_id
            where s.plan_id = $1 and s.year = $2";
        let record: Option<SheetRecord> =
            fetch_optional!(self, sql, plan.as_str(), json::start(year))?;
        let Some(record) = record else { return Ok(None) };
        let (actions, rows) = self.sheet_rows(&record.sheet_id, asked).await?.into_iter().unzip();
        let layout: Layout = json::read(&record.layout)?;
        let measures: Vec<Measure> = json::read(&record.measures)?;
        let sheet = Sheet { year, layout, measures, rows };
        let (import, unaccepted) = (record.import.try_into()?, Unaccepted::default());
        Ok(Some(StoredSheet { sheet, actions, import, unaccepted }))
    }

    /// The rows of a sheet in its order, each with its action.
    async fn sheet_rows(
        &mut self,
        id: &str,
        asked: Option<&[String]>,
    ) -> Result<Vec<(Id<Action>, domain::sheet::Row)>> {
        let sql = "select r.id, r.action_id, r.no, r.measure, r.action, r.content, r.page,
                r.department, r.section, r.relisted, r.places, r.place
            from sheet_rows r where r.sheet_id = ";
        let records: Vec<RowRecord> = on!(self, |db| of_actions(sql, id, asked)
            .push(" order by r.position")
            .build_query_as()
            .fetch_all(db)
            .await)?;
        let sql = "select a.row_id, a.field, a.year_offset, a.text, a.place
            from answers a join sheet_rows r on r.id = a.row_id where r.sheet_id = ";
        let answers: Vec<AnswerRecord> =
            on!(self, |db| of_actions(sql, id, asked).build_query_as().fetch_all(db).await)?;
        let mut answers = answers::read(answers)?;
        records.into_iter().map(|record| record.into_row(&mut answers)).collect()
    }
}

/// A query about the rows of a sheet, or only about those of some actions.
fn of_actions<D: Database>(sql: &str, sheet: &str, asked: Option<&[String]>) -> QueryBuilder<D>
where
    for<'a> &'a str: Encode<'a, D> + Type<D>,
{
    let mut query = QueryBuilder::new(sql);
    query.push_bind(sheet);
    if let Some(asked) = asked {
        query.push(" and r.action_id in (''");
        for action in asked {
            query.push(", ").push_bind(action.as_str());
        }
        query.push(")");
    }
    query
}
