//! The pages of editions: the list, what a freeze would be, an edition as it was frozen.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect, Response},
};
use domain::{FiscalYear, Id, difference, permission::Right, plan::Plan};
use edition::{EditionChange, EditionKind};
use serde::Deserialize;
use store::{EditionFile, StoredEdition, Tx};

use super::{
    ChangedSince, FreezeRequest, OpenItem, WithdrawalRequest, drafted, freeze,
    open_item::KEPT_BACK,
    packages, since, still_told,
    view::{EditionView, change_label, file_label},
    withdraw,
};
use crate::{
    App, Error,
    kit::{
        addresses, clock,
        download::attachment,
        error_page::PageError,
        flash::Flash,
        page::{Frame, Tab, page},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
    slices::frozen::{
        check_number, content, kept_content, name, public_id,
        standing::{EditionState, may_read, states},
    },
};

#[derive(Template)]
#[template(path = "editions/index.html")]
struct IndexPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    editions: Vec<Line>,
    /// The years that can be frozen, with the kinds.
    years: Vec<FiscalYear>,
    may_freeze: bool,
    /// Whether the viewer reads what is not frozen.
    reads: bool,
    /// The newest edition, and in how many cells the sheet says something else now.
    since: Option<ChangedSince>,
}

/// An edition on the list.
struct Line {
    id: String,
    name: String,
    year: String,
    state: EditionState,
    number: String,
    frozen: String,
}

impl Line {
    fn of(edition: &StoredEdition, state: EditionState) -> Self {
        let year = i32::try_from(edition.year).ok().and_then(FiscalYear::starting);
        Self {
            id: edition.id.clone(),
            name: name(edition),
            year: year.map(FiscalYear::official).unwrap_or_default(),
            state,
            number: check_number(edition),
            frozen: clock::spoken(&edition.frozen_at),
        }
    }
}

/// The editions of a plan that the viewer may read.
pub(crate) async fn index(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let all = tx.editions(&plan.id).await?;
    let heads = tx.sheets(&plan.id).await?;
    let may_freeze = viewer.may(Right::Coordinate, Some(&plan.id), None);
    let since = if may_freeze { since(&app, &mut tx, &plan.id, all.iter()).await? } else { None };
    drop(tx);
    let shown = all.iter().zip(states(&all)).filter(|(one, _)| may_read(&viewer, &plan.id, one));
    let editions = shown.map(|(one, state)| Line::of(one, state)).collect();
    let years: Vec<FiscalYear> = heads.iter().map(|head| head.year).collect();
    page(&IndexPage {
        frame: Frame::of(&viewer, &plan, "版・公表", Tab::Editions, years.first().copied()),
        may_freeze,
        reads: viewer.may(Right::Read, Some(&plan.id), None),
        since,
        plan: plan.id,
        said: said.sentence(),
        editions,
        years,
    })
}

#[derive(Template)]
#[template(path = "editions/draft.html")]
struct DraftPage {
    frame: Frame,
    plan: Id<Plan>,
    year: FiscalYear,
    kind: EditionKind,
    name: String,
    rows: usize,
    stops: Vec<OpenItem>,
    taken: Vec<OpenItem>,
    changes: Vec<ShownChange>,
    /// How many small figures it keeps back.
    small: usize,
    /// The answer that keeps one back.
    kept_back: &'static str,
}

/// A cell that an edition says otherwise.
pub(super) struct ShownChange {
    pub(super) about: String,
    pub(super) label: String,
    pub(super) pieces: Vec<difference::Piece>,
}

impl ShownChange {
    pub(super) fn of(change: &EditionChange) -> Self {
        Self {
            about: change.title.clone(),
            label: change_label(&change.field, change.fiscal_year),
            pieces: difference::pieces(&change.before, &change.after),
        }
    }
}

/// What an edition of a year and kind would be.
pub(crate) async fn draft(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), kind)): Path<(Id<Plan>, AddressYear, String)>,
) -> Result<Html<String>, PageError> {
    let kind = EditionKind::coded(&kind).ok_or_else(PageError::nowhere)?;
    let draft = drafted(&app, &plan, year, kind).await?;
    let name = kind.named(draft.number);
    let (stops, taken): (Vec<_>, Vec<_>) = draft.open.iter().cloned().partition(|it| it.stops);
    page(&DraftPage {
        frame: Frame::of(&viewer, &draft.plan, &name, Tab::Editions, Some(year)),
        plan: draft.plan.id.clone(),
        year,
        kind,
        name,
        rows: draft.sheet.rows.len(),
        stops,
        taken,
        changes: draft.changes.iter().map(ShownChange::of).collect(),
        small: draft.small.len(),
        kept_back: KEPT_BACK,
    })
}

