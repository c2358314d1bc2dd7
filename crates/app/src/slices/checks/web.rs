//! The checker's pages: the secretariat's working list, and the list to ask a section back with.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use checker::{Mark, Rule, Severity, Spot, rules};
use domain::{
    FiscalYear, Id, Slot,
    difference::{self, pieces},
    finding_answer::AnswerKind,
    layout::ColumnRole,
    permission::Right,
    plan::Plan,
    round::Season,
};
use prose::Span;
use serde::{Deserialize, Serialize};
use store::FindingAnswer;

use super::{
    Years,
    answers::{self, AnswerRequest, List, ListedFinding},
    excerpt::{ExcerptPiece, excerpt},
    is_for_sections, rule,
    tally::{is_open, is_written, owners},
    words::{code, family, family_word, word},
};
use crate::{
    App,
    kit::{
        addresses, clock,
        error_page::PageError,
        page::{Choice, Frame, Link, Tab, page, years as year_links},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
};

/// More cells of one finding are not shown.
const MARKS: usize = 12;

/// More places of one rule than this are folded.
const SHOWN: usize = 6;

/// What of the list is wanted; anything else shows all.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct FindingFilter {
    #[serde(skip_serializing_if = "String::is_empty")]
    weight: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    family: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    section: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    state: String,
    /// Empty for all, `written` for what is not about empty cells.
    #[serde(skip_serializing_if = "String::is_empty")]
    cells: String,
}

