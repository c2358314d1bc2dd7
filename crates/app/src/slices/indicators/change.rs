//! What is done to indicators: taken up from sentences, given figures, named, removed, told by a list.

use std::collections::BTreeMap;

use bytes::Bytes;
use domain::{
    Id,
    action::{Action, key},
    event::{
        Event, FigureChange, IndicatorAdded, IndicatorFigure, IndicatorLeaps, IndicatorListed,
        IndicatorRemoved, IndicatorRenamed, LeapFigures, ListKept,
    },
    indicator::{Figure, Indicator, ListedIndicator},
    plan::Plan,
    reply::storable,
    text::fold,
};
use prose::series::{Leap, leaps, points};
use store::{AuditRecord, Tx};

use super::{Ledger, leap_sentence, ledger, named, right_of};
use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest, ids},
};

/// A candidate that shall become an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndicatorRequest {
    pub(crate) action: Id<Action>,
    pub(crate) counted: String,
    pub(crate) unit: String,
    /// Whether its steps of ten times were called right.
    pub(crate) right: bool,
}

/// A new indicator with the steps of ten times that were called right.
type New = (Indicator, Vec<Leap>);

/// Makes candidates indicators; answers how many. What is one already stays as it is.
pub(crate) async fn take_up(
    app: &App,
    plan: &Id<Plan>,
    requests: &[IndicatorRequest],
    by: &By,
) -> Result<usize> {
    // Sentences are read before others have to wait
    let mut tx = app.store.read().await?;
    let ledger = ledger(&mut tx, true, plan).await?;
    drop(tx);
    let new = wanted(&ledger, requests)?;
    let mut tx = app.store.begin().await?;
    let mut added = Vec::new();
    for (mut indicator, leaps) in new {
        let name = indicator.name.clone();
        let mut nth = 2;
        // Another figure may have the name already
        while !tx.add_indicator(plan, &indicator).await? {
            if nth > MOST_OF_A_NAME {
                return Err(Error::Refused(format!("「{name}」という指標が多すぎます。")));
            }
            indicator.name = format!("{name}（{nth}）");
            nth += 1;
        }
        for leap in &leaps {
            tx.call_leap_right(&indicator.id, &right_of(leap)).await?;
        }
        added.push((indicator, leaps));
    }
    for (indicator, leaps) in &added {
        let (id, after) = (Some(indicator.id.clone()), Some(indicator.clone()));
        let event = IndicatorAdded { counted: indicator.counted.clone(), id, after };
        tx.record(&record(by, plan, indicator, Event::IndicatorAdded(event))).await?;
        tell_right(&mut tx, plan, indicator, leaps, by).await?;
    }
    tx.commit().await?;
    Ok(added.len())
}

/// No more indicators of one name are told apart by numbers.
const MOST_OF_A_NAME: u32 = 20;

/// The indicators that requests make, without those that there are.
fn wanted(ledger: &Ledger, requests: &[IndicatorRequest]) -> Result<Vec<New>> {
    let (mut read, mut new) = (BTreeMap::new(), Vec::<New>::new());
    for request in requests {
        let all = read.entry(&request.action).or_insert_with(|| ledger.candidates(&request.action));
        let registered = ledger.registered(&request.action);
        let counted = |one: &&&super::RegisterCounting| {
            (&one.name, &one.unit) == (&request.counted, &request.unit)
        };
        if let Some(one) = registered.iter().find(counted) {
            new.push((one.indicator(ids::new()), Vec::new()));
            continue;
        }
        let found = all.iter().find(|one| one.is(&request.counted, &request.unit));
        let found = found.ok_or_else(|| {
            Error::Conflict(
                "元の文が変わりました。一覧を読み直して、もう一度選んでください。".to_owned(),
            )
        })?;
        let known = |one: &Indicator| {
            one.action.as_ref() == Some(&request.action) && found.is(&one.counted, &one.unit)
        };
        if ledger.indicators.iter().chain(new.iter().map(|(one, _)| one)).any(known) {
            continue;
        }
        let leaps = leaps(&points(Some(found), &[]));
        if let Some(leap) = leaps.first().filter(|_| !request.right) {
            return Err(Error::Refused(format!(
                "「{}」は{}元の文を確かめて「この10倍の変化は正しい」に印を付けるか、候補から外してください。",
                named(&found.name(), &found.unit),
                leap_sentence(leap)
            )));
        }
        let indicator = Indicator {
            id: ids::new(),
            action: Some(request.action.clone()),
            name: found.name(),
            unit: found.unit.clone(),
            counted: found.label.clone(),
        };
        new.push((indicator, leaps));
    }
    Ok(new)
}