/// What the form of a freeze sends.
#[derive(Debug, Deserialize)]
pub(crate) struct FreezeForm {
    #[serde(default)]
    reason: String,
    /// Why it is frozen although something is open, where the other reason is that of a correction.
    #[serde(default)]
    inside: String,
}

/// Freezes an edition.
pub(crate) async fn make(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), kind)): Path<(Id<Plan>, AddressYear, String)>,
    Form(form): Form<FreezeForm>,
) -> Result<Redirect, PageError> {
    let kind = EditionKind::coded(&kind).ok_or_else(PageError::nowhere)?;
    let request = FreezeRequest { year, kind, reason: form.reason, inside: form.inside };
    let frozen = freeze(&app, &plan, &request, &viewer.by()).await?;
    let to = addresses::edition(&plan, &frozen.stored.id);
    Ok(Redirect::to(&addresses::said(&to, "frozen")))
}

/// What the form of an answer sends.
#[derive(Debug, Deserialize)]
pub(crate) struct MarkAnswerForm {
    #[serde(default)]
    mark: String,
    #[serde(default)]
    reason: String,
}

/// Answers a doubt before a publication.
pub(crate) async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Form(form): Form<MarkAnswerForm>,
) -> Result<Redirect, PageError> {
    super::answer(&app, &plan, (year, &form.mark, &form.reason), &viewer.by()).await?;
    let back = addresses::edition_draft(&plan, year, EditionKind::Published.code());
    Ok(Redirect::to(&back))
}

#[derive(Template)]
#[template(path = "editions/edition.html")]
struct EditionPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    line: Line,
    /// The name and identifier of the newest edition of its kind and year, where it is another.
    newer: Option<(String, String)>,
    ground: String,
    /// Where what a withdrawn edition said still stands, and how it goes from there.
    still_told: Option<String>,
    digest: String,
    /// What people read, each with its name in words; then what programs read.
    files: Vec<(EditionFile, &'static str)>,
    data_files: Vec<EditionFile>,
    /// Whether it has a public site, and where the server shows it.
    has_site: bool,
    shown_at: Option<String>,
    view: EditionView,
    /// The other editions that it can be compared with.
    others: Vec<(String, String)>,
    may_withdraw: bool,
    /// The name of the file that only the city sees; none for whoever may not run the round.
    inner_file: Option<&'static str>,
}

/// The first page of an edition's public site.
const SITE_START: &str = "site/index.html";

/// What only the city sees of a freeze, as a file.
const INNER_FILE: &str = "edition-internal.json";

/// An edition that the viewer may read; else there is none.
async fn readable(
    tx: &mut Tx,
    viewer: &Viewer,
    (plan, id): (&Id<Plan>, &str),
) -> Result<(Plan, StoredEdition, Vec<StoredEdition>), PageError> {
    let plan = tx.plan(plan).await?;
    let all = tx.editions(&plan.id).await?;
    let all: Vec<_> = all.into_iter().filter(|one| may_read(viewer, &plan.id, one)).collect();
    let one = all.iter().find(|one| one.id == id).cloned().ok_or(Error::NotFound("版"))?;
    Ok((plan, one, all))
}

