//! The rows of a sheet with their owners: written in batches, their answers apart.

use domain::{
    Id, Place,
    action::Action,
    sheet::{Cell, Row, Sheet},
    text::fold,
};

use crate::{
    Result, Tx,
    answers::{self, Answers},
    json,
};

/// What a row refers to by identifier, beside its own.
pub(crate) struct Filing {
    pub(crate) id: String,
    pub(crate) action: String,
    pub(crate) measure: Option<String>,
    pub(crate) owners: Vec<String>,
}

record! {
    /// A stored row; its answers are stored apart.
    pub(crate) struct RowRecord {
        pub(crate) id: String,
        pub(crate) action_id: String,
        no: i64,
        measure: Option<i64>,
        action: String,
        content: String,
        page: String,
        department: String,
        section: String,
        relisted: String,
        places: String,
        place: String,
    }
}

/// Between title and content in the row's searched text; no folded word contains it.
const BETWEEN: char = '\n';

impl RowRecord {
    /// The row with its answers, which are taken out of all that were read.
    pub(crate) fn into_row(self, answers: &mut Answers) -> Result<(Id<Action>, Row)> {
        let [action, content, page, department, section, relisted]: [Option<Place>; 6] =
            json::read(&self.places)?;
        let row = Row {
            no: json::count(self.no)?,
            measure: self.measure.map(json::count).transpose()?,
            action: Cell { text: self.action, place: action },
            content: Cell { text: self.content, place: content },
            page: Cell { text: self.page, place: page },
            department: Cell { text: self.department, place: department },
            section: Cell { text: self.section, place: section },
            relisted: Cell { text: self.relisted, place: relisted },
            answers: answers.remove(&self.id).unwrap_or_default(),
            place: json::read(&self.place)?,
        };
        Ok((Id::new(self.action_id), row))
    }
}

/// A row and what is derived from it for the database.
struct NewRow<'a> {
    filing: &'a Filing,
    row: &'a Row,
    at: usize,
    places: String,
    place: String,
    folded: String,
}

impl<'a> NewRow<'a> {
    fn of((at, (row, filing)): (usize, (&'a Row, &'a Filing))) -> Result<Self> {
        let fixed =
            [&row.action, &row.content, &row.page, &row.department, &row.section, &row.relisted];
        let places = json::write(&fixed.map(|cell| &cell.place))?;
        let folded = format!("{}{BETWEEN}{}", fold(&row.action.text), fold(&row.content.text));
        Ok(Self { filing, row, at, places, place: json::write(&row.place)?, folded })
    }
}

impl Tx {
    /// Adds the rows of a sheet, each with the identifiers that were found for it.
    pub(crate) async fn add_rows(
        &mut self,
        sheet_id: &str,
        sheet: &Sheet,
        filings: &[Filing],
    ) -> Result<()> {
        let filed = || sheet.rows.iter().zip(filings);
        let rows: Vec<NewRow<'_>> = filed().enumerate().map(NewRow::of).collect::<Result<_>>()?;
        for chunk in rows.chunks(200) {
            let sql = "insert into sheet_rows
                (id, sheet_id, position, no, action_id, measure, measure_id, action, content, page,
                department, section, relisted, places, place, folded) ";
            insert!(self, sql, chunk, |row, new| {
                row.push_bind(&new.filing.id).push_bind(sheet_id);
                row.push_bind(json::number(new.at)).push_bind(i64::from(new.row.no));
                row.push_bind(&new.filing.action);
                row.push_bind(new.row.measure.map(json::number)).push_bind(&new.filing.measure);
                row.push_bind(&new.row.action.text).push_bind(&new.row.content.text);
                row.push_bind(&new.row.page.text).push_bind(&new.row.department.text);
                row.push_bind(&new.row.section.text).push_bind(&new.row.relisted.text);
                row.push_bind(&new.places).push_bind(&new.place).push_bind(&new.folded);
            })?;
        }
        let owned = filings.iter().flat_map(|filing| {
            filing.owners.iter().enumerate().map(move |(at, owner)| (&filing.id, at, owner))
        });
        self.add_owners(&owned.collect::<Vec<_>>()).await?;
        let answers = filed().flat_map(|(row, filing)| answers::of(row, &filing.id, &sheet.layout));
        self.add_answers(&answers.collect::<Result<Vec<_>>>()?, sheet).await
    }

    async fn add_owners(&mut self, owners: &[(&String, usize, &String)]) -> Result<()> {
        for chunk in owners.chunks(500) {
            let sql = "insert into row_owners (row_id, position, section_id) ";
            insert!(self, sql, chunk, |row, (id, at, owner)| {
                row.push_bind(*id).push_bind(json::number(*at)).push_bind(*owner);
            })?;
        }
        Ok(())
    }
}
