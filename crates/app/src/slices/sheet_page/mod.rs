//! The sheet as people know it (一覧), and each row beside its source.

mod filter;

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{
    Field, FiscalYear, Id, Slot, action::Action, layout::ColumnRole, permission::Right, plan::Plan,
    sheet::Row,
};
use store::StoredSheet;

use filter::RowFilter;

use crate::{
    App, Error,
    kit::{
        accepted::AcceptedSwitch,
        addresses,
        error_page::PageError,
        page::{Choice, Frame, Link, Tab, page, years},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
    slices::{
        editions::{self, ChangedSince},
        indicators::{self, page::Beside},
        sheets::{
            OpenedSheet,
            cell::ShownCell,
            open,
            source::{OpenedSource, SourceLine},
        },
    },
};

/// The small charts of each action.
type Numbers = BTreeMap<Id<Action>, Vec<Beside>>;

#[derive(Template)]
#[template(path = "sheet_page/sheet.html")]
struct SheetPage<'a> {
    frame: Frame,
    year: FiscalYear,
    years: Vec<Link>,
    form: Form,
    /// The headings with the kind of their columns.
    headings: Vec<(&'static str, String)>,
    groups: Vec<Group<'a>>,
    shown: usize,
    total: usize,
    downloads: Vec<Link>,
    /// Whether a round of this year shows its accepted texts only.
    accepted_only: bool,
    /// The year's newest edition, and in how many cells what was accepted says something else.
    since: Option<ChangedSince>,
    plan: Id<Plan>,
    accepted: Option<AcceptedSwitch>,
}

/// The filter's form.
struct Form {
    filter: RowFilter,
    measures: Vec<Choice>,
    sections: Vec<Choice>,
    grades: Vec<Choice>,
    action: String,
}

/// The rows under one measure.
struct Group<'a> {
    title: String,
    rows: Vec<Entry<'a>>,
}

/// A row of the table.
struct Entry<'a> {
    no: u32,
    title: String,
    numbers: &'a [Beside],
    action: String,
    source: String,
    page: String,
    relisted: String,
    content: String,
    owners: Vec<String>,
    /// The cells with the keys of their columns.
    cells: Vec<(String, ShownCell)>,
}

/// The whole sheet, or the rows that the filter wants.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Query(filter): Query<RowFilter>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let opened = open(&mut tx, &viewer, &plan, year).await?;
    let sheet = &opened.stored.sheet;
    let (plan, year) = (&opened.plan, sheet.year);
    let accepted_only = !viewer.may(Right::ReadDrafts, Some(&plan.id), None)
        && tx.round(&plan.id, year).await?.is_some();
    let kept = |address| viewer.asked().kept(address);
    let beside = indicators::page::beside(&mut tx, &viewer, &plan.id, year).await?;
    let frozen = tx.editions(&plan.id).await?;
    let of_year = frozen.iter().filter(|one| one.year == i64::from(year.start()));
    let since = editions::since(&app, &mut tx, &plan.id, of_year).await?;
    drop(tx);
    let groups = groups(&viewer, &opened, &filter, &beside);
    page(&SheetPage {
        frame: Frame::of(&viewer, plan, &format!("{year} 一覧"), Tab::Sheet, Some(year)),
        year,
        years: years(&opened.heads, year, |year| kept(addresses::sheet(&plan.id, year))),
        accepted: AcceptedSwitch::of(&viewer, plan, !opened.stored.unaccepted.is_empty()),
        headings: sheet.slots().iter().map(|slot| (kind(slot), slot.heading(year))).collect(),
        shown: groups.iter().map(|group| group.rows.len()).sum(),
        total: sheet.rows.len(),
        groups,
        downloads: downloads(&viewer, &opened),
        accepted_only,
        since,
        plan: plan.id.clone(),
        form: Form {
            measures: filter.measures(sheet),
            sections: filter.sections(sheet),
            grades: filter.grades(sheet),
            action: addresses::sheet(&plan.id, year),
            filter,
        },
    })
}

/// The kind of a column, for its width.
fn kind(slot: &Slot) -> &'static str {
    match slot.field {
        Field::Achievement => "num",
        Field::Progress => "grade",
        _ => "txt",
    }
}

fn downloads(viewer: &Viewer, opened: &OpenedSheet) -> Vec<Link> {
    let (plan, year) = (&opened.plan.id, opened.stored.sheet.year);
    let link = |(label, form): (&str, &str)| Link {
        label: label.to_owned(),
        href: viewer.asked().kept(addresses::file(plan, year, form)),
        current: false,
    };
    let forms = [
        ("Excel（公式様式）", "sheet.xlsx"),
        ("PDF（公式様式・A3）", "sheet.pdf"),
        ("PDF（大きな文字・A4）", "large.pdf"),
        ("PDF（2ページの要約）", "summary.pdf"),
        ("PDF（事業ごと）", "actions.pdf"),
        ("PDF（担当課ごと）", "sections.pdf"),
        ("CSV（表）", "sheet.csv"),
        ("CSV（機械可読）", "tidy.csv"),
        ("JSON（出典付き）", "sheet.json"),
    ];
    let mut links: Vec<Link> = forms.into_iter().map(link).collect();
    let original = addresses::original(plan, &opened.stored.import.id);
    links.push(Link {
        label: "読み込んだ元のファイル".to_owned(), href: original, current: false
    });
    links
}

