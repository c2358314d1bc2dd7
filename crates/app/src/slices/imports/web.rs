//! The pages of an import: choose a file, review what was read beside its source, book.

use askama::Template;
use axum::{
    extract::{Form, Query, State},
    http::header,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    Id, Place,
    layout::ColumnRole,
    permission::Right,
    plan::Plan,
    reading::{Problem as Question, Reader, Reading},
    reply::remark,
    sheet::{Change, ChangeKind},
};
use store::{Import, ImportHead, ImportState};

use super::{ImportDecision, Review};
use crate::{
    App, Error,
    kit::{
        addresses, clock,
        error_page::PageError,
        page::{Frame, Link, Tab, page},
        path::Path,
        viewer::Viewer,
        work::PictureJob,
    },
    slices::plans::{self, PlanChoice},
    slices::sheets::source::{self, OpenedSource, PartOfPage, SourceLine},
};

#[derive(Template)]
#[template(path = "imports/index.html")]
struct Index {
    frame: Frame,
    action: String,
    imports: Vec<Entry>,
    error: Option<String>,
}

/// An import in the list.
struct Entry {
    link: Link,
    year: String,
    kind: &'static str,
    state: &'static str,
    at: String,
}

/// The plan's imports, and the form for another.
pub(crate) async fn index(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
) -> Result<Html<String>, PageError> {
    list(&app, &viewer, &plan, None).await
}

pub(crate) async fn list(
    app: &App,
    viewer: &Viewer,
    plan: &Id<Plan>,
    error: Option<String>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(plan).await?;
    let imports = tx.imports(&plan.id).await?;
    let year = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    page(&Index {
        frame: Frame::of(viewer, &plan, "取込", Tab::Imports, year),
        action: addresses::imports(&plan.id),
        imports: imports.into_iter().map(|import| entry(&plan, import)).collect(),
        error,
    })
}

fn entry(plan: &Plan, import: ImportHead) -> Entry {
    Entry {
        link: Link {
            href: addresses::import(&plan.id, &import.id),
            label: import.name,
            current: false,
        },
        year: import.year.official(),
        kind: import.reader.label(),
        state: state(import.state),
        at: clock::spoken(import.booked_at.as_deref().unwrap_or(&import.created_at)),
    }
}

fn state(state: ImportState) -> &'static str {
    match state {
        ImportState::Read => "確認待ち",
        ImportState::Booked => "登録済み",
        ImportState::Discarded => "取りやめ",
    }
}

#[derive(Template)]
#[template(path = "imports/review.html")]
struct ReviewPage {
    frame: Frame,
    plan: Id<Plan>,
    import: Id<Import>,
    /// Where a person says what the columns are; a file that is no table has none.
    columns: Option<String>,
    head: Head,
    questions: Vec<QuestionView>,
    notes: Vec<QuestionView>,
    changes: Option<Vec<ChangeView>>,
    stranger: Option<String>,
    /// How many decisions of the reader are to be confirmed first.
    asked: Option<usize>,
    /// Where they are confirmed.
    reading: String,
    /// The municipality, as far as the file names it, where a plan may be made of another city's sheet.
    new_plan: Option<String>,
    rows: Vec<RowView>,
}

/// What was read, in numbers.
struct Head {
    file: String,
    kind: &'static str,
    year: String,
    state: &'static str,
    open: bool,
    rows: usize,
    measures: usize,
    read: usize,
    placed: usize,
    heading: usize,
    unplaced: usize,
    sheet: String,
}

/// Something to look at, beside its lines.
struct QuestionView {
    kind: &'static str,
    message: String,
    row: Option<Link>,
    lines: Vec<SourceLine>,
    /// The part of the page, where the file has pages.
    picture: Option<String>,
    /// The name of its choice in the form; none when there is nothing to choose.
    choice: Option<String>,
    /// The two readings, cell by cell: heading, as read, the other.
    cells: Vec<[String; 3]>,
}

/// A cell that differs from the booked sheet.
struct ChangeView {
    action: String,
    what: String,
    before: String,
    after: String,
}

/// A row as it was read.
struct RowView {
    no: u32,
    measure: String,
    title: String,
    owners: String,
    place: String,
    cells: Vec<(String, String)>,
    /// The part of the page, where the file has pages.
    picture: Option<String>,
}

