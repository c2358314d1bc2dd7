//! The overview's pages.

use askama::Template;
use axum::{
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    FiscalYear, Id,
    action::Action,
    permission::Right,
    plan::Plan,
    progress::{self, Tally},
    scale::GradeClass,
    sheet::Sheet,
    unaccepted::Unaccepted,
};
use store::{ImportState, StoredSheet, Tx};

use super::Noted;
use crate::{
    App,
    kit::{
        accepted::{AcceptedSwitch, chip, of_them},
        addresses,
        error_page::PageError,
        page::{Frame, Link, Svg, Tab, page, years},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
    slices::sheets::{self, OpenedSheet},
};

#[derive(Template)]
#[template(path = "overview/welcome.html")]
struct Welcome {
    frame: Frame,
    plans: Vec<Link>,
}

/// The only plan's overview; the list of plans where there are several, or none yet. Whoever reads
/// no plan is led to the persons, or to the own account.
pub(crate) async fn home(State(app): State<App>, viewer: Viewer) -> Result<Response, PageError> {
    let all = app.store.read().await?.plans().await?;
    let none = all.is_empty();
    let may = |plan: &Plan| viewer.may(Right::ReadEditions, Some(&plan.id), None);
    let plans: Vec<_> = all.into_iter().filter(may).collect();
    if plans.is_empty() && !(none && viewer.may(Right::Coordinate, None, None)) {
        let people = viewer.may(Right::Administer, None, None);
        let to = if people { &addresses::people() } else { &addresses::account() };
        return Ok(Redirect::to(to).into_response());
    }
    if let [only] = plans.as_slice() {
        return Ok(Redirect::to(&begin(&app, &viewer, &only.id).await?).into_response());
    }
    let link = |plan: &Plan| Link {
        label: plan.name(),
        href: if viewer.may(Right::Read, Some(&plan.id), None) {
            addresses::overview(&plan.id, None)
        } else {
            addresses::editions(&plan.id)
        },
        current: false,
    };
    let plans = plans.iter().map(link).collect();
    Ok(page(&Welcome { frame: Frame::bare("はじめに").seen_by(&viewer), plans })?.into_response())
}

/// Where someone's work is: once there is a round, clerks and chiefs begin with the rows of their
/// section, council members with the editions; whoever only records with the registers; everybody else
/// with the overview.
async fn begin(app: &App, viewer: &Viewer, plan: &Id<Plan>) -> Result<String, PageError> {
    let rounds = app.store.read().await?.rounds(plan).await?;
    let may = |right| viewer.may(right, Some(plan), None);
    if may(Right::Record) && !may(Right::ReadReplies) {
        return Ok(addresses::records(plan));
    }
    if !may(Right::Read) {
        return Ok(addresses::editions(plan));
    }
    Ok(match rounds.first() {
        Some(_) if !viewer.sections().is_empty() => addresses::rounds(plan),
        _ => addresses::overview(plan, None),
    })
}

/// The overview of the latest year whose answers are in, else of the latest; the imports where there
/// is no year yet.
pub(crate) async fn latest(
    State(app): State<App>,
    Path(plan): Path<Id<Plan>>,
) -> Result<Redirect, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let heads = tx.sheets(&plan.id).await?;
    let running: Vec<_> =
        tx.rounds(&plan.id).await?.iter().filter(|round| !round.closed).map(|r| r.year).collect();
    let settled = heads.iter().find(|head| !running.contains(&head.year));
    let to = settled.or(heads.first()).map_or_else(
        || addresses::imports(&plan.id),
        |head| addresses::overview(&plan.id, Some(head.year)),
    );
    Ok(Redirect::to(&to))
}

#[derive(Template)]
#[template(path = "overview/overview.html")]
struct Overview {
    frame: Frame,
    year: String,
    years: Vec<Link>,
    tiles: Vec<Tile>,
    unexplained: Option<Unexplained>,
    by_measure: Svg,
    by_section: Svg,
    means: Svg,
    lists: Vec<List>,
    changes: String,
    waiting: Vec<Link>,
    /// The round that runs: its board, and how far it is.
    round: Option<(Link, String)>,
    accepted: Option<AcceptedSwitch>,
}

/// A number with its name.
struct Tile {
    name: &'static str,
    number: String,
    of: String,
}

