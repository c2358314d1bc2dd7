//! Words across the years, full and half width alike: the same answer on both databases.

use std::{cmp::Reverse, collections::BTreeMap};

use domain::{FiscalYear, Id, Slot, accepted::Accepted, action::Action, plan::Plan, text::fold};
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
        row_position: i64,
        position: i64,
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

/// The statement for a number of words and of questions that are covered; only those numbers vary,
/// what they are is bound.
fn statement(words: usize, covered: usize) -> String {
    let all_in = |column: &str| {
        let each = (3..words + 3).map(|n| format!("and {column} like ${n} escape '\\'"));
        each.collect::<Vec<_>>().join(" ")
    };
    let triple = |nth: usize| {
        let at = words + 3 + 3 * nth;
        format!("(${at}, ${}, ${})", at + 1, at + 2)
    };
    let triples: Vec<String> = (0..covered).map(triple).collect();
    let open = match triples.as_slice() {
        [] => String::new(),
        all => format!("and (s.year, a.field, a.year_offset) not in (values {})", all.join(", ")),
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
            where s.plan_id = $1 {in_answers} {open}
        ), page as (
            select row_id, year, row_position, position, count(*) over () as total
            from hits order by year desc, row_position, position limit $2
        )
        select p.year, r.no, r.action_id, r.action as title, a.field, a.year_offset,
            coalesce(a.text, r.content) as text, p.row_position, p.position, p.total
        from page p
        join sheet_rows r on r.id = p.row_id
        left join answers a on a.row_id = p.row_id and a.position = p.position
        order by p.year desc, p.row_position, p.position",
        in_rows = all_in("r.folded"),
        in_answers = all_in("a.folded"),
    )
}

/// Of the accepted texts of a year those in which all the words occur.
fn accepted_with<'a>(
    accepted: &'a Accepted,
    words: &[&String],
) -> BTreeMap<(u32, &'a Slot), &'a str> {
    let has = |text: &str| {
        let folded = fold(text);
        words.iter().all(|word| folded.contains(word.as_str()))
    };
    let told = accepted.texts().iter().filter(|(_, text)| has(text));
    told.map(|((no, slot), text)| ((*no, slot), text.as_str())).collect()
}

impl Tx {
    /// The texts in which all the folded words occur, newest year first, then in the sheet's order,
    /// and how many there are in all. No words find nothing.
    ///
    /// Of a year that is covered the accepted texts are looked through in the place of what was
    /// written: nothing else is found, counted or shown.
    pub async fn search(
        &mut self,
        plan: &Id<Plan>,
        words: &[String],
        limit: u32,
        covers: &[(FiscalYear, Accepted)],
    ) -> Result<(Vec<Hit>, i64)> {
        let words: Vec<&String> = words.iter().filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let mut rows = self.open_hits(plan, &words, limit, covers).await?;
        let mut total = rows.first().map_or(0, |row| row.total);
        for (year, accepted) in covers {
            let found = self.accepted_hits(plan, *year, &accepted_with(accepted, &words)).await?;
            total += json::number(found.len());
            rows.extend(found);
        }
        rows.sort_by_key(|row| (Reverse(row.year), row.row_position, row.position));
        let page = rows.into_iter().take(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok((page.map(Hit::try_from).collect::<Result<_>>()?, total))
    }

    /// The texts that are shown as they stand.
    async fn open_hits(
        &mut self,
        plan: &Id<Plan>,
        words: &[&String],
        limit: u32,
        covers: &[(FiscalYear, Accepted)],
    ) -> Result<Vec<HitRow>> {
        let patterns: Vec<String> = words.iter().map(|word| anywhere(word)).collect();
        let of = |(year, accepted): &'_ (FiscalYear, Accepted)| {
            let year = json::start(*year);
            accepted.slots().map(move |slot| (year, slot.clone())).collect::<Vec<_>>()
        };
        let covered: Vec<(i64, Slot)> = covers.iter().flat_map(of).collect();
        let rows = on!(self, |db| {
            let sql = AssertSqlSafe(statement(patterns.len(), covered.len()));
            let mut query = query_as(sql).bind(plan.as_str()).bind(i64::from(limit.max(1)));
            for pattern in &patterns {
                query = query.bind(pattern);
            }
            for (year, slot) in &covered {
                query = query.bind(year).bind(slot.field.code()).bind(answers::code(slot.year));
            }
            query.fetch_all(db).await
        })?;
        Ok(rows)
    }

    /// The rows of a year's sheet in which accepted texts stand.
    async fn accepted_hits(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        found: &BTreeMap<(u32, &Slot), &str>,
    ) -> Result<Vec<HitRow>> {
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "select s.year, r.no, r.action_id, r.action as title, a.field, a.year_offset,
                '' as text, r.position as row_position, a.position, cast(0 as bigint) as total
            from sheets s
            join sheet_rows r on r.sheet_id = s.id
            join answers a on a.row_id = r.id
            where s.plan_id = $1 and s.year = $2";
        let rows: Vec<HitRow> = fetch_all!(self, sql, plan.as_str(), json::start(year))?;
        let mut hits = Vec::new();
        for row in rows {
            let (Some(field), Some(offset)) = (&row.field, &row.year_offset) else { continue };
            let slot = answers::slot(field.clone(), offset)?;
            if let Some(text) = found.get(&(json::count(row.no)?, &slot)) {
                hits.push(HitRow { text: (*text).to_owned(), ..row });
            }
        }
        Ok(hits)
    }
}
