//! Erasing a text (消去): out of all that only keeps the past. Where it still stands is told instead.

use domain::{Id, plan::Plan};
use sqlx::AssertSqlSafe;

use crate::{
    Result, Tx,
    copy::{TableShape, quoted},
};

/// What stands in the place of a text that was erased out of a sentence.
const ERASED: &str = "（消去）";

/// A place where a text still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingText {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// How many rows have it there.
    pub rows: i64,
}

/// Versions of the council's records that stand no more. The plan is $1, the text $2, as below.
const COUNCIL_VERSIONS: &str = "delete from council_records
    where plan_id = $1 and replace(line, $2, '') <> line and exists
        (select 1 from council_records newer where newer.plan_id = council_records.plan_id
        and newer.kind = council_records.kind and newer.id = council_records.id
        and newer.version > council_records.version)";

/// Versions of records of the work that stand no more.
const RECORD_VERSIONS: &str = "delete from register_records
    where plan_id = $1 and replace(line, $2, '') <> line and exists
        (select 1 from register_records newer where newer.plan_id = register_records.plan_id
        and newer.id = register_records.id and newer.version > register_records.version)";

/// Readings on which no sheet stands any more.
const IMPORTS: &str = "delete from imports
    where plan_id = $1 and replace(reading, $2, '') <> reading
        and id not in (select s.import_id from sheets s)";

/// Details of events, whose digests hold their places in the chain.
const DETAILS: &str = "update events set detail = ''
    where plan_id = $1 and detail_digest is not null and replace(detail, $2, '') <> detail";

/// What a chief approved before the text was corrected.
const APPROVED: &str = "update entries set approved = null
    where round_id in (select r.id from rounds r where r.plan_id = $1)
        and replace(approved, $2, '') <> approved and replace(text, $2, '') = text";

/// Sentences about what was; in them the text gives way to $3.
const SENTENCES: [&str; 7] = [
    "update finding_answers set reason = replace(reason, $2, $3), told = replace(told, $2, $3),
        was = replace(was, $2, $3)
    where plan_id = $1 and (replace(reason, $2, '') <> reason or replace(told, $2, '') <> told
        or replace(was, $2, '') <> was)",
    "update publication_answers set told = replace(told, $2, $3), reason = replace(reason, $2, $3)
    where plan_id = $1 and (replace(told, $2, '') <> told or replace(reason, $2, '') <> reason)",
    "update editions set internal = replace(internal, $2, $3)
    where plan_id = $1 and replace(internal, $2, '') <> internal",
    "update comments set text = replace(text, $2, $3), answer = replace(answer, $2, $3)
    where round_id in (select r.id from rounds r where r.plan_id = $1)
        and (replace(text, $2, '') <> text or replace(answer, $2, '') <> answer)",
    "update replies set reason = replace(reason, $2, $3)
    where round_id in (select r.id from rounds r where r.plan_id = $1)
        and replace(reason, $2, '') <> reason",
    "update round_exceptions set reason = replace(reason, $2, $3)
    where round_id in (select r.id from rounds r where r.plan_id = $1)
        and replace(reason, $2, '') <> reason",
    "update mails set subject = replace(subject, $2, $3), body = replace(body, $2, $3)
    where plan_id = $1 and (replace(subject, $2, '') <> subject or replace(body, $2, '') <> body)",
];

impl Tx {
    /// Erases a text out of the past of a plan: details of events (their digests stay), versions and
    /// readings that stand no more, kept files that only the history names. Answers where it still
    /// stands: whoever finds anything there drops the transaction.
    ///
    /// The text has no line break, quotation mark or backslash, so that JSON writes it as it is.
    pub async fn erase_text(&mut self, plan: &Id<Plan>, text: &str) -> Result<Vec<StandingText>> {
        let plan = plan.as_str();
        let sql = "select distinct digest from imports where plan_id = $1
            and replace(reading, $2, '') <> reading and id not in (select import_id from sheets)";
        let read: Vec<(String,)> = fetch_all!(self, sql, plan, text)?;
        for sql in [COUNCIL_VERSIONS, RECORD_VERSIONS, IMPORTS, APPROVED] {
            exec!(self, sql, plan, text)?;
        }
        for (digest,) in read {
            self.erase_file(&digest).await?;
        }
        self.erase_told_files(plan, text).await?;
        exec!(self, DETAILS, plan, text)?;
        for sql in SENTENCES {
            exec!(self, sql, plan, text, ERASED)?;
        }
        self.standing(text).await
    }

    /// Erases kept files with the text that the plan's history names and nothing else does.
    async fn erase_told_files(&mut self, plan: &str, text: &str) -> Result<()> {
        let told = "select f.digest from files f where exists
                (select 1 from events e where e.plan_id = $1
                    and (e.subject = f.digest or replace(e.detail, f.digest, '') <> e.detail))
            order by f.digest";
        let told: Vec<(String,)> = fetch_all!(self, told, plan)?;
        for (digest,) in told {
            if holds(&self.file(&digest).await?.bytes, text) {
                self.erase_file(&digest).await?;
            }
        }
        Ok(())
    }

    /// Where a text stands in any column of any table.
    async fn standing(&mut self, text: &str) -> Result<Vec<StandingText>> {
        let mut all = Vec::new();
        for TableShape { name: table, texts } in self.table_shapes().await? {
            for column in texts {
                let (of, within) = (quoted(&table), quoted(&column));
                let sql = format!(
                    "select count(*) from {of} where replace({within}, $1, '') <> {within}"
                );
                let (rows,): (i64,) = fetch_one!(self, AssertSqlSafe(sql), text)?;
                if rows > 0 {
                    all.push(StandingText { table: table.clone(), column, rows });
                }
            }
        }
        let mut rows = 0;
        for digest in self.file_digests().await? {
            rows += i64::from(holds(&self.file(&digest).await?.bytes, text));
        }
        if rows > 0 {
            all.push(StandingText { table: "files".into(), column: "bytes".into(), rows });
        }
        Ok(all)
    }
}

/// Whether bytes hold a text as it is.
fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len().max(1)).any(|window| window == text.as_bytes())
}