/// A leap as forms and events name it: R5:3:R6:35.
pub(crate) fn leap_code(leap: &Leap) -> String {
    format!("{}:{}:{}:{}", leap.from.short(), leap.before, leap.to.short(), leap.after)
}

/// Keeps that leaps of an indicator are right; those that its sentences no longer tell are refused.
pub(crate) async fn call_right(
    app: &App,
    plan: &Id<Plan>,
    id: &Id<Indicator>,
    codes: &[&str],
    by: &By,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let indicator = known(&mut tx, plan, id).await?;
    let ledger = ledger(&mut tx, true, plan).await?;
    let series = ledger.series(|one| one.id == *id).pop();
    let open = series.map(|series| series.leaps).unwrap_or_default();
    let mut right = Vec::new();
    for code in codes {
        let leap = open.iter().find(|leap| leap_code(leap) == **code).ok_or_else(|| {
            Error::Conflict("元の文が変わりました。指標のページを読み直してください。".to_owned())
        })?;
        tx.call_leap_right(id, &right_of(leap)).await?;
        right.push(*leap);
    }
    tell_right(&mut tx, plan, &indicator, &right, by).await?;
    Ok(tx.commit().await?)
}

/// Records which leaps were called right.
async fn tell_right(
    tx: &mut Tx,
    plan: &Id<Plan>,
    indicator: &Indicator,
    leaps: &[Leap],
    by: &By,
) -> Result<()> {
    if leaps.is_empty() {
        return Ok(());
    }
    let told = leaps.iter().map(|leap| LeapFigures::from(&right_of(leap))).collect();
    let event = IndicatorLeaps { id: indicator.id.clone(), leaps: told };
    Ok(tx.record(&record(by, plan, indicator, Event::IndicatorRight(event))).await?)
}

/// The audit record of what was done to an indicator.
fn record(by: &By, plan: &Id<Plan>, indicator: &Indicator, event: Event) -> AuditRecord {
    AuditRecord {
        plan: Some(plan.clone()),
        action: indicator.action.clone(),
        subject: named(&indicator.name, &indicator.unit),
        ..by.did(event, &clock::now())
    }
}

/// The plan's indicator.
pub(crate) async fn known(tx: &mut Tx, plan: &Id<Plan>, id: &Id<Indicator>) -> Result<Indicator> {
    let all = tx.indicators(plan).await?;
    all.into_iter().find(|one| one.id == *id).ok_or(Error::NotFound("この指標"))
}

/// What becomes of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is set.
    Set,
    /// What was given is taken back.
    Drop,
}

/// Sets a figure, or takes a given one back.
pub(crate) async fn figure(
    app: &App,
    plan: &Id<Plan>,
    id: &Id<Indicator>,
    (figure, fate): (Figure, Fate),
    by: &By,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let indicator = known(&mut tx, plan, id).await?;
    let before = tx
        .figures(plan)
        .await?
        .into_iter()
        .find(|(of, other)| of == id && other.year == figure.year && other.kind == figure.kind);
    if fate == Fate::Set && before.as_ref().is_some_and(|(_, given)| *given == figure) {
        return Ok(());
    }
    match fate {
        Fate::Set => tx.set_figure(id, &figure).await?,
        Fate::Drop => {
            if !tx.drop_figure(id, &figure).await? {
                return Err(Error::NotFound("この年度の手入力の値"));
            }
        }
    }
    let event = Event::IndicatorFigure(IndicatorFigure {
        id: Some(id.clone()),
        year: figure.year,
        kind: figure.kind,
        before: before.and_then(|(_, figure)| figure.value),
        value: figure.value,
        dropped: fate == Fate::Drop,
    });
    tx.record(&record(by, plan, &indicator, event)).await?;
    Ok(tx.commit().await?)
}

