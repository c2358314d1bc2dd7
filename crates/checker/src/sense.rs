//! What a column is for, whatever a plan calls it, and the figure that a cell is.

use domain::{Field, FiscalYear, Slot, text::fold};
use prose::lexicon;

/// What a column of answers is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sense {
    /// What was done.
    Report,
    /// What is to be done.
    Plan,
    /// What somebody thinks of it.
    Judgement,
    /// What is counted.
    Indicator,
    /// The unit in which the row counts.
    Unit,
    /// The figure to be reached.
    Target,
    /// The figure that was reached.
    Actual,
    /// The figure at the beginning.
    Base,
    /// Money.
    Money,
    /// A grade.
    Grade,
    /// A percentage reached.
    Rate,
    /// Whether it goes on, grows or ends.
    Direction,
    /// Who does it.
    Owner,
    /// Nothing that its heading tells.
    Other,
}

/// What the words of a heading make of a column, the first that fits.
const BY_WORDS: [(&[&str], Sense); 12] = [
    (lexicon::RATE_COLUMNS, Sense::Rate),
    (lexicon::MONEY_COLUMNS, Sense::Money),
    (lexicon::BASE_COLUMNS, Sense::Base),
    (lexicon::INDICATOR_COLUMNS, Sense::Indicator),
    (lexicon::TARGET_COLUMNS, Sense::Target),
    (lexicon::DIRECTION_COLUMNS, Sense::Direction),
    (lexicon::GRADE_COLUMNS, Sense::Grade),
    (lexicon::JUDGING_COLUMNS, Sense::Judgement),
    (lexicon::OWNER_COLUMNS, Sense::Owner),
    (lexicon::PLAN_COLUMNS, Sense::Plan),
    (lexicon::ACTUAL_COLUMNS, Sense::Actual),
    (lexicon::REPORT_COLUMNS, Sense::Report),
];

impl Sense {
    /// What a column is for, by its field and the plan's own word for it.
    pub(crate) fn of(slot: &Slot) -> Self {
        match &slot.field {
            Field::Plan => Self::Plan,
            Field::Status => Self::Report,
            Field::Evaluation => Self::Judgement,
            Field::Progress => Self::Grade,
            Field::Achievement => Self::Rate,
            Field::Other(name) => Self::of_words(name),
        }
    }

    fn of_words(name: &str) -> Self {
        if lexicon::ends(name.trim(), lexicon::UNIT_COLUMNS) {
            return Self::Unit;
        }
        if let Some(sense) = of_indicators_own(name) {
            return sense;
        }
        // 指標の実績値 is a figure, 目標値に対する評価 is none
        let value = ["実績値", "実績数", "達成値", "現状値"].iter().any(|word| name.contains(word));
        if value && !lexicon::holds(name, lexicon::JUDGING_COLUMNS) {
            return Self::Actual;
        }
        let target = ["目標値", "計画値", "目標数値"].iter().any(|word| name.contains(word));
        if target && !lexicon::holds(name, lexicon::JUDGING_COLUMNS) {
            return Self::Target;
        }
        // 取組内容・成果 tells what was done, whatever else it asks for
        if lexicon::holds(name, lexicon::TELLING_COLUMNS) && !name.contains("評価") {
            return Self::Report;
        }
        // 目標達成の有無 is a grade in words, no figure to be reached
        if lexicon::holds(name, lexicon::REACHED_COLUMNS) {
            return Self::Grade;
        }
        let found = BY_WORDS.iter().find(|(words, _)| lexicon::holds(name, words));
        found.map_or(Self::Other, |(_, sense)| *sense)
    }

    /// Whether its cells are sentences that tell of the work.
    pub(crate) fn is_told(self) -> bool {
        matches!(self, Self::Report | Self::Judgement | Self::Other | Self::Actual)
    }

    /// Whether a bare figure of its cells counts what the row counts, in the row's unit.
    fn is_value(self) -> bool {
        matches!(self, Self::Target | Self::Actual | Self::Base | Self::Plan | Self::Report)
    }

    /// Whether a column holds values of what the row counts: 実績値, R5, 基準値（R2）.
    pub(crate) fn holds_values(self, heading: &str) -> bool {
        self.is_value() || self == Self::Other && heading.chars().any(char::is_numeric)
    }
}

/// What a column below or behind the word for indicators holds, where it is not their names: 指標R4,
/// KPI実績, 成果指標　達成率.
fn of_indicators_own(name: &str) -> Option<Sense> {
    let behind = |word: &&str| Some(name.rfind(*word)? + word.len());
    let at = lexicon::INDICATOR_COLUMNS.iter().filter_map(behind).max()?;
    let rest =
        name.get(at..)?.trim_start_matches([' ', '　', '_', '：', ':', '／', '/', '・', 'の']);
    if rest.is_empty() || rest.starts_with(['（', '(', '及', 'と', '名', '項', '内', '等']) {
        return None;
    }
    let years = FiscalYear::in_heading(rest);
    let letters = |c: char| c.is_alphabetic() && !"RHFYＲＨ令和平成西暦元年度末".contains(c);
    if !years.is_empty() && !rest.chars().any(letters) {
        return Some(Sense::Other);
    }
    let figure = [
        (lexicon::RATE_COLUMNS, Sense::Rate),
        (lexicon::UNIT_COLUMNS, Sense::Unit),
        (lexicon::BASE_COLUMNS, Sense::Base),
        (lexicon::TARGET_COLUMNS, Sense::Target),
        (lexicon::ACTUAL_COLUMNS, Sense::Actual),
    ];
    let judged = lexicon::holds(rest, lexicon::JUDGING_COLUMNS);
    let found = figure.iter().find(|(words, _)| lexicon::holds(rest, words));
    found.filter(|_| !judged).map(|(_, sense)| *sense)
}

