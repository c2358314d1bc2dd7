//! The form of a record: the fields of the register's shape and those that the register shows.

use domain::{Day, indicator::leading_number, text::ascii_digits};
use registers::{
    RecordLine, RecordState, Register, Shape,
    counting::CountingKind,
    record::{Movement, OccasionForm},
    register::RegisterCode,
};
use serde_json::{Map, Value, json};

use crate::{Error, Result, kit::page::Choice};

/// What a form sent.
pub(crate) type Sent = [(String, String)];

/// The first value of a name.
pub(super) fn sent<'a>(sent: &'a Sent, name: &str) -> &'a str {
    sent.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.trim())
}

/// Who may be present, with the word for the list.
const ATTENDEES: [(&str, &str); 2] = [("section", "出席した課"), ("body", "出席した団体")];

/// A list to be ticked, to which names can be added.
pub(super) const TICKS: &str = "ticks";

/// A field of the form.
#[derive(Debug)]
pub(super) struct RecordField {
    /// Its identifier on the page.
    pub(super) id: String,
    /// Its name, as the contract calls it; a part after a colon.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) value: String,
    /// `date`, `number`, `text` or `ticks`.
    pub(super) kind: &'static str,
    /// What may be chosen; empty for a field to type in.
    pub(super) choices: Vec<Choice>,
    pub(super) required: bool,
}

/// The fields that the form has, with what a record says; `at` tells forms of a page apart.
pub(super) fn fields(register: &Register, line: &RecordLine, at: &str) -> Vec<RecordField> {
    let told = serde_json::to_value(line).unwrap_or_default();
    let mut names: Vec<&str> = match register.shape {
        Shape::Occasion => vec!["date"],
        Shape::Handout if line.from.is_some() => vec!["from", "to", "movement", "quantity"],
        Shape::Handout => vec!["date", "movement", "quantity"],
        Shape::Total => vec!["counting", "from", "to", "value"],
    };
    let own = register.show.iter().chain(&register.require).map(String::as_str);
    let more = own.chain(counts_persons(register).then_some("attended"));
    let more = more.chain((!register.codes.is_empty()).then_some(match register.shape {
        Shape::Total => "breakdown",
        Shape::Occasion | Shape::Handout => "channel",
    }));
    for name in more {
        let is_range = name == "date" && names.contains(&"from");
        if !names.contains(&name) && !is_range && label(name).is_some() {
            names.push(name);
        }
    }
    names.into_iter().flat_map(|name| parts(register, (&told, at), name)).collect()
}

fn counts_persons(register: &Register) -> bool {
    let attended = [CountingKind::Attended];
    register.countings.iter().any(|counting| attended.contains(&counting.kind))
}

/// The word of a field.
pub(super) fn label(name: &str) -> Option<&'static str> {
    Some(match name {
        "date" => "日付",
        "from" => "初日",
        "to" => "末日",
        "start" => "開始時刻",
        "series" => "講座・会議",
        "form" => "形式",
        "venue" => "場所",
        "channel" => "区分",
        "seats" => "定員",
        "booked" => "申込み",
        "attended" => "参加者",
        "asked" => "アンケート",
        "present" => "出席した課・団体",
        "movement" => "動き",
        "item" => "品名",
        "quantity" => "部数",
        "persons" => "人数",
        "kinds" => "種類数",
        "reach" => "届いた人数",
        "audience" => "配布先",
        "counting" => "数え方",
        "value" => "数",
        "breakdown" => "内訳",
        "memo" => "メモ（氏名や個人の事情は書かない）",
        _ => return None,
    })
}