/// The longest name of an indicator, in characters.
const LONGEST: usize = 60;

/// A name or unit as it can be kept.
fn fit(text: &str) -> Result<String> {
    let refused = || Error::Refused(format!("名前を{LONGEST}文字までで入力してください。"));
    let text = storable(text.trim())?;
    let long = text.chars().count() > LONGEST;
    if text.is_empty() {
        Err(Error::Refused("名前を入力してください。".to_owned()))
    } else if long || text.contains('\n') {
        Err(refused())
    } else {
        Ok(text)
    }
}

/// Gives an indicator another name.
pub(crate) async fn rename(
    app: &App,
    plan: &Id<Plan>,
    id: &Id<Indicator>,
    name: &str,
    by: &By,
) -> Result<()> {
    let name = fit(name)?;
    let mut tx = app.store.begin().await?;
    let indicator = known(&mut tx, plan, id).await?;
    if indicator.name == name {
        return Ok(());
    }
    let same = |other: &Indicator| {
        other.id != *id
            && other.action == indicator.action
            && other.unit == indicator.unit
            && other.name == name
    };
    if tx.indicators(plan).await?.iter().any(same) {
        return Err(Error::Refused("同じ名前の指標がすでにあります。".to_owned()));
    }
    tx.rename_indicator(plan, id, (&name, &indicator.unit)).await?;
    let before = indicator.name.clone();
    let event = Event::IndicatorRenamed(IndicatorRenamed { id: Some(id.clone()), before, name });
    tx.record(&record(by, plan, &indicator, event)).await?;
    Ok(tx.commit().await?)
}

/// Removes an indicator with the figures that were given for it.
pub(crate) async fn remove(
    app: &App,
    plan: &Id<Plan>,
    id: &Id<Indicator>,
    by: &By,
) -> Result<Indicator> {
    let mut tx = app.store.begin().await?;
    let indicator = known(&mut tx, plan, id).await?;
    let figures = tx.figures(plan).await?;
    let given: Vec<_> =
        figures.iter().filter(|(of, _)| of == id).map(|(_, figure)| figure.into()).collect();
    tx.remove_indicator(plan, id).await?;
    let id = Some(id.clone());
    let event = IndicatorRemoved { counted: indicator.counted.clone(), given, id };
    tx.record(&record(by, plan, &indicator, Event::IndicatorRemoved(event))).await?;
    tx.commit().await?;
    Ok(indicator)
}

/// What a list changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListChanges {
    pub(crate) indicators: usize,
    /// Figures that were not there, or were others.
    pub(crate) figures: usize,
}

