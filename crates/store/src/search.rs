//! Words across the years, full and half width alike: the same answer on both databases.

use domain::{FiscalYear, Id, Slot, action::Action, plan::Plan};
use sqlx::{AssertSqlSafe, query_as};

use crate::{Error, Result, Tx, answers, json};

/// A text in which all the words occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The year of the sheet.
    pub year: FiscalYear,
    /// The row's number on it.
    pub no: u32,
    /// The action that the row tells of.
    pub action: Id<Action>,
    /// The action's title, as that sheet writes it.
    pub title: String,
    /// The answer; `None` when the words occur in the row's title and content.
    pub slot: Option<Slot>,
    /// The answer's text, or the row's content.
    pub text: String,
}

record! {
    struct HitRow {
        year: i64,
        no: i64,
        action_id: String,
        title: String,
        field: Option<String>,
        year_offset: Option<String>,
        text: String,
        total: i64,
    }
}

impl TryFrom<HitRow> for Hit {
    type Error = Error;

    fn try_from(row: HitRow) -> Result<Self> {
        Ok(Self {
            year: json::year(row.year)?,
            no: json::count(row.no)?,
            action: Id::new(row.action_id),
            title: row.title,
            slot: row
                .field
                .zip(row.year_offset)
                .map(|(field, offset)| answers::slot(field, &offset))
                .transpose()?,
            text: row.text,
        })
    }
}

/// A pattern that finds the word anywhere, with nothing in it that means more than itself.
fn anywhere(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// The statement for a number of words; only that number varies, the words are bound.
fn statement(words: usize) -> String {
    let all_in = |column: &str| {
        let each = (3..words + 3).map(|n| format!("and {column} like ${n} escape '\\'"));
        each.collect::<Vec<_>>().join(" ")
    };
    format!(
        "with hits as (
            select r.id as row_id, s.year, r.position as row_position, cast(-1 as bigint) as position
            from sheets s join sheet_rows r on r.sheet_id = s.id
            where s.plan_id = $1 {in_rows}
            union all
            select a.row_id, s.year, r.position as row_position, a.position
            from sheets s
            join sheet_rows r on r.sheet_id = s.id
            join answers a on a.row_id = r.id
            where s.plan_id = $1 {in_answers}
        ), page as (
            select row_id, year, row_position, position, count(*) over () as total
            from hits order by year desc, row_position, position limit $2
        )
        select p.year, r.no, r.action_id, r.action as title, a.field, a.year_offset,
            coalesce(a.text, r.content) as text, p.total
        from page p
        join sheet_rows r on r.id = p.row_id
        left join answers a on a.row_id = p.row_id and a.position = p.position
        order by p.year desc, p.row_position, p.position",
        in_rows = all_in("r.folded"),
        in_answers = all_in("a.folded"),
    )
}

impl Tx {
    /// The texts in which all the folded words occur, newest year first, then in the sheet's order,
    /// and how many there are in all. No words find nothing.
    pub async fn search(
        &mut self,
        plan: &Id<Plan>,
        words: &[String],
        limit: u32,
    ) -> Result<(Vec<Hit>, i64)> {
        let words = words.iter().filter(|word| !word.is_empty());
        let patterns: Vec<String> = words.map(|word| anywhere(word)).collect();
        if patterns.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let rows: Vec<HitRow> = on!(self, |db| {
            let sql = AssertSqlSafe(statement(patterns.len()));
            let mut query = query_as(sql).bind(plan.as_str()).bind(i64::from(limit.max(1)));
            for pattern in &patterns {
                query = query.bind(pattern);
            }
            query.fetch_all(db).await
        })?;
        let total = rows.first().map_or(0, |row| row.total);
        let page = rows.into_iter().take(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok((page.map(Hit::try_from).collect::<Result<_>>()?, total))
    }
}