/// The wanted rows under their measures, in the sheet's order.
fn groups<'a>(
    viewer: &Viewer,
    opened: &OpenedSheet,
    filter: &RowFilter,
    beside: &'a Numbers,
) -> Vec<Group<'a>> {
    let sheet = &opened.stored.sheet;
    let slots = sheet.slots();
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate().filter(|(_, row)| filter.wants(sheet, row)) {
        let title = sheet.measure_of(row);
        if groups.last().is_none_or(|group| group.title != title) {
            groups.push(Group { title: title.to_owned(), rows: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(line(viewer, (opened, at, row), &slots, beside));
        }
    }
    groups
}

fn line<'a>(
    viewer: &Viewer,
    (opened, at, row): (&OpenedSheet, usize, &Row),
    slots: &[Slot],
    beside: &'a Numbers,
) -> Entry<'a> {
    let sheet = &opened.stored.sheet;
    let scale = sheet.layout.scale();
    let plan = &opened.plan.id;
    let owners = row.owners().into_iter().map(|owner| {
        [owner.department, owner.section]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    Entry {
        no: row.no,
        title: row.action.text.clone(),
        action: opened
            .stored
            .actions
            .get(at)
            .map_or_else(String::new, |id| viewer.asked().kept(addresses::action(plan, id))),
        source: viewer.asked().kept(addresses::row(plan, sheet.year, row.no)),
        page: row.page.text.clone(),
        numbers: opened
            .stored
            .actions
            .get(at)
            .and_then(|id| beside.get(id))
            .map_or(&[], Vec::as_slice),
        relisted: row.relisted.text.clone(),
        content: row.content.text.clone(),
        owners: owners.collect(),
        cells: slots
            .iter()
            .map(|slot| {
                (
                    ColumnRole::Answer(slot.clone()).name(),
                    ShownCell::answer(slot, row.answers.get(slot), &scale)
                        .at(opened.stored.unaccepted.cell(row.no, slot)),
                )
            })
            .collect(),
    }
}

#[derive(Template)]
#[template(path = "sheet_page/row.html")]
struct RowPage {
    frame: Frame,
    title: String,
    no: u32,
    measure: String,
    original: Link,
    action: String,
    cells: Vec<Sourced>,
    neighbours: Vec<Link>,
    accepted: Option<AcceptedSwitch>,
}

/// A cell beside its source.
struct Sourced {
    id: String,
    heading: String,
    cell: ShownCell,
    place: String,
    lines: Vec<SourceLine>,
    picture: Option<String>,
}

/// One row, each cell beside the place it came from.
pub(crate) async fn row(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), no)): Path<(Id<Plan>, AddressYear, u32)>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let opened = open(&mut tx, &viewer, &plan, year).await?;
    let import = &opened.stored.import;
    let file = tx.file(&import.digest).await?;
    drop(tx);
    let sheet = &opened.stored.sheet;
    let at = sheet.rows.iter().position(|row| row.no == no).ok_or(Error::NotFound("この行"))?;
    let row = &sheet.rows[at];
    let plan = &opened.plan;
    let original = addresses::original(&plan.id, &import.id);
    let picture = addresses::original_picture(&plan.id, &import.id);
    let source = OpenedSource::open(&file.bytes, import.reader, picture);
    page(&RowPage {
        frame: Frame::of(
            &viewer,
            plan,
            &format!("{} の出典", row.action.text),
            Tab::Sheet,
            Some(sheet.year),
        ),
        title: row.action.text.clone(),
        no,
        measure: sheet.measure_of(row).to_owned(),
        original: Link { label: import.name.clone(), href: original, current: false },
        action: opened
            .stored
            .actions
            .get(at)
            .map_or_else(String::new, |id| viewer.asked().kept(addresses::action(&plan.id, id))),
        cells: sourced(&opened.stored, row, &source),
        neighbours: neighbours(&viewer, &opened, at),
        accepted: AcceptedSwitch::of(&viewer, plan, opened.stored.unaccepted.row(no).is_some()),
    })
}

/// Every cell of a row with its source.
fn sourced(stored: &StoredSheet, row: &Row, source: &OpenedSource) -> Vec<Sourced> {
    let sheet = &stored.sheet;
    let stage = |role: &ColumnRole| match role {
        ColumnRole::Answer(slot) => stored.unaccepted.cell(row.no, slot),
        _ => None,
    };
    let scale = sheet.layout.scale();
    let fixed = [
        ColumnRole::Action,
        ColumnRole::Content,
        ColumnRole::Page,
        ColumnRole::Department,
        ColumnRole::Section,
        ColumnRole::Relisted,
    ];
    let roles = fixed.into_iter().chain(sheet.slots().into_iter().map(ColumnRole::Answer));
    roles
        .map(|role| {
            let cell = row.cell(&role);
            let place = cell.and_then(|cell| cell.place.as_ref());
            Sourced {
                id: role.name(),
                heading: match &role {
                    ColumnRole::Answer(slot) => slot.heading(sheet.year),
                    named => named.label(),
                },
                cell: ShownCell::of(&role, cell, &scale).at(stage(&role)),
                place: place.map_or_else(String::new, ToString::to_string),
                lines: place.map_or_else(Vec::new, |place| source.lines(place)),
                picture: place.and_then(|place| source.picture(place)),
            }
        })
        .collect()
}

fn neighbours(viewer: &Viewer, opened: &OpenedSheet, at: usize) -> Vec<Link> {
    let rows = &opened.stored.sheet.rows;
    let link = |word: &str, row: Option<&Row>| {
        row.map(|row| Link {
            label: format!("{word}：{}", row.action.text),
            href: viewer.asked().kept(addresses::row(
                &opened.plan.id,
                opened.stored.sheet.year,
                row.no,
            )),
            current: false,
        })
    };
    let before = at.checked_sub(1).and_then(|at| rows.get(at));
    [link("前の行", before), link("次の行", rows.get(at + 1))].into_iter().flatten().collect()
}