#[derive(Template)]
#[template(path = "checks/check.html")]
struct CheckPage {
    frame: Frame,
    plan: Id<Plan>,
    year: FiscalYear,
    years: Vec<Link>,
    /// How many findings the list shows.
    shown: usize,
    /// Where the list that is shown can be printed, section by section.
    slips: String,
    tiles: Vec<(&'static str, usize)>,
    weights: Vec<Choice>,
    families: Vec<Choice>,
    sections: Vec<Choice>,
    states: Vec<Choice>,
    cells: Vec<Choice>,
    filter: FindingFilter,
    groups: Vec<Group>,
    settled: Vec<Settled>,
    may_answer: bool,
}

/// The findings of one rule.
struct Group {
    rule: &'static Rule,
    weight: &'static str,
    code: &'static str,
    /// Whether one line stands for all of it: what is only for information, where all is shown.
    folded: bool,
    items: Vec<Item>,
}

/// A finding on the page.
struct Item {
    about: Link,
    section: String,
    message: String,
    cells: Vec<Shown>,
    action: String,
    mark: String,
    rule: &'static str,
    answer: Option<(&'static str, FindingAnswer)>,
    /// The records of the work that it rests on.
    records: Vec<Link>,
    /// Whether it is found again although it was answered as corrected.
    again: bool,
}

/// A cell with its words marked.
struct Shown {
    label: String,
    pieces: Vec<ExcerptPiece>,
}

/// What a cell is called.
fn label(years: &Years, mark: &Mark, no: u32) -> String {
    let sheet = &years.stored.sheet;
    let label = match &mark.spot {
        Spot::Answer(slot) => Slot::heading(slot, mark.sheet),
        Spot::Action => "計画における項目".to_owned(),
        Spot::Content => "実施内容".to_owned(),
        Spot::Page => "計画書ページ".to_owned(),
        Spot::Section => "担当課".to_owned(),
        Spot::Head(_) => "見出し".to_owned(),
    };
    let label = if mark.sheet == sheet.year {
        label
    } else {
        format!("{label}（{}のシート）", mark.sheet)
    };
    if mark.no == 0 || mark.no == no { label } else { format!("{}　{label}", mark.no) }
}

/// The cells of a finding, each once with all its marked words.
fn cells(years: &Years, marks: &[&Mark], no: u32) -> Vec<Shown> {
    let mut cells: Vec<(&Mark, Vec<Span>)> = Vec::new();
    for mark in marks {
        let same = |(of, _): &&mut (&Mark, _)| {
            (of.sheet, of.no, &of.spot) == (mark.sheet, mark.no, &mark.spot)
        };
        match cells.iter_mut().find(same) {
            Some((_, spans)) => spans.extend(mark.span),
            None => cells.push((mark, mark.span.into_iter().collect())),
        }
    }
    let shown = |(mark, spans): (&Mark, Vec<Span>)| {
        let pieces = match years.text(mark) {
            text if text.trim().is_empty() => vec![(false, "（空欄）".to_owned())],
            _ if spans.is_empty() => excerpt(&years.shown(mark), spans),
            text => excerpt(text, spans),
        };
        Shown { label: label(years, mark, no), pieces }
    };
    cells.into_iter().take(MARKS).map(shown).collect()
}

impl FindingFilter {
    /// Whether a finding is wanted, by itself and by whose row it is about.
    fn wants(&self, listed: &ListedFinding, years: &Years) -> bool {
        let finding = &listed.finding;
        let weight = match self.weight.as_str() {
            "" => finding.severity != Severity::Info,
            "all" => true,
            wanted => code(finding.severity) == wanted,
        };
        let of = rule(finding).map_or("", |rule| family(rule.family));
        let state = match self.state.as_str() {
            "answered" => listed.answer.is_some(),
            "all" => true,
            _ => is_open(listed),
        };
        let section = self.section.is_empty() || owners(years, listed).contains(&self.section);
        let cells = self.cells != "written" || is_written(years, listed);
        weight && state && section && cells && (self.family.is_empty() || of == self.family)
    }
}

/// A finding as the page shows it; of one that is told once for many rows, only the rows of a
/// section where one is named.
fn item(years: &Years, plan: &Id<Plan>, listed: &ListedFinding, only: Option<&str>) -> Item {
    let (sheet, finding) = (&years.stored.sheet, &listed.finding);
    let of = |mark: &&Mark| {
        only.is_none_or(|name| {
            mark.no == finding.no
                || years.row(mark).is_some_and(|row| row.sections().iter().any(|own| own == name))
        })
    };
    let marks: Vec<&Mark> = finding.marks.iter().filter(of).collect();
    let no = if only.is_some() && finding.no == 0 {
        marks.first().map_or(0, |mark| mark.no)
    } else {
        finding.no
    };
    let at = sheet.rows.iter().position(|row| row.no == no);
    let about = at.and_then(|at| {
        let (row, action) = (sheet.rows.get(at)?, years.stored.actions.get(at)?);
        let label = row.numbered();
        let href = format!("{}#{}", addresses::action(plan, action), sheet.year.short());
        Some(Link { label, href, current: false })
    });
    let whole = || Link {
        label: "シート全体".to_owned(),
        href: addresses::sheet(plan, sheet.year),
        current: false,
    };
    let row = at.and_then(|at| sheet.rows.get(at));
    Item {
        about: about.unwrap_or_else(whole),
        section: row.map_or_else(String::new, |row| row.sections().join("、")),
        message: finding.message.clone(),
        cells: cells(years, &marks, no),
        action: listed.action.as_ref().map_or_else(String::new, ToString::to_string),
        mark: listed.mark.clone(),
        rule: finding.rule,
        records: listed.records.clone(),
        answer: listed.answer.clone().map(|answer| (answer.kind.label(), answer)),
        again: listed.answer.as_ref().is_some_and(|answer| answer.kind == AnswerKind::Corrected),
    }
}

/// The wanted findings, rule by rule, the heavier ones first. `fold` makes a line of each rule that is
/// only for information.
fn groups<'a>(
    years: &Years,
    plan: &Id<Plan>,
    wanted: impl Iterator<Item = &'a ListedFinding>,
    fold: bool,
) -> Vec<Group> {
    let mut groups: Vec<(Severity, Group)> = Vec::new();
    for listed in wanted {
        let Some(rule) = rule(&listed.finding) else { continue };
        let severity = listed.finding.severity;
        let item = item(years, plan, listed, None);
        let known =
            groups.iter_mut().find(|(of, group)| group.rule.name == rule.name && *of == severity);
        if let Some((_, group)) = known {
            group.items.push(item);
            continue;
        }
        let (weight, code) = (word(severity), code(severity));
        let folded = fold && severity == Severity::Info;
        groups.push((severity, Group { rule, weight, code, folded, items: vec![item] }));
    }
    groups.sort_by_key(|(severity, _)| *severity);
    groups.into_iter().map(|(_, group)| group).collect()
}

fn choices<'a>(chosen: &str, all: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    all.into_iter().map(|(value, label)| Choice::of(value, label, chosen)).collect()
}

