//! Revisions of the year's list while a round runs: actions come, go, split, merge and move; sections
//! are renamed. What someone has written is never taken away by it.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{
    FiscalYear, Id,
    action::{Action, key},
    event::{Event, RevisedList, RoundRevised},
    plan::Plan,
    reply::{remark, storable},
    revision::{Revision, revised},
    round::Round,
    section::Section,
};
use serde::Deserialize;
use store::Tx;

use crate::{
    App, Error, Result,
    kit::{
        actor::Actor,
        addresses, clock,
        error_page::PageError,
        flash::Flash,
        ids,
        page::{Choice, Frame, Tab, page},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
    slices::rounds::{of_year, record, section_name},
};

/// Which section is asked for which action.
type Owned = Vec<(Id<Action>, Id<Section>)>;

/// Which action goes on as which: old and new.
type Links = Vec<(Id<Action>, Id<Action>)>;

/// Makes a revision of the year's list.
pub(crate) async fn revise(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    revision: &Revision,
    by: &Actor,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let round = of_year(&mut tx, plan, year).await?;
    if round.closed {
        return Err(Error::Conflict(
            "締め切った調査の一覧は変えられません。次の年度の調査で変えてください。".to_owned(),
        ));
    }
    let stored = tx.sheet(plan, year).await?.ok_or(Error::NotFound("この年度のシート"))?;
    let sheet = revised(&stored.sheet, revision).map_err(|e| Error::Refused(e.to_string()))?;
    let actions = tx.actions(plan).await?;
    let before = tx.owned(plan, year).await?;
    tx.save_sheet(plan, &stored.import.id, &sheet, &mut ids::text).await?;
    let after = tx.owned(plan, year).await?;
    ask_anew(&mut tx, &round, &before, &after).await?;
    let links = follow(&mut tx, &round, revision, &actions, by).await?;
    let at = clock::now();
    let revised = RoundRevised {
        fiscal_year: year,
        revision: revision.clone(),
        after: Some(list_after(&mut tx, &round, links, &at).await?),
    };
    tx.record(&record(by, &round, Event::RoundRevised(revised), &at)).await?;
    tx.commit().await?;
    Ok(())
}

/// The year's list as it is after a revision, for the history.
async fn list_after(tx: &mut Tx, round: &Round, links: Links, at: &str) -> Result<RevisedList> {
    let stored = tx.sheet(&round.plan, round.year).await?;
    let sheet = stored.ok_or(Error::NotFound("この年度のシート"))?.sheet;
    let filed = tx.filing(&round.plan, round.year).await?;
    Ok(RevisedList { sheet: tx.keep_sheet(&sheet, at).await?, filed, links })
}

/// Takes back the questions that nobody owns any more, and asks the new owners.
async fn ask_anew(tx: &mut Tx, round: &Round, before: &Owned, after: &Owned) -> Result<()> {
    let gone: Vec<_> = before.iter().filter(|pair| !after.contains(pair)).collect();
    for (action, section) in &gone {
        if !tx.delete_untouched_reply(&round.id, section, action).await? {
            let sections = tx.sections(&round.plan).await?;
            return Err(Error::Conflict(format!(
                "{}がこの事業の回答を書き始めているため、変えられません。先に{}と相談し、回答を空に戻してもらうか、次の年度の調査で変えてください。",
                section_name(&sections, section),
                section_name(&sections, section)
            )));
        }
    }
    let new: Owned = after.iter().filter(|pair| !before.contains(pair)).cloned().collect();
    let required = round.questions.iter().filter(|question| question.required).count();
    tx.add_replies(&round.id, &new, required).await?;
    // A cell of several owners is signed: whoever stays is signed anew
    let accepted = tx.accepted(round).await?;
    for (action, _) in new.iter().chain(gone) {
        for slot in accepted.slots() {
            tx.show_entries(round, action, slot).await?;
        }
    }
    Ok(())
}

/// Keeps where actions and sections came from, and lets the people of a section go along; answers
/// which action goes on as which.
async fn follow(
    tx: &mut Tx,
    round: &Round,
    revision: &Revision,
    known: &[Action],
    by: &Actor,
) -> Result<Links> {
    let mut links = Links::new();
    match revision {
        Revision::Become { from, to } => {
            let now = tx.actions(&round.plan).await?;
            let of = |list: &[Action], title: &String| {
                let found = list.iter().find(|action| key(&action.title) == key(title));
                found.map(|action| action.id.clone())
            };
            for old in from.iter().filter_map(|title| of(known, title)) {
                for new in to.iter().filter_map(|title| of(&now, title)) {
                    if old != new {
                        tx.link_actions(&round.plan, round.year, &old, &new).await?;
                        links.push((old.clone(), new));
                    }
                }
            }
        }
        Revision::RenameSection { from, to } => {
            let sections = tx.sections(&round.plan).await?;
            let new = sections.iter().rev().filter(|section| section.name == *to);
            for old in sections.iter().filter(|section| section.name == *from) {
                let beside = new.clone().find(|new| new.parent == old.parent);
                let Some(new) = beside.or_else(|| new.clone().next()) else { continue };
                tx.link_sections(&round.plan, by.today, &old.id, &new.id).await?;
                people_follow(tx, &old.id, &new.id, by).await?;
            }
        }
        _ => {}
    }
    Ok(links)
}

async fn people_follow(
    tx: &mut Tx,
    old: &Id<Section>,
    new: &Id<Section>,
    by: &Actor,
) -> Result<()> {
    for person in tx.people().await? {
        let held: Vec<_> = person
            .person
            .grants
            .iter()
            .filter(|grant| grant.section.as_ref() == Some(old) && grant.holds_on(by.today))
            .cloned()
            .collect();
        for grant in held {
            let grant =
                domain::person::Grant { section: Some(new.clone()), from: by.today, ..grant };
            tx.grant(&ids::new(), &person.person.id, &grant).await?;
        }
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "board/revisions.html")]
struct RevisionsPage {
    frame: Frame,
    plan: Id<Plan>,
    year: FiscalYear,
    titles: Vec<String>,
    measures: Vec<Choice>,
    sections: Vec<String>,
    said: String,
}

/// The forms of the revisions.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Query(said): Query<Flash>,
) -> std::result::Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let round = of_year(&mut tx, &plan.id, year).await?;
    let stored =
        tx.sheet(&plan.id, round.year).await?.ok_or(Error::NotFound("この年度のシート"))?;
    let sheet = stored.sheet;
    let mut titles: Vec<String> = sheet.rows.iter().map(|row| row.action.text.clone()).collect();
    titles.dedup();
    let mut sections: Vec<String> =
        sheet.rows.iter().flat_map(domain::sheet::Row::sections).collect();
    sections.sort_unstable();
    sections.dedup();
    let measures = sheet.measures.iter().enumerate();
    let measures = measures.map(|(at, measure)| Choice::of(at.to_string(), &measure.title, ""));
    page(&RevisionsPage {
        frame: Frame::of(&viewer, &plan, "事業と担当の見直し", Tab::Round, Some(round.year)),
        year: round.year,
        plan: plan.id,
        titles,
        measures: measures.collect(),
        sections,
        said: said.sentence(),
    })
}

