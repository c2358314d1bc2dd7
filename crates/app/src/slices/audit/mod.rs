//! The history: who did what, when, with before and after; per plan, action, cell and person.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{
    Field, Id,
    action::Action,
    chain::ChainHead,
    difference::{Piece, pieces_within},
    event::Event,
    layout::ColumnRole,
    permission::Right,
    person::Person,
    plan::Plan,
    scale::{Grade, Scale},
    section::Section,
};
use serde::Deserialize;
use store::{AuditRecord, Tx};

use crate::{
    App, Error,
    kit::{
        clock,
        error_page::PageError,
        page::{Frame, Tab, page},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
    slices::{checks::settings, rounds},
};

/// The most events on one page.
const LIMIT: u32 = 300;

#[derive(Template)]
#[template(path = "audit/history.html")]
struct HistoryPage {
    frame: Frame,
    title: String,
    lines: Vec<Line>,
    whole: bool,
    /// Whether texts are left out that the viewer may not read.
    outline: bool,
    head: String,
}

/// An event as a page shows it.
struct Line {
    at: String,
    actor: String,
    what: String,
    about: String,
    /// What was written before and after, to be compared.
    texts: Option<(String, String)>,
    change: Vec<Piece>,
}

/// Which events are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AuditQuery {
    action: String,
    field: String,
}

/// The word of a question's key: 実施状況.
fn field_word(key: &str) -> String {
    let role = ColumnRole::named(key);
    role.map_or_else(|_| key.to_owned(), |role| role.label())
}

/// How much of an event a page tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// All: to those who may read what is written.
    Whole,
    /// Who did what of which kind, when and where, without a word or figure of it.
    Outline,
}

impl Telling {
    /// What the viewer is told of a plan's events. To check the chain is not to read drafts.
    fn to(viewer: &Viewer, plan: &Id<Plan>) -> Self {
        if viewer.may(Right::ReadDrafts, Some(plan), None) { Self::Whole } else { Self::Outline }
    }
}

/// What the lines of a plan's events call things by.
#[derive(Default)]
struct PlanNames {
    sections: Vec<Section>,
    actions: Vec<Action>,
    /// The grades of its sheets, the newest year's first.
    scales: Vec<Scale>,
}

impl PlanNames {
    async fn of(tx: &mut Tx, plan: &Id<Plan>) -> Result<Self, Error> {
        let layouts = tx.layouts(plan).await?.into_iter();
        Ok(Self {
            sections: tx.sections(plan).await?,
            actions: tx.actions(plan).await?,
            scales: layouts.map(|(_, layout)| layout.scale()).collect(),
        })
    }

    fn title(&self, id: &Id<Action>) -> String {
        let found = self.actions.iter().find(|action| action.id == *id);
        found.map_or_else(String::new, |action| action.title.clone())
    }

    /// A text of a cell: a grade by its code and words.
    fn shown(&self, event: &Event, text: &str) -> String {
        let is_grade = |key| {
            let role = ColumnRole::named(key);
            matches!(role, Ok(ColumnRole::Answer(slot)) if slot.field == Field::Progress)
        };
        if !event.field().is_some_and(is_grade) {
            return text.to_owned();
        }
        let grade = self.scales.iter().find_map(|scale| scale.find(text));
        grade.map_or_else(|| text.to_owned(), Grade::written)
    }
}

fn line(record: &AuditRecord, names: &PlanNames, telling: Telling) -> Line {
    let event = &record.event;
    let section = record.section.as_ref().map(|id| rounds::section_name(&names.sections, id));
    let action = record.action.as_ref().map(|id| names.title(id));
    let field = event.field().map(field_word);
    let mut about = vec![section, action, field];
    let mut texts = None;
    if telling == Telling::Whole {
        let reason = event.reason().map(|reason| format!("理由：{reason}"));
        let named = event.names_its_subject().then(|| record.subject.clone());
        about.extend([named, values(event), reason]);
        let shown = |text| names.shown(event, text);
        texts = event.texts().map(|(before, after)| (shown(before), shown(after)));
    }
    Line {
        at: clock::spoken(&record.at),
        actor: record.actor.clone(),
        what: event.label().to_owned(),
        about: about.into_iter().flatten().collect::<Vec<_>>().join("　"),
        texts,
        change: Vec::new(),
    }
}

/// What comparing the texts of one page may take: some 250 changes of 400 characters.
const COMPARED: usize = 250 * 400 * 400;

/// The lines with what changed in the texts that they tell.
async fn marked(app: &App, mut lines: Vec<Line>) -> Result<Vec<Line>, Error> {
    let compared = move || {
        let mut left = COMPARED;
        for line in &mut lines {
            let texts = line.texts.take();
            line.change = texts
                .map_or_else(Vec::new, |(before, after)| pieces_within(&before, &after, &mut left));
        }
        lines
    };
    app.desk.run(compared).await
}

/// Figures, names or settings of an event, before and after.
fn values(event: &Event) -> Option<String> {
    let all = match event {
        Event::RuleChanged(rules) => rules.changes.iter().filter_map(settings::sentence).collect(),
        other => other.values(),
    };
    let more = all.len().saturating_sub(MOST);
    let more = if more > 0 { format!("、ほか{more}件") } else { String::new() };
    let shown: Vec<String> = all.into_iter().take(MOST).collect();
    (!shown.is_empty()).then(|| format!("{}{more}", shown.join("、")))
}

