//! Where the year stands: counts by measure and by section, each mean with its n of N.

use std::collections::BTreeMap;

use crate::{
    Field, Offset, Slot, Value,
    scale::{Grade, GradeCell, GradeClass, Scale},
    sheet::{Cell, Row, Sheet},
    unaccepted::Unaccepted,
};

/// The grade of the sheet's year.
const PROGRESS: Slot = Slot::new(Field::Progress, Offset::This);

/// Of what a group counts, what the secretariat has not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnacceptedCounts {
    /// Results of the year.
    pub answered: usize,
    /// Grades.
    pub graded: usize,
    /// Grades whose class is done.
    pub done: usize,
    /// Percentages.
    pub percents: usize,
}

/// The state of a group of rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// The group's name.
    pub name: String,
    /// Rows in the group.
    pub rows: usize,
    /// Rows whose result of the year is written.
    pub answered: usize,
    /// Rows by grade, in the scale's order; grades outside the scale follow.
    pub grades: Vec<(String, usize)>,
    /// Whether the meaning of any grade of the scale is known.
    explained: bool,
    /// Rows by the class of their grade.
    classes: BTreeMap<GradeClass, usize>,
    /// Rows without a grade.
    pub ungraded: usize,
    /// How many of these print what may be chosen, and mark none of it.
    pub unchosen: usize,
    /// How many of these the secretariat has not accepted.
    pub unaccepted: UnacceptedCounts,
    /// The sum of the percentages and how many there are.
    percents: (f64, usize),
    /// The sum of the points that the plan gives to grades, and how many rows have some.
    points: (f64, usize),
}

impl Tally {
    /// How many rows have a grade of the class.
    pub fn of_class(&self, class: GradeClass) -> usize {
        self.classes.get(&class).copied().unwrap_or_default()
    }

    /// How many rows have a grade.
    pub fn graded(&self) -> usize {
        self.rows.saturating_sub(self.ungraded)
    }

    /// Whether anybody said what any of the grades means: else how many are done is not known.
    pub fn is_explained(&self) -> bool {
        self.explained || self.graded() > self.of_class(GradeClass::Unknown)
    }

    /// Whether there are grades that nobody explained, and none that somebody did.
    pub fn is_unexplained(&self) -> bool {
        !self.is_explained() && !self.grades.is_empty()
    }

    /// The mean percentage over the rows that have one; `None` when none has.
    pub fn mean(&self) -> Option<f64> {
        (self.percents.1 > 0).then(|| self.percents.0 / self.percents.1 as f64)
    }

    /// How many rows have a percentage: the n of the mean's n of N.
    pub fn with_percent(&self) -> usize {
        self.percents.1
    }

    /// The mean of the grades' points over the rows that have some, with how many these are. `None`
    /// unless the plan gives points: an order alone has no mean.
    pub fn mean_points(&self) -> Option<(f64, usize)> {
        let (sum, n) = self.points;
        (n > 0).then(|| (sum / n as f64, n))
    }

    fn add(&mut self, row: &Row, scale: &Scale, unaccepted: &Unaccepted) {
        let value = |field: Field| {
            row.answers.get(&Slot::new(field, Offset::This)).map_or(Value::Missing, Cell::value)
        };
        let open = |field: Field| {
            usize::from(unaccepted.cell(row.no, &Slot::new(field, Offset::This)).is_some())
        };
        self.rows += 1;
        if value(Field::Status) != Value::Missing {
            self.answered += 1;
            self.unaccepted.answered += open(Field::Status);
        }
        self.add_grade(scale.cell(row.text(&PROGRESS)), || open(Field::Progress));
        if let Some(percent) = value(Field::Achievement).percent() {
            self.percents.0 += percent;
            self.percents.1 += 1;
            self.unaccepted.percents += open(Field::Achievement);
        }
    }

    fn add_grade(&mut self, cell: GradeCell<'_>, open: impl Fn() -> usize) {
        let Some(class) = cell.class() else {
            self.ungraded += 1;
            self.unchosen += usize::from(cell == GradeCell::Unchosen);
            return;
        };
        *self.classes.entry(class).or_default() += 1;
        self.unaccepted.graded += open();
        if class == GradeClass::Done {
            self.unaccepted.done += open();
        }
        if let GradeCell::Graded(Grade { points: Some(points), .. }) = cell {
            self.points = (self.points.0 + points, self.points.1 + 1);
        }
        let grade = cell.written();
        match self.grades.iter_mut().find(|(name, _)| *name == grade) {
            Some((_, n)) => *n += 1,
            None => self.grades.push((grade, 1)),
        }
    }