/// A field with its parts: a number for each group, question or code.
fn parts(register: &Register, (told, at): (&Value, &str), name: &str) -> Vec<RecordField> {
    let always: &[&str] = match register.shape {
        Shape::Occasion => &["date"],
        Shape::Handout => &["movement"],
        Shape::Total => &["counting", "from", "to"],
    };
    let required = register.require.iter().any(|one| one == name) || always.contains(&name);
    let word = label(name).unwrap_or(name);
    let field = |part: String, label: String, kind, choices| RecordField {
        id: format!("{at}-{part}"),
        value: value(told, &part),
        name: part,
        label,
        kind,
        choices,
        required,
    };
    let number = |part: String, label: String| field(part, label, "number", Vec::new());
    let of = |code: &RegisterCode| number(format!("{name}:{}", code.key), code.name.clone());
    let current = |codes: &[RegisterCode]| -> Vec<RecordField> {
        codes.iter().filter(|code| !code.retired).map(of).collect()
    };
    match name {
        "present" => ATTENDEES
            .map(|(kind, word)| {
                let of = told["present"].as_array().into_iter().flatten();
                let known = of.filter(|one| one["kind"] == kind).filter_map(|one| {
                    let (name, there) = (one["name"].as_str()?, one["presence"] == "present");
                    Some(Choice { value: name.into(), label: name.into(), selected: there })
                });
                field(format!("present:{kind}"), word.to_owned(), TICKS, known.collect())
            })
            .into(),
        "attended" if register.groups.is_empty() => vec![number("attended:".into(), word.into())],
        // One group is enough: nobody has to count those who were not there
        "attended" => {
            let several = register.groups.iter().filter(|group| !group.retired).count() > 1;
            let named = |field: RecordField| RecordField {
                required: field.required && !several,
                label: format!("参加者（{}）", field.label),
                ..field
            };
            current(&register.groups).into_iter().map(named).collect()
        }
        "breakdown" => current(&register.codes),
        "asked" => {
            let mut asked = vec![number("asked".into(), "アンケートの回収数".into())];
            for question in register.questions.iter().filter(|question| !question.retired) {
                let key = &question.key;
                if question.options.is_empty() {
                    asked.push(number(format!("asked:{key}:"), question.text.clone()));
                }
                asked.extend(question.options.iter().map(|option| {
                    number(format!("asked:{key}:{option}"), format!("{}：{option}", question.text))
                }));
            }
            asked
        }
        _ => {
            let value = value(told, name);
            let choices = choices(register, name, &value);
            vec![field(name.to_owned(), word.to_owned(), kind(name), choices)]
        }
    }
}

fn kind(name: &str) -> &'static str {
    match name {
        "date" | "from" | "to" => "date",
        "seats" | "booked" | "quantity" | "persons" | "kinds" | "reach" | "value" => "number",
        _ => "text",
    }
}

/// What may be chosen in a field.
fn choices(register: &Register, name: &str, chosen: &str) -> Vec<Choice> {
    let none = || Choice::of("", "未記録", chosen);
    match name {
        "form" => std::iter::once(none())
            .chain(OccasionForm::ALL.map(|form| Choice::of(form.code(), form.label(), chosen)))
            .collect(),
        "movement" => Movement::ALL
            .map(|movement| {
                let chosen = if chosen.is_empty() { Movement::Give.code() } else { chosen };
                Choice::of(movement.code(), movement.label(), chosen)
            })
            .into(),
        "channel" => {
            let codes = register.codes.iter().filter(|code| !code.retired || code.key == chosen);
            let codes = codes.map(|code| Choice::of(&code.key, &code.name, chosen));
            std::iter::once(none()).chain(codes).collect()
        }
        "counting" => {
            let sums = register.countings.iter().filter(|one| one.kind == CountingKind::Sum);
            let sums = sums.filter(|one| one.option.is_empty());
            sums.map(|one| Choice::of(&one.key, register.name_of(one), chosen)).collect()
        }
        _ => Vec::new(),
    }
}

