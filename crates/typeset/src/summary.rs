//! The year on two pages: figures, progress by measure and by section, what is not done, what
//! changed since last year.

use std::collections::BTreeMap;

use domain::{
    Field, Offset, Slot, Value,
    action::key,
    progress::{self, Tally},
    scale::{GradeClass, Scale},
    sheet::{Cell, Row, Sheet},
    unaccepted::Unaccepted,
};
use report::chart;
use serde_json::{Value as Json, json};

use crate::{edition::Edition, glyphs::Glyphs, lines::lines};

/// How it looks.
pub(crate) const TEMPLATE: &str = include_str!("typ/summary.typ");

/// The room of an entry in the lists and of a section's name, in half-width letters.
const LISTED: usize = 36;
const NAME: usize = 16;

/// The states of a value, in the order in which they are counted.
const STATES: [&str; 5] = ["given", "missing", "dash", "not_applicable", "too_early"];

/// The summary of a sheet; `previous` is last year's.
pub(crate) fn data(
    edition: &Edition,
    sheet: &Sheet,
    previous: Option<&Sheet>,
    glyphs: &mut Glyphs,
) -> Json {
    let year = format!("{}　{}", edition.heading.title(sheet.year), "概要");
    let mut data = edition.data(glyphs, &year);
    let scale = sheet.layout.scale();
    let all = progress::overall(sheet, &Unaccepted::default());
    data["tiles"] = tiles(&all, previous);
    data["states"] = states(sheet, glyphs);
    data["charts"] = charts(sheet, &scale, glyphs);
    data["grades"] = scale.grades.iter().map(|grade| glyphs.set(&grade.written())).collect();
    data["sections"] = progress::by_section(sheet, &Unaccepted::default())
        .iter()
        .map(|tally| section(tally, &scale, glyphs))
        .collect();
    data["open"] = json!(all.is_explained().then(|| open(sheet, glyphs)));
    data["uncounted"] = json!(uncounted(&all));
    data["changes"] = previous.map_or(Json::Null, |before| changes(before, sheet, glyphs));
    data["before"] = json!(previous.map(|sheet| sheet.year.official()));
    data
}

/// The figures at the top: what is counted, how many, of how many.
fn tiles(all: &Tally, previous: Option<&Sheet>) -> Json {
    let mut tiles = vec![
        json!({ "label": "事業（行）の数", "figure": all.rows, "note": "" }),
        json!({ "label": "実施状況の記入", "figure": all.answered, "note": format!("／全{}件", all.rows) }),
    ];
    if all.is_explained() {
        let done = all.of_class(GradeClass::Done);
        let note = format!("／全{}件", all.rows);
        tiles.push(json!({ "label": GradeClass::Done.label(), "figure": done, "note": note }));
    }
    let before =
        previous.map(|sheet| progress::overall(sheet, &Unaccepted::default())).map(|before| {
            let n = format!("{}件／全{}件", before.with_percent(), before.rows);
            format!("前年度 {}（{n}）", mean(&before))
        });
    tiles.push(json!({ "label": "達成度の平均", "figure": mean(all),
        "note": format!("（{}件／全{}件）", all.with_percent(), all.rows),
        "below": before.unwrap_or_default() }));
    json!(tiles)
}

fn mean(tally: &Tally) -> String {
    let rounded = |mean: f64| domain::percent::trim((mean * 10.0).round() / 10.0);
    tally.mean().map_or("記入なし".to_owned(), |mean| format!("{}％", rounded(mean)))
}

/// How many answers of each column of the year were given, and how many were not for which reason.
fn states(sheet: &Sheet, glyphs: &mut Glyphs) -> Json {
    let slots = sheet.slots().into_iter().filter(|slot| slot.year != Offset::Previous);
    let row = |slot: Slot| {
        let mut counts = STATES.map(|_| 0_usize);
        for row in &sheet.rows {
            let value = row.answers.get(&slot).map_or(Value::Missing, Cell::value);
            if let Some(at) = STATES.iter().position(|state| *state == value.state()) {
                counts[at] += 1;
            }
        }
        json!({ "label": glyphs.set(&slot.heading(sheet.year)), "counts": counts })
    };
    slots.map(row).collect()
}

/// Grades and mean percentages of the measures, with what they show in words.
fn charts(sheet: &Sheet, scale: &Scale, glyphs: &mut Glyphs) -> Json {
    let mut measures = progress::by_measure(sheet, &Unaccepted::default());
    for tally in &mut measures {
        tally.name = glyphs.set(&tally.name);
    }
    let graded = measures.iter().map(|tally| {
        let grades = tally.grades.iter().filter(|(_, n)| *n > 0);
        let grades: Vec<String> = grades.map(|(name, n)| format!("{name} {n}件")).collect();
        format!("{}：{}、区分の記入なし {}件", tally.name, grades.join("、"), tally.ungraded)
    });
    let graded = glyphs.set(&graded.collect::<Vec<_>>().join("。"));
    let means = measures.iter().map(|tally| {
        format!("{}：{}（{}件／全{}件）", tally.name, mean(tally), tally.with_percent(), tally.rows)
    });
    let means = glyphs.set(&means.collect::<Vec<_>>().join("。"));
    let (grades, achievement) = ("施策ごとの取組状況", "施策ごとの達成度の平均");
    json!([
        { "title": grades, "svg": chart::grades(grades, &graded, &measures, scale), "alt": graded },
        { "title": achievement, "svg": chart::achievement(achievement, &means, &measures),
          "alt": means },
    ])
}

