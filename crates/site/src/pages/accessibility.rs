//! The result page in the form of JIS X 8341-3:2016, annex JB: what machines can tell, filled in;
//! what only a person can judge, named and left open. It never claims to conform.

use askama::Template;
use edition::DerivedFile;

use crate::{
    error::Error,
    frame::{SiteFrame, page},
    names,
    site::Site,
};

/// Number, level, name, by what it is judged, and what of it is known. Tabs divide them.
const CRITERIA: &str = include_str!("criteria.tsv");

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage<'a> {
    frame: SiteFrame<'a>,
    pages: usize,
    criteria: Vec<CriterionLine>,
    by_person: usize,
}

struct CriterionLine {
    no: &'static str,
    level: &'static str,
    name: &'static str,
    applies: &'static str,
    result: &'static str,
    known: &'static str,
}

/// The page of results.
pub(crate) fn page_of(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let criteria: Vec<CriterionLine> = CRITERIA.lines().filter_map(criterion).collect();
    page(
        names::ACCESSIBILITY,
        &AccessibilityPage {
            frame: SiteFrame::of(site, names::ACCESSIBILITY, "アクセシビリティの試験結果"),
            pages: PAGES + site.by_measure().len() + site.rows.len(),
            by_person: criteria.iter().filter(|one| one.result.contains("人")).count(),
            criteria,
        },
    )
}

/// The pages that every folder has, the fragment for another system aside.
const PAGES: usize = 14;

fn criterion(line: &'static str) -> Option<CriterionLine> {
    let mut parts = line.split('\t');
    let (no, level, name) = (parts.next()?, parts.next()?, parts.next()?);
    let (by, known) = (parts.next()?, parts.next()?);
    let applies = if by == "none" { "なし" } else { "あり" };
    let result = match by {
        "none" => "適用される内容がない",
        "machine" => "機械で確認",
        "partly" => "一部を機械で確認。人の確認が必要",
        _ => "人の確認が必要",
    };
    Some(CriterionLine { no, level, name, applies, result, known })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_criterion_of_levels_a_and_aa_is_listed_once() {
        let criteria: Vec<_> = CRITERIA.lines().map(|line| criterion(line).unwrap()).collect();
        let of = |level| criteria.iter().filter(|one| one.level == level).count();
        assert_eq!((of("A"), of("AA")), (25, 13));
        let numbers: std::collections::BTreeSet<_> = criteria.iter().map(|one| one.no).collect();
        assert_eq!(numbers.len(), 38);
    }
}