/// A cell that is one figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CellFigure {
    /// The number.
    pub(crate) value: f64,
    /// Its unit as written; empty for a bare number.
    pub(crate) unit: String,
}

/// The longest unit of a cell that is one figure.
const UNIT: usize = 6;

impl CellFigure {
    /// The figure that a cell is, 約 and a sign of loss aside; `None` where it says anything else.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let folded = fold(text);
        if is_heading(text) {
            return None;
        }
        let bare = folded.trim_start_matches('約').replace(',', "");
        let (sign, bare) = match bare.strip_prefix(['▲', '△', '-']) {
            Some(rest) => (-1.0, rest),
            None => (1.0, bare.as_str()),
        };
        let end = bare.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(bare.len());
        let (number, unit) = bare.split_at(end);
        let long = unit.chars().nth(UNIT).is_some() || unit.chars().any(|c| c.is_ascii_digit());
        let long = long || is_told(unit);
        let value: f64 = number.parse().ok().filter(|_| !long)?;
        let (times, unit) = match unit.strip_prefix('万') {
            Some(rest) if rest != "円" => (10_000.0, rest),
            _ => (1.0, unit),
        };
        Some(Self { value: sign * value * times, unit: unit.to_owned() })
    }
}

/// Whether a number is a heading's: 5 喫煙, 1 栄養・食生活, where what it would count is no unit.
fn is_heading(text: &str) -> bool {
    let rest = text.trim().trim_start_matches(|c: char| c.is_numeric());
    let word = rest.trim_start();
    word.len() < rest.len() && !word.is_empty() && !prose::is_unit(word)
}

/// Whether what stands behind a number tells more than its unit: 2回の開催。, 8回実施する。
fn is_told(unit: &str) -> bool {
    let bare = unit.replace("か所", "").replace("か国", "").replace("つ", "");
    bare.contains('。') || bare.chars().any(prose::classes::is_hiragana)
}

/// The step of the last decimal of a number as it is written: 0.1 of 91.4％.
pub(crate) fn step(written: &str) -> f64 {
    let text = domain::text::ascii_digits(written);
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    let decimals = fraction.chars().take_while(char::is_ascii_digit).take(6).count();
    10f64.powi(-i32::try_from(decimals).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Offset;

    #[test]
    fn a_column_is_known_by_the_words_of_its_heading() {
        let of = |name: &str| Sense::of(&Slot::new(Field::Other(name.to_owned()), Offset::This));
        for (name, sense) in [
            ("予算額（千円）", Sense::Money),
            ("決算額", Sense::Money),
            ("目標値", Sense::Target),
            ("実績値", Sense::Actual),
            ("指標の実績値", Sense::Actual),
            ("活動指標", Sense::Indicator),
            ("単位", Sense::Unit),
            ("指標の単位", Sense::Unit),
            ("基準値（R5）", Sense::Base),
            ("達成率", Sense::Rate),
            ("今後の方向性", Sense::Direction),
            ("課題", Sense::Judgement),
            ("関係機関", Sense::Owner),
            ("目標達成の有無", Sense::Grade),
            ("備考", Sense::Report),
            ("色", Sense::Other),
            ("指標KPI", Sense::Indicator),
            ("成果指標名", Sense::Indicator),
            ("数値目標（指標）", Sense::Indicator),
            ("指標R4", Sense::Other),
            ("指標 令和６年度", Sense::Other),
            ("KPI実績", Sense::Actual),
            ("指標KPI目標値(R8)", Sense::Target),
            ("成果指標　達成率", Sense::Rate),
            ("指標進捗(%)", Sense::Rate),
        ] {
            assert_eq!(of(name), sense, "{name}");
        }
    }

    #[test]
    fn a_cell_is_one_figure_or_something_else() {
        let of = |text: &str| CellFigure::read(text).map(|one| (one.value, one.unit));
        let unit = |value: f64, unit: &str| Some((value, unit.to_owned()));
        assert_eq!(of("１，２５０千円"), unit(1_250.0, "千円"));
        assert_eq!(of(" 45 "), unit(45.0, ""));
        assert_eq!(of("約300部"), unit(300.0, "部"));
        assert_eq!(of("▲5"), unit(-5.0, ""));
        assert_eq!(of("1.2万人"), unit(12_000.0, "人"));
        assert_eq!((of("3回（45人）"), of("実施"), of("")), (None, None, None));
        assert_eq!((of("2回の開催。"), of("8回実施する")), (None, None));
        assert_eq!(of("56か所"), unit(56.0, "か所"));
        assert_eq!((of("5 喫煙"), of("１　栄養・食生活")), (None, None));
        assert_eq!(of("45 千円"), unit(45.0, "千円"));
    }
}
