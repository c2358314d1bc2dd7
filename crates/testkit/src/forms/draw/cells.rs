//! What a cell of an action shows, what it stores, and what a right reading says of it.

use super::super::{
    columns::FormColumn,
    feature::Feature,
    form::Form,
    grades::FormGrade,
    known::{FormAsk, KnownAction},
    paper::{PaperCell, Stored},
};
use domain::scale::GradeClass;

/// A cell, and what is right.
pub(super) struct Drawn {
    pub(super) cell: PaperCell,
    pub(super) texts: Vec<String>,
    pub(super) classes: Option<&'static [GradeClass]>,
    pub(super) is_open: bool,
}

impl Drawn {
    fn plain(text: &str) -> Self {
        Self::of(PaperCell::new(text))
    }

    fn of(cell: PaperCell) -> Self {
        Self { texts: vec![cell.text.clone()], cell, classes: None, is_open: false }
    }

    fn open(self) -> Self {
        Self { is_open: true, ..self }
    }
}

impl Form {
    /// The cell of an action under a column; `at` tells actions apart.
    pub(super) fn drawn(&self, action: &KnownAction, at: usize, column: &FormColumn) -> Drawn {
        let text = || action.texts.get(&(column.ask, column.year)).map_or("", String::as_str);
        match column.ask {
            FormAsk::Number => Drawn::plain(&(at + 1).to_string()),
            FormAsk::Measure => Drawn::plain(""),
            FormAsk::Department => Drawn::plain(action.department),
            FormAsk::Section => Drawn::plain(&action.sections.join(self.between_sections())),
            FormAsk::Grade => self.grade_cell(action.grades.get(&column.year).copied().flatten()),
            FormAsk::Percent => {
                self.percent_cell(action.percents.get(&column.year).copied().flatten())
            }
            FormAsk::Status => {
                self.styled(self.status_cell(text(), at, column.year), at, column.year)
            }
            FormAsk::Budget => Drawn::of(self.figure(text())),
            _ => Drawn::plain(text()),
        }
    }

    fn between_sections(&self) -> &'static str {
        ["・", "\n", "、"][self.dice("sections").below(3)]
    }

    /// A number where the file can hold one.
    fn figure(&self, text: &str) -> PaperCell {
        match text.parse() {
            Ok(value) if self.is_workbook() => PaperCell::number(text, value, "General"),
            _ => PaperCell::new(text),
        }
    }

    fn grade_cell(&self, grade: Option<usize>) -> Drawn {
        let grade: Option<FormGrade> = grade.map(|at| self.scale()[at]);
        if self.has(Feature::Boxes) {
            let drawn = Drawn::plain(&self.boxes(grade));
            let classes = Some(grade.map_or(&[] as &[_], |grade| grade.classes));
            return Drawn { classes, is_open: grade.is_none(), ..drawn };
        }
        let Some(grade) = grade else { return Drawn::plain("") };
        let drawn = Drawn::plain(&self.grade_text(grade));
        Drawn { classes: Some(grade.classes), is_open: self.is_unexplained(), ..drawn }
    }

    fn percent_cell(&self, reached: Option<u32>) -> Drawn {
        let Some(n) = reached else { return Drawn::plain("") };
        let (value, shown) = (f64::from(n), n.to_string());
        let percent = format!("{n}%");
        let either = |cell: PaperCell| Drawn {
            texts: vec![shown.clone(), cell.text.clone()],
            ..Drawn::of(cell)
        };
        let stored =
            |shown: &str, value, format| Drawn::of(PaperCell::number(shown, value, format));
        match self.of_group("percent") {
            Some(Feature::PercentText) => either(PaperCell::new(percent)),
            Some(Feature::WidePercent) => either(PaperCell::new(wide(&percent))),
            Some(Feature::RatioFormat) => either(PaperCell::number(&percent, value / 100.0, "0%")),
            Some(Feature::PlainRatio) => {
                let shown = format!("{}", value / 100.0);
                let cell = Drawn::of(self.figure(&shown));
                if n == 0 { cell } else { cell.open() }
            }
            Some(Feature::LiteralPercent) => either(PaperCell::number(&percent, value, "0\"%\"")),
            Some(Feature::RoundedPercent) if n > 0 => stored(&shown, value - 0.333, "0"),
            Some(Feature::HiddenZero) if n == 0 => stored("", 0.0, "0;-0;;@"),
            Some(Feature::DashZero) if n == 0 => stored("-", 0.0, "0;-0;\"-\";@"),
            Some(Feature::Levels) => Drawn::of(self.figure(&(n / 20).max(1).to_string())),
            Some(Feature::OverHundred) if n == 100 => Drawn::of(self.figure("125")),
            _ => Drawn::of(self.figure(&shown)),
        }
    }

    fn status_cell(&self, text: &str, at: usize, year: i32) -> Drawn {
        let mut dice = self.dice(&format!("status {at} {year}"));
        let (Some(values), true) = (self.of_group("values"), dice.percent(40)) else {
            return Drawn::plain(text);
        };
        let n = 1000 + dice.below(8000);
        let value = f64::from(u32::try_from(n).unwrap_or_default());
        let comma = format!("{},{:03}", n / 1000, n % 1000);
        match values {
            Feature::UnitFormat => {
                Drawn::of(PaperCell::number(&format!("{n}人"), value, "0\"人\""))
            }
            Feature::CommaFormat => Drawn {
                texts: vec![comma.clone(), n.to_string()],
                ..Drawn::of(PaperCell::number(&comma, value, "#,##0"))
            },
            Feature::EraFormat => {
                // 1 June of the year, as a serial day
                let day = f64::from((year - 1900) * 365 + (year - 1901) / 4 + 152);
                let shown = format!("令和{}年", year - 2018);
                Drawn::of(PaperCell::number(&shown, day + 1.0, "[$-411]ggge\"年\""))
            }
            Feature::NoResult => {
                Drawn::of(PaperCell { stored: Stored::NoResult, ..PaperCell::new("") }).open()
            }
            _ => {
                let error = *dice.pick(&["#N/A", "#REF!", "#DIV/0!"]);
                Drawn::of(PaperCell { stored: Stored::Error(error), ..PaperCell::new(error) })
                    .open()
            }
        }
    }

    fn styled(&self, mut drawn: Drawn, at: usize, year: i32) -> Drawn {
        let mut dice = self.dice(&format!("style {at} {year}"));
        if drawn.cell.stored != Stored::Text || drawn.cell.text.is_empty() || !dice.percent(35) {
            return drawn;
        }
        match self.of_group("style") {
            Some(Feature::StruckPart) => "講座を３回実施した。".clone_into(&mut drawn.cell.struck),
            Some(Feature::StruckCell) => {
                drawn.cell.struck = std::mem::take(&mut drawn.cell.text);
                drawn.texts = vec![String::new()];
            }
            Some(Feature::Underlined) => drawn.cell.underlined = true,
            Some(Feature::Comments) => drawn.cell.comment = true,
            _ => {}
        }
        drawn
    }
}

fn wide(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_graphic());
    text.chars().map(|c| wide(c).unwrap_or(c)).collect()
}