    /// An empty tally whose grades stand in the scale's order.
    fn named(name: &str, scale: &Scale) -> Self {
        let grades = scale.grades.iter().map(|grade| (grade.written(), 0)).collect();
        let explained = scale.is_explained();
        Self { name: name.to_owned(), grades, explained, ..Self::default() }
    }
}

/// The rows that are not done as far as is known, by their places, each with what stands as its
/// grade. A grade that nobody explained may be done: its rows are not among them.
pub fn not_done(sheet: &Sheet) -> Vec<(usize, String)> {
    let scale = sheet.layout.scale();
    let rows = sheet.rows.iter().enumerate().filter_map(|(at, row)| {
        let (text, cell) = (row.text(&PROGRESS), scale.cell(row.text(&PROGRESS)));
        let known = |class| !matches!(class, GradeClass::Done | GradeClass::Unknown);
        let said = match (cell, Value::read(text)) {
            (GradeCell::Unchosen, _) => "選択肢に印がない".to_owned(),
            (GradeCell::None, value @ Value::Missing) => value.label().to_owned(),
            (GradeCell::None, _) => text.to_owned(),
            (GradeCell::Graded(_) | GradeCell::Outside(_), _) => cell.written(),
        };
        cell.class().is_none_or(known).then_some((at, said))
    });
    rows.collect()
}

/// The whole sheet as one group.
pub fn overall(sheet: &Sheet, unaccepted: &Unaccepted) -> Tally {
    let scale = sheet.layout.scale();
    let mut tally = Tally::named("全体", &scale);
    sheet.rows.iter().for_each(|row| tally.add(row, &scale, unaccepted));
    tally
}

/// By measure, in the order of the sheet. Rows under no measure come last.
pub fn by_measure(sheet: &Sheet, unaccepted: &Unaccepted) -> Vec<Tally> {
    let scale = sheet.layout.scale();
    let names = sheet.measures.iter().map(|m| m.title.as_str()).chain(["施策の記載なし"]);
    let mut tallies: Vec<Tally> = names.map(|name| Tally::named(name, &scale)).collect();
    let none = sheet.measures.len();
    for row in &sheet.rows {
        if let Some(tally) = tallies.get_mut(row.measure.unwrap_or(none)) {
            tally.add(row, &scale, unaccepted);
        }
    }
    tallies.retain(|tally| tally.rows > 0);
    tallies
}