/// Makes the revision that a form states.
pub(crate) async fn make(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Form(sent): Form<RevisionForm>,
) -> std::result::Result<Redirect, PageError> {
    let revision = stated(&sent)?;
    revise(&app, &plan, year, &revision, &viewer.acting(&plan, None)).await?;
    Ok(Redirect::to(&addresses::said(&addresses::revisions(&plan, year), "revised")))
}

/// A revision as its form sends it; each kind has some of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RevisionForm {
    kind: String,
    title: String,
    content: String,
    /// Which of the sheet's measures, counted from 0.
    measure: String,
    department: String,
    section: String,
    from: String,
    to: String,
}

fn stated(sent: &RevisionForm) -> Result<Revision> {
    let lines = |text: &str| -> Result<Vec<String>> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| Ok(remark(line)?)).collect()
    };
    let measure = sent.measure.trim().parse().ok();
    let (title, department) = (remark(&sent.title)?, remark(&sent.department)?);
    let (content, section) = (storable(sent.content.trim())?, remark(&sent.section)?);
    Ok(match sent.kind.trim() {
        "add" => Revision::Add { title, content, measure, department, section },
        "retire" => Revision::Retire { title },
        "become" => Revision::Become { from: lines(&sent.from)?, to: lines(&sent.to)? },
        "move" => {
            let measure = measure
                .ok_or_else(|| Error::Refused(domain::revision::Unfit::NoMeasure.to_string()))?;
            Revision::Move { title, measure }
        }
        "assign" => Revision::Assign { title, department, section },
        "rename_section" => {
            Revision::RenameSection { from: remark(&sent.from)?, to: remark(&sent.to)? }
        }
        _ => return Err(Error::Refused("変更の種類を選んでください。".to_owned())),
    })
}
