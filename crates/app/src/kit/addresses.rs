//! The addresses of all pages: a function for each row of the route table, named as the row is, and
//! the queries that pages add to them.

use std::borrow::Cow;

use domain::{
    Day, FiscalYear, Id, action::Action, indicator::Indicator, person::Grant, person::Person,
    plan::Plan, section::Section,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use store::{Comment, Import};

use crate::route_table::route_table;

/// What may stand in an address as a `K`: the noun itself or a reference to it.
pub trait AddressPart<K: ?Sized> {
    /// As it stands in the path.
    fn part(&self) -> Cow<'_, str>;
}

impl<T> AddressPart<Id<T>> for Id<T> {
    fn part(&self) -> Cow<'_, str> {
        encoded(self.as_str())
    }
}

impl AddressPart<FiscalYear> for FiscalYear {
    fn part(&self) -> Cow<'_, str> {
        self.short().into()
    }
}

impl AddressPart<str> for str {
    fn part(&self) -> Cow<'_, str> {
        encoded(self)
    }
}

impl AddressPart<str> for String {
    fn part(&self) -> Cow<'_, str> {
        encoded(self)
    }
}

impl AddressPart<u32> for u32 {
    fn part(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

impl<K: ?Sized, P: AddressPart<K> + ?Sized> AddressPart<K> for &P {
    fn part(&self) -> Cow<'_, str> {
        (*self).part()
    }
}

/// All but what RFC 3986 leaves unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A text as a part of an address.
pub(crate) fn encoded(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, RESERVED).into()
}

/// What a part of a path is, by its name.
macro_rules! noun {
    (plan) => { Id<Plan> };
    (year) => { FiscalYear };
    (no) => { u32 };
    (action) => { Id<Action> };
    (import) => { Id<Import> };
    (indicator) => { Id<Indicator> };
    (section) => { Id<Section> };
    (comment) => { Id<Comment> };
    (person) => { Id<Person> };
    (grant) => { Id<Grant> };
    ($text:ident) => { str };
}

/// Makes a function of each row: its parts go into the path's braces.
macro_rules! addresses {
    ($(
        $name:ident($($part:ident),*) $path:literal:
            $($method:ident $right:ident $($handler:ident)::+ $(takes $body:ident)?),+;
    )*) => { $(
        #[doc = concat!("`", $path, "`")]
        pub fn $name($($part: impl AddressPart<noun!($part)>),*) -> String {
            filled($path, &[$((stringify!($part), AddressPart::<noun!($part)>::part(&$part))),*])
        }
    )* };
}

route_table!(addresses);