/// By section, in the order in which the sheet first names them. A row with several owners
/// counts for each of them.
pub fn by_section(sheet: &Sheet, unaccepted: &Unaccepted) -> Vec<Tally> {
    let scale = sheet.layout.scale();
    let mut tallies: Vec<Tally> = Vec::new();
    let mut at = BTreeMap::<String, usize>::new();
    for row in &sheet.rows {
        for owner in row.owners() {
            let name = owner.name().to_owned();
            let i = *at.entry(name.clone()).or_insert_with(|| {
                tallies.push(Tally::named(&name, &scale));
                tallies.len() - 1
            });
            tallies[i].add(row, &scale, unaccepted);
        }
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FiscalYear, Place, layout::Layout, stage::Stage};

    fn row(no: u32, section: &str, grade: &str, percent: &str) -> Row {
        let mut row = Row::blank(no, Place::File);
        row.section.text = section.to_owned();
        for (field, text) in [(Field::Progress, grade), (Field::Achievement, percent)] {
            row.answers.insert(Slot::new(field, Offset::This), Cell::new(text, Place::File));
        }
        row
    }

    fn sheet() -> Sheet {
        let scale = Scale {
            name: "取組状況".to_owned(),
            grades: vec![Grade::new("ア", "実施済"), Grade::new("エ", "未実施")],
        };
        let year = FiscalYear::parse("R3").unwrap();
        let rows = vec![
            row(1, "健康課・こども課", "ア　実施済", "100"),
            row(2, "健康課", "ｱ 実施済", "0"),
            row(3, "健康課", "", "-"),
        ];
        Sheet { year, layout: Layout::standard(year, scale), measures: Vec::new(), rows }
    }

    #[test]
    fn a_mean_counts_zero_and_leaves_out_what_is_missing() {
        let all = overall(&sheet(), &Unaccepted::default());
        assert_eq!((all.mean(), all.with_percent(), all.rows), (Some(50.0), 2, 3));
        assert_eq!(all.grades, [("ア　実施済".to_owned(), 2), ("エ　未実施".to_owned(), 0)]);
        assert_eq!(all.ungraded, 1);
    }

    #[test]
    fn grades_have_a_mean_only_where_the_plan_gives_points() {
        let mut sheet = sheet();
        assert_eq!(overall(&sheet, &Unaccepted::default()).mean_points(), None);
        for (grade, points) in sheet.layout.scales[0].grades.iter_mut().zip([4.0, 1.0]) {
            grade.points = Some(points);
        }
        sheet.rows[1]
            .answers
            .insert(Slot::new(Field::Progress, Offset::This), Cell::new("エ　未実施", Place::File));
        assert_eq!(
            overall(&sheet, &Unaccepted::default()).mean_points(),
            Some((2.5, 2)),
            "the third has no grade"
        );
    }

    #[test]
    fn what_was_not_accepted_is_counted_beside_what_is_counted() {
        let slot = |field| Slot::new(field, Offset::This);
        let open = Unaccepted::of([
            (1, slot(Field::Progress), Stage::Draft),
            (2, slot(Field::Progress), Stage::Accepted),
            (2, slot(Field::Achievement), Stage::Submitted),
            (3, slot(Field::Achievement), Stage::Draft),
        ]);
        let counted = overall(&sheet(), &open).unaccepted;
        let meant = UnacceptedCounts { answered: 0, graded: 1, done: 1, percents: 1 };
        assert_eq!(counted, meant, "the third row's percentage is none");
    }

    #[test]
    fn a_row_with_two_owners_counts_for_both() {
        let sections = by_section(&sheet(), &Unaccepted::default());
        assert_eq!(
            sections.iter().map(|t| (t.name.as_str(), t.rows)).collect::<Vec<_>>(),
            [("健康課", 3), ("こども課", 1)]
        );
    }

    /// A sheet whose rows have these grades, of a scale as it is typed.
    fn graded(scale: &str, grades: &[&str]) -> Tally {
        let scale = Scale::typed("取組状況", scale).unwrap_or_default();
        let rows = grades.iter().zip(1..).map(|(grade, no)| row(no, "健康課", grade, ""));
        let year = FiscalYear::parse("R3").unwrap();
        let (layout, rows) = (Layout::standard(year, scale), rows.collect());
        overall(&Sheet { year, layout, measures: Vec::new(), rows }, &Unaccepted::default())
    }

    #[test]
    fn the_best_grade_present_is_not_done_for_that() {
        let done = |scale: &str, grades: &[&str]| {
            let tally = graded(scale, grades);
            (tally.of_class(GradeClass::Done), tally.is_unexplained())
        };
        assert_eq!(done("エ 未実施", &["エ", "エ"]), (0, false));
        assert_eq!(done("未実施", &["未実施", "未実施"]), (0, false));
        assert_eq!(done("C\nD", &["C", "D"]), (0, true));
        assert_eq!(done("△\n×", &["△", "×"]), (0, true));
        assert_eq!(done("遅れ\n中止", &["遅れ", "中止"]), (0, false));
        assert_eq!(done("◎ 達成\n○ 概ね達成\n△ 遅れ", &["◎", "○", "△"]), (1, false));
        assert_eq!(done("ア 実施済\nウ 準備中\nエ 未実施\nオ その他", &["ア", "ウ"]), (1, false));
        assert_eq!(done("A→実施済\nB", &["A", "B"]), (1, false));
        assert_eq!(done("", &["実施済", "未実施"]), (1, false), "words speak without a list");
    }

    #[test]
    fn an_unmarked_choice_is_no_grade_and_is_counted_apart() {
        let scale = "ア 実施済\nイ 一部実施\nウ 未実施";
        let tally = graded(scale, &["ア", "□ア □イ □ウ", "実施済・一部実施・未実施", "", "対象外"]);
        assert_eq!((tally.graded(), tally.ungraded, tally.unchosen), (1, 4, 2));
    }
}
