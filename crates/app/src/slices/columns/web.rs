//! The page on which a person says what the columns of a table are.

use askama::Template;
use axum::{
    extract::{Form, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{FiscalYear, Id, layout::ColumnRole, plan::Plan};
use ingest::Look;
use serde::Deserialize;

use super::{Chosen, OpenedFile};
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        page::{Choice, Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
    slices::imports::Given,
};

/// What the address says besides the file.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ColumnsQuery {
    /// The waiting import that is read again.
    #[serde(default)]
    import: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    sheet: String,
    /// The first row of the head.
    #[serde(default)]
    first: String,
    /// Over how many rows the head goes.
    #[serde(default)]
    rows: String,
}

#[derive(Template)]
#[template(path = "columns/columns.html")]
struct ColumnsPage {
    frame: Frame,
    file: String,
    address: String,
    back: String,
    error: Option<String>,
    found: bool,
    asked: ColumnsQuery,
    sheets: Vec<Choice>,
    /// The rows of which one is the first of the head.
    firsts: Vec<RowView>,
    depths: Vec<Choice>,
    head: (u32, u32),
    columns: Vec<ColumnView>,
    samples: Vec<RowView>,
}

/// Roles under one word.
pub(crate) struct RoleChoices {
    pub(crate) label: &'static str,
    pub(crate) options: Vec<Choice>,
}

/// A row of the table.
struct RowView {
    no: u32,
    texts: Vec<String>,
    selected: bool,
}

/// A column with what may be chosen for it.
struct ColumnView {
    at: usize,
    letters: String,
    heading: String,
    groups: Vec<RoleChoices>,
    name: String,
    grades: String,
    /// How many grades there are.
    graded: usize,
}

/// What columns may be chosen to be, under the words that the list shows.
const GROUPS: [(&str, &[&str]); 5] = [
    ("事業", &["action", "content", "measure", "no", "page", "department", "section", "relisted"]),
    (
        "前年度",
        &[
            "previous_status",
            "previous_achievement",
            "previous_progress",
            "previous_evaluation",
            "previous_plan",
        ],
    ),
    ("当年度", &["plan", "status", "evaluation", "progress", "achievement"]),
    ("今後", &["next_plan"]),
    ("その他", &["field", "field:previous", "field:next", "ignored"]),
];

/// The word for a choice.
fn word(role: &str) -> String {
    match role {
        "field" => "この計画独自の項目".to_owned(),
        "field:previous" => "独自の項目（前年度）".to_owned(),
        "field:next" => "独自の項目（今後）".to_owned(),
        "ignored" => "読み込まない".to_owned(),
        named => ColumnRole::named(named).map_or_else(|_| named.to_owned(), |role| role.label()),
    }
}

/// The longest text of a cell that the page shows.
const LONGEST: usize = 48;

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

fn number(text: &str) -> Option<u32> {
    domain::text::ascii_digits(text).trim().parse().ok().filter(|number| *number > 0)
}

impl ColumnsQuery {
    fn look(&self) -> Look {
        let depth = number(&self.rows).unwrap_or(1);
        let head = number(&self.first).map(|first| (first, first.saturating_add(depth - 1)));
        Look { sheet: self.sheet.clone(), head, layout: None }
    }

    fn import(&self) -> Option<Id<store::Import>> {
        (!self.import.is_empty()).then(|| Id::new(&*self.import))
    }

    fn year(&self) -> Result<Option<FiscalYear>, Error> {
        if self.year.trim().is_empty() {
            return Ok(None);
        }
        FiscalYear::parse(&self.year).map(Some).map_err(|error| Error::Refused(error.to_string()))
    }
}

/// The first rows of the file, each column with its choice.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, digest)): Path<(Id<Plan>, String)>,
    Query(mut asked): Query<ColumnsQuery>,
) -> Result<Html<String>, PageError> {
    let opened = super::open(&app, &plan, &digest, asked.import().as_ref(), asked.look()).await?;
    if let (true, Some(import)) = (asked.year.is_empty(), &opened.import) {
        asked.year = import.reading.sheet.year.short();
    }
    drawn(&viewer, &opened, asked, &seeming(&opened), None)
}

/// What the columns seem to be.
fn seeming(opened: &OpenedFile) -> Vec<Chosen> {
    let columns = opened.preview.layout.columns.iter();
    columns.map(|column| super::choice(&opened.preview, column)).collect()
}

/// The page for a file that could not be read, with the reason; none when choosing columns does
/// not help.
pub(crate) async fn offered(
    app: &App,
    viewer: &Viewer,
    given: &Given,
    why: &Error,
) -> Result<Option<Response>, PageError> {
    let Some((plan, digest)) = super::offer(app, given, why).await? else { return Ok(None) };
    let look = Look { layout: given.options.layout.clone(), ..Look::default() };
    let opened = super::open(app, &plan.id, &digest, None, look).await?;
    let year = given.options.year.map_or_else(String::new, FiscalYear::short);
    let asked = ColumnsQuery { year, ..ColumnsQuery::default() };
    let html = drawn(viewer, &opened, asked, &seeming(&opened), Some(why.to_string()))?;
    Ok(Some((StatusCode::UNPROCESSABLE_ENTITY, html).into_response()))
}