/// What was read, beside its source, with what must be decided.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, import)): Path<(Id<Plan>, Id<Import>)>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let review = super::review(&mut tx, &import).await?;
    of_plan(&review.import, &plan)?;
    let file = tx.file(&review.import.head.digest).await?;
    let year = tx.sheets(&review.plan.id).await?.first().map(|head| head.year);
    drop(tx);
    let reading = &review.import.reading;
    let picture = addresses::original_picture(&review.plan.id, &review.import.head.id);
    let source = OpenedSource::open(&file.bytes, reading.reader, picture);
    let numbered = reading.problems.iter().enumerate();
    let (questions, notes) = numbered.partition::<Vec<_>, _>(|(_, p)| p.kind.wants_review());
    let open = review.import.head.state == ImportState::Read;
    page(&ReviewPage {
        frame: Frame::of(
            &viewer,
            &review.plan,
            &format!("取込の確認 {}", review.import.head.name),
            Tab::Imports,
            year,
        ),
        columns: matches!(reading.reader, Reader::Xlsx | Reader::Csv | Reader::Pdf).then(|| {
            let head = &review.import.head;
            addresses::columns_of(&review.plan.id, &head.digest, Some(&head.id))
        }),
        questions: questions.into_iter().map(|p| question(reading, p, &source)).collect(),
        notes: notes.into_iter().map(|p| question(reading, p, &OpenedSource::Cells)).collect(),
        changes: review
            .comparison
            .changes
            .as_deref()
            .filter(|_| open)
            .map(|changes| changes.iter().map(change).collect()),
        stranger: review.comparison.stranger.clone().filter(|_| open),
        asked: Some(review.comparison.asked).filter(|asked| open && *asked > 0),
        reading: addresses::reading(&review.plan.id, &review.import.head.id),
        new_plan: (open && review.comparison.stranger.is_some())
            .then(|| reading.municipality.clone().unwrap_or_default())
            .filter(|_| viewer.may_at(Right::Coordinate, None)),
        rows: rows(&review, &source),
        head: head(&review),
        plan: review.plan.id,
        import: review.import.head.id,
    })
}

fn head(review: &Review) -> Head {
    let (head, reading) = (&review.import.head, &review.import.reading);
    Head {
        file: head.name.clone(),
        kind: reading.reader.label(),
        year: reading.sheet.year.official(),
        state: state(head.state),
        open: head.state == ImportState::Read,
        rows: reading.sheet.rows.len(),
        measures: reading.sheet.measures.len(),
        read: reading.account.characters_read,
        placed: reading.account.characters_placed,
        heading: reading.account.characters_heading,
        unplaced: reading.account.characters_unplaced,
        sheet: addresses::sheet(&review.plan.id, reading.sheet.year),
    }
}

fn question(
    reading: &Reading,
    (at, problem): (usize, &Question),
    source: &OpenedSource,
) -> QuestionView {
    let sheet = &reading.sheet;
    let row = sheet.rows.iter().find(|row| Some(row.no) == problem.row);
    let cells = problem.other.iter().map(|other| {
        let heading = match &other.role {
            ColumnRole::Answer(slot) => slot.heading(sheet.year),
            named => named.label(),
        };
        let read = row.and_then(|row| row.cell(&other.role)).map_or("", |cell| &cell.text);
        [heading, read.to_owned(), other.cell.text.clone()]
    });
    QuestionView {
        kind: problem.kind.label(),
        message: problem.message.clone(),
        row: problem.row.map(|no| Link {
            label: format!("No.{no}"),
            href: format!("#r{no}"),
            current: false,
        }),
        lines: source.lines(&problem.place),
        picture: row
            .and_then(|row| source.row_picture(row, Some(&problem.place)))
            .or_else(|| source.marked(&problem.place)),
        choice: (!problem.other.is_empty()).then(|| format!("{CHOICE}{at}")),
        cells: cells.collect(),
    }
}

fn change(change: &Change) -> ChangeView {
    let (what, before, after) = match &change.kind {
        ChangeKind::Added => ("行の追加".to_owned(), String::new(), "新しい行".to_owned()),
        ChangeKind::Removed => ("行の削除".to_owned(), "今ある行".to_owned(), String::new()),
        ChangeKind::Cell { role, before, after } => (role.label(), before.clone(), after.clone()),
    };
    ChangeView { action: change.action.clone(), what, before, after }
}

fn rows(review: &Review, source: &OpenedSource) -> Vec<RowView> {
    let sheet = &review.import.reading.sheet;
    let slots = sheet.slots();
    let view = |row: &domain::sheet::Row| RowView {
        no: row.no,
        measure: sheet.measure_of(row).to_owned(),
        title: row.action.text.clone(),
        owners: row.section.text.replace('\n', "・"),
        place: match &row.place {
            Place::Cell(_) | Place::Lines { .. } | Place::Box { .. } => row.place.to_string(),
            Place::File => String::new(),
        },
        cells: std::iter::once(("実施内容".to_owned(), row.content.text.clone()))
            .chain(slots.iter().map(|slot| (slot.heading(sheet.year), row.text(slot).to_owned())))
            .collect(),
        picture: source.row_picture(row, None),
    };
    sheet.rows.iter().map(view).collect()
}

/// How the names of choices between two readings begin.
const CHOICE: &str = "reading-";

/// A person's decisions, from the form's fields.
fn decided(fields: &[(String, String)]) -> ImportDecision {
    let ticked = |name: &str| fields.iter().any(|(field, value)| field == name && value == "true");
    let other = |(name, value): &(String, String)| {
        let at = name.strip_prefix(CHOICE)?.parse().ok()?;
        (value == "other").then_some(at)
    };
    ImportDecision {
        replace: ticked("replace"),
        same_plan: ticked("same_plan"),
        others: fields.iter().filter_map(other).collect(),
    }
}

