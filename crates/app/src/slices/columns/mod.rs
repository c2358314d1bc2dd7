//! Columns: a person says what each column of a kept file is, and the file is read by that layout.

pub(crate) mod web;

use bytes::Bytes;
use domain::{
    Field, FiscalYear, Id, Slot,
    layout::{Column, ColumnRole, Layout},
    municipality::named_in,
    plan::Plan,
    reply::remark,
    scale::Scale,
};
use ingest::{Look, Options, TablePreview};
use store::{Import, ImportState, StoredFile};

use crate::{
    App, Error, Result,
    kit::{actor::By, work::PreviewJob},
    slices::{
        imports::{self, Given},
        plans::PlanChoice,
    },
};

/// What a person chose for one column of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The role's name; `field`, `field:previous` or `field:next` for the plan's own fields.
    pub(crate) role: String,
    /// The name of the plan's own field; the heading when empty.
    pub(crate) name: String,
    /// The grades, as a person types them.
    pub(crate) grades: String,
}

/// A kept file beside what its columns seem to be.
#[derive(Debug)]
pub(crate) struct OpenedFile {
    pub(crate) plan: Plan,
    pub(crate) file: StoredFile,
    /// The waiting import that another reading would replace.
    pub(crate) import: Option<Import>,
    pub(crate) preview: TablePreview,
    /// The year of the plan's latest sheet.
    pub(crate) latest: Option<FiscalYear>,
}

/// Whether a person's choice of columns may help where reading failed.
pub(crate) fn may_help(error: &Error) -> bool {
    matches!(error, Error::Unreadable(unread) if unread.may_be_table)
}

/// Keeps a file that could not be read, if it is a table whose columns a person can choose; answers
/// its plan and digest.
pub(crate) async fn offer(app: &App, given: &Given, why: &Error) -> Result<Option<(Plan, String)>> {
    if !may_help(why) {
        return Ok(None);
    }
    let Some(preview) = preview(app, given.bytes.clone(), Look::default()).await? else {
        return Ok(None);
    };
    let rows = preview.rows.iter().flat_map(|(_, texts)| texts);
    let text: Vec<&str> = rows.map(String::as_str).collect();
    let named = named_in(&text.join("\n"), 1);
    imports::keep_unread(app, given, named.as_deref(), &why.to_string()).await.map(Some)
}

/// Opens a kept file of the plan. An import's layout, else that of the plan's latest sheet, says
/// what its columns may be.
pub(crate) async fn open(
    app: &App,
    plan: &Id<Plan>,
    digest: &str,
    import: Option<&Id<Import>>,
    look: Look,
) -> Result<OpenedFile> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(plan).await?;
    let file = tx.plan_file(&plan.id, digest).await?;
    let import = match import {
        Some(id) => Some(tx.import(id).await?),
        None => None,
    };
    if import.as_ref().is_some_and(|i| i.head.plan != plan.id || i.head.digest != digest) {
        return Err(Error::NotFound("この取込"));
    }
    let latest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let known = match (&import, latest) {
        (Some(import), _) => Some(import.reading.sheet.layout.clone()),
        (None, Some(year)) => tx.sheet(&plan.id, year).await?.map(|stored| stored.sheet.layout),
        (None, None) => None,
    };
    drop(tx);
    let look = Look { layout: look.layout.or(known), ..look };
    let preview = preview(app, file.bytes.clone().into(), look).await?.ok_or_else(|| {
        Error::Refused("このファイルは表ではないため、列を選べません。".to_owned())
    })?;
    Ok(OpenedFile { plan, file, import, preview, latest })
}

async fn preview(app: &App, bytes: Bytes, look: Look) -> Result<Option<TablePreview>> {
    Ok(app.readers.run(PreviewJob(look), bytes).await?.0)
}

/// Reads the file by what the person chose, and answers the import that waits for review. It takes
/// the place of the import that waited.
pub(crate) async fn read(
    app: &App,
    opened: &OpenedFile,
    chosen: &[Chosen],
    year: Option<FiscalYear>,
    by: &By,
) -> Result<Id<Import>> {
    let layout = layout(&opened.preview, chosen)?;
    let bytes = Bytes::from(opened.file.bytes.clone());
    let known = opened.import.as_ref().map(|import| import.reading.sheet.layout.answers.clone());
    let answers = known.unwrap_or_default();
    let options = Options { year, layout: Some(layout), answers, ..Options::default() };
    let reading = imports::read(app, bytes.clone(), options.clone()).await?;
    let name = opened.import.as_ref().map_or(&opened.file.name, |import| &import.head.name);
    let plan = PlanChoice { municipality: Some(opened.plan.municipality.clone()), area_code: None };
    let waiting = opened.import.as_ref().filter(|i| i.head.state == ImportState::Read);
    let before = waiting.map(|import| import.head.id.clone());
    let given = Given { name: name.clone(), bytes, options, plan, by: by.clone() };
    imports::keep_instead(app, before, given, reading).await
}

/// The layout that the choices make of the previewed columns.
fn layout(preview: &TablePreview, chosen: &[Chosen]) -> Result<Layout> {
    let mut layout = Layout {
        name: "画面で選んだ様式".to_owned(),
        sheet: preview.layout.sheet.clone(),
        ..Layout::default()
    };
    for (column, chosen) in preview.layout.columns.iter().zip(chosen) {
        let role = role(&column.heading, chosen)?;
        let mut column = Column::new(column.heading.clone(), role);
        if let (ColumnRole::Answer(_), Some(scale)) =
            (&column.role, Scale::typed(&column.role.label(), &remark(&chosen.grades)?))
        {
            column.scale.clone_from(&scale.name);
            layout.scales.push(scale);
        }
        layout.columns.push(column);
    }
    layout.check().map_err(|error| Error::Refused(error.to_string()))?;
    Ok(layout)
}

/// The role that a person chose for a column.
fn role(heading: &str, chosen: &Chosen) -> Result<ColumnRole> {
    let name = if chosen.name.trim().is_empty() { heading } else { chosen.name.trim() };
    let name: String = remark(name)?.chars().filter(|c| *c != ':' && !c.is_control()).collect();
    let role = match chosen.role.as_str() {
        own @ ("field" | "field:previous" | "field:next") => format!("{own}:{name}"),
        known => known.to_owned(),
    };
    ColumnRole::named(&role).map_err(|error| Error::Refused(error.to_string()))
}

/// What a column's seeming role is as a choice.
fn choice(preview: &TablePreview, column: &Column) -> Chosen {
    let (role, name) = match &column.role {
        ColumnRole::Answer(Slot { field: Field::Other(name), .. }) => {
            let role = column.role.name();
            (role.strip_suffix(&format!(":{name}")).unwrap_or("field").to_owned(), name.clone())
        }
        named => (named.name(), String::new()),
    };
    let scale = preview.layout.scales.iter().find(|s| s.name == column.scale);
    let grades = scale.filter(|_| !column.scale.is_empty()).map(Scale::as_typed);
    Chosen { role, name, grades: grades.unwrap_or_default() }
}