/// What a record says in a field.
fn value(told: &Value, name: &str) -> String {
    let mut parts = name.splitn(3, ':');
    let of = parts.next().unwrap_or_default();
    let found = match (of, parts.next(), parts.next()) {
        ("attended", Some(group), _) => row(&told["attended"], &[("group", group)]),
        ("breakdown", Some(code), _) => row(&told["breakdown"], &[("code", code)]),
        ("asked", Some(question), option) => {
            let at = [("question", question), ("option", option.unwrap_or_default())];
            row(&told["asked"]["answers"], &at)
        }
        ("asked", None, _) => told["asked"]["returned"].clone(),
        _ => told[of].clone(),
    };
    match found {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn row(rows: &Value, at: &[(&str, &str)]) -> Value {
    let mut all = rows.as_array().into_iter().flatten();
    let fits = |row: &&Value| at.iter().all(|(key, value)| row[key] == **value);
    all.find(fits).map_or(Value::Null, |row| row["n"].clone())
}

/// The record that a form tells, over what stands. What is left empty is not recorded.
pub(super) fn filled(base: &RecordLine, register: &Register, form: &Sent) -> Result<RecordLine> {
    let mut told = match serde_json::to_value(base) {
        Ok(Value::Object(told)) => told,
        _ => Map::new(),
    };
    for field in fields(register, base, "") {
        if field.kind == TICKS {
            put_attendees(&mut told, &field.name, form)?;
            continue;
        }
        let Some((_, text)) = form.iter().find(|(name, _)| *name == field.name) else { continue };
        let value = typed(&field, text.trim())?;
        put(&mut told, &field.name, value);
    }
    RecordLine::parse(&Value::Object(told).to_string())
        .map_err(|fault| Error::Refused(fault.to_string()))
}

/// The words after a number that say what it counts and nothing else.
const UNITS: [&str; 13] =
    ["", "人", "名", "部", "枚", "件", "回", "校", "冊", "か所", "団体", "食", "日"];

/// A whole number as people write it: 1,234人.
pub(super) fn whole(text: &str) -> Option<u64> {
    let text = ascii_digits(text.trim()).replace('，', ",");
    let (number, rest) = leading_number(&text)?;
    let fits = number >= 0.0 && number.fract() == 0.0 && UNITS.contains(&rest.trim());
    fits.then(|| format!("{number:.0}").parse().ok()).flatten()
}

/// Sets who was present, of one kind: who was listed and is not ticked was absent.
fn put_attendees(told: &mut Map<String, Value>, name: &str, form: &Sent) -> Result<()> {
    let all = |mark: &str| -> Vec<String> {
        let wanted = format!("{name}{mark}");
        let of = form.iter().filter(|(of, _)| *of == wanted).map(|(_, value)| value);
        of.flat_map(|value| value.split(['、', ',', '，', '\n']))
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (listed, ticked, added) = (all(".listed"), all(""), all(".more"));
    if listed.is_empty() && added.is_empty() {
        return Ok(());
    }
    let kind = name.trim_start_matches("present:");
    let before = told.remove("present").unwrap_or(json!([]));
    let mut rows: Vec<Value> = before.as_array().cloned().unwrap_or_default();
    rows.retain(|row| row["kind"] != kind);
    let mut seen: Vec<String> = Vec::new();
    for name in listed.into_iter().chain(added.clone()) {
        if seen.contains(&name) {
            continue;
        }
        let there = ticked.contains(&name) || added.contains(&name);
        let presence = if there { "present" } else { "absent" };
        rows.push(
            json!({ "kind": kind, "name": domain::reply::remark(&name)?, "presence": presence }),
        );
        seen.push(name);
    }
    told.insert("present".to_owned(), Value::Array(rows));
    Ok(())
}

/// What was typed, as the contract writes it.
fn typed(field: &RecordField, text: &str) -> Result<Value> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let refused = |why: String| Error::Refused(format!("{}：{why}", field.label));
    match field.kind {
        "date" => {
            let day = Day::parse(text).map_err(|error| refused(error.to_string()))?;
            Ok(day.to_string().into())
        }
        "number" => {
            let number = whole(text).ok_or_else(|| {
                refused(format!("「{text}」は0以上の整数ではありません。数だけを入れてください。"))
            })?;
            Ok(number.into())
        }
        _ => Ok(domain::reply::remark(text)?.into()),
    }
}

fn put(told: &mut Map<String, Value>, name: &str, value: Value) {
    let mut parts = name.splitn(3, ':');
    let of = parts.next().unwrap_or_default();
    match (of, parts.next(), parts.next()) {
        ("attended", Some(group), _) => {
            put_row(told.entry("attended").or_insert(json!([])), &[("group", group)], value);
        }
        ("breakdown", Some(code), _) => {
            put_row(told.entry("breakdown").or_insert(json!([])), &[("code", code)], value);
        }
        ("asked", question, option) => {
            let is_there = told.get("asked").is_some_and(Value::is_object);
            if value.is_null() && !is_there {
                return;
            }
            if !is_there {
                told.insert("asked".to_owned(), json!({ "returned": null, "answers": [] }));
            }
            let Some(asked) = told.get_mut("asked") else { return };
            match question {
                None => asked["returned"] = value,
                Some(question) => {
                    let at = [("question", question), ("option", option.unwrap_or_default())];
                    put_row(&mut asked["answers"], &at, value);
                }
            }
        }
        _ if value.is_null() => drop(told.remove(of)),
        _ => drop(told.insert(of.to_owned(), value)),
    }
}

/// Sets the row of a list; a row that says nothing is left out.
fn put_row(rows: &mut Value, at: &[(&str, &str)], n: Value) {
    let Some(rows) = rows.as_array_mut() else { return };
    rows.retain(|row| !at.iter().all(|(key, value)| row[key] == **value));
    if n.is_null() {
        return;
    }
    let mut row = Map::new();
    row.extend(at.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))));
    row.insert("n".to_owned(), n);
    rows.push(Value::Object(row));
}

/// The states to which a form may bring a record.
pub(super) fn states(
    register: &Register,
    offered: &[RecordState],
    chosen: RecordState,
) -> Vec<Choice> {
    let known = offered.iter().filter(|state| {
        // A mistake is told by a step of its own, with a reason
        **state != RecordState::Void && registers::state::knows(register.shape, **state)
    });
    known.map(|state| Choice::of(state.code(), state.label(), chosen.code())).collect()
}

/// The state of a code.
pub(super) fn state_of(code: &str) -> Result<RecordState> {
    let all = RecordState::ALL.into_iter();
    let found = all.filter(|state| *state != RecordState::Void).find(|one| one.code() == code);
    found.ok_or_else(|| Error::Refused("記録の状態を選んでください。".to_owned()))
}
