//! What the answers of whole columns say: percentages and grades.

use std::collections::BTreeMap;

use domain::{
    Field, Place, Slot, Value,
    decision::{Certainty, DecisionKind, Treatment},
    layout::{ColumnRole, Layout},
    percent,
    reading::{Problem, ProblemKind},
    scale::{self, Grade, GradeClass, Scale},
    sheet::Row,
};

use super::{
    decide::{Decisions, Undecided},
    legend::Legends,
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
    legends: &Legends,
    detected: bool,
    decisions: &mut Decisions,
) -> Vec<Problem> {
    if detected {
        grade_by_values(rows, layout, decisions);
    }
    let treatments = treatments(rows, layout, decisions);
    let slots: Vec<Slot> = layout.slots().cloned().collect();
    let mut problems = Vec::new();
    for slot in slots {
        match slot.field {
            Field::Achievement => {
                let treatment = treatments.get(&slot).copied();
                problems.extend(percentages(rows, &slot, treatment));
            }
            Field::Progress => {
                name_scale(rows, &slot, layout, legends);
                class_grades(rows, &slot, layout, decisions);
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

/// What becomes of the columns of achievements whose numbers alone do not say it. Steps of a scale are
/// no percentages: their column becomes one of grades, or a question of the plan's own where the
/// year's grades stand in another.
fn treatments(
    rows: &mut [Row],
    layout: &mut Layout,
    decisions: &mut Decisions,
) -> BTreeMap<Slot, Treatment> {
    let slots: Vec<Slot> =
        layout.slots().filter(|slot| slot.field == Field::Achievement).cloned().collect();
    let mut treatments = BTreeMap::new();
    for slot in slots {
        let Some(shape) = shape(rows, &slot) else { continue };
        let subject = subject(layout, &slot);
        let treatment = treated(shape, rows, &slot, &subject, decisions);
        if treatment == Treatment::Level {
            let graded = Slot::new(Field::Progress, slot.year);
            let is_taken = layout.slots().any(|known| *known == graded);
            let own = || Slot::new(Field::Other(subject), slot.year);
            move_column(rows, layout, &slot, &if is_taken { own() } else { graded });
        } else {
            treatments.insert(slot, treatment);
        }
    }
    treatments
}

/// Gives a column, with what its cells say, to another slot.
fn move_column(rows: &mut [Row], layout: &mut Layout, from: &Slot, to: &Slot) {
    for row in rows.iter_mut() {
        if let Some(cell) = row.answers.remove(from) {
            row.answers.insert(to.clone(), cell);
        }
    }
    let from = ColumnRole::Answer(from.clone());
    for column in layout.columns.iter_mut().filter(|column| column.role == from) {
        column.role = ColumnRole::Answer(to.clone());
    }
}

/// What people call the column of a slot.
fn subject(layout: &Layout, slot: &Slot) -> String {
    let role = ColumnRole::Answer(slot.clone());
    let column = layout.columns.iter().find(|column| column.role == role);
    column.map_or_else(|| role.label(), |column| column.heading.clone())
}

/// Gives each grade its class: what a person said, what its words say; else a person is asked.
fn class_grades(rows: &[Row], slot: &Slot, layout: &mut Layout, decisions: &mut Decisions) {
    let role = ColumnRole::Answer(slot.clone());
    let Some(column) = layout.columns.iter().find(|column| column.role == role) else { return };
    let name = column.scale.clone();
    let Some(scale) = layout.scales.iter_mut().find(|scale| scale.name == name) else { return };
    let mut places: Vec<Option<Place>> = vec![None; scale.grades.len()];
    for cell in rows.iter().filter_map(|row| row.answers.get(slot)) {
        let at =
            scale.find(&cell.text).and_then(|found| scale.grades.iter().position(|g| g == found));
        if let Some(place) = at.and_then(|at| places.get_mut(at)) {
            *place = place.take().or_else(|| cell.place.clone());
        }
    }
    for (grade, place) in scale.grades.iter_mut().zip(places) {
        let known = !grade.class.is_unknown();
        let undecided = Undecided {
            kind: DecisionKind::Grade,
            subject: grade.written(),
            place: place.unwrap_or(Place::File),
            certainty: if known { Certainty::Certain } else { Certainty::Inferred },
            evidence: if known {
                "区分の言葉から"
            } else {
                "区分の言葉だけでは意味が分からないため"
            }
            .to_owned(),
        };
        let value = decisions.decide(undecided, grade.class.code());
        grade.class = GradeClass::coded(&value).unwrap_or(grade.class);
    }
}

/// Percentages become their numbers. A column of ratios only (`0.85`, `1`) is one of percentages
/// whose format is lost.
fn percentages(rows: &mut [Row], slot: &Slot, treatment: Option<Treatment>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let role = || ColumnRole::Answer(slot.clone());
    let mixed = has_fraction_among(rows, slot);
    let mut first = None;
    for row in rows.iter_mut() {
        let no = row.no;
        let Some(cell) = row.answers.get_mut(slot) else { continue };
        let Some(place) = cell.place.clone() else { continue };
        let bare = cell.text.trim().parse::<f64>().ok();
        if let (Some(Treatment::Ratio), Some(ratio)) = (treatment, bare) {
            cell.text = percent::from_ratio(ratio);
            first = first.or(Some((no, place)));
        } else if let Some(number) = percent::number(&cell.text) {
            if mixed && bare.is_some_and(is_share) {
                problems.push(share_among_percents(&cell.text, place).at(no, role()));
            }
            cell.text = plain(number);
        } else if cell.value().is_given() && !cell.text.starts_with('#') {
            let message = format!(
                "{place} の「{}」は百分率として読めません。そのままの文字で取り込みます。数値で表せる場合は「85」のように直してください。",
                cell.text
            );
            problems.push(Problem::new(ProblemKind::Unexpected, place, message).at(no, role()));
        }
    }
    problems.extend(first.map(|(no, place)| told_ratio(place).at(no, role())));
    problems
}

/// What becomes of bare numbers of a column whose shape leaves it open.
fn treated(
    shape: Shape,
    rows: &[Row],
    slot: &Slot,
    subject: &str,
    decisions: &mut Decisions,
) -> Treatment {
    let place = rows.iter().find_map(|row| {
        row.answers.get(slot).filter(|cell| cell.value().is_given())?.place.clone()
    });
    let (treatment, certainty, evidence) = match shape {
        Shape::Shares => (
            Treatment::Ratio,
            Certainty::Inferred,
            "値がすべて0から1の間なので、1を100％とする割合とみなしたため",
        ),
        Shape::ZerosAndOnes => {
            (Treatment::Ratio, Certainty::Inferred, "値が0と1だけで、1を100％とみなしたため")
        }
        Shape::Levels => (
            Treatment::Percent,
            Certainty::Inferred,
            "値が1から5までの整数だけで、段階評価かもしれないため",
        ),
    };
    let undecided = Undecided {
        kind: DecisionKind::Value,
        subject: subject.to_owned(),
        place: place.unwrap_or(Place::File),
        certainty,
        evidence: evidence.to_owned(),
    };
    let value = decisions.decide(undecided, treatment.code());
    Treatment::coded(&value).unwrap_or(treatment)
}

/// What was made of ratios without a sign.
fn told_ratio(place: Place) -> Problem {
    let message = format!(
        "達成度の列（{place} から）の値がすべて0から1の間なので、割合とみなして100倍しました（1は100％）。"
    );
    Problem::new(ProblemKind::Note, place, message)
}

/// A share of one that is no whole.
fn is_share(number: f64) -> bool {
    number > 0.0 && number < 1.0
}

/// Whether bare shares of one stand among numbers that count per cent.
fn has_fraction_among(rows: &[Row], slot: &Slot) -> bool {
    let numbers = rows.iter().filter_map(|row| row.text(slot).trim().parse::<f64>().ok());
    let signed = rows.iter().any(|row| row.text(slot).contains(['%', '％']));
    let (mut shares, mut others) = (false, signed);
    for number in numbers {
        shares |= is_share(number);
        others |= number > 1.0;
    }
    shares && others
}

fn share_among_percents(text: &str, place: Place) -> Problem {
    let message = format!(
        "{place} の「{text}」は、ほかの達成度が百分率の列にある1未満の数です。{text}％として読みました。割合（0.85は85％）であれば、元のファイルの値を直してください。"
    );
    Problem::new(ProblemKind::Doubt, place, message)
}

/// The number without the zeros that a cell's format adds: `100.0` is `100`.
fn plain(number: String) -> String {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        number
    }
}

/// What a column's bare numbers look like, where it is not plainly per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Between zero and one, with a fraction.
    Shares,
    /// Zeros and ones only.
    ZerosAndOnes,
    /// Whole numbers from one to five only, several of them.
    Levels,
}

/// So many rows are more than chance.
const FEWEST_LEVELS: usize = 4;

fn shape(rows: &[Row], slot: &Slot) -> Option<Shape> {
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
    let within = |from: f64, to: f64| numbers.iter().all(|n| (from..=to).contains(n));
    match () {
        () if numbers.is_empty() || numbers.iter().all(|number| *number == 0.0) => None,
        () if within(0.0, 1.0) && numbers.iter().all(whole) => Some(Shape::ZerosAndOnes),
        () if within(0.0, 1.0) => Some(Shape::Shares),
        () if within(1.0, 5.0) && numbers.iter().all(whole) && numbers.len() >= FEWEST_LEVELS => {
            Some(Shape::Levels)
        }
        () => None,
    }
}

/// Gives the column of grades a scale where its heading states none: a list that the file prints
/// elsewhere, or the few values that it holds.
fn name_scale(rows: &[Row], slot: &Slot, layout: &mut Layout, legends: &Legends) {
    let role = ColumnRole::Answer(slot.clone());
    let stated = layout.columns.iter().any(|c| c.role == role && !c.scale.is_empty());
    if stated {
        return;
    }
    let derived = derived(rows, slot);
    let codes: Vec<String> =
        derived.iter().flat_map(|scale| &scale.grades).map(Grade::written).collect();
    let Some(scale) = legends.of(&codes).cloned().or(derived) else { return };
    if let Some(column) = layout.columns.iter_mut().find(|column| column.role == role) {
        column.scale.clone_from(&scale.name);
        layout.scales.retain(|known| known.name != scale.name);
        layout.scales.push(scale);
    }
}

/// Makes the first column of evaluations one of grades when every value in it is a code or a ticked
/// box, and no other column holds grades.
fn grade_by_values(rows: &mut [Row], layout: &mut Layout, decisions: &mut Decisions) {
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
    let undecided = Undecided {
        kind: DecisionKind::Column,
        subject: subject(layout, &was),
        place: rows.first().map_or(Place::File, |row| row.place.clone()),
        certainty: Certainty::Inferred,
        evidence: "評価の列の値がどれも記号なので、評価区分とみなしたため".to_owned(),
    };
    let role = ColumnRole::Answer(graded.clone()).name();
    if decisions.decide(undecided, &role) != role {
        return;
    }
    move_column(rows, layout, &was, &graded);
}

/// The scale that a column's own values make, in the order of their codes.
pub(crate) fn derived(rows: &[Row], slot: &Slot) -> Option<Scale> {
    let mut grades: Vec<Grade> = Vec::new();
    for row in rows {
        let Value::Given(text) = Value::read(row.text(slot)) else { continue };
        let text = text.trim();
        let boxed = scale::options(text);
        // A printed list of which nothing is chosen is no grade
        if boxed.is_empty() && scale::is_unchosen(text) {
            continue;
        }
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
    let known: Vec<String> = scale.grades.iter().map(Grade::written).collect();
    let known = shortened(&known.join("、"));
    let is_graded = slot.field == Field::Progress;
    let is_strange = |text: &str| {
        let given = Value::read(text).is_given() && !text.starts_with('#');
        let strange = !scale.grades.is_empty() && scale.find(text).is_none();
        let boxed = scale::is_unticked(text);
        given && (strange || boxed || is_graded && scale::is_unchosen(text))
    };
    // Thousands of rows share a handful of grades
    let mut judged = BTreeMap::<&str, bool>::new();
    let strange = rows.iter().filter_map(|row| {
        let cell = row.answers.get(slot)?;
        let strange = *judged.entry(&cell.text).or_insert_with_key(|text| is_strange(text));
        let place = cell.place.clone().filter(|_| strange)?;
        let message = if scale::is_unchosen(&cell.text) && scale::options(&cell.text).is_empty() {
            not_chosen(&place, &cell.text)
        } else {
            stranger(&place, &cell.text, &known)
        };
        let role = ColumnRole::Answer(slot.clone());
        Some(Problem::new(ProblemKind::Unexpected, place, message).at(row.no, role))
    });
    strange.collect()
}

/// What is wrong with a printed list of which nothing is chosen, as far as its text says.
fn not_chosen(place: &Place, text: &str) -> String {
    format!(
        "{place} の「{text}」は区分の一覧で、どれが選ばれたのか文字からは分かりません（○囲みや取り消し線は読みません）。区分の記入なしとします。元のファイルに区分を1つ書いてください。"
    )
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
