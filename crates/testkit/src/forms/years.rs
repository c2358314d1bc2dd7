//! How a form spells its years.

use domain::FiscalYear;

use super::{feature::Feature, form::Form};

const FIGURES: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The fiscal year of a form's results: a late one, so that the years before it have the same era.
pub(super) fn of(form: &Form) -> i32 {
    2022 + i32::try_from(form.dice("year").below(5)).unwrap_or_default()
}

fn fiscal(year: i32) -> FiscalYear {
    FiscalYear::starting(year).unwrap()
}

/// The figures of a year of 令和 in kanji, up to 十九.
fn kanji(number: i32) -> String {
    let number = usize::try_from(number).unwrap_or_default();
    let ten = if number >= 10 { "十" } else { "" };
    format!("{ten}{}", if number.is_multiple_of(10) { "" } else { FIGURES[number % 10] })
}

fn wide(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_graphic());
    text.chars().map(|c| wide(c).unwrap_or(c)).collect()
}

impl Form {
    /// A year in the form's spelling, seen from the year of its results; empty where its heads name
    /// none.
    pub(super) fn spelled(&self, year: i32, this: i32) -> String {
        if year == 0 {
            return String::new();
        }
        let number = year - 2018;
        let Some(spelling) = self.of_group("years") else { return fiscal(year).official() };
        match spelling {
            Feature::HalfYears => format!("令和{number}年度"),
            Feature::ShortYears => format!("R{number}"),
            Feature::WideYears => wide(&format!("R{number}")),
            Feature::EraYears => format!("令和{}", wide(&number.to_string())),
            Feature::KanjiYears => {
                let tail = if self.dice("kanji").percent(50) { "年度" } else { "" };
                format!("令{}{tail}", kanji(number))
            }
            Feature::LetterYears => format!("令{number}"),
            Feature::WesternYears => format!("{year}年度"),
            Feature::BareYears => year.to_string(),
            Feature::FyYears => format!("FY{year}"),
            Feature::ApostropheYears => format!("'{}", year - 2000),
            Feature::BracketYears => format!("（R{number}）"),
            Feature::BothYears => format!("{year}年度（R{number}）"),
            Feature::RelativeYears => relative(year - this).to_owned(),
            Feature::TitleYear | Feature::NoYear => String::new(),
            _ => fiscal(year).official(),
        }
    }

    /// A year before words, or behind them where it stands in brackets.
    pub(super) fn dated(&self, year: i32, this: i32, words: &str) -> String {
        let spelled = self.spelled(year, this);
        match self.of_group("years") {
            Some(Feature::BracketYears) => format!("{words}{spelled}"),
            Some(Feature::BareYears | Feature::FyYears | Feature::ApostropheYears) => {
                let gap = if self.dice("year gap").percent(60) { " " } else { "" };
                format!("{spelled}{gap}{words}")
            }
            _ => format!("{spelled}{words}"),
        }
    }

    /// The title above the table.
    pub(super) fn title(&self, this: i32) -> String {
        let year = match self.of_group("years") {
            Some(Feature::NoYear) => String::new(),
            Some(Feature::RelativeYears | Feature::TitleYear) => fiscal(this).official(),
            _ => self.spelled(this, this),
        };
        let city = "みどり野市";
        self.dice("title")
            .pick(&[
                format!("{city}自殺対策計画　{year}　進捗管理シート"),
                format!("{year}　いのち支える{city}行動計画　進捗状況一覧"),
                format!("{city}いのちを支える計画　実施状況調査票　{year}"),
            ])
            .clone()
    }
}

fn relative(years: i32) -> &'static str {
    match years {
        -2 => "前々年度",
        -1 => "前年度",
        0 => "今年度",
        _ => "次年度",
    }
}
