//! Whether a sheet that was read for a plan looks like another city's or another plan's, so that a
//! person must say that it is this plan's before it is registered.

use std::collections::BTreeSet;

use crate::{
    action::{Action, key},
    plan::Plan,
    reading::Reading,
    sheet::Sheet,
};

/// Fewer shared titles than this share of the rows, in tenths, make a sheet a stranger: from one year
/// to the next a plan keeps most of its actions, and two cities' plans share the titles that the
/// national package suggests.
const FEW: usize = 2;

/// Why a reading looks like another city's, as a sentence: it shares few actions with the plan, or
/// its title names another municipality. `None` where it fits, and where the plan has no action yet.
pub fn objection(known: &[Action], plan: &Plan, reading: &Reading) -> Option<String> {
    let rows = reading.sheet.rows.len();
    let shared = shared_titles(known, &reading.sheet);
    let other = reading.municipality.as_deref().filter(|name| *name != plan.municipality);
    let titled = other.is_some_and(|name| reading.title.contains(name));
    if known.is_empty() || shared * 10 >= rows * FEW && !titled {
        return None;
    }
    let named = other.map_or(String::new(), |name| format!("「{name}」の記載があり、"));
    Some(format!(
        "{named}{rows}件の事業のうち、{}と同じ名前の事業は{shared}件です。別の市町村や別の計画のシートではありませんか。",
        plan.name()
    ))
}

/// How many rows tell of an action that is known, by title.
fn shared_titles(known: &[Action], sheet: &Sheet) -> usize {
    let known: BTreeSet<String> = known.iter().map(|action| key(&action.title)).collect();
    sheet.rows.iter().filter(|row| known.contains(&key(&row.action.text))).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        FiscalYear, Id, Place,
        layout::Layout,
        reading::{Account, Reader},
        scale::Scale,
        sheet::{Cell, Row},
    };

    fn plan() -> Plan {
        Plan {
            id: Id::new("p"),
            municipality: "あおぞら市".into(),
            area_code: String::new(),
            title: "自殺対策計画".into(),
        }
    }

    fn known(titles: &[&str]) -> Vec<Action> {
        let action = |title: &&str| Action {
            id: Id::new(*title),
            title: (*title).to_owned(),
            introduced_in: FiscalYear::parse("R3").unwrap(),
            retired_in: None,
        };
        titles.iter().map(action).collect()
    }

    fn reading(title: &str, city: Option<&str>, rows: &[&str]) -> Reading {
        let year = FiscalYear::parse("R4").unwrap();
        let row = |(action, no): (&&str, u32)| Row {
            action: Cell::new(*action, Place::File),
            ..Row::blank(no, Place::File)
        };
        let rows = rows.iter().zip(1..).map(row).collect();
        let layout = Layout::standard(year, Scale::default());
        Reading {
            reader: Reader::Csv,
            year_found: Some(year),
            title: title.to_owned(),
            municipality: city.map(str::to_owned),
            sheet: Sheet { year, layout, measures: Vec::new(), rows },
            problems: Vec::new(),
            account: Account::default(),
            decisions: Vec::new(),
            by_layout: false,
        }
    }

    #[test]
    fn the_next_years_sheet_fits_its_plan() {
        let next = reading("あおぞら市 進捗", Some("あおぞら市"), &["会議", "研修", "新しい相談"]);
        assert_eq!(objection(&known(&["会議", "研 修"]), &plan(), &next), None);
        assert_eq!(objection(&[], &plan(), &next), None, "a plan without actions takes any sheet");
    }

    #[test]
    fn a_sheet_that_shares_less_than_two_tenths_is_asked_about() {
        let rows = ["会議", "二", "三", "四", "五", "六"];
        let known = known(&["会議"]);
        let five = reading("", None, &rows[..5]);
        assert_eq!(objection(&known, &plan(), &five), None);
        let why = objection(&known, &plan(), &reading("", None, &rows)).unwrap();
        assert!(why.contains("6件の事業のうち") && why.contains("1件です"), "{why}");
    }

    #[test]
    fn another_city_in_the_title_is_asked_about_however_alike_the_actions_are() {
        let theirs = reading("ひので市の進捗", Some("ひので市"), &["会議"]);
        let why = objection(&known(&["会議"]), &plan(), &theirs).unwrap();
        assert!(why.starts_with("「ひので市」の記載があり、"), "{why}");
        let mentioned = reading("進捗", Some("ひので市"), &["会議"]);
        assert_eq!(objection(&known(&["会議"]), &plan(), &mentioned), None);
    }
}