fn drawn(
    viewer: &Viewer,
    opened: &OpenedFile,
    asked: ColumnsQuery,
    chosen: &[Chosen],
    error: Option<String>,
) -> Result<Html<String>, PageError> {
    let preview = &opened.preview;
    let option = |value: String, label: String, selected| Choice { value, label, selected };
    let (first, last) = preview.head;
    let view = |(no, texts): &(u32, Vec<String>), selected| RowView {
        no: *no,
        texts: texts.iter().map(|text| short(text)).collect(),
        selected,
    };
    let firsts = preview.rows.iter().map(|row| {
        let mut shown = view(row, row.0 == first);
        shown.texts.retain(|text| !text.is_empty());
        shown.texts.dedup();
        shown
    });
    let sheets = preview.sheets.iter().filter(|name| !name.is_empty());
    let columns = preview.layout.columns.iter().zip(&preview.letters).zip(chosen).enumerate();
    page(&ColumnsPage {
        frame: Frame::of(viewer, &opened.plan, "列の指定", Tab::Imports, opened.latest),
        file: opened.import.as_ref().map_or(&opened.file.name, |i| &i.head.name).clone(),
        address: addresses::columns_of(&opened.plan.id, &opened.file.digest, None),
        back: opened.import.as_ref().map_or_else(
            || addresses::imports(&opened.plan.id),
            |import| addresses::import(&opened.plan.id, &import.head.id),
        ),
        error,
        found: preview.found,
        sheets: sheets
            .map(|name| option(name.clone(), name.clone(), *name == preview.layout.sheet))
            .collect(),
        firsts: firsts.collect(),
        depths: (1..=4)
            .map(|n| option(n.to_string(), format!("{n}行"), last - first + 1 == n))
            .collect(),
        head: preview.head,
        columns: columns
            .map(|(at, ((column, letters), chosen))| ColumnView {
                at,
                letters: letters.clone(),
                heading: column.heading.clone(),
                groups: groups(&chosen.role),
                name: chosen.name.clone(),
                grades: chosen.grades.clone(),
                graded: chosen.grades.lines().count(),
            })
            .collect(),
        samples: preview.samples.iter().map(|row| view(row, false)).collect(),
        asked: ColumnsQuery { sheet: preview.layout.sheet.clone(), ..asked },
    })
}

/// What a column whose role is known may be instead; a field of the plan's own keeps its name.
pub(crate) fn role_choices(role: &str) -> Vec<RoleChoices> {
    let mut groups = groups(role);
    for group in &mut groups {
        group.options.retain(|option| !option.value.starts_with("field") || option.selected);
    }
    groups.retain(|group| !group.options.is_empty());
    groups
}

fn groups(chosen: &str) -> Vec<RoleChoices> {
    let listed = GROUPS.iter().any(|(_, roles)| roles.contains(&chosen));
    let option = |role: &str| Choice::of(role, word(role), chosen);
    let groups = GROUPS.iter().map(|(label, roles)| {
        let mut options: Vec<Choice> = roles.iter().map(|role| option(role)).collect();
        // A role that only a layout file gives stays as it is
        if *label == "今後" && !listed {
            options.push(option(chosen));
        }
        RoleChoices { label, options }
    });
    groups.collect()
}

/// Reads the file by the choices; what is wrong with them is told beside the columns.
pub(crate) async fn read(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, digest)): Path<(Id<Plan>, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let field = |name: &str| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    let [import, year, sheet, first, rows] =
        ["import", "year", "sheet", "first", "rows"].map(field);
    let asked = ColumnsQuery { import, year, sheet, first, rows };
    let opened = super::open(&app, &plan, &digest, asked.import().as_ref(), asked.look()).await?;
    let columns = 0..opened.preview.layout.columns.len();
    let chosen: Vec<Chosen> = columns
        .map(|at| {
            let [role, name, grades] =
                ["role", "name", "grades"].map(|part| field(&format!("{part}-{at}")));
            let role = if role.is_empty() { "ignored".to_owned() } else { role };
            Chosen { role, name, grades }
        })
        .collect();
    let read = match asked.year() {
        Ok(year) => super::read(&app, &opened, &chosen, year, &viewer.by()).await,
        Err(error) => Err(error),
    };
    match read {
        Ok(import) => {
            Ok(Redirect::to(&addresses::import(&opened.plan.id, &import)).into_response())
        }
        Err(error @ (Error::Unreadable(_) | Error::Refused(_))) => {
            let html = drawn(&viewer, &opened, asked, &chosen, Some(error.to_string()))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
