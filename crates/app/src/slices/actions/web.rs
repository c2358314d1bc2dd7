//! The action's page: plan beside result, differences marked, every cell with its source.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, response::Html};
use domain::{
    Field, FiscalYear, Id, Slot, Value,
    action::Action,
    difference::{Piece, PieceKind, pieces},
    layout::ColumnRole,
    plan::Plan,
    scale::Scale,
    stage::Stage,
    text::ink,
    timeline::{self, Joined, Statement},
    unaccepted::Unaccepted,
};
use store::ActionRow;

use crate::{
    App, Error,
    kit::{
        accepted::AcceptedSwitch,
        addresses,
        error_page::PageError,
        page::{Frame, Link, Svg, Tab, page},
        path::Path,
        viewer::Viewer,
    },
    slices::{
        indicators::page::Numbers,
        registers::through::{CountedYear, through},
        sheets::{self, cell::ShownCell},
    },
};

#[derive(Template)]
#[template(path = "actions/action.html")]
struct ActionPage {
    frame: Frame,
    title: String,
    facts: Vec<(&'static str, String)>,
    content: String,
    chart: Option<Svg>,
    numbers: Numbers,
    /// What registers counted, the newest year first.
    counted: Vec<CountedYear>,
    years: Vec<YearView>,
    accepted: Option<AcceptedSwitch>,
}

/// A year of the action.
struct YearView {
    anchor: String,
    label: String,
    sheet: Option<Link>,
    cells: Vec<CellView>,
}

/// A field of the year.
struct CellView {
    label: String,
    wide: bool,
    shown: ShownCell,
    /// Where the leading statement stands.
    source: Link,
    /// What changed since the year before, when both were written.
    change: Option<Change>,
    /// Other sheets that say something else.
    others: Vec<Other>,
}

/// What changed since the year before.
struct Change {
    same: bool,
    /// Whether enough stayed that marking the rest helps the eye.
    close: bool,
    pieces: Vec<Piece>,
}

/// What another sheet says.
struct Other {
    sheet: String,
    source: Link,
    shown: ShownCell,
    pieces: Vec<Piece>,
}

/// The address of a cell: its sheet's row and the question.
type Tie = (u32, Slot);
type Years = BTreeMap<FiscalYear, BTreeMap<Field, Joined<Tie>>>;
/// What was not accepted, by the year of the sheet.
type Open = BTreeMap<FiscalYear, Unaccepted>;

/// The action through the years, the newest first.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, action)): Path<(Id<Plan>, Id<Action>)>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let own = tx.actions(&plan.id).await?.into_iter().find(|own| own.id == action);
    let action = own.ok_or(Error::NotFound("この事業"))?;
    let mut rows = tx.action_rows(&action.id).await?;
    for (year, accepted) in sheets::covers(&mut tx, &viewer, &plan.id).await? {
        let own = rows.iter_mut().filter(|told| told.year == year);
        own.for_each(|told| accepted.cover(&mut told.row));
    }
    let open = sheets::unaccepted(&mut tx, &viewer, &plan.id).await?;
    let latest = rows.last().ok_or(Error::NotFound("この事業"))?;
    let layouts = tx.layouts(&plan.id).await?.into_iter();
    let scales = layouts.map(|(year, layout)| (year, layout.scale())).collect();
    let numbers = Numbers::of(&mut tx, &viewer, &plan.id, &action.id).await?;
    let actions = rows.iter().filter(|told| told.year == latest.year).map(|told| told.row.no);
    let counted = through(&mut tx, &viewer, &plan.id, &actions.collect()).await?;
    drop(tx);
    let joined = joined(&rows);
    let drafts =
        |row: &ActionRow| open.get(&row.year).is_some_and(|open| open.row(row.row.no).is_some());
    let shelf = Shelf { viewer: &viewer, plan: &plan, open: &open, scales: &scales };
    page(&ActionPage {
        numbers,
        counted,
        accepted: AcceptedSwitch::of(&viewer, &plan, rows.iter().any(drafts)),
        frame: Frame::of(&viewer, &plan, &action.title, Tab::Sheet, Some(latest.year)),
        facts: facts(&rows, &action),
        content: latest.row.content.text.clone(),
        chart: chart(&action.title, &joined, &open),
        years: joined
            .iter()
            .rev()
            .map(|(year, _)| year_view(&shelf, *year, &joined, &rows))
            .collect(),
        title: action.title,
    })
}

/// What all sheets say, by year and field. An action that a sheet lists twice (再掲) is told by
/// its first row there.
fn joined(rows: &[ActionRow]) -> Years {
    let mut told = std::collections::BTreeSet::new();
    let first = rows.iter().filter(|row| told.insert(row.year));
    timeline::join(first.flat_map(|row| {
        row.row
            .answers
            .iter()
            .map(|(slot, cell)| (row.year, slot.clone(), cell.value(), (row.row.no, slot.clone())))
    }))
}

