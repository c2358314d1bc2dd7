//! Imports: a file that was read for a plan, and whether its rows were booked.

use domain::{
    FiscalYear, Id,
    plan::Plan,
    reading::{Reader, Reading},
};

use crate::{Error, Result, Tx, json, readings};

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportState {
    /// The file was read; a person reviews it.
    Read,
    /// Its sheet was booked.
    Booked,
    /// It was put aside.
    Discarded,
}

impl ImportState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Read, Self::Booked, Self::Discarded];

    /// The code under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Booked => "booked",
            Self::Discarded => "discarded",
        }
    }
}

/// An import to be added. Reader and year are the reading's own.
#[derive(Debug, Clone, PartialEq)]
pub struct NewImport {
    /// Its identifier.
    pub id: Id<Import>,
    /// The plan it is for.
    pub plan: Id<Plan>,
    /// The digest of its kept file.
    pub digest: String,
    /// The file's name as it came this time.
    pub name: String,
    /// What came of reading the file.
    pub reading: Reading,
    /// When it was read.
    pub created_at: String,
}

/// An import without its reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportHead {
    /// Its identifier.
    pub id: Id<Import>,
    /// The plan it is for.
    pub plan: Id<Plan>,
    /// The digest of its kept file.
    pub digest: String,
    /// The file's name as it came this time.
    pub name: String,
    /// Which reader read it.
    pub reader: Reader,
    /// The year of its sheet.
    pub year: FiscalYear,
    /// Where it stands.
    pub state: ImportState,
    /// When it was read.
    pub created_at: String,
    /// When it was booked.
    pub booked_at: Option<String>,
}

/// An import with its reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// All but the reading.
    pub head: ImportHead,
    /// What came of reading the file.
    pub reading: Reading,
}

record! {
    pub(crate) struct HeadRow {
        id: String,
        plan_id: String,
        digest: String,
        name: String,
        reader: String,
        year: i64,
        state: String,
        created_at: String,
        booked_at: Option<String>,
    }
}

record! {
    struct ImportRow {
        ..head: HeadRow,
        reading: String,
    }
}

/// The reader of a stored code.
pub(crate) fn reader(code: &str) -> Result<Reader> {
    json::coded(&Reader::ALL, Reader::code, code)
}

impl TryFrom<HeadRow> for ImportHead {
    type Error = Error;

    fn try_from(row: HeadRow) -> Result<Self> {
        Ok(Self {
            id: Id::new(row.id),
            plan: Id::new(row.plan_id),
            digest: row.digest,
            name: row.name,
            reader: reader(&row.reader)?,
            year: json::year(row.year)?,
            state: json::coded(&ImportState::ALL, ImportState::code, &row.state)?,
            created_at: row.created_at,
            booked_at: row.booked_at,
        })
    }
}

impl Tx {
    /// Adds an import that waits for review.
    pub async fn create_import(&mut self, import: &NewImport) -> Result<()> {
        let sql = "insert into imports
                (id, plan_id, digest, name, reader, year, state, reading, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let reading = readings::write(&import.reading)?;
        exec!(
            self,
            sql,
            import.id.as_str(),
            import.plan.as_str(),
            &import.digest,
            &import.name,
            import.reading.reader.code(),
            json::start(import.reading.sheet.year),
            ImportState::Read.code(),
            &reading,
            &import.created_at
        )
        .map_err(Error::unique("取込"))
    }

    /// One import with its reading.
    pub async fn import(&mut self, id: &Id<Import>) -> Result<Import> {
        let sql = "select id, plan_id, digest, name, reader, year, state, created_at, booked_at,
                reading
            from imports where id = $1";
        let row: Option<ImportRow> = fetch_optional!(self, sql, id.as_str())?;
        let row = row.ok_or(Error::NotFound("取込"))?;
        Ok(Import { head: row.head.try_into()?, reading: readings::read(&row.reading)? })
    }

    /// The plan's imports, newest first.
    pub async fn imports(&mut self, plan: &Id<Plan>) -> Result<Vec<ImportHead>> {
        let sql = "select id, plan_id, digest, name, reader, year, state, created_at, booked_at
            from imports where plan_id = $1 order by created_at desc, id desc";
        let rows: Vec<HeadRow> = fetch_all!(self, sql, plan.as_str())?;
        rows.into_iter().map(ImportHead::try_from).collect()
    }

    /// The booked import of the same file on which the year's sheet stands. A file whose sheet has
    /// been replaced since may be booked again.
    pub async fn booked_with_digest(
        &mut self,
        plan: &Id<Plan>,
        digest: &str,
        year: FiscalYear,
    ) -> Result<Option<ImportHead>> {
        let sql = "select i.id, i.plan_id, i.digest, i.name, i.reader, i.year, i.state,
                i.created_at, i.booked_at
            from sheets s join imports i on i.id = s.import_id
            where s.plan_id = $1 and s.year = $2 and i.digest = $3 and i.state = 'booked'";
        let row: Option<HeadRow> =
            fetch_optional!(self, sql, plan.as_str(), json::start(year), digest)?;
        row.map(ImportHead::try_from).transpose()
    }

    /// Marks a reviewed import as booked.
    pub async fn mark_booked(&mut self, id: &Id<Import>, at: &str) -> Result<()> {
        self.settle(id, ImportState::Booked, Some(at)).await
    }

    /// Puts a reviewed import aside.
    pub async fn mark_discarded(&mut self, id: &Id<Import>) -> Result<()> {
        self.settle(id, ImportState::Discarded, None).await
    }

    /// Leaves the state `read`; an import that has left it already is a conflict.
    async fn settle(&mut self, id: &Id<Import>, to: ImportState, at: Option<&str>) -> Result<()> {
        let sql = "update imports set state = $2, booked_at = $3 where id = $1 and state = 'read'";
        let changed = changed!(self, sql, id.as_str(), to.code(), at)?;
        if changed == 1 {
            return Ok(());
        }
        let sql = "select id from imports where id = $1";
        let found: Option<(String,)> = fetch_optional!(self, sql, id.as_str())?;
        Err(found.map_or(Error::NotFound("取込"), |_| Error::Conflict("取込")))
    }
}
