//! The forms in which the fiction is printed: other columns, other widths, other losses.

use domain::FiscalYear;

use crate::{
    fiction::{Dice, Sheet},
    printer::{Breaks, Column, Form, Heads, radicals, spaced},
};

/// One way to print a year, and what is asked of its reading.
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    /// The share of cells that must be right, in percent.
    pub(crate) at_least: f64,
    /// Bends the rows before they are printed.
    pub(crate) bend: fn(&mut Sheet),
    /// Bends the form.
    pub(crate) form: fn(&mut Form),
    /// Bends the printed text.
    pub(crate) text: fn(&str) -> String,
}

impl Variant {
    /// The rows and their text.
    pub(crate) fn print(&self, sheet: &Sheet) -> (Sheet, Form, String) {
        let mut sheet = sheet.clone();
        (self.bend)(&mut sheet);
        let mut form = standard(sheet.year);
        (self.form)(&mut form);
        let text = (self.text)(&form.print(&sheet));
        (sheet, form, text)
    }
}

/// The form of the real sheet.
pub(crate) fn standard(year: i32) -> Form {
    let year = FiscalYear::starting(year).unwrap();
    let (last, next) = (year.plus(-1), year.plus(1));
    let scale =
        "取組状況ア　実施済,イ　実施中,ウ　準備中,エ　未実施,オ　その他　から選択してください";
    let percent =
        "達成度（％）整数で入力してください。数値での判定が難しい場合空欄でかまいません。";
    let columns = [
        ("action", "計画における項目".to_owned(), 46),
        ("content", "実施内容".to_owned(), 50),
        ("page", "計画書ページ".to_owned(), 8),
        ("department", "担当部署".to_owned(), 12),
        ("section", "担当課".to_owned(), 20),
        ("relisted", "再掲".to_owned(), 6),
        ("previous_status", format!("{last}実施状況"), 52),
        ("previous_achievement", "達成度（％）".to_owned(), 12),
        ("plan", format!("{year}の実施計画"), 48),
        ("status", format!("{year}実施状況"), 52),
        ("evaluation", format!("{year}実施状況に関する担当課の評価"), 50),
        ("progress", scale.to_owned(), 16),
        ("achievement", percent.to_owned(), 16),
        ("next_plan", format!("今後（{next}以降）の実施計画"), 52),
    ];
    Form {
        columns: columns.map(|(role, heading, width)| Column { role, heading, width }).to_vec(),
        heads: Heads::Mixed,
        breaks: Breaks::Rows,
        page: 110,
        measures: true,
        blank_lines: true,
        feeds: false,
        page_numbers: false,
        between: " ",
        percent: " %",
        title: "",
        note: "",
        slip: None,
    }
}

fn without(form: &mut Form, roles: &[&str]) {
    form.columns.retain(|column| !roles.contains(&column.role));
}

fn put(form: &mut Form, role: &str, at: usize) {
    let from = form.columns.iter().position(|column| column.role == role).unwrap();
    let column = form.columns.remove(from);
    form.columns.insert(at.min(form.columns.len()), column);
}

fn head(form: &mut Form, role: &str, heading: &str) {
    for column in form.columns.iter_mut().filter(|column| column.role == role) {
        heading.clone_into(&mut column.heading);
    }
}

fn widen(form: &mut Form, times: usize) {
    for column in &mut form.columns {
        if column.width > 20 {
            column.width = column.width * times / 10;
        }
    }
}

fn regrade(sheet: &mut Sheet, grades: [&str; 5]) {
    for row in &mut sheet.rows {
        let cell = row.get_mut("progress").unwrap();
        let at = "アイウエオ".chars().position(|c| cell.starts_with(c));
        *cell = at.map_or(String::new(), |at| grades[at].to_owned());
    }
}

const SENTENCES: [&str; 6] =
    ["content", "previous_status", "plan", "status", "evaluation", "next_plan"];

fn each(sheet: &mut Sheet, roles: &[&str], change: &mut dyn FnMut(&str) -> String) {
    for row in &mut sheet.rows {
        for role in roles {
            if let Some(cell) = row.get_mut(*role).filter(|cell| !cell.is_empty()) {
                *cell = change(cell);
            }
        }
    }
}

fn first_sentence(text: &str) -> String {
    text.split_inclusive('。').next().unwrap_or(text).replace('\n', "")
}

const fn same(_: &mut Sheet) {}
const fn usual(_: &mut Form) {}

fn variant(name: &'static str, at_least: f64) -> Variant {
    Variant { name, at_least, bend: same, form: usual, text: str::to_owned }
}

