//! All rows in one table with complete heads, and the same as headings with lists for narrow
//! screens.

use askama::Template;
use edition::{ActionRecord, ColumnRecord, DerivedFile};

use crate::{
    answer::{PublicAnswer, field_label, lines, year_short},
    error::Error,
    frame::{SiteFrame, page},
    names,
    row::PublicRow,
    site::{MeasureRows, Site},
};

#[derive(Template)]
#[template(path = "table.html")]
struct TablePage<'a> {
    frame: SiteFrame<'a>,
    heads: Vec<String>,
    /// Over how many columns a measure's heading reaches.
    width: usize,
    groups: Vec<TableGroup<'a>>,
    lists: &'a [MeasureRows<'a>],
}

struct TableGroup<'a> {
    title: &'a str,
    rows: Vec<TableRow<'a>>,
}

struct TableRow<'a> {
    row: &'a PublicRow<'a>,
    cells: Vec<PublicAnswer>,
}

/// The page of the table.
pub(crate) fn page_of<'a>(
    site: &'a Site<'a>,
    groups: &'a [MeasureRows<'a>],
) -> Result<DerivedFile, Error> {
    // Number and title head each row, and the measure heads its rows
    let own = |column: &&ColumnRecord| !["no", "measure", "action"].contains(&&*column.role);
    let columns: Vec<&ColumnRecord> = site.content.columns.iter().filter(own).collect();
    let rows = |group: &'a MeasureRows<'a>| {
        group.rows.iter().map(|row| TableRow { row, cells: cells(row.record, &columns) }).collect()
    };
    let shown = groups.iter().filter(|group| !group.rows.is_empty());
    page(
        names::TABLE,
        &TablePage {
            frame: SiteFrame::of(site, names::TABLE, "一覧表"),
            heads: columns.iter().map(|column| head(column)).collect(),
            width: columns.len() + 2,
            groups: shown
                .map(|group| TableGroup { title: &group.title, rows: rows(group) })
                .collect(),
            lists: groups,
        },
    )
}

/// The whole heading of a column, year and question in one.
fn head(column: &ColumnRecord) -> String {
    match column.role.as_str() {
        "content" => "計画の内容".to_owned(),
        "page" => "計画書のページ".to_owned(),
        "department" => "担当部".to_owned(),
        "section" => "担当課".to_owned(),
        "relisted" => "再掲".to_owned(),
        "answer" => {
            let year = column.fiscal_year.map_or_else(String::new, year_short);
            format!("{year} {}", field_label(&column.field)).trim().to_owned()
        }
        _ => crate::row::one_line(&column.heading),
    }
}

fn cells(record: &ActionRecord, columns: &[&ColumnRecord]) -> Vec<PublicAnswer> {
    columns.iter().map(|column| cell(record, column)).collect()
}

fn cell(record: &ActionRecord, column: &ColumnRecord) -> PublicAnswer {
    let names = |of: fn(&(String, String)) -> &String| {
        let names = record.owners.iter().map(of).filter(|name| !name.is_empty());
        names.cloned().collect::<Vec<_>>().join("\n")
    };
    match column.role.as_str() {
        "content" => written(&record.content, "記載なし"),
        "page" => written(&record.page, "記載なし"),
        "department" => written(&names(|owner| &owner.0), "記載なし"),
        "section" => written(&names(|owner| &owner.1), "記載なし"),
        "relisted" => written(&record.relisted, "なし"),
        _ => {
            let found = record.answers.iter().find(|one| {
                one.field == column.field && Some(one.fiscal_year) == column.fiscal_year
            });
            found.map_or_else(|| written("", "欄なし"), PublicAnswer::of)
        }
    }
}

/// A text of the plan, or the word for its absence.
fn written(text: &str, absent: &'static str) -> PublicAnswer {
    let lines = lines(text);
    PublicAnswer { note: if lines.is_empty() { absent } else { "" }, lines }
}
