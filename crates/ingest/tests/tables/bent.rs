//! The real sheet's rows in the forms into which cities bend it: whatever the form, the same
//! cells come out.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::{
    made::{self, told},
    sample::{assert_same, by_hand},
};

/// The headings of the form, by column.
const HEADINGS: [&str; 14] = [
    "計画における項目",
    "実施内容",
    "計画書\nページ",
    "担当部署",
    "担当課",
    "再掲",
    "令和２年度実施状況",
    "達成度（％）",
    "令和３年度の実施計画",
    "令和３年度実施状況",
    "令和３年度実施状況に関する担当課の評価",
    "取組状況\nア　実施済,ウ　準備中,エ　未実施,\nオ　その他　から選択してください",
    "達成度（％）\n整数で入力してください。数値での判定が難しい場合空欄でかまいません。",
    "今後（令和４年度以降）の実施計画",
];

/// The headings, one text each.
pub(crate) fn headings() -> Vec<String> {
    HEADINGS.map(str::to_owned).to_vec()
}

/// How a copy differs from the form.
#[expect(clippy::struct_excessive_bools, reason = "each is one way to bend the form")]
#[derive(Clone, Copy, Default)]
pub(crate) struct Bend {
    percent_format: bool,
    percent_text: Option<&'static str>,
    measure_column: bool,
    merged_departments: bool,
    two_head_rows: bool,
    titles: bool,
    extra_sheets: bool,
    heads_again: bool,
    empty_rows: bool,
    notes: bool,
    /// The order of the columns, by their position in the form.
    order: Option<[usize; 14]>,
}

pub(crate) const PERCENT: Bend = Bend { percent_format: true, ..NONE };
pub(crate) const MERGED: Bend = Bend { merged_departments: true, two_head_rows: true, ..NONE };
const NONE: Bend = Bend {
    percent_format: false,
    percent_text: None,
    measure_column: false,
    merged_departments: false,
    two_head_rows: false,
    titles: false,
    extra_sheets: false,
    heads_again: false,
    empty_rows: false,
    notes: false,
    order: None,
};

/// A copy of the rows in another form.
pub(crate) fn copy(rows: &[Vec<String>], bend: Bend) -> Vec<u8> {
    let mut book = Workbook::new();
    if bend.extra_sheets {
        let guide = book.add_worksheet();
        guide.set_name("記入要領").unwrap();
        guide.write_string(0, 0, "記入のしかた").unwrap();
        guide.write_string(2, 1, "担当課は、事業名の順に記入してください。").unwrap();
        book.add_worksheet().set_name("空").unwrap();
    }
    let mut form = Form { sheet: book.add_worksheet(), bend, next: 0 };
    form.sheet.set_name("様式１").unwrap();
    form.draw(rows);
    if bend.extra_sheets {
        let totals = book.add_worksheet();
        totals.set_name("集計").unwrap();
        totals.write_string(0, 0, "担当課").unwrap();
        totals.write_string(0, 1, "件数").unwrap();
        totals.write_number(1, 1, 32).unwrap();
    }
    book.save_to_buffer().unwrap()
}

struct Form<'a> {
    sheet: &'a mut Worksheet,
    bend: Bend,
    next: u32,
}