fn families(chosen: &str) -> Vec<Choice> {
    let mut all = vec![("", "すべて")];
    for rule in rules() {
        let one = (family(rule.family), family_word(rule.family));
        if !all.contains(&one) {
            all.push(one);
        }
    }
    choices(chosen, all)
}

fn tiles(list: &List) -> Vec<(&'static str, usize)> {
    let open = |severity| {
        let of = |listed: &&ListedFinding| is_open(listed) && listed.finding.severity == severity;
        list.listed.iter().filter(of).count()
    };
    vec![
        ("要修正", open(Severity::Error)),
        ("要確認", open(Severity::Warning)),
        ("参考", open(Severity::Info)),
        ("回答済み", list.listed.iter().filter(|listed| !is_open(listed)).count()),
    ]
}

/// Reads the sheet with its findings and their answers.
async fn opened(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<(Plan, Years, List), PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(plan).await?;
    let years = super::years(&mut tx, true, &plan.id, year).await?;
    let list = answers::list(&mut tx, &plan.id, &years).await?;
    Ok((plan, years, list))
}

/// The working list of a year's sheet.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Query(filter): Query<FindingFilter>,
) -> Result<Html<String>, PageError> {
    let (plan, years, list) = opened(&app, &plan, year).await?;
    let year = years.stored.sheet.year;
    let names: BTreeSet<String> =
        years.stored.sheet.rows.iter().flat_map(domain::sheet::Row::sections).collect();
    let sections =
        std::iter::once(("", "すべて")).chain(names.iter().map(|n| (n.as_str(), n.as_str())));
    let wanted: Vec<&ListedFinding> =
        list.listed.iter().filter(|listed| filter.wants(listed, &years)).collect();
    let heads = app.store.read().await?.sheets(&plan.id).await?;
    page(&CheckPage {
        years: year_links(&heads, year, |year| addresses::check(&plan.id, year)),
        shown: wanted.len(),
        frame: Frame::of(&viewer, &plan, &format!("{year} 点検"), Tab::Check, Some(year)),
        year,
        slips: addresses::telling(&addresses::check_slips(&plan.id, year), &filter),
        tiles: tiles(&list),
        weights: choices(
            &filter.weight,
            [
                ("", "要修正・要確認"),
                ("error", "要修正"),
                ("warning", "要確認"),
                ("info", "参考"),
                ("all", "すべて"),
            ],
        ),
        families: families(&filter.family),
        sections: choices(&filter.section, sections),
        states: choices(
            &filter.state,
            [("", "未回答"), ("answered", "回答済み"), ("all", "すべて")],
        ),
        cells: choices(&filter.cells, [("", "すべて"), ("written", "今回の記入だけ")]),
        groups: groups(&years, &plan.id, wanted.into_iter(), filter.weight != "info"),
        settled: list.settled.iter().map(|answer| settled(&years, &plan.id, answer)).collect(),
        filter,
        may_answer: viewer.may(Right::Coordinate, Some(&plan.id), None),
        plan: plan.id,
    })
}