/// Books the import.
pub(crate) async fn book(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, import)): Path<(Id<Plan>, Id<Import>)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let decision = decided(&fields);
    of_plan(&app.store.read().await?.import(&import).await?, &plan)?;
    if fields.iter().any(|(name, value)| name == "plan" && value == "new") {
        return book_apart(&app, &viewer, &import, &fields).await;
    }
    let plan = super::book(&app, &import, decision, &viewer.by()).await?;
    let year = app.store.read().await?.import(&import).await?.head.year;
    Ok(Redirect::to(&addresses::overview(&plan.id, Some(year))))
}

/// Books the import for another city: for its plan, which is made where there is none. What is still
/// to be decided there is asked there.
async fn book_apart(
    app: &App,
    viewer: &Viewer,
    import: &Id<Import>,
    fields: &[(String, String)],
) -> Result<Redirect, PageError> {
    let city = fields.iter().find(|(name, _)| name == "city").map_or("", |(_, city)| city.trim());
    let choice =
        PlanChoice { municipality: Some(remark(city).map_err(Error::from)?), area_code: None };
    if city.is_empty() {
        return Err(Error::Refused("市町村名を入れてください。".to_owned()).into());
    }
    let known = plans::chosen(&mut app.store.read().await?, &choice).await?;
    if !viewer.may_at(Right::Coordinate, known.as_ref().map(|plan| &plan.id)) {
        return Err(PageError::forbidden(
            "新しい計画を作る役割がありません。すべての計画の事務局だけが、新しい計画を作れます。",
        ));
    }
    let (plan, moved) = super::move_to(app, import, choice, &viewer.by()).await?;
    match super::book(app, &moved, decided(fields), &viewer.by()).await {
        Ok(plan) => Ok(Redirect::to(&addresses::overview(&plan.id, None))),
        Err(Error::Conflict(_)) => Ok(Redirect::to(&addresses::import(&plan, &moved))),
        Err(other) => Err(other.into()),
    }
}

/// An import is found under its own plan's address only.
fn of_plan(import: &Import, plan: &Id<Plan>) -> Result<(), Error> {
    if import.head.plan == *plan { Ok(()) } else { Err(Error::NotFound("この取込")) }
}

/// A file on which no sheet stands is for those who run the round.
fn for_eyes_of(viewer: &Viewer, import: &Import) -> Result<(), Error> {
    let plan = Some(&import.head.plan);
    let may = viewer.may(Right::Coordinate, plan, None);
    let open = may || import.head.state == ImportState::Booked;
    if open { Ok(()) } else { Err(Error::NotFound("この取込")) }
}

/// Puts the import aside.
pub(crate) async fn discard(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, import)): Path<(Id<Plan>, Id<Import>)>,
) -> Result<Redirect, PageError> {
    of_plan(&app.store.read().await?.import(&import).await?, &plan)?;
    let plan = super::discard(&app, &import, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::imports(&plan.id)))
}

/// The detected layout, to be edited and given with the next file of its kind.
pub(crate) async fn layout(
    State(app): State<App>,
    Path((plan, import)): Path<(Id<Plan>, Id<Import>)>,
) -> Result<Response, PageError> {
    let import = app.store.read().await?.import(&import).await?;
    of_plan(&import, &plan)?;
    let text = toml::to_string_pretty(&import.reading.sheet.layout).map_err(Error::internal)?;
    Ok(crate::kit::download::attachment(
        "様式.toml",
        "text/plain; charset=utf-8",
        text.into_bytes(),
    ))
}

/// The file as it came, to the byte.
pub(crate) async fn original(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, import)): Path<(Id<Plan>, Id<Import>)>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let import = tx.import(&import).await?;
    of_plan(&import, &plan)?;
    for_eyes_of(&viewer, &import)?;
    let file = tx.file(&import.head.digest).await?;
    Ok(crate::kit::download::attachment(&import.head.name, "application/octet-stream", file.bytes))
}

/// A part of a page of the file as a picture.
pub(crate) async fn picture(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, import)): Path<(Id<Plan>, Id<Import>)>,
    Query(part): Query<PartOfPage>,
) -> Result<Response, PageError> {
    let nothing = || Error::NotFound("このページの絵");
    let mut tx = app.store.read().await?;
    let import = tx.import(&import).await?;
    of_plan(&import, &plan)?;
    for_eyes_of(&viewer, &import)?;
    let file = tx.file(&import.head.digest).await?;
    drop(tx);
    let area = source::edges(&part.area).ok_or_else(nothing)?;
    let mark = part.mark.as_deref().and_then(source::edges);
    let job = PictureJob { page: part.page, area, mark };
    let (drawn, png) = app.readers.run(job, file.bytes.into()).await?;
    if !drawn {
        return Err(nothing().into());
    }
    // A kept file never changes, nor does its picture
    let headers =
        [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "private, max-age=86400")];
    Ok((headers, png).into_response())
}
