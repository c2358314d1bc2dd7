//! The pages of schemes and of a crosswalk: its items with their actions, and the form of one row.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{
    Id,
    action::Action,
    permission::Right,
    plan::Plan,
    scheme::{Crosswalk, CrosswalkKey, CrosswalkRow, CrosswalkTotals, MappingRelation, Scheme},
};
use serde::Deserialize;
use store::Tx;

use super::{
    CrosswalkForm, KeptCrosswalk, SchemeShelf, TargetList, change, drawn::on_sheet, table::of_year,
};
use crate::{
    App,
    kit::{
        addresses,
        error_page::PageError,
        flash::Flash,
        page::{Choice, Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

#[derive(Template)]
#[template(path = "schemes/schemes.html")]
struct SchemesPage {
    frame: Frame,
    plan: Id<Plan>,
    schemes: Vec<Scheme>,
    may_run: bool,
}

/// The schemes of a plan.
pub(crate) async fn index(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let shelf = SchemeShelf::of(&mut tx, &plan.id).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    drop(tx);
    page(&SchemesPage {
        frame: Frame::of(&viewer, &plan, "対応表", Tab::Editions, newest),
        may_run: viewer.may(Right::Coordinate, Some(&plan.id), None),
        plan: plan.id,
        schemes: shelf.newest,
    })
}

/// What is asked of the page: which version, and the row that the form begins with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CrosswalkAsked {
    version: Option<u32>,
    item: String,
    action: String,
}

#[derive(Template)]
#[template(path = "schemes/crosswalk.html")]
struct CrosswalkPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    scheme: Scheme,
    valid: String,
    /// The other versions, each with where it is shown.
    versions: Vec<(u32, String)>,
    actions: usize,
    totals: CrosswalkTotals,
    items: Vec<ItemLine>,
    /// The actions that correspond to nothing.
    unmapped: Vec<String>,
    others: Vec<OtherScheme>,
    form: Option<RowForm>,
}

/// An item with what it has.
struct ItemLine {
    label: String,
    targets: usize,
    primary: usize,
    rows: Vec<RowLine>,
}

/// An action under an item.
struct RowLine {
    label: String,
    relation: &'static str,
    primary: bool,
    note: String,
    /// Where the form begins with it; empty where the viewer may change nothing.
    href: String,
}

/// The crosswalk to another scheme.
struct OtherScheme {
    title: String,
    /// Item, corresponding item, how closely, whether it is the main one.
    rows: Vec<(String, String, &'static str, bool)>,
}

/// The form of a row.
struct RowForm {
    to: String,
    version: u32,
    seen: i64,
    items: Vec<Choice>,
    actions: Vec<Choice>,
    relations: Vec<Choice>,
    primary: bool,
    note: String,
    /// Whether there is such a row.
    is_known: bool,
}

/// A crosswalk from a scheme to the actions of the newest sheet.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Query(said): Query<Flash>,
    Query(asked): Query<CrosswalkAsked>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let shelf = SchemeShelf::of(&mut tx, &plan.id).await?;
    let scheme = shelf.version(&id, asked.version)?.clone();
    let kept = KeptCrosswalk::of(&mut tx, &plan.id, CrosswalkKey::to_actions(&scheme)).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let targets = of_year(&mut tx, &plan.id, newest).await?;
    let links = tx.action_links(&plan.id).await?;
    let others = others(&mut tx, &plan.id, &shelf, &scheme).await?;
    drop(tx);
    let may_run = viewer.may(Right::Coordinate, Some(&plan.id), None);
    let own: Vec<Id<Action>> = targets.entries.iter().map(|one| Id::new(&one.key)).collect();
    let pairs: Vec<_> = links.into_iter().map(|(from, to, _)| (from, to)).collect();
    let crosswalk = on_sheet(&kept.crosswalk, &own, &pairs);
    let totals = crosswalk.totals(&scheme, own.iter().map(Id::as_str));
    let is_mapped = |key: &str| crosswalk.rows().any(|row| row.target == key);
    let unmapped = targets.entries.iter().filter(|one| !is_mapped(&one.key));
    let versions = shelf.versions_of(&id).into_iter().filter(|of| *of != scheme.version);
    page(&CrosswalkPage {
        frame: Frame::of(&viewer, &plan, &scheme.title, Tab::Editions, newest),
        said: said.sentence(),
        valid: valid(&scheme),
        versions: versions.map(|of| (of, addresses::crosswalk_at(&plan.id, &id, of))).collect(),
        actions: own.len(),
        items: lines(&plan.id, (&scheme, &crosswalk), (&totals, &targets), may_run),
        unmapped: unmapped.map(|one| format!("{}　{}", one.shown, one.label)).collect(),
        others,
        form: may_run.then(|| row_form(&plan.id, &scheme, (&kept, &targets), &asked)),
        totals,
        scheme,
        plan: plan.id,
    })
}

fn valid(scheme: &Scheme) -> String {
    match (scheme.valid_from, scheme.valid_to) {
        (None, None) => "期間の定めなし".to_owned(),
        (from, to) => {
            let day = |day: Option<domain::Day>| day.map_or_else(String::new, |it| it.to_string());
            format!("{}～{}", day(from), day(to))
        }
    }
}

fn lines(
    plan: &Id<Plan>,
    (scheme, crosswalk): (&Scheme, &Crosswalk),
    (totals, targets): (&CrosswalkTotals, &TargetList),
    may_run: bool,
) -> Vec<ItemLine> {
    let row = |row: &CrosswalkRow, key: &str, label: String| RowLine {
        label,
        relation: row.relation.label(),
        primary: row.primary,
        note: row.note.clone(),
        href: if may_run {
            addresses::crosswalk_row(plan, (&scheme.id, scheme.version), (&row.source, key))
        } else {
            String::new()
        },
    };
    let line = |((depth, item), total): ((usize, &domain::scheme::SchemeItem), _)| {
        let total: &domain::scheme::ItemTotal = total;
        let rows = targets.entries.iter().filter_map(|one| {
            let known = crosswalk.row(&item.code, &one.key)?;
            Some(row(known, &one.key, format!("{}　{}", one.shown, one.label)))
        });
        ItemLine {
            label: format!("{}{}　{}", "　".repeat(depth), item.code, item.label),
            targets: total.targets,
            primary: total.primary,
            rows: rows.collect(),
        }
    };
    scheme.in_tree().into_iter().zip(&totals.items).map(line).collect()
}

/// The crosswalks from a scheme to other ones.
async fn others(
    tx: &mut Tx,
    plan: &Id<Plan>,
    shelf: &SchemeShelf,
    scheme: &Scheme,
) -> crate::Result<Vec<OtherScheme>> {
    let mut found = Vec::new();
    for key in tx.crosswalks(plan).await? {
        let own = key.scheme == scheme.id && key.version == scheme.version;
        let Some((to, version)) = key.to.clone().filter(|_| own) else { continue };
        let other = shelf.version(&to, Some(version))?;
        let kept = KeptCrosswalk::of(tx, plan, key).await?;
        let name = |of: &Scheme, code: &str| {
            let item = of.item(code);
            item.map_or_else(|| code.to_owned(), |item| format!("{code}　{}", item.label))
        };
        let rows = kept.crosswalk.rows().map(|row| {
            let (from, to) = (name(scheme, &row.source), name(other, &row.target));
            (from, to, row.relation.label(), row.primary)
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            found.push(OtherScheme { title: other.title.clone(), rows });
        }
    }
    Ok(found)
}

fn row_form(
    plan: &Id<Plan>,
    scheme: &Scheme,
    (kept, targets): (&KeptCrosswalk, &TargetList),
    asked: &CrosswalkAsked,
) -> RowForm {
    let known = kept.crosswalk.row(&asked.item, &asked.action);
    let items = scheme.in_tree().into_iter().map(|(_, item)| {
        Choice::of(item.code.clone(), format!("{}　{}", item.code, item.label), &asked.item)
    });
    let actions = targets.entries.iter().map(|one| {
        Choice::of(one.key.clone(), format!("{}　{}", one.shown, one.label), &asked.action)
    });
    let relation = known.map_or(MappingRelation::Exact, |row| row.relation).code();
    let relations = MappingRelation::ALL.map(|one| Choice::of(one.code(), one.label(), relation));
    RowForm {
        to: addresses::crosswalk(plan, &scheme.id),
        version: scheme.version,
        seen: kept.version(&asked.item, &asked.action),
        items: items.collect(),
        actions: actions.collect(),
        relations: relations.into(),
        primary: known.is_some_and(|row| row.primary),
        note: known.map_or_else(String::new, |row| row.note.clone()),
        is_known: known.is_some(),
    }
}

/// Changes a row.
pub(crate) async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Form(form): Form<CrosswalkForm>,
) -> Result<Redirect, PageError> {
    change(&app, &plan, (&id, &form), &viewer.by()).await?;
    Ok(Redirect::to(&addresses::crosswalk_after(&plan, &id, form.version, "saved")))
}
