//! Columns of grades: the list that explains them, the class of each, what is none of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Field, Place, Slot, Value,
    decision::{Certainty, DecisionKind},
    layout::{ColumnRole, Layout},
    percent,
    reading::{Problem, ProblemKind},
    scale::{self, Grade, GradeClass, Scale},
    sheet::Row,
};

use super::{
    column::{move_column, subject},
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

/// Gives each grade its class: what a person said, what its words say; else a person is asked.
pub(super) fn class(rows: &[Row], slot: &Slot, layout: &mut Layout, decisions: &mut Decisions) {
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

/// Gives the column of grades a scale where its heading states none: a list that the file prints
/// elsewhere, or the few values that such columns hold.
pub(super) fn name_scale(rows: &[Row], slot: &Slot, layout: &mut Layout, legends: &Legends) {
    if states_scale(layout, slot) {
        return;
    }
    let own = derived(rows, slot);
    let codes: Vec<String> =
        own.iter().flat_map(|scale| &scale.grades).map(Grade::written).collect();
    let found = legends.explaining(&codes).cloned();
    let Some(scale) = found.or_else(|| own.map(|own| with_others(own, rows, slot, layout))) else {
        return;
    };
    let role = ColumnRole::Answer(slot.clone());
    if let Some(column) = layout.columns.iter_mut().find(|column| column.role == role) {
        column.scale.clone_from(&scale.name);
        layout.scales.retain(|known| known.name != scale.name);
        layout.scales.push(scale);
    }
}

fn states_scale(layout: &Layout, slot: &Slot) -> bool {
    let role = ColumnRole::Answer(slot.clone());
    layout.columns.iter().any(|column| column.role == role && !column.scale.is_empty())
}

/// A scale of a column's own values with those of the other years: they are graded by one list.
fn with_others(mut own: Scale, rows: &[Row], slot: &Slot, layout: &Layout) -> Scale {
    let others = layout.slots().filter(|other| *other != slot && other.field == slot.field);
    for grade in others.filter_map(|other| derived(rows, other)).flat_map(|scale| scale.grades) {
        if !own.grades.contains(&grade) {
            own.grades.push(grade);
        }
    }
    own.grades.sort_by_key(|grade| order(&grade.code));
    own
}

/// Makes a column of evaluations one of grades when every value in it is a code or a ticked box, and
/// no other column holds grades; a column of achievements where none holds those of its year.
pub(super) fn by_values(rows: &mut [Row], layout: &mut Layout, decisions: &mut Decisions) {
    let slots: Vec<Slot> =
        layout.slots().filter(|slot| holds_grades(rows, slot)).cloned().collect();
    for was in slots {
        let graded = Slot::new(Field::Progress, was.year);
        let is_taken = |slot: &Slot| match was.field {
            Field::Achievement => *slot == graded,
            _ => slot.field == Field::Progress,
        };
        if !layout.slots().any(is_taken) {
            grade(rows, layout, (&was, &graded), decisions);
        }
    }
}

/// Makes a column that its heading takes for grades one of what was done when its values are sentences
/// and it states no list: 取組状況 heads both. Where what was done in that year stands elsewhere it is
/// a field of the plan's own.
pub(super) fn by_sentences(rows: &mut [Row], layout: &mut Layout, decisions: &mut Decisions) {
    let graded = layout.slots().filter(|slot| slot.field == Field::Progress).cloned();
    for was in graded.collect::<Vec<Slot>>() {
        if states_scale(layout, &was) || !holds_sentences(rows, &was) {
            continue;
        }
        let status = Slot::new(Field::Status, was.year);
        let own = Slot::new(Field::Other(subject(layout, &was).replace('\n', "")), was.year);
        let told = if layout.slots().any(|slot| *slot == status) { own } else { status };
        let undecided = Undecided {
            kind: DecisionKind::Column,
            subject: subject(layout, &was),
            place: rows.first().map_or(Place::File, |row| row.place.clone()),
            certainty: Certainty::Inferred,
            evidence: "列の値が区分ではなく文章なので、行ったことを書く列とみなしたため".to_owned(),
        };
        let role = ColumnRole::Answer(told.clone()).name();
        if decisions.decide(undecided, &role) == role {
            move_column(rows, layout, &was, &told);
        }
    }
}

/// Whether most of a column's values are too long for grades, and too many.
fn holds_sentences(rows: &[Row], slot: &Slot) -> bool {
    let given: Vec<&str> =
        rows.iter().map(|row| row.text(slot)).filter(|text| Value::read(text).is_given()).collect();
    let long = given.iter().filter(|text| text.chars().count() > LONGEST_GRADE).count();
    let different: BTreeSet<&str> = given.iter().copied().collect();
    let told_apart = different.len() > MOST_GRADES || different.len() == given.len();
    given.len() > 1 && long * 2 > given.len() && told_apart
}

/// Whether a column may be one of grades, and holds nothing else.
fn holds_grades(rows: &[Row], slot: &Slot) -> bool {
    let judges = match &slot.field {
        Field::Evaluation | Field::Achievement => true,
        Field::Other(name) => name.contains("評価"),
        _ => false,
    };
    let counts = slot.field == Field::Achievement
        && rows.iter().any(|row| percent::number(row.text(slot)).is_some());
    let scale = derived(rows, slot).filter(|_| judges && !counts);
    scale.is_some_and(|scale| scale.grades.iter().all(|grade| !grade.code.is_empty()))
}

/// Makes a column one of grades, unless a person says otherwise.
fn grade(
    rows: &mut [Row],
    layout: &mut Layout,
    (was, graded): (&Slot, &Slot),
    decisions: &mut Decisions,
) {
    let judged = if was.field == Field::Achievement { was.field.label() } else { "評価" };
    let undecided = Undecided {
        kind: DecisionKind::Column,
        subject: subject(layout, was),
        place: rows.first().map_or(Place::File, |row| row.place.clone()),
        certainty: Certainty::Inferred,
        evidence: format!("{judged}の列の値がどれも記号なので、評価区分とみなしたため"),
    };
    let role = ColumnRole::Answer(graded.clone()).name();
    if decisions.decide(undecided, &role) == role {
        move_column(rows, layout, was, graded);
    }
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

/// A column of grades whose values make no scale and that no list explains.
pub(super) fn unexplained(rows: &[Row], slot: &Slot, layout: &Layout) -> Option<Problem> {
    if states_scale(layout, slot) {
        return None;
    }
    let given = |row: &&Row| Value::read(row.text(slot)).is_given();
    let cell = rows.iter().find(given).and_then(|row| row.answers.get(slot))?;
    let message = format!(
        "「{}」の値（「{}」など）から区分の一覧が分かりません。値はそのままの文字で取り込みます。元のファイルの見出しに区分を書くか、様式の区分に加えてください。",
        subject(layout, slot),
        shortened(&cell.text)
    );
    let problem =
        Problem::new(ProblemKind::Doubt, cell.place.clone().unwrap_or(Place::File), message);
    Some(Problem { role: Some(ColumnRole::Answer(slot.clone())), ..problem })
}

/// Grades that the scale does not have.
pub(super) fn strangers(rows: &[Row], slot: &Slot, scale: &Scale) -> Vec<Problem> {
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
