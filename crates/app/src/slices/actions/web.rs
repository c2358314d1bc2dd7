//! The action's page: plan beside result, differences marked, every cell with its source.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, response::Html};
use domain::{
    Field, FiscalYear, Id, Value,
    action::Action,
    difference::{Piece, PieceKind, pieces},
    plan::Plan,
    scale::Scale,
    text::ink,
    timeline::{self, Joined, Statement},
};
use store::ActionRow;

use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        page::{Frame, Link, Svg, Tab, page},
        path::Path,
        viewer::Viewer,
    },
    slices::{
        indicators::page::Numbers,
        sheets::{self, cell::Shown},
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
    years: Vec<YearView>,
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
    shown: Shown,
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
    shown: Shown,
    pieces: Vec<Piece>,
}

/// The address of a cell: its sheet's row and the row's key for it.
type Tie = (u32, String);
type Years = BTreeMap<FiscalYear, BTreeMap<Field, Joined<Tie>>>;

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
    for (round, cells) in sheets::veiled(&mut tx, &viewer, &plan.id).await? {
        for told in rows.iter_mut().filter(|told| told.year == round.year) {
            sheets::show_accepted(&mut told.row, &round, &cells);
        }
    }
    let latest = rows.last().ok_or(Error::NotFound("この事業"))?;
    let scale = tx
        .sheet(&plan.id, latest.year)
        .await?
        .map_or_else(Scale::default, |stored| stored.sheet.layout.scale());
    let numbers = Numbers::of(&mut tx, &viewer, &plan.id, &action.id).await?;
    drop(tx);
    let joined = joined(&rows);
    page(&ActionPage {
        numbers,
        frame: Frame::of(&viewer, &plan, &action.title, Tab::Sheet, Some(latest.year)),
        facts: facts(&rows, &action),
        content: latest.row.content.text.clone(),
        chart: chart(&action.title, &joined),
        years: joined
            .iter()
            .rev()
            .map(|(year, _)| year_view(&plan, *year, &joined, &rows, &scale))
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
        row.row.answers.iter().map(|(slot, cell)| {
            (
                row.year,
                slot.clone(),
                cell.value(),
                (row.row.no, domain::layout::ColumnRole::Answer(slot.clone()).name()),
            )
        })
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
fn chart(title: &str, years: &Years) -> Option<Svg> {
    let series: Vec<(FiscalYear, Option<f64>)> = years
        .iter()
        .filter_map(|(year, fields)| {
            let leading = fields.get(&Field::Achievement)?.leading()?;
            Some((*year, leading.value.percent()))
        })
        .collect();
    let any = series.iter().any(|(_, percent)| percent.is_some());
    (any && series.len() > 1)
        .then(|| Svg(report::chart::series(&format!("{title}の達成度"), &series)))
}

fn year_view(
    plan: &Plan,
    year: FiscalYear,
    years: &Years,
    rows: &[ActionRow],
    scale: &Scale,
) -> YearView {
    let own = rows.iter().any(|row| row.year == year);
    let fields = &years[&year];
    let before = years.get(&year.plus(-1));
    let mut order: Vec<&Field> =
        Field::STANDARD.iter().filter(|field| fields.contains_key(field)).collect();
    order.extend(fields.keys().filter(|field| matches!(field, Field::Other(_))));
    let cells = order.into_iter().filter_map(|field| {
        let before = before.and_then(|fields| fields.get(field)?.leading());
        cell_view(plan, field, &fields[field], before, scale)
    });
    YearView {
        anchor: year.short(),
        label: year.official(),
        sheet: own.then(|| Link {
            label: format!("{year}の一覧"),
            href: addresses::sheet(&plan.id, year),
            current: false,
        }),
        cells: cells.collect(),
    }
}

fn cell_view(
    plan: &Plan,
    field: &Field,
    joined: &Joined<Tie>,
    before: Option<&Statement<Tie>>,
    scale: &Scale,
) -> Option<CellView> {
    let leading = joined.leading()?;
    let text = !matches!(field, Field::Progress | Field::Achievement);
    let change = before.filter(|_| text).and_then(|before| change(&before.value, &leading.value));
    let others =
        joined.statements.iter().skip(1).filter(|other| !other.value.agrees_with(&leading.value));
    Some(CellView {
        label: field.label().to_owned(),
        wide: text,
        shown: Shown::value(field, &leading.value, scale),
        source: source(plan, leading),
        change,
        others: others
            .map(|other| Other {
                sheet: other.sheet.official(),
                source: source(plan, other),
                shown: Shown::value(field, &other.value, scale),
                pieces: pieces(leading.value.text(), other.value.text()),
            })
            .collect(),
    })
}

fn source(plan: &Plan, statement: &Statement<Tie>) -> Link {
    let (no, key) = &statement.tie;
    let href = format!("{}#{key}", addresses::row(&plan.id, statement.sheet, *no));
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