/// A path with its parts put in.
fn filled(path: &str, parts: &[(&str, Cow<'_, str>)]) -> String {
    let mut address = String::with_capacity(path.len() + 36 * parts.len());
    for piece in path.split('/').skip(1) {
        let name = piece.strip_prefix('{').and_then(|piece| piece.strip_suffix('}'));
        let part = name.and_then(|name| parts.iter().find(|(of, _)| *of == name));
        address.push('/');
        address.push_str(part.map_or(piece, |(_, part)| part));
    }
    address
}

/// An address with a query: pairs of names and values.
pub(crate) fn query(address: &str, pairs: &[(&str, &str)]) -> String {
    telling(address, &pairs)
}

/// An address with what its page reads from the query.
pub(crate) fn telling(address: &str, told: &impl Serialize) -> String {
    match serde_urlencoded::to_string(told) {
        Ok(told) if !told.is_empty() => format!("{address}?{told}"),
        // What no query can hold is left out: a page shows all without it
        Ok(_) | Err(_) => address.to_owned(),
    }
}

/// A page with the code of what was done just before, as `kit::flash` reads it.
pub(crate) fn said(address: &str, done: &str) -> String {
    query(address, &[("said", done)])
}

/// A page with the code of what was done just before, and to how many.
pub(crate) fn counted(address: &str, done: &str, count: usize) -> String {
    query(address, &[("said", done), ("count", &count.to_string())])
}

/// The registers of a section in a year.
pub(crate) fn registers_of(of: &Id<Plan>, section: &Id<Section>, year: FiscalYear) -> String {
    query(&registers(of, section), &[("year", &year.short())])
}

/// The public site of an edition, to download.
pub(crate) fn edition_site(of: &Id<Plan>, edition: impl AddressPart<str>) -> String {
    query(&edition_package(of, edition), &[("part", "site")])
}

/// The registers of a section in a year, one of them open, with the code of what was done just before.
pub(crate) fn registers_after(
    of: &Id<Plan>,
    section: &Id<Section>,
    (year, register, done): (FiscalYear, &str, &str),
) -> String {
    let told = [("year", &*year.short()), ("register", register), ("said", done)];
    query(&registers(of, section), &told)
}

/// The same after a table was taken: how many records were new, and how many were there already.
pub(crate) fn registers_taken(
    of: &Id<Plan>,
    section: &Id<Section>,
    year: FiscalYear,
    (taken, known): (usize, usize),
) -> String {
    let (taken, known) = (taken.to_string(), known.to_string());
    let told = [("year", &*year.short()), ("said", "taken"), ("count", &taken), ("gaps", &known)];
    query(&registers(of, section), &told)
}

/// The page of an indicator with the code of what was done just before.
pub(crate) fn indicator_after(of: &Id<Plan>, id: &Id<Indicator>, done: &str) -> String {
    query(&indicator(of, id), &[("done", done)])
}

/// A crosswalk of a version of its scheme.
pub(crate) fn crosswalk_at(of: &Id<Plan>, scheme: &str, version: u32) -> String {
    query(&crosswalk(of, scheme), &[("version", &version.to_string())])
}

/// The same with the form of one row.
pub(crate) fn crosswalk_row(
    of: &Id<Plan>,
    (scheme, version): (&str, u32),
    (item, action): (&str, &str),
) -> String {
    let version = version.to_string();
    let asked = [("version", &*version), ("item", item), ("action", action)];
    query(&crosswalk(of, scheme), &asked) + "#row"
}

/// The same with the code of what was done just before.
pub(crate) fn crosswalk_after(of: &Id<Plan>, scheme: &str, version: u32, done: &str) -> String {
    query(&crosswalk(of, scheme), &[("version", &version.to_string()), ("said", done)])
}

/// The candidates, those that a single year tells as well.
pub(crate) fn all_candidates(of: &Id<Plan>) -> String {
    query(&candidates(of), &[("show", "all")])
}

/// The history of one field of a reply.
pub(crate) fn reply_history_of(
    plan: &Id<Plan>,
    year: impl AddressPart<FiscalYear>,
    section: &Id<Section>,
    action: &Id<Action>,
    field: &str,
) -> String {
    query(&reply_history(plan, year, section, action), &[("field", field)])
}

/// The address of the form that an address saves to: a reply is saved whole, or field by field.
pub(crate) fn form_of(address: &str) -> &str {
    address.strip_suffix("/entries").unwrap_or(address)
}

/// Whether what is sent to an address may hold a password or a code, which nothing keeps.
pub(crate) fn takes_secrets(address: &str) -> bool {
    ["/account", "/sign-", "/links"].iter().any(|start| address.starts_with(start))
}

/// Whether an address is for programs, which are told what went wrong as JSON: so are those of the
/// public site, which are described together.
pub(crate) fn is_for_programs(address: &str) -> bool {
    ["/api/", "/public/"].iter().any(|start| address.starts_with(start))
}

/// Whether an address takes a token of a person, and no cookie.
pub(crate) fn is_for_tokens(address: &str) -> bool {
    address.starts_with("/api/v1/work/")
}

/// The overview of a year; of the latest one when none is said.
pub(crate) fn overview(of: &Id<Plan>, at: Option<FiscalYear>) -> String {
    at.map_or_else(|| plan(of), |at| year(of, at))
}

/// The choice of a kept file's columns, to take the place of an import where there is one.
pub(crate) fn columns_of(of: &Id<Plan>, digest: &str, import: Option<&Id<Import>>) -> String {
    let import = import.map(|import| ("import", import.as_str()));
    query(&columns(of, digest), import.as_slice())
}

/// The findings of a section in what was written.
pub(crate) fn check_of(of: &Id<Plan>, at: FiscalYear, section: &str) -> String {
    query(&check(of, at), &[("section", section), ("cells", "written")])
}

/// A file that came back, beside the present.
pub(crate) fn returned_of(
    of: &Id<Plan>,
    at: FiscalYear,
    section: Option<&Id<Section>>,
    digest: &str,
) -> String {
    section
        .map_or_else(|| all_returned(of, at, digest), |section| returned(of, at, section, digest))
}

/// The decisions about a file that came back.
pub(crate) fn decisions_of(
    of: &Id<Plan>,
    at: FiscalYear,
    section: Option<&Id<Section>>,
    digest: &str,
) -> String {
    section
        .map_or_else(|| all_decisions(of, at, digest), |section| decisions(of, at, section, digest))
}

/// The preview of a personnel change.
pub(crate) fn personnel_on(digest: &str, on: Option<Day>, end_absent: bool) -> String {
    let on = on.map_or_else(String::new, |on| on.to_string());
    let pairs = [("on", on.as_str()), ("absent", "end")];
    query(&personnel(digest), pairs.get(..=usize::from(end_absent)).unwrap_or_default())
}

/// The page to sign in on, and where to go afterwards.
pub(crate) fn sign_in_then(next: &str) -> String {
    then(&sign_in(), next)
}

/// The page for the second factor, and where to go afterwards.
pub(crate) fn sign_in_code_then(next: &str) -> String {
    then(&sign_in_code(), next)
}

/// Where the way to the city's own sign-in begins, and where to go afterwards.
pub(crate) fn sign_in_oidc_then(next: &str) -> String {
    then(&sign_in_oidc(), next)
}

fn then(page: &str, next: &str) -> String {
    if matches!(next, "" | "/") { page.to_owned() } else { query(page, &[("next", next)]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_address_are_put_in_and_encoded() {
        let (plan, year) = (Id::<Plan>::new("p 1"), FiscalYear::parse("R7").unwrap());
        assert_eq!(row(&plan, year, 3), "/plans/p%201/years/R7/sheet/3");
        assert_eq!(link("a/b?"), "/links/a%2Fb%3F");
        assert_eq!(sign_in_then("/people?x=1"), "/sign-in?next=%2Fpeople%3Fx%3D1");
        assert_eq!(sign_in_then("/"), "/sign-in");
        let edition = work_edition(&plan, "e1");
        assert!(is_for_tokens(&edition) && is_for_programs(&edition), "{edition}");
        assert!(is_for_programs(&api_plans()) && !is_for_tokens(&api_plans()));
        assert_eq!(personnel_on("d", None, false), "/people/import/d?on=");
        assert!(personnel_on("d", None, true).ends_with("?on=&absent=end"));
    }
}