impl Form<'_> {
    fn draw(&mut self, rows: &[Vec<String>]) {
        if self.bend.titles {
            self.text(0, "熊谷市自殺対策計画（令和元年度～令和５年度）");
            self.text(3, "令和３年度進捗状況調査票");
            self.next += 1;
        }
        self.head();
        let mut measure = "";
        let mut department = (0, "");
        for (at, row) in rows.iter().enumerate() {
            if self.bend.heads_again && at == 15 {
                self.head();
            }
            if row[0] != measure {
                measure = &row[0];
                if self.bend.empty_rows {
                    self.next += 2;
                }
                if !self.bend.measure_column {
                    self.sheet.write_string(self.next, 0, measure).unwrap();
                    self.next += 1;
                }
                department = (self.next, "");
            }
            self.row(row);
            if self.bend.merged_departments {
                let next = rows.get(at + 1).filter(|next| next[0] == row[0] && next[4] == row[4]);
                if department.1 != row[4] {
                    department = (self.next, &row[4]);
                }
                if next.is_none() && self.next > department.0 {
                    let (from, to) = ((department.0, self.at(3)), (self.next, self.at(3)));
                    made::merge(self.sheet, from, to, &row[4]);
                }
            }
            self.next += 1;
        }
        if self.bend.notes {
            self.text(0, "※達成度は担当課の自己評価による。");
        }
    }

    fn text(&mut self, column: u16, text: &str) {
        self.sheet.write_string(self.next, column, text).unwrap();
        self.next += 1;
    }

    /// Where a column of the form stands.
    fn at(&self, column: usize) -> u16 {
        let moved = self
            .bend
            .order
            .map_or(column, |order| order.iter().position(|at| *at == column).unwrap());
        u16::try_from(moved).unwrap() + u16::from(self.bend.measure_column)
    }

    fn head(&mut self) {
        let top = self.next;
        if self.bend.measure_column {
            self.sheet.write_string(top, 0, "基本施策").unwrap();
        }
        if !self.bend.two_head_rows {
            for (column, heading) in HEADINGS.iter().enumerate() {
                self.sheet.write_string(top, self.at(column), *heading).unwrap();
            }
            self.next += 1;
            return;
        }
        for column in [0, 1, 2, 3, 4, 5, 13] {
            let at = self.at(column);
            made::merge(self.sheet, (top, at), (top + 1, at), HEADINGS[column]);
        }
        made::merge(self.sheet, (top, self.at(6)), (top, self.at(7)), "令和２年度");
        made::merge(self.sheet, (top, self.at(8)), (top, self.at(12)), "令和３年度");
        let below =
            ["実施状況", "達成度", "実施計画", "実施状況", "担当課の評価", HEADINGS[11], "達成度"];
        for (column, heading) in (6..).zip(below) {
            self.sheet.write_string(top + 1, self.at(column), heading).unwrap();
        }
        self.next += 2;
    }

    fn row(&mut self, row: &[String]) {
        if self.bend.measure_column {
            self.sheet.write_string(self.next, 0, &row[0]).unwrap();
        }
        let percent = Format::new().set_num_format("0.0%");
        for (column, text) in row[1..].iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let at = self.at(column);
            let number = text.parse::<f64>().ok().filter(|_| [7, 12].contains(&column));
            match (number, self.bend.percent_text) {
                (Some(number), None) if self.bend.percent_format => self
                    .sheet
                    .write_number_with_format(self.next, at, number / 100.0, &percent)
                    .unwrap(),
                (Some(number), None) => self.sheet.write_number(self.next, at, number).unwrap(),
                (Some(_), Some(sign)) => {
                    self.sheet.write_string(self.next, at, format!("{text}{sign}")).unwrap()
                }
                (None, _) => self.sheet.write_string(self.next, at, text).unwrap(),
            };
        }
    }
}

/// Reads a bent copy and compares it with the rows.
fn assert_bent(test: &str, bend: Bend) -> Vec<String> {
    let Some(samples) = made::samples(test) else { return Vec::new() };
    let rows = by_hand(&samples);
    let reading = made::read(&copy(&rows, bend));
    assert_same(&reading, &rows);
    assert_eq!(reading.sheet.year.start(), 2021);
    told(&reading)
}

#[test]
fn percent_formats_are_percentages() {
    assert_eq!(assert_bent("percent formats", PERCENT), [""; 0]);
}

#[test]
fn percentages_may_carry_their_sign() {
    assert_eq!(assert_bent("signs", Bend { percent_text: Some(" %"), ..NONE }), [""; 0]);
    assert_eq!(assert_bent("wide signs", Bend { percent_text: Some("％"), ..NONE }), [""; 0]);
}

#[test]
fn columns_may_stand_in_another_order() {
    let order = [5, 4, 3, 0, 1, 2, 8, 9, 10, 12, 11, 6, 7, 13];
    assert_eq!(assert_bent("moved columns", Bend { order: Some(order), ..NONE }), [""; 0]);
}

#[test]
fn merged_departments_hold_for_every_row_they_cover() {
    assert_eq!(assert_bent("merged cells", Bend { merged_departments: true, ..NONE }), [""; 0]);
}

#[test]
fn a_head_of_two_rows_is_joined() {
    assert_eq!(assert_bent("two head rows", MERGED), [""; 0]);
}

#[test]
fn other_worksheets_are_named_as_not_read() {
    let told = assert_bent("extra sheets", Bend { extra_sheets: true, ..NONE });
    if !told.is_empty() {
        insta::assert_snapshot!(told.join("\n"));
    }
}

#[test]
fn titles_repeated_heads_empty_rows_and_notes_are_told_apart() {
    let bend = Bend { titles: true, heads_again: true, empty_rows: true, notes: true, ..NONE };
    let told = assert_bent("titles and notes", bend);
    if !told.is_empty() {
        insta::assert_snapshot!(told.join("\n"));
    }
}

#[test]
fn measures_may_stand_in_a_column() {
    let bend = Bend { measure_column: true, percent_format: true, two_head_rows: true, ..NONE };
    assert_eq!(assert_bent("a measure column", bend), [""; 0]);
}
