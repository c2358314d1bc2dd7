//! The page on which a plan sets the checker's rules.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use checker::{Family, Limit, Rule, rules};
use domain::{Id, plan::Plan, plan_words::PlanWords};
use serde::{Deserialize, Serialize};

use super::{
    grades::{self, GradeView},
    settings::{CheckSettings, WEIGHTS, Weight},
    update::{RuleUpdate, set},
    words::family_word,
    words::word,
};
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        page::{Choice, Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

#[derive(Template)]
#[template(path = "checks/rules.html")]
struct SettingsPage {
    frame: Frame,
    plan: Id<Plan>,
    back: String,
    said: String,
    families: Vec<(&'static str, Vec<RuleView>)>,
    words: PlanWords,
    grades: Vec<GradeView>,
}

/// A rule in the form.
struct RuleView {
    rule: &'static Rule,
    /// The code that is set; empty for the rule's own weight.
    set: String,
    weights: Vec<Choice>,
    changed: bool,
    limits: Vec<(&'static Limit, u32)>,
}

fn view(rule: &'static Rule, settings: &CheckSettings) -> RuleView {
    let set = settings.weights.get(rule.name).map_or("", String::as_str);
    let choice = |(code, weight): (&'static str, Weight)| {
        let label = match weight {
            Weight::Off => "指摘しない",
            Weight::Of(severity) => word(severity),
        };
        Choice::of(code, label, set)
    };
    let usual = Choice::of("", format!("{}（初期値）", word(rule.severity)), set);
    let drawn = |limit: &'static Limit| {
        (limit, settings.limits.get(rule.name, limit.key).unwrap_or(limit.usual))
    };
    let limits: Vec<_> = rule.limits.iter().map(drawn).collect();
    RuleView {
        rule,
        set: set.to_owned(),
        weights: std::iter::once(usual).chain(WEIGHTS.into_iter().map(choice)).collect(),
        changed: !set.is_empty() || limits.iter().any(|(limit, value)| *value != limit.usual),
        limits,
    }
}

/// What was done, for the page that comes after.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct RulesFlash {
    pub(super) set: Option<usize>,
    /// How many grades were explained.
    pub(super) explained: Option<usize>,
}

/// The rules of the checker as the plan has set them.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(said): Query<RulesFlash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let settings = CheckSettings::read(&mut tx, &plan.id).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let grades = grades::views(&mut tx, &plan.id).await?;
    drop(tx);
    let mut families: Vec<(Family, Vec<RuleView>)> = Vec::new();
    for rule in rules() {
        match families.iter_mut().find(|(family, _)| *family == rule.family) {
            Some((_, views)) => views.push(view(rule, &settings)),
            None => families.push((rule.family, vec![view(rule, &settings)])),
        }
    }
    page(&SettingsPage {
        frame: Frame::of(&viewer, &plan, "点検の設定", Tab::Check, newest),
        back: newest.map_or_else(String::new, |year| addresses::check(&plan.id, year)),
        said: match (said.set, said.explained) {
            (Some(0), _) | (_, Some(0)) => "変わったところはありません。".to_owned(),
            (Some(count), _) => format!("{count}か所を変えました。次の点検から使います。"),
            (_, Some(count)) => {
                format!("{count}つの区分の意味を変えました。概要・図・点検はこの意味で数えます。")
            }
            (None, None) => String::new(),
        },
        grades,
        families: families.into_iter().map(|(of, views)| (family_word(of), views)).collect(),
        words: settings.words,
        plan: plan.id,
    })
}

/// Sets the rules as the form says.
pub(crate) async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Redirect, PageError> {
    let mut update = RuleUpdate { words: words(&sent)?, ..RuleUpdate::default() };
    for rule in rules() {
        if let Some(code) = changed(&sent, rule.name) {
            let known = WEIGHTS.iter().map(|(known, _)| *known).find(|known| *known == code);
            if known.is_none() && !code.is_empty() {
                let why = format!("「{}」の重さを選んでください。", rule.title);
                return Err(Error::Refused(why).into());
            }
            update.weights.push((rule.name, known));
        }
        for limit in rule.limits {
            let name = format!("{}.{}", rule.name, limit.key);
            let Some(text) = changed(&sent, &name) else { continue };
            let number = domain::text::ascii_digits(text.trim()).parse().map_err(|_| {
                let why = format!(
                    "「{}」の「{}」に{}から{}までの数字を入力してください。",
                    rule.title, limit.label, limit.least, limit.most
                );
                Error::Refused(why)
            })?;
            update.limits.push((rule.name, limit.key, number));
        }
    }
    let count = set(&app, &plan, &update, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::telling(
        &addresses::rules(&plan),
        &RulesFlash { set: Some(count), ..RulesFlash::default() },
    )))
}

/// The words that the form was made with, and those that it says; none of both where it has no such
/// fields.
fn words(sent: &BTreeMap<String, String>) -> Result<(PlanWords, PlanWords), Error> {
    let text = |name: &str| sent.get(name).map_or("", String::as_str);
    let seen = PlanWords::read(text("was.names"), text("was.hoped_absent")).unwrap_or_default();
    let written = PlanWords::read(text("names"), text("hoped_absent"));
    Ok((seen, written.map_err(|why| Error::Refused(why.to_string()))?))
}

/// What a field says, where it says something else than when the page was made: what others set
/// meanwhile stays.
fn changed<'a>(sent: &'a BTreeMap<String, String>, name: &str) -> Option<&'a str> {
    let now = sent.get(name)?;
    (sent.get(&format!("was.{name}")) != Some(now)).then_some(now.as_str())
}