fn facts(rows: &[ActionRow], action: &Action) -> Vec<(&'static str, String)> {
    let Some(latest) = rows.last() else { return Vec::new() };
    let owners: Vec<String> = latest
        .row
        .owners()
        .into_iter()
        .map(|owner| format!("{} {}", owner.department, owner.section).trim().to_owned())
        .collect();
    let mut measures: Vec<&str> =
        rows.iter().filter(|row| row.year == latest.year).map(|row| row.measure.as_str()).collect();
    measures.dedup();
    let mut life = format!("{}のシートから", action.introduced_in);
    if let Some(retired) = action.retired_in {
        life = format!("{life}、{retired}のシートまで");
    }
    let facts = [
        ("施策", measures.join("、")),
        ("担当", owners.join("、")),
        ("計画書", latest.row.page.text.clone()),
        ("掲載", life),
    ];
    facts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// The achievement through the years that have a result.
fn chart(title: &str, years: &Years, open: &Open) -> Option<Svg> {
    let series: Vec<(FiscalYear, Option<f64>)> = years
        .iter()
        .filter_map(|(year, fields)| {
            let leading = fields.get(&Field::Achievement)?.leading()?;
            Some((*year, leading.value.percent()))
        })
        .collect();
    let leading = |year: &FiscalYear| years.get(year)?.get(&Field::Achievement)?.leading();
    let unaccepted: Vec<FiscalYear> = years
        .keys()
        .copied()
        .filter(|year| leading(year).is_some_and(|told| stage(open, told).is_some()))
        .collect();
    let any = series.iter().any(|(_, percent)| percent.is_some());
    (any && series.len() > 1)
        .then(|| Svg(report::chart::series(&format!("{title}の達成度"), &series, &unaccepted)))
}

/// The stage of what was not accepted.
fn stage(open: &Open, told: &Statement<Tie>) -> Option<Stage> {
    let (no, slot) = &told.tie;
    open.get(&told.sheet)?.cell(*no, slot)
}

/// What every cell of the page needs.
struct Shelf<'a> {
    viewer: &'a Viewer,
    plan: &'a Plan,
    open: &'a Open,
    /// The grades of each year's sheet.
    scales: &'a BTreeMap<FiscalYear, Scale>,
}

fn year_view(shelf: &Shelf<'_>, year: FiscalYear, years: &Years, rows: &[ActionRow]) -> YearView {
    let own = rows.iter().any(|row| row.year == year);
    let fields = &years[&year];
    let before = years.get(&year.plus(-1));
    let mut order: Vec<&Field> =
        Field::STANDARD.iter().filter(|field| fields.contains_key(field)).collect();
    order.extend(fields.keys().filter(|field| matches!(field, Field::Other(_))));
    let cells = order.into_iter().filter_map(|field| {
        let before = before.and_then(|fields| fields.get(field)?.leading());
        cell_view(shelf, field, &fields[field], before)
    });
    YearView {
        anchor: year.short(),
        label: year.official(),
        sheet: own.then(|| Link {
            label: format!("{year}の一覧"),
            href: shelf.viewer.asked().kept(addresses::sheet(&shelf.plan.id, year)),
            current: false,
        }),
        cells: cells.collect(),
    }
}

fn cell_view(
    shelf: &Shelf<'_>,
    field: &Field,
    joined: &Joined<Tie>,
    before: Option<&Statement<Tie>>,
) -> Option<CellView> {
    let none = Scale::default();
    let shown = |told: &Statement<Tie>| {
        let scale = shelf.scales.get(&told.sheet).unwrap_or(&none);
        ShownCell::value(field, &told.value, scale).at(stage(shelf.open, told))
    };
    let leading = joined.leading()?;
    let text = !matches!(field, Field::Progress | Field::Achievement);
    let change = before.filter(|_| text).and_then(|before| change(&before.value, &leading.value));
    let others =
        joined.statements.iter().skip(1).filter(|other| !other.value.agrees_with(&leading.value));
    Some(CellView {
        label: field.label().to_owned(),
        wide: text,
        shown: shown(leading),
        source: source(shelf, leading),
        change,
        others: others
            .map(|other| Other {
                sheet: other.sheet.official(),
                source: source(shelf, other),
                shown: shown(other),
                pieces: pieces(leading.value.text(), other.value.text()),
            })
            .collect(),
    })
}

fn source(shelf: &Shelf<'_>, statement: &Statement<Tie>) -> Link {
    let (no, slot) = &statement.tie;
    let key = ColumnRole::Answer(slot.clone()).name();
    let href = format!("{}#{key}", addresses::row(&shelf.plan.id, statement.sheet, *no));
    let href = shelf.viewer.asked().kept(href);
    Link { label: format!("{}シート No.{no}", statement.sheet.short()), href, current: false }
}

/// What changed between two years' texts; nothing when one of them was not written.
fn change(before: &Value, now: &Value) -> Option<Change> {
    (before.is_given() && now.is_given()).then(|| {
        let pieces = pieces(before.text(), now.text());
        let stayed: usize = pieces
            .iter()
            .filter(|piece| piece.kind == PieceKind::Same)
            .map(|piece| ink(&piece.text))
            .sum();
        Change {
            same: before.agrees_with(now),
            close: stayed * 10 >= ink(now.text()) * CLOSE,
            pieces,
        }
    })
}

/// The share of a text, in tenths, that must have stayed for its changes to be marked in place.
const CLOSE: usize = 4;
