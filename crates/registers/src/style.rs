//! How a plan writes figures: settings, and a guess of them from last year's text.

use serde::{Deserialize, Serialize};

domain::coded! {
    /// What stands between thousands.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Thousands {
        /// A comma in the width of the figures.
        #[default]
        Comma => "comma", "，";
        /// Nothing.
        None => "none", "なし";
    }
}

domain::coded! {
    /// How a percentage is written.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum PercentForm {
        /// ％, full width.
        #[default]
        Full => "full", "％";
        /// %, half width.
        Half => "half", "%";
        /// In kana.
        Kana => "kana", "パーセント";
    }
}

domain::coded! {
    /// How a date with its year is written.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum DateForm {
        /// 令和4年2月18日.
        #[default]
        Official => "official", "令和4年2月18日";
        /// R4.2.18.
        Dotted => "dotted", "R4.2.18";
    }
}

domain::coded! {
    /// How a list of lines is written.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum ListForm {
        /// With 、 between.
        #[default]
        Comma => "comma", "、";
        /// Each on a line of its own that begins with ・.
        Lines => "lines", "・";
    }
}

/// How a plan writes figures.
#[expect(clippy::struct_excessive_bools, reason = "each is a setting that a person ticks")]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WordingStyle {
    /// Figures in full width.
    pub full_width: bool,
    /// What stands between thousands.
    pub thousands: Thousands,
    /// 名 where a wording says 人.
    pub persons_in_mei: bool,
    /// How a percentage is written.
    pub percent: PercentForm,
    /// How a date with its year is written.
    pub date: DateForm,
    /// How a list is written where a wording leaves it open.
    pub list: ListForm,
    /// 計 where a wording says 合計.
    pub short_total: bool,
    /// Percentages without a decimal.
    pub whole_percent: bool,
}

impl WordingStyle {
    /// The style that a text is written in, as far as it shows.
    pub fn guess(text: &str) -> Self {
        let count = |fits: &dyn Fn(char) -> bool| text.chars().filter(|c| fits(*c)).count();
        let full = count(&|c| ('０'..='９').contains(&c));
        let half = count(&|c| c.is_ascii_digit());
        let times = |words: &[&str]| words.iter().map(|w| text.matches(w).count()).sum::<usize>();
        let percent = match (times(&["％"]), times(&["%"]), times(&["パーセント"])) {
            (full, half, kana) if kana > full.max(half) => PercentForm::Kana,
            (full, half, _) if half > full => PercentForm::Half,
            _ => PercentForm::Full,
        };
        Self {
            full_width: full > half,
            thousands: thousands(text),
            persons_in_mei: numbered(text, '名') > numbered(text, '人'),
            percent,
            date: if times(&["令和", "平成"]) == 0 && times(&["R", "Ｒ"]) > 0 {
                DateForm::Dotted
            } else {
                DateForm::Official
            },
            list: if times(&["\n・"]) > 0 { ListForm::Lines } else { ListForm::Comma },
            short_total: times(&["計"]) > 2 * times(&["合計"]),
            whole_percent: false,
        }
    }
}

/// Whether thousands are marked: only a text with a number of four figures shows it.
fn thousands(text: &str) -> Thousands {
    let figures: Vec<char> = text.chars().collect();
    let is_figure = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let unmarked =
        figures.windows(5).any(|five| five[..4].iter().all(is_figure) && five[4] != '年');
    let marked = figures
        .windows(3)
        .any(|three| is_figure(&three[0]) && ",，".contains(three[1]) && is_figure(&three[2]));
    if unmarked && !marked { Thousands::None } else { Thousands::Comma }
}

/// How often a figure stands before the unit.
fn numbered(text: &str, unit: char) -> usize {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).filter(|two| two[0].is_numeric() && two[1] == unit).count()
}
