//! What the answers of whole columns say: percentages and grades.

use std::collections::BTreeMap;

use domain::{
    Field, Place, Slot, Value,
    layout::{ColumnRole, Layout},
    percent,
    reading::{Problem, ProblemKind},
    scale::{self, Grade, Scale},
    sheet::Row,
};

/// More distinct values, or longer ones, are no scale.
const MOST_GRADES: usize = 8;
const LONGEST_GRADE: usize = 12;
/// A grade after a box is printed, and may say more.
const LONGEST_BOXED: usize = 30;
/// Eight grades of this length, with what parts them.
const LONGEST_LIST: usize = MOST_GRADES * (LONGEST_BOXED + 1);

/// Settles the columns of percentages and grades.
/// In a detected layout, a column of evaluations that holds nothing but codes is one of grades.
pub(super) fn settle(
    rows: &mut [Row],
    layout: &mut Layout,
    above: Option<&Scale>,
    detected: bool,
) -> Vec<Problem> {
    if detected {
        grade_by_values(rows, layout);
    }
    let slots: Vec<Slot> = layout.slots().cloned().collect();
    let mut problems = Vec::new();
    for slot in slots {
        match slot.field {
            Field::Achievement => problems.extend(percentages(rows, &slot)),
            Field::Progress => {
                name_scale(rows, &slot, layout, above);
                problems.extend(strangers(rows, &slot, &layout.scale()));
            }
            _ => {
                let scale = layout.scale_of(&slot).cloned().unwrap_or_default();
                problems.extend(strangers(rows, &slot, &scale));
            }
        }
    }
    problems
}

/// Percentages become their numbers. A column of ratios only (`0.85`, `1`) is one of percentages
/// whose format is lost.
fn percentages(rows: &mut [Row], slot: &Slot) -> Vec<Problem> {
    let ratios = ratios(rows, slot);
    let mut problems = Vec::new();
    let role = || ColumnRole::Answer(slot.clone());
    let mut first = None;
    for row in rows.iter_mut() {
        let no = row.no;
        let Some(cell) = row.answers.get_mut(slot) else { continue };
        let Some(place) = cell.place.clone() else { continue };
        if let (Some(_), Ok(ratio)) = (&ratios, cell.text.trim().parse::<f64>()) {
            cell.text = percent::from_ratio(ratio);
            first = first.or(Some((no, place)));
        } else if let Some(number) = percent::number(&cell.text) {
            cell.text = plain(number);
        } else if cell.value().is_given() && !cell.text.starts_with('#') {
            let message = format!(
                "{place} の「{}」は百分率として読めません。そのままの文字で取り込みます。数値で表せる場合は「85」のように直してください。",
                cell.text
            );
            problems.push(Problem::new(ProblemKind::Unexpected, place, message).at(no, role()));
        }
    }
    if let (Some(ratios), Some((no, place))) = (ratios, first) {
        let (kind, advice) = match ratios {
            Ratios::Certain => (ProblemKind::Note, ""),
            Ratios::Possible => {
                (ProblemKind::Doubt, "1が1％を表す場合は、元のファイルの値を直してください。")
            }
        };
        let message = format!(
            "達成度の列（{place} から）の値がすべて0から1の間なので、割合とみなして100倍しました（1は100％）。{advice}"
        );
        problems.push(Problem::new(kind, place, message).at(no, role()));
    }
    problems
}

/// The number without the zeros that a cell's format adds: `100.0` is `100`.
fn plain(number: String) -> String {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        number
    }
}

/// Whether a column's numbers are ratios.
enum Ratios {
    /// One of them is a fraction.
    Certain,
    /// They are zeros and ones only.
    Possible,
}

fn ratios(rows: &[Row], slot: &Slot) -> Option<Ratios> {
    let texts = rows.iter().map(|row| row.text(slot).trim());
    let mut numbers = Vec::new();
    for text in texts {
        match text.parse::<f64>() {
            Ok(number) => numbers.push(number),
            // One signed percentage shows how the column is written
            Err(_) if percent::number(text).is_some() => return None,
            Err(_) => {}
        }
    }
    let whole = |number: &f64| number.fract() == 0.0;
    let within = numbers.iter().all(|number| (0.0..=1.0).contains(number));
    match () {
        () if !within || !numbers.iter().any(|number| *number > 0.0) => None,
        () if numbers.iter().all(whole) => Some(Ratios::Possible),
        () => Some(Ratios::Certain),
    }
}

/// Gives the column of grades a scale where its heading states none: that of the lines above the
/// head, or the few values that it holds.
fn name_scale(rows: &[Row], slot: &Slot, layout: &mut Layout, above: Option<&Scale>) {
    let role = ColumnRole::Answer(slot.clone());
    let stated = layout.columns.iter().any(|c| c.role == role && !c.scale.is_empty());
    if stated {
        return;
    }
    let Some(scale) = above.cloned().or_else(|| derived(rows, slot)) else { return };
    if let Some(column) = layout.columns.iter_mut().find(|column| column.role == role) {
        column.scale.clone_from(&scale.name);
        layout.scales.retain(|known| known.name != scale.name);
        layout.scales.push(scale);
    }
}