/// An edition as it was frozen.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let (plan, one, all) = readable(&mut tx, &viewer, (&plan, &id)).await?;
    let files = tx.edition_top_files(&one.id, SITE_START).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let content =
        if files.is_empty() { None } else { Some(kept_content(&app, &mut tx, &one).await?) };
    let may_run = viewer.may(Right::Coordinate, Some(&plan.id), None);
    let told = match &one.ground {
        Some(_) if may_run => still_told::in_editions(&mut tx, &plan.id, &one).await?,
        _ => Vec::new(),
    };
    drop(tx);
    let states = states(&all);
    let of = |one: &StoredEdition| all.iter().position(|other| other.id == one.id);
    let state = of(&one).and_then(|at| states.get(at)).copied().unwrap_or(EditionState::InForce);
    let same = |other: &&StoredEdition| (other.year, &other.kind) == (one.year, &one.kind);
    let last = all.iter().filter(same).max_by_key(|other| other.number);
    let newer = last.filter(|other| other.id != one.id && state == EditionState::Superseded);
    let others = all.iter().filter(|other| other.id != one.id && other.year == one.year);
    let has_site = files.iter().any(|file| file.name == SITE_START);
    let shown = state == EditionState::InForce && has_site && app.public;
    let top = files.into_iter().filter(|file| !file.name.contains('/'));
    let (files, data_files) = top.partition::<Vec<_>, _>(|file| file_label(&file.name).is_some());
    page(&EditionPage {
        frame: Frame::of(&viewer, &plan, &name(&one), Tab::Editions, newest),
        shown_at: shown.then(|| addresses::public_site(public_id("p", plan.id.as_str()))),
        has_site,
        data_files,
        may_withdraw: state != EditionState::Withdrawn && may_run,
        inner_file: Some(INNER_FILE).filter(|_| may_run),
        still_told: still_told::sentence(&told),
        plan: plan.id,
        said: said.sentence(),
        newer: newer.map(|other| (name(other), other.id.clone())),
        others: others.map(|other| (name(other), other.id.clone())).collect(),
        ground: one.ground.clone().unwrap_or_default(),
        digest: one.digest.clone(),
        view: content.as_deref().map(EditionView::of).unwrap_or_default(),
        line: Line::of(&one, state),
        files: files
            .into_iter()
            .map(|file| (file_label(&file.name).unwrap_or_default(), file))
            .map(|(label, file)| (file, label))
            .collect(),
    })
}

/// What is asked of an edition's files: all of them, or its public site alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PackageAsked {
    part: String,
}

/// An edition's files as one package, or its public site.
pub(crate) async fn package(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Query(asked): Query<PackageAsked>,
) -> Result<Response, PageError> {
    let (_, one, _) = readable(&mut app.store.read().await?, &viewer, (&plan, &id)).await?;
    let packed = match asked.part.as_str() {
        "site" => packages::site_zip(&app, &one).await?,
        _ => packages::packed(&app, &one, None).await?,
    };
    Ok(attachment(&packed.file_name, "application/zip", packed.bytes))
}

/// A file of an edition, as it was frozen.
pub(crate) async fn file(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id, file)): Path<(Id<Plan>, String, String)>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let (plan, one, _) = readable(&mut tx, &viewer, (&plan, &id)).await?;
    let inner = file == INNER_FILE && viewer.may(Right::Coordinate, Some(&plan.id), None);
    let (kind, bytes) = if inner {
        ("application/json".to_owned(), one.internal.clone().into_bytes())
    } else {
        tx.edition_file(&one.id, &file).await?
    };
    let file = file.replace('/', "_");
    Ok(attachment(&format!("{}_{}_{file}", plan.name(), name(&one)), &kind, bytes))
}

#[derive(Template)]
#[template(path = "editions/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    plan: Id<Plan>,
    before: Line,
    after: Line,
    changes: Vec<ShownChange>,
}

/// Two editions, cell by cell.
pub(crate) async fn comparison(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id, other)): Path<(Id<Plan>, String, String)>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let (plan, after, all) = readable(&mut tx, &viewer, (&plan, &id)).await?;
    let before = all.iter().find(|one| one.id == other).ok_or(Error::NotFound("版"))?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let contents = (content(&mut tx, before).await?, content(&mut tx, &after).await?);
    drop(tx);
    let changes = edition::changes(&contents.0, &contents.1);
    page(&ComparisonPage {
        frame: Frame::of(&viewer, &plan, "版の比較", Tab::Editions, newest),
        plan: plan.id,
        before: Line::of(before, EditionState::InForce),
        after: Line::of(&after, EditionState::InForce),
        changes: changes.iter().map(ShownChange::of).collect(),
    })
}

/// What the form of a withdrawal sends.
#[derive(Debug, Deserialize)]
pub(crate) struct WithdrawalForm {
    #[serde(default)]
    ground: String,
    /// Whether its files are erased: a ticked box.
    erase: Option<String>,
    /// The text that is erased with them; may be empty.
    #[serde(default)]
    words: String,
}

/// Shows an edition no longer.
pub(crate) async fn withdrawal(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Form(form): Form<WithdrawalForm>,
) -> Result<Redirect, PageError> {
    let (edition, erase) = (id.clone(), form.erase.is_some());
    let (ground, words) = (form.ground, form.words);
    let request = WithdrawalRequest { edition, ground, erase, words };
    withdraw(&app, &plan, &request, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::said(&addresses::edition(&plan, &id), "withdrawn")))
}