/// Takes a list over: its figures stand in place of those that there were; what it does not name
/// stays, and so does what it says as the sentences do.
pub(crate) async fn take_list(
    app: &App,
    plan: &Id<Plan>,
    (name, bytes): (&str, &Bytes),
    by: &By,
) -> Result<ListChanges> {
    let list = read_list(app, bytes.clone()).await?;
    let mut tx = app.store.begin().await?;
    let digest = digest(bytes);
    tx.keep_file(&digest, name, bytes, &clock::now()).await?;
    let ledger = ledger(&mut tx, true, plan).await?;
    let all = ledger.series(|_| true);
    let (mut changes, mut kept) = (Vec::new(), ListKept::default());
    for listed in &list {
        let action = action_of(&ledger, listed)?;
        let known = all.iter().find(|one| is_listed(&one.indicator, action.as_ref(), listed));
        let id = if let Some(series) = known {
            kept.indicators.extend(told_unit(&mut tx, plan, &series.indicator, listed).await?);
            series.indicator.id.clone()
        } else {
            let new = added(&mut tx, plan, action, listed).await?;
            kept.indicators.push(new.clone());
            new.id
        };
        for figure in &listed.figures {
            let point = known.and_then(|series| series.points.get(&figure.year));
            let before = point.and_then(|point| point.number(figure.kind));
            if before != figure.value {
                tx.set_figure(&id, figure).await?;
                kept.figures.push((id.clone(), figure.into()));
                let (name, value) = (listed.name.clone(), figure.value);
                changes.push(FigureChange(name, figure.year, figure.kind, before, value));
            }
        }
    }
    let taken = ListChanges { indicators: list.len(), figures: changes.len() };
    if taken.figures > 0 {
        let after = Some(kept);
        let listed = Event::IndicatorListed(IndicatorListed { digest, changes, after });
        let (plan, subject) = (Some(plan.clone()), name.to_owned());
        tx.record(&AuditRecord { plan, subject, ..by.did(listed, &clock::now()) }).await?;
        tx.commit().await?;
    }
    Ok(taken)
}

/// Reads a list, which may take a moment, and refuses one that tells nothing.
async fn read_list(app: &App, bytes: Bytes) -> Result<Vec<ListedIndicator>> {
    let read = app.desk.run(move || ingest::indicators::read(&bytes)).await?;
    let list = read.map_err(|why| Error::Refused(why.to_string()))?;
    if list.iter().all(|listed| listed.figures.is_empty()) {
        return Err(Error::Refused(
            "値が1つもありません。見出しの下に値を入れてください。".to_owned(),
        ));
    }
    for listed in &list {
        fit(&listed.name)?;
        if !listed.unit.is_empty() {
            fit(&listed.unit)?;
        }
    }
    Ok(list)
}

/// Gives a known indicator without a unit the list's; answers the indicator as it is kept since.
async fn told_unit(
    tx: &mut Tx,
    plan: &Id<Plan>,
    of: &Indicator,
    listed: &ListedIndicator,
) -> Result<Option<Indicator>> {
    if !of.unit.is_empty() || listed.unit.is_empty() {
        return Ok(None);
    }
    tx.rename_indicator(plan, &of.id, (&of.name, &listed.unit)).await?;
    known(tx, plan, &of.id).await.map(Some)
}

/// The action that a line of a list names; `None` for an outcome of the plan.
fn action_of(ledger: &Ledger, listed: &ListedIndicator) -> Result<Option<Id<Action>>> {
    if listed.action.is_empty() {
        return Ok(None);
    }
    let wanted = key(&listed.action);
    let actions = ledger.actions();
    let found = actions.iter().find(|(_, row)| key(&row.action.text) == wanted);
    let why = || {
        Error::Refused(format!(
            "{}行目の事業「{}」が、最新の一覧にありません。事業の名前を一覧に合わせてください。計画全体の指標なら、事業の欄を空けてください。",
            listed.line, listed.action
        ))
    };
    Ok(Some((*found.ok_or_else(why)?.0).clone()))
}

fn is_listed(known: &Indicator, action: Option<&Id<Action>>, listed: &ListedIndicator) -> bool {
    let like = |one: &str, other: &str| fold(one) == fold(other);
    known.action.as_ref() == action
        && like(&known.name, &listed.name)
        && (like(&known.unit, &listed.unit) || listed.unit.is_empty() || known.unit.is_empty())
}

/// Adds the indicator of a list; sentences that count under its name tell it as well.
async fn added(
    tx: &mut Tx,
    plan: &Id<Plan>,
    action: Option<Id<Action>>,
    listed: &ListedIndicator,
) -> Result<Indicator> {
    let counted = action.as_ref().map_or_else(String::new, |_| listed.name.clone());
    let (name, unit) = (listed.name.clone(), listed.unit.clone());
    let new = Indicator { id: ids::new(), action, name, unit, counted };
    tx.add_indicator(plan, &new).await?;
    Ok(new)
}