/// Grades of which nobody said what they mean.
struct Unexplained {
    /// Each with how many rows have it.
    grades: Vec<(String, usize)>,
    /// Where the viewer may say it.
    settings: Option<String>,
}

impl Unexplained {
    fn of(viewer: &Viewer, plan: &Plan, sheet: &Sheet, all: &Tally) -> Option<Self> {
        let scale = sheet.layout.scale();
        let unknown = |name: &str| scale.cell(name).class().is_some_and(|class| class.is_unknown());
        let counted = all.grades.iter().filter(|(name, n)| *n > 0 && unknown(name));
        let grades: Vec<_> = counted.cloned().collect();
        let may = viewer.may(Right::Coordinate, Some(&plan.id), None);
        let settings = may.then(|| format!("{}#grades", addresses::rules(&plan.id)));
        (!grades.is_empty()).then_some(Self { grades, settings })
    }
}

/// Which action came from which, in which year.
type Links = [(Id<Action>, Id<Action>, FiscalYear)];

/// Rows worth a look.
struct List {
    title: &'static str,
    lead: &'static str,
    items: Vec<ListItem>,
    none: &'static str,
}

/// A row with the reason, and the stage of what was not accepted of it.
struct ListItem {
    link: Link,
    why: String,
    stage: &'static str,
}

/// The overview of a year.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let opened = sheets::open(&mut tx, &viewer, &plan, year).await?;
    let year = opened.stored.sheet.year;
    let last = sheets::read(&mut tx, &viewer, &opened.plan.id, super::before(year)).await?;
    let links = tx.action_links(&opened.plan.id).await?;
    let imports = tx.imports(&opened.plan.id).await?;
    let round = running(&mut tx, &viewer, &opened.plan.id).await?;
    drop(tx);
    let (plan, sheet) = (&opened.plan, &opened.stored.sheet);
    let may_book = viewer.may(Right::Coordinate, Some(&plan.id), None);
    let waits = |import: &&store::ImportHead| may_book && import.state == ImportState::Read;
    let waiting = imports.iter().filter(waits).map(|import| Link {
        label: format!("{}（{}）", import.name, import.year),
        href: addresses::import(&plan.id, &import.id),
        current: false,
    });
    let kept = |address| viewer.asked().kept(address);
    let open = &opened.stored.unaccepted;
    let charts = charts(sheet, open);
    let all = progress::overall(sheet, open);
    page(&Overview {
        frame: Frame::of(&viewer, plan, &format!("{year} 概要"), Tab::Overview, Some(year)),
        year: year.official(),
        years: years(&opened.heads, year, |year| kept(addresses::overview(&plan.id, Some(year)))),
        accepted: AcceptedSwitch::of(&viewer, plan, !open.is_empty()),
        tiles: tiles(sheet, &all),
        unexplained: Unexplained::of(&viewer, plan, sheet, &all),
        by_measure: Svg(charts.0),
        by_section: Svg(charts.1),
        means: Svg(charts.2),
        lists: lists(&viewer, &opened, last.as_ref(), &links, &all),
        changes: kept(addresses::changes(&plan.id, year)),
        waiting: waiting.collect(),
        round,
    })
}

/// The round that runs, for those who watch it.
async fn running(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
) -> Result<Option<(Link, String)>, PageError> {
    if !viewer.may(Right::ReadReplies, Some(plan), None) {
        return Ok(None);
    }
    let Some(round) = tx.rounds(plan).await?.into_iter().find(|round| !round.closed) else {
        return Ok(None);
    };
    let heads = tx.reply_heads(&round.id).await?;
    let answered = heads.iter().filter(|head| head.stage.is_answered()).count();
    let label = format!("{}の調査の進行", round.year);
    let link = Link { label, href: addresses::round(plan, round.year), current: false };
    let about = format!("提出 {answered}／{}件　提出期限 {}", heads.len(), round.due_on.spoken());
    Ok(Some((link, about)))
}