/// An answer to a finding that is gone since its words changed.
struct Settled {
    answer: FindingAnswer,
    said: String,
    about: Option<Link>,
    /// What became of the cell on which it stood.
    change: Vec<difference::Piece>,
}

fn settled(years: &Years, plan: &Id<Plan>, answer: &FindingAnswer) -> Settled {
    let at = answer.action.as_ref().and_then(|action| {
        Some((action, years.stored.actions.iter().position(|of| of == action)?))
    });
    let row = at.and_then(|(action, at)| Some((action, years.stored.sheet.rows.get(at)?)));
    let about = row.map(|(action, row)| Link {
        label: row.numbered(),
        href: format!("{}#{}", addresses::action(plan, action), years.stored.sheet.year.short()),
        current: false,
    });
    let now = answer.cell.as_ref().and_then(|cell| {
        let (_, row) =
            *years.through(answer.action.as_ref()?).iter().find(|(y, _)| *y == cell.year)?;
        Some((cell, row.cell(&ColumnRole::named(&cell.key).ok()?)?.text.as_str()))
    });
    let change = now.map_or_else(Vec::new, |(cell, now)| pieces(&cell.was, now));
    let said = format!("{}（{} {}）", answer.kind.label(), clock::spoken(&answer.at), answer.by);
    Settled { answer: answer.clone(), said, about, change }
}

/// An answer as the page's form sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct AnswerForm {
    rule: String,
    action: String,
    mark: String,
    answer: String,
    #[serde(default)]
    reason: String,
    #[serde(flatten)]
    filter: FindingFilter,
}

/// Answers a finding.
pub(crate) async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Form(sent): Form<AnswerForm>,
) -> Result<Redirect, PageError> {
    let kind = AnswerKind::ALL.into_iter().find(|kind| kind.code() == sent.answer);
    let request = AnswerRequest {
        rule: sent.rule,
        action: sent.action,
        mark: sent.mark,
        kind,
        reason: sent.reason,
    };
    answers::answer(&app, &plan, year, request, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::telling(&addresses::check(&plan, year), &sent.filter)))
}

#[derive(Template)]
#[template(path = "checks/slips.html")]
struct SlipsPage {
    frame: Frame,
    year: FiscalYear,
    back: String,
    /// The day until which the round takes answers; empty without one.
    due: String,
    slips: Vec<Slip>,
}

/// What one section is asked.
struct Slip {
    section: String,
    items: Vec<(Item, &'static Rule, &'static str)>,
}

/// The list to ask each section back with, to be printed.
pub(crate) async fn slips(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Query(filter): Query<FindingFilter>,
) -> Result<Html<String>, PageError> {
    let (plan, years, list) = opened(&app, &plan, year).await?;
    let year = years.stored.sheet.year;
    let round = app.store.read().await?.round(&plan.id, year).await?;
    let due = round
        .filter(|round| round.season(viewer.today()) != Season::Closed)
        .map_or_else(String::new, |round| round.due_on.spoken());
    let mut slips: Vec<Slip> = Vec::new();
    let wanted = list.listed.iter().filter(|listed| filter.wants(listed, &years));
    for listed in wanted {
        let asked = |rule: &&Rule| is_for_sections(&listed.finding, rule);
        let Some(rule) = rule(&listed.finding).filter(asked) else { continue };
        for section in owners(&years, listed) {
            let item = item(&years, &plan.id, listed, Some(&section));
            let one = (item, rule, word(listed.finding.severity));
            match slips.iter_mut().find(|slip| slip.section == section) {
                Some(slip) => slip.items.push(one),
                None => slips.push(Slip { section, items: vec![one] }),
            }
        }
    }
    slips.retain(|slip| filter.section.is_empty() || slip.section == filter.section);
    page(&SlipsPage {
        frame: Frame::of(&viewer, &plan, "問い合わせ票", Tab::Check, Some(year)),
        year,
        back: addresses::check(&plan.id, year),
        due,
        slips,
    })
}
