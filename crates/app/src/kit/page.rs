//! The frame around every page: title, plan, tabs.

use domain::{FiscalYear, permission::Right, plan::Plan};
use store::SheetHead;

use crate::kit::{
    addresses,
    assets::{Names, names},
    viewer::Viewer,
};

pub(crate) use super::render::page;

/// The tab that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Overview,
    Sheet,
    Round,
    Records,
    Check,
    Indicators,
    Editions,
    Council,
    Search,
    Imports,
    History,
}

/// A link of the frame.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// A choice of a list: what is sent, what is read, whether it is chosen.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) selected: bool,
}

impl Choice {
    /// A choice of a list in which one value is chosen.
    pub(crate) fn of(value: impl Into<String>, label: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        Self { selected: value == chosen, value, label: label.into() }
    }
}

/// What surrounds a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) title: String,
    pub(crate) plan: String,
    /// The plans to go to; empty where the viewer has no other.
    pub(crate) plans: Vec<Link>,
    pub(crate) tabs: Vec<Link>,
    pub(crate) search: String,
    /// The name of whoever is signed in; empty for nobody.
    pub(crate) person: String,
    /// Whether the list of persons may be opened.
    pub(crate) people: bool,
    /// What every page says while no change is taken.
    pub(crate) notice: Option<&'static str>,
    pub(crate) assets: &'static Names,
}

impl Frame {
    /// A frame without a plan.
    pub(crate) fn bare(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            plan: String::new(),
            plans: Vec::new(),
            tabs: Vec::new(),
            search: String::new(),
            person: String::new(),
            people: false,
            notice: None,
            assets: names(),
        }
    }

    /// The same with who is signed in.
    pub(crate) fn seen_by(self, viewer: &Viewer) -> Self {
        let person = viewer.person().map_or_else(String::new, |person| person.name.clone());
        let people = viewer.may(Right::Administer, None, None);
        Self { person, people, notice: viewer.notice(), ..self }
    }

    /// The frame of a plan's page: the tabs that the viewer may open; those that need a sheet lead
    /// to the year's.
    pub(crate) fn of(
        viewer: &Viewer,
        plan: &Plan,
        title: &str,
        tab: Tab,
        year: Option<FiscalYear>,
    ) -> Self {
        let link = |label: &str, of: Tab, href: String| Link {
            label: label.to_owned(),
            href,
            current: of == tab,
        };
        let kept = |href| viewer.asked().kept(href);
        let reads = viewer.may(Right::Read, Some(&plan.id), None);
        let year = year.filter(|_| reads);
        let mut tabs = Vec::new();
        if reads {
            tabs.push(link("概要", Tab::Overview, kept(addresses::overview(&plan.id, year))));
        }
        let sheet = |year| link("一覧", Tab::Sheet, kept(addresses::sheet(&plan.id, year)));
        tabs.extend(year.map(sheet));
        if viewer.may(Right::ReadReplies, Some(&plan.id), None) {
            let all = viewer.may(Right::Coordinate, Some(&plan.id), None);
            let label =
                if all || viewer.sections().is_empty() { "年度調査" } else { "担当分" };
            tabs.push(link(label, Tab::Round, addresses::rounds(&plan.id)));
        }
        if viewer.may(Right::ReadRecords, Some(&plan.id), None) {
            tabs.push(link("台帳", Tab::Records, addresses::records(&plan.id)));
        }
        let runs = viewer.may(Right::Coordinate, Some(&plan.id), None);
        let check = |year| link("点検", Tab::Check, addresses::check(&plan.id, year));
        tabs.extend(year.filter(|_| runs).map(check));
        if reads {
            tabs.push(link("指標", Tab::Indicators, kept(addresses::indicators(&plan.id))));
        }
        tabs.push(link("版・公表", Tab::Editions, addresses::editions(&plan.id)));
        tabs.push(link("協議会", Tab::Council, addresses::council(&plan.id)));
        if reads {
            tabs.push(link("検索", Tab::Search, kept(addresses::search(&plan.id))));
        }
        if viewer.may(Right::Coordinate, Some(&plan.id), None) {
            tabs.push(link("取込", Tab::Imports, addresses::imports(&plan.id)));
        }
        if viewer.may(Right::Audit, Some(&plan.id), None) {
            tabs.push(link("履歴", Tab::History, addresses::history(&plan.id)));
        }
        let to = |other: &Plan| Link {
            label: other.name(),
            href: addresses::overview(&other.id, None),
            current: other.id == plan.id,
        };
        let plans: Vec<Link> = viewer.plans().map(to).collect();
        let plans = if plans.len() > 1 { plans } else { Vec::new() };
        let bare = Self::bare(title).seen_by(viewer);
        let search = if reads { addresses::search(&plan.id) } else { String::new() };
        Self { plan: plan.name(), plans, tabs, search, ..bare }
    }
}

/// Links between the years of a plan, newest first.
pub(crate) fn years(
    heads: &[SheetHead],
    current: FiscalYear,
    href: impl Fn(FiscalYear) -> String,
) -> Vec<Link> {
    let link = |head: &SheetHead| Link {
        label: head.year.official(),
        href: href(head.year),
        current: head.year == current,
    };
    heads.iter().map(link).collect()
}

/// A chart that `report` drew: its texts are escaped there.
#[derive(Debug, Clone)]
pub(crate) struct Svg(pub(crate) String);

impl std::fmt::Display for Svg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Svg {}