/// No more changes of one event are told in its line.
const MOST: usize = 8;

async fn lines(
    tx: &mut Tx,
    plan: &Plan,
    events: &[AuditRecord],
    telling: Telling,
) -> Result<Vec<Line>, Error> {
    let names = PlanNames::of(tx, &plan.id).await?;
    Ok(events.iter().map(|event| line(event, &names, telling)).collect())
}

/// The plan's history, or an action's.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(asked): Query<AuditQuery>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let mut events = if asked.action.is_empty() {
        tx.events(&plan.id, LIMIT).await?
    } else {
        tx.events_of_action(&plan.id, &Id::new(asked.action), LIMIT).await?
    };
    if !asked.field.is_empty() {
        events.retain(|record| record.event.field() == Some(&asked.field));
    }
    let head = tx.chain_head().await?;
    let year = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let telling = Telling::to(&viewer, &plan.id);
    let lines = lines(&mut tx, &plan, &events, telling).await?;
    drop(tx);
    let lines = marked(&app, lines).await?;
    page(&HistoryPage {
        outline: telling == Telling::Outline,
        frame: Frame::of(&viewer, &plan, "履歴", Tab::History, year),
        title: "履歴".to_owned(),
        whole: events.len() < LIMIT as usize,
        lines,
        head: head.as_ref().map_or_else(String::new, end),
    })
}

/// The parts of a reply's address.
type ReplyPath = (Id<Plan>, AddressYear, Id<Section>, Id<Action>);

/// The history of a section's own reply, cell by cell, for those who may read it.
pub(crate) async fn reply(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), section, action)): Path<ReplyPath>,
    Query(asked): Query<AuditQuery>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let mut events = tx.events_of_action(&plan.id, &action, LIMIT).await?;
    let whole = events.len() < LIMIT as usize;
    events.retain(|event| event.section.as_ref() == Some(&section));
    if !asked.field.is_empty() {
        events.retain(|record| record.event.field() == Some(&asked.field));
    }
    let lines = lines(&mut tx, &plan, &events, Telling::Whole).await?;
    drop(tx);
    let lines = marked(&app, lines).await?;
    page(&HistoryPage {
        outline: false,
        frame: Frame::of(&viewer, &plan, "回答の履歴", Tab::Round, Some(year)),
        title: "回答の履歴".to_owned(),
        whole,
        lines,
        head: String::new(),
    })
}

/// What a person did, and what was done about that person.
pub(crate) async fn person(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<Id<Person>>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let known = tx.person(&id).await?.person;
    let events = tx.events_of_person(&known.id, LIMIT).await?;
    let lines = apart(&mut tx, &viewer, &events).await?;
    drop(tx);
    let outline = lines.iter().any(|(_, telling)| *telling == Telling::Outline);
    let lines = lines.into_iter().map(|(line, _)| line).collect();
    page(&HistoryPage {
        outline,
        frame: Frame::bare("職員の履歴").seen_by(&viewer),
        title: format!("{}の履歴", known.name),
        whole: events.len() < LIMIT as usize,
        lines: marked(&app, lines).await?,
        head: String::new(),
    })
}

/// What concerns no plan: persons, signing in, backups.
pub(crate) async fn installation(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let events = tx.events_of_installation(LIMIT).await?;
    let head = tx.chain_head().await?;
    let lines = apart(&mut tx, &viewer, &events).await?;
    drop(tx);
    let lines = lines.into_iter().map(|(line, _)| line).collect();
    page(&HistoryPage {
        outline: false,
        frame: Frame::bare("職員・保存の履歴").seen_by(&viewer),
        title: "職員・保存の履歴".to_owned(),
        whole: events.len() < LIMIT as usize,
        lines: marked(&app, lines).await?,
        head: head.as_ref().map_or_else(String::new, end),
    })
}

/// Events of several plans, or of none, in their order, each with how much of it is told; those
/// about a person name the person.
async fn apart(
    tx: &mut Tx,
    viewer: &Viewer,
    events: &[AuditRecord],
) -> Result<Vec<(Line, Telling)>, Error> {
    let names: BTreeMap<String, String> = tx
        .people()
        .await?
        .into_iter()
        .map(|known| (known.person.id.to_string(), known.person.name))
        .collect();
    let mut told: BTreeMap<String, (Line, Telling)> = BTreeMap::new();
    for plan in tx.plans().await? {
        let of: Vec<AuditRecord> =
            events.iter().filter(|event| event.plan.as_ref() == Some(&plan.id)).cloned().collect();
        let telling = Telling::to(viewer, &plan.id);
        let drawn = lines(tx, &plan, &of, telling).await?.into_iter().map(|line| (line, telling));
        told.extend(of.iter().map(|event| event.id.to_string()).zip(drawn));
    }
    let bare = |event: &AuditRecord| {
        let mut line = line(event, &PlanNames::default(), Telling::Whole);
        if let Some(name) = names.get(&event.subject) {
            line.about.clone_from(name);
        }
        (line, Telling::Whole)
    };
    Ok(events
        .iter()
        .map(|event| told.remove(event.id.as_str()).unwrap_or_else(|| bare(event)))
        .collect())
}

/// Where the chain ends.
fn end(head: &ChainHead) -> String {
    format!("{}件目　{}", head.seq, head.hash)
}