fn tiles(sheet: &Sheet, all: &Tally) -> Vec<Tile> {
    let done = all.of_class(GradeClass::Done);
    let mut tiles = vec![
        Tile {
            name: "事業",
            number: all.rows.to_string(),
            of: format!("{}施策", sheet.measures.len()),
        },
        Tile {
            name: "実施状況の記入",
            number: all.answered.to_string(),
            of: format!("{}件中{}", all.rows, of_them(all.unaccepted.answered)),
        },
    ];
    tiles.extend(all.is_explained().then(|| Tile {
        name: GradeClass::Done.label(),
        number: done.to_string(),
        of: format!("{}件中{}", all.rows, of_them(all.unaccepted.done)),
    }));
    tiles.extend(all.mean_points().map(|(mean, n)| Tile {
        name: "取組状況の点数の平均",
        number: format!("{mean:.1}点"),
        of: format!("点数のある{n}件{}の平均（全{}件）", of_them(all.unaccepted.graded), all.rows),
    }));
    tiles.extend(all.mean().map(|mean| Tile {
        name: "達成度の平均",
        number: format!("{mean:.1}％"),
        of: format!(
            "数値のある{}件{}の平均（全{}件）",
            all.with_percent(),
            of_them(all.unaccepted.percents),
            all.rows
        ),
    }));
    tiles
}

/// Progress by measure and by section, and the means by measure.
fn charts(sheet: &Sheet, open: &Unaccepted) -> (String, String, String) {
    let scale = sheet.layout.scale();
    let (measures, sections) =
        (progress::by_measure(sheet, open), progress::by_section(sheet, open));
    let year = sheet.year;
    (
        report::chart::grades(
            "施策別の取組状況",
            &format!("{year}の取組状況を施策ごとに数えたもの"),
            &measures,
            &scale,
        ),
        report::chart::grades(
            "担当課別の取組状況",
            &format!(
                "{year}の取組状況を担当課ごとに数えたもの。担当が複数の事業はそれぞれに数えます"
            ),
            &sections,
            &scale,
        ),
        report::chart::achievement(
            "施策別の達成度の平均",
            &format!("{year}の達成度の平均。数値のある事業だけの平均です"),
            &measures,
        ),
    )
}

fn lists(
    viewer: &Viewer,
    opened: &OpenedSheet,
    last: Option<&StoredSheet>,
    links: &Links,
    all: &Tally,
) -> Vec<List> {
    let (stored, plan) = (&opened.stored, &opened.plan);
    let sheet = &stored.sheet;
    let items = |noted, years| items(viewer, (plan, stored), noted, years);
    let mut lists = Vec::new();
    if !all.is_unexplained() {
        let done = all.of_class(GradeClass::Done) == all.rows;
        lists.push(List {
            title: "実施済でない事業",
            lead: "取組状況の区分の意味が実施済でない、または区分の記入がない事業です。",
            items: items(super::not_done(sheet), false),
            none: if done {
                "すべて実施済です。"
            } else {
                "実施済でないと分かる事業はありません。"
            },
        });
    }
    lists.push(List {
        title: "結果の記入がない計画",
        lead: "この年度の実施計画があり、実施状況の記入がない事業です。",
        items: items(super::unreported(sheet), false),
        none: "すべての計画に結果の記入があります。",
    });
    if let Some(last) = last {
        lists.push(List {
            title: "この年度に行がない前年度の計画",
            lead: "前年度のシートに「今後の実施計画」があり、この年度のシートに事業がありません。",
            items: self::items(viewer, (plan, last), super::lost(last, stored, links), true),
            none: "ありません。",
        });
        lists.push(List {
            title: "前年度のシートと食い違う記入",
            lead: "今年のシートの「前年度」欄が、前年度のシートの記入と違います。両方を残しています。",
            items: items(super::disagreements(sheet, &last.sheet), true),
            none: "食い違いはありません。",
        });
    }
    lists.push(List {
        title: "前年度と同じ文の実施状況",
        lead: "一字一句同じです。写したままになっていないか確認してください。",
        items: items(super::unchanged(sheet), true),
        none: "ありません。",
    });
    lists
}

/// Rows as links to their action, or to it through the years.
fn items(
    viewer: &Viewer,
    (plan, stored): (&Plan, &StoredSheet),
    noted: Vec<Noted>,
    years: bool,
) -> Vec<ListItem> {
    let sheet = &stored.sheet;
    noted
        .into_iter()
        .filter_map(|noted| {
            let (row, action) = (sheet.rows.get(noted.at)?, stored.actions.get(noted.at)?);
            let href = addresses::action(&plan.id, action);
            let href = if years { format!("{href}#{}", sheet.year.short()) } else { href };
            let href = viewer.asked().kept(href);
            let link = Link { label: row.action.text.clone(), href, current: false };
            Some(ListItem { link, why: noted.why, stage: chip(stored.unaccepted.row(row.no)) })
        })
        .collect()
}