/// Forms that keep the geometry: every cell can be told.
pub(crate) fn kept() -> Vec<Variant> {
    vec![
        variant("as the real sheet", 99.5),
        Variant { form: |f| f.heads = Heads::Every, ..variant("whole heads", 99.5) },
        Variant { form: |f| f.heads = Heads::Once, ..variant("one head", 99.5) },
        Variant { form: |f| f.heads = Heads::Last, ..variant("partial heads only", 99.5) },
        Variant { form: |f| f.breaks = Breaks::Cells, ..variant("pages end in rows", 99.5) },
        Variant { form: |f| f.breaks = Breaks::Lines, ..variant("pages end in cells", 99.5) },
        Variant {
            form: |f| (f.feeds, f.page_numbers) = (true, true),
            ..variant("form feeds and page numbers", 99.5)
        },
        Variant {
            form: |f| {
                (f.feeds, f.heads, f.breaks) = (true, Heads::Once, Breaks::Lines);
            },
            ..variant("form feeds in cells, one head", 99.5)
        },
        Variant {
            form: |f| {
                f.heads = Heads::Every;
                f.title = "令和の自殺対策計画　進捗管理シート（あおぞら市）";
                f.note = "※　達成度は、計画の目標に対する割合を担当課が記入したもの。";
            },
            ..variant("title and note", 99.5)
        },
        Variant { form: |f| without(f, &["page"]), ..variant("no page column", 99.5) },
        Variant { form: |f| without(f, &["department"]), ..variant("no department", 99.5) },
        Variant {
            form: |f| without(f, &["page", "department", "relisted"]),
            ..variant("section alone", 99.5)
        },
        Variant { form: |f| put(f, "section", 20), ..variant("section last", 99.5) },
        Variant { form: |f| put(f, "section", 1), ..variant("section after the action", 99.5) },
        Variant {
            bend: |s| regrade(s, ["Ａ", "Ｂ", "Ｃ", "Ｄ", ""]),
            form: |f| {
                head(f, "progress", "取組状況（Ａ　順調、Ｂ　概ね順調、Ｃ　やや遅れ、Ｄ　遅れ）");
            },
            ..variant("grades A to D", 99.5)
        },
        Variant {
            bend: |s| regrade(s, ["◎", "○", "△", "×", ""]),
            form: |f| head(f, "progress", "評価区分"),
            ..variant("grades by signs, unlisted", 99.5)
        },
        Variant {
            bend: |s| regrade(s, ["実施済", "実施中", "準備中", "未実施", "その他"]),
            form: |f| head(f, "progress", "取組状況"),
            ..variant("grades by words, unlisted", 99.5)
        },
        Variant { form: |f| f.percent = "", ..variant("no percent signs", 99.5) },
        Variant { form: |f| f.percent = "％", ..variant("percent signs attached", 99.5) },
        Variant {
            form: |f| without(f, &["previous_status", "previous_achievement"]),
            ..variant("no last year", 99.5)
        },
        Variant {
            form: |f| without(f, &["achievement", "previous_achievement"]),
            ..variant("no percentages", 99.5)
        },
        Variant {
            bend: |s| {
                for (row, no) in s.rows.iter_mut().zip(1..) {
                    row.insert("no".to_owned(), no.to_string());
                }
            },
            form: |f| {
                f.columns.insert(0, Column { role: "no", heading: "No.".to_owned(), width: 5 });
            },
            ..variant("a No. column", 99.5)
        },
        Variant {
            form: |f| {
                f.measures = false;
                f.columns
                    .insert(0, Column { role: "measure", heading: "施策".to_owned(), width: 24 });
            },
            ..variant("a measure column", 99.5)
        },
        Variant { form: |f| widen(f, 6), ..variant("narrow columns", 99.5) },
        Variant { form: |f| widen(f, 16), ..variant("wide columns", 99.5) },
        Variant { form: |f| f.between = "  ", ..variant("two spaces", 99.5) },
        Variant { text: spaced, ..variant("a space after every character", 99.5) },
        Variant { text: radicals, ..variant("Kangxi radicals", 99.5) },
        Variant {
            bend: |s| each(s, &SENTENCES, &mut |t| t.replace('\n', "")),
            ..variant("no real line breaks", 99.5)
        },
        Variant {
            bend: |s| each(s, &SENTENCES, &mut |t| t.replace('。', "。\n")),
            ..variant("a line for each sentence", 99.5)
        },
    ]
}

/// Forms in which something is lost; the rest must be right or doubted.
pub(crate) fn lossy() -> Vec<Variant> {
    vec![
        Variant {
            bend: |s| each(s, &SENTENCES, &mut first_sentence),
            ..variant("one sentence in each cell", 99.5)
        },
        Variant {
            bend: |s| {
                let mut dice = Dice(7);
                each(s, &["status", "previous_status", "plan"], &mut |t| {
                    if dice.percent(40) { format!("参加者数\n{t}") } else { t.to_owned() }
                });
            },
            ..variant("short first lines", 99.5)
        },
        Variant {
            bend: |s| {
                let mut dice = Dice(11);
                each(s, &SENTENCES, &mut |t| {
                    if dice.percent(6) { String::new() } else { t.to_owned() }
                });
                let typed = ["page", "previous_achievement", "achievement", "progress"];
                each(s, &typed, &mut |t| {
                    if dice.percent(6) { String::new() } else { t.to_owned() }
                });
            },
            ..variant("one cell in sixteen missing", 98.0)
        },
        Variant {
            bend: |s| {
                let mut dice = Dice(13);
                each(s, &SENTENCES, &mut |t| {
                    if dice.percent(20) { String::new() } else { t.to_owned() }
                });
            },
            ..variant("one text in five missing", 92.0)
        },
        Variant { form: |f| f.blank_lines = false, ..variant("no blank lines", 98.5) },
        Variant {
            form: |f| {
                f.blank_lines = false;
                f.heads = Heads::Every;
                f.feeds = true;
                without(f, &["previous_status", "previous_achievement"]);
            },
            ..variant("no blank lines, no last year", 98.5)
        },
        Variant {
            form: |f| {
                f.blank_lines = false;
                widen(f, 6);
            },
            ..variant("no blank lines, narrow columns", 90.0)
        },
        Variant {
            form: |f| (f.blank_lines, f.percent) = (false, ""),
            ..variant("no blank lines, no percent signs", 95.0)
        },
        Variant {
            form: |f| {
                f.blank_lines = false;
                put(f, "section", 20);
            },
            ..variant("no blank lines, section last", 95.0)
        },
        Variant {
            form: |f| (f.blank_lines, f.breaks) = (false, Breaks::Lines),
            ..variant("no blank lines, pages end in cells", 95.0)
        },
        Variant {
            bend: |s| each(s, &SENTENCES, &mut first_sentence),
            form: |f| f.blank_lines = false,
            ..variant("no blank lines, one sentence", 95.0)
        },
    ]
}