fn section(tally: &Tally, scale: &Scale, glyphs: &mut Glyphs) -> Json {
    let known: Vec<String> = scale.grades.iter().map(domain::scale::Grade::written).collect();
    let count = |name: &String| tally.grades.iter().find(|(n, _)| n == name).map_or(0, |(_, n)| *n);
    let name = if tally.name.is_empty() { "（記載なし）" } else { &tally.name };
    let outside = tally.grades.iter().filter(|(name, _)| !known.contains(name));
    json!({
        "name": lines(&glyphs.set(name), NAME),
        "rows": tally.rows,
        "answered": tally.answered,
        "grades": known.iter().map(count).collect::<Vec<usize>>(),
        "outside": outside.map(|(_, n)| n).sum::<usize>(),
        "ungraded": tally.ungraded,
        "percent": tally.mean(),
        "mean": mean(tally),
        "of": format!("{}／{}", tally.with_percent(), tally.rows),
    })
}

/// The rows that are not done, as far as is known.
fn open(sheet: &Sheet, glyphs: &mut Glyphs) -> Json {
    let open = progress::not_done(sheet).into_iter().filter_map(|(at, grade)| {
        let row = sheet.rows.get(at)?;
        let missing = value(row, Field::Progress) == Value::Missing;
        let word = if missing { "取組状況 未記入" } else { &grade };
        let percent = value(row, Field::Achievement);
        let percent = percent.percent().map_or(String::new(), |_| {
            format!("　達成度 {}％", percent.text().trim_end_matches(['%', '％']))
        });
        let owners = row.sections().join("・");
        Some(json!({ "no": row.no, "title": name(row, glyphs),
            "owners": lines(&glyphs.set(&owners), LISTED),
            "why": lines(&glyphs.set(&format!("{word}{percent}")), LISTED) }))
    });
    open.collect()
}

/// Why rows are not counted as done or not done; empty where all are.
fn uncounted(all: &Tally) -> String {
    match all.of_class(GradeClass::Unknown) {
        _ if all.is_unexplained() => {
            "取組状況の区分の意味が未設定のため、数えていません。".to_owned()
        }
        _ if !all.is_explained() => "取組状況の区分がない様式のため、数えていません。".to_owned(),
        0 => String::new(),
        n => format!("ほかに、区分の意味が未設定の事業が{n}件あります。"),
    }
}

fn value(row: &Row, field: Field) -> Value {
    row.answers.get(&Slot::new(field, Offset::This)).map_or(Value::Missing, Cell::value)
}

fn name(row: &Row, glyphs: &mut Glyphs) -> Json {
    lines(&glyphs.set(&row.title()), LISTED)
}

/// What came, what went, and whose grade or percentage is another than last year. The n-th row of
/// a title is compared with the n-th.
fn changes(before: &Sheet, after: &Sheet, glyphs: &mut Glyphs) -> Json {
    let (old, new) = (numbered(before), numbered(after));
    let listed =
        |row: &Row, glyphs: &mut Glyphs| json!({ "no": row.no, "title": name(row, glyphs) });
    let added = after.rows.iter().zip(keys(after)).filter(|(_, key)| !old.contains_key(key));
    let added: Vec<Json> = added.map(|(row, _)| listed(row, glyphs)).collect();
    let gone = before.rows.iter().zip(keys(before)).filter(|(_, key)| !new.contains_key(key));
    let gone: Vec<Json> = gone.map(|(row, _)| listed(row, glyphs)).collect();
    let mut moved = Vec::new();
    for (row, key) in after.rows.iter().zip(keys(after)) {
        let Some(was) = old.get(&key) else { continue };
        let differs = |field: Field| {
            let (was, is) = (value(was, field.clone()), value(row, field.clone()));
            let (before, now) = (told(before, &was, &field), told(after, &is, &field));
            (!was.agrees_with(&is) && before != now).then_some((before, now))
        };
        let fields = [(Field::Progress, "取組状況"), (Field::Achievement, "達成度")];
        let words = fields.into_iter().filter_map(|(field, word)| {
            let (was, is) = differs(field)?;
            Some(format!("{word} {was} → {is}"))
        });
        let words = words.collect::<Vec<_>>().join("、");
        if !words.is_empty() {
            let why = lines(&glyphs.set(&words), LISTED);
            moved.push(json!({ "no": row.no, "title": name(row, glyphs), "why": why }));
        }
    }
    json!({ "added": added, "gone": gone, "moved": moved })
}

/// A value in words: a grade by its code and label, and the word for why there is none.
fn told(sheet: &Sheet, value: &Value, field: &Field) -> String {
    match (value, field) {
        (Value::Missing, _) => value.label().to_owned(),
        (value, Field::Progress) => sheet.layout.scale().shown(value.text()),
        (value, _) => value.text().to_owned(),
    }
}

type RowKey = (String, usize);

/// Each row's title with how many of that title came before it.
fn keys(sheet: &Sheet) -> Vec<RowKey> {
    let mut seen = BTreeMap::<String, usize>::new();
    let number = |row: &Row| {
        let title = key(&row.action.text);
        let nth = seen.entry(title.clone()).or_default();
        *nth += 1;
        (title, *nth)
    };
    sheet.rows.iter().map(number).collect()
}

fn numbered(sheet: &Sheet) -> BTreeMap<RowKey, &Row> {
    keys(sheet).into_iter().zip(&sheet.rows).collect()
}