/// Makes the first column of evaluations one of grades when every value in it is a code or a ticked
/// box, and no other column holds grades.
fn grade_by_values(rows: &mut [Row], layout: &mut Layout) {
    if layout.slots().any(|slot| slot.field == Field::Progress) {
        return;
    }
    let found = layout.slots().find(|slot| {
        let judges = match &slot.field {
            Field::Evaluation => true,
            Field::Other(name) => name.contains("評価"),
            _ => false,
        };
        let scale = derived(rows, slot).filter(|_| judges);
        scale.is_some_and(|scale| scale.grades.iter().all(|grade| !grade.code.is_empty()))
    });
    let Some(was) = found.cloned() else { return };
    let graded = Slot::new(Field::Progress, was.year);
    for row in rows.iter_mut() {
        if let Some(cell) = row.answers.remove(&was) {
            row.answers.insert(graded.clone(), cell);
        }
    }
    let columns = layout.columns.iter_mut();
    for column in columns.filter(|c| c.role == ColumnRole::Answer(was.clone())) {
        column.role = ColumnRole::Answer(graded.clone());
    }
}

/// The scale that a column's own values make, in the order of their codes.
pub(crate) fn derived(rows: &[Row], slot: &Slot) -> Option<Scale> {
    let mut grades: Vec<Grade> = Vec::new();
    for row in rows {
        let Value::Given(text) = Value::read(row.text(slot)) else { continue };
        let text = text.trim();
        let boxed = scale::options(text);
        let printed = boxed.iter().map(|(_, words)| *words);
        let words: Vec<&str> = if boxed.is_empty() { vec![text] } else { printed.collect() };
        let longest = if boxed.is_empty() { LONGEST_GRADE } else { LONGEST_BOXED };
        for words in words {
            if words.chars().count() > longest || words.contains('\n') {
                return None;
            }
            let grade = Grade::read(words);
            if !grades.contains(&grade) {
                grades.push(grade);
            }
        }
    }
    if grades.is_empty() || grades.len() > MOST_GRADES {
        return None;
    }
    grades.sort_by_key(|grade| order(&grade.code));
    Some(Scale { name: Field::Progress.label().to_owned(), grades })
}

/// Where a code stands in its list; grades without one keep the order of the sheet.
fn order(code: &str) -> usize {
    const LISTS: [&str; 8] = [
        "アイウエオカキクケコ",
        "ABCDEFGH",
        "ＡＢＣＤＥＦＧＨ",
        "123456789",
        "１２３４５６７８９",
        "①②③④⑤⑥⑦⑧⑨",
        "◎○〇●△▲×✕",
        "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ",
    ];
    let code = code.to_uppercase();
    let at = |list: &&str| list.chars().position(|c| code.starts_with(c));
    LISTS.iter().find_map(at).unwrap_or(usize::MAX)
}

/// Grades that the scale does not have.
fn strangers(rows: &[Row], slot: &Slot, scale: &Scale) -> Vec<Problem> {
    if scale.grades.is_empty() {
        return Vec::new();
    }
    let known: Vec<String> = scale.grades.iter().map(Grade::written).collect();
    let known = shortened(&known.join("、"));
    let is_strange = |text: &str| {
        Value::read(text).is_given() && !text.starts_with('#') && scale.find(text).is_none()
    };
    // Thousands of rows share a handful of grades
    let mut judged = BTreeMap::<&str, bool>::new();
    let strange = rows.iter().filter_map(|row| {
        let cell = row.answers.get(slot)?;
        let strange = *judged.entry(&cell.text).or_insert_with_key(|text| is_strange(text));
        let place = cell.place.clone().filter(|_| strange)?;
        let message = stranger(&place, &cell.text, &known);
        let role = ColumnRole::Answer(slot.clone());
        Some(Problem::new(ProblemKind::Unexpected, place, message).at(row.no, role))
    });
    strange.collect()
}

/// As much of a list as a sentence can carry; each strange grade repeats it.
fn shortened(list: &str) -> String {
    match list.char_indices().nth(LONGEST_LIST) {
        Some((end, _)) => format!("{}…", list.get(..end).unwrap_or_default()),
        None => list.to_owned(),
    }
}

/// What is wrong with a text that names no grade.
fn stranger(place: &Place, text: &str, known: &str) -> String {
    match scale::options(text).into_iter().filter(|(ticked, _)| *ticked).count() {
        0 if scale::is_unticked(text) => format!(
            "{place} の評価区分（{known}）は、どれにも印がありません。そのままの文字で取り込みます。どれか1つに印を付けてください。"
        ),
        2.. => format!(
            "{place} の評価区分（{known}）は、2つ以上に印があります。そのままの文字で取り込みます。どれか1つにしてください。"
        ),
        _ => format!(
            "{place} の「{text}」は評価区分（{known}）にありません。そのままの文字で取り込みます。区分のどれかに直すか、様式の区分に加えてください。"
        ),
    }
}
