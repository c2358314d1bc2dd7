//! The addresses of all pages, in one place.

use domain::{
    Day, FiscalYear, Id,
    action::Action,
    indicator::Indicator,
    person::{Grant, Person},
    plan::Plan,
    section::Section,
};
use store::Import;

pub(crate) fn asset(name: &str) -> String {
    format!("/assets/{name}")
}

fn plan(plan: &Id<Plan>) -> String {
    format!("/plans/{plan}")
}

fn year(of: &Id<Plan>, year: FiscalYear) -> String {
    format!("{}/years/{}", plan(of), year.short())
}

/// The overview of a year; of the latest one when none is said.
pub(crate) fn overview(of: &Id<Plan>, at: Option<FiscalYear>) -> String {
    at.map_or_else(|| plan(of), |at| year(of, at))
}

pub(crate) fn sheet(of: &Id<Plan>, at: FiscalYear) -> String {
    format!("{}/sheet", year(of, at))
}

/// A row with its sources.
pub(crate) fn row(of: &Id<Plan>, at: FiscalYear, no: u32) -> String {
    format!("{}/{no}", sheet(of, at))
}

/// A download: `sheet.xlsx`, `sheet.csv`, `tidy.csv`, `sheet.json`, `sheet.pdf` and other PDFs.
pub(crate) fn file(of: &Id<Plan>, at: FiscalYear, form: &str) -> String {
    format!("{}/files/{form}", year(of, at))
}

pub(crate) fn action(of: &Id<Plan>, action: &Id<Action>) -> String {
    format!("{}/actions/{action}", plan(of))
}

pub(crate) fn search(of: &Id<Plan>) -> String {
    format!("{}/search", plan(of))
}

pub(crate) fn imports(of: &Id<Plan>) -> String {
    format!("{}/imports", plan(of))
}

pub(crate) fn import(of: &Id<Plan>, import: &Id<Import>) -> String {
    format!("{}/{import}", imports(of))
}

/// The file as it came.
pub(crate) fn original(of: &Id<Plan>, id: &Id<Import>) -> String {
    format!("{}/original", import(of, id))
}

/// The choice of a kept file's columns, to take the place of an import where there is one.
pub(crate) fn columns(of: &Id<Plan>, digest: &str, import: Option<&Id<Import>>) -> String {
    let query = import.map_or_else(String::new, |import| format!("?import={import}"));
    format!("{}/columns/{digest}{query}", plan(of))
}

/// One's own account.
pub(crate) const ACCOUNT: &str = "/account";

/// Everybody.
pub(crate) const PEOPLE: &str = "/people";

/// Where the city's own sign-in sends the browser back to.
pub(crate) const SIGN_IN_RETURN: &str = "/sign-in/oidc/return";

/// The sign-in for someone who has just chosen a password.
pub(crate) const SIGN_IN_ANEW: &str = "/sign-in?done=password";

/// A one-time link.
pub(crate) fn link(token: &str) -> String {
    format!("/links/{token}")
}

pub(crate) fn person(id: &Id<Person>) -> String {
    format!("{PEOPLE}/{id}")
}

pub(crate) fn grant(of: &Id<Person>, id: &Id<Grant>) -> String {
    format!("{}/grants/{id}", person(of))
}

/// The preview of a personnel change.
pub(crate) fn personnel(digest: &str, on: Option<Day>, end_absent: bool) -> String {
    let on = on.map_or_else(String::new, |on| on.to_string());
    let absent = if end_absent { "&absent=end" } else { "" };
    format!("{PEOPLE}/import/{digest}?on={on}{absent}")
}

pub(crate) fn personnel_booking(digest: &str) -> String {
    format!("{PEOPLE}/import/{digest}/booking")
}

/// The page to sign in on, and where to go afterwards.
pub(crate) fn sign_in(next: &str) -> String {
    with_next("/sign-in", next)
}

/// The page for the second factor.
pub(crate) fn sign_in_code(next: &str) -> String {
    with_next("/sign-in/code", next)
}

/// Where the way to the city's own sign-in begins.
pub(crate) fn sign_in_elsewhere(next: &str) -> String {
    with_next("/sign-in/oidc", next)
}

fn with_next(page: &str, next: &str) -> String {
    if matches!(next, "" | "/") {
        return page.to_owned();
    }
    format!("{page}?next={}", encoded(next))
}

/// The text that [`encoded`] was given; what is no such text stays as it is.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.filter(|_| first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A text in the query of an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The plan's rounds.
pub(crate) fn rounds(of: &Id<Plan>) -> String {
    format!("{}/rounds", plan(of))
}

/// The board of a year's round.
pub(crate) fn round(of: &Id<Plan>, at: FiscalYear) -> String {
    format!("{}/{}", rounds(of), at.short())
}

/// A section's part of a round.
pub(crate) fn desk(of: &Id<Plan>, at: FiscalYear, section: &Id<Section>) -> String {
    format!("{}/sections/{section}", round(of, at))
}

/// A section's reply for an action.
pub(crate) fn reply(
    of: &Id<Plan>,
    at: FiscalYear,
    section: &Id<Section>,
    action: &Id<Action>,
) -> String {
    format!("{}/replies/{action}", desk(of, at, section))
}

/// The plan's indicators.
pub(crate) fn indicators(of: &Id<Plan>) -> String {
    format!("{}/indicators", plan(of))
}

/// One of them.
pub(crate) fn indicator(of: &Id<Plan>, id: &Id<Indicator>) -> String {
    format!("{}/{id}", indicators(of))
}

/// The checker's list of a year's sheet.
pub(crate) fn check(of: &Id<Plan>, at: FiscalYear) -> String {
    format!("{}/check", overview(of, Some(at)))
}

/// The findings of a section in what was written.
pub(crate) fn check_of(of: &Id<Plan>, at: FiscalYear, section: &str) -> String {
    format!("{}?section={}&cells=written", check(of, at), encoded(section))
}

/// How the plan has set the checker.
pub(crate) fn rules(of: &Id<Plan>) -> String {
    format!("{}/check/rules", plan(of))
}

/// What changed on a year's sheet since the year before.
pub(crate) fn changes(of: &Id<Plan>, at: FiscalYear) -> String {
    format!("{}/changes", overview(of, Some(at)))
}

/// The plan's history.
pub(crate) fn history(of: &Id<Plan>) -> String {
    format!("{}/history", plan(of))
}

/// What came back for a round, or for one section of it.
pub(crate) fn returns(of: &Id<Plan>, at: FiscalYear, section: Option<&Id<Section>>) -> String {
    let place = section.map_or_else(|| round(of, at), |section| desk(of, at, section));
    format!("{place}/returns")
}

/// A file that came back, beside the present.
pub(crate) fn returned(
    of: &Id<Plan>,
    at: FiscalYear,
    section: Option<&Id<Section>>,
    digest: &str,
) -> String {
    format!("{}/{digest}", returns(of, at, section))
}

/// The list of those who are reminded.
pub(crate) fn reminders(of: &Id<Plan>, at: FiscalYear) -> String {
    format!("{}/reminders", round(of, at))
}
