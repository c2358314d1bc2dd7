//! A line of a file of records: read, and made the first or the next version of its record; a fault
//! names its field.

use domain::Id;
use registers::{RecordLine, Register, RegisterRecord, line::RecordStamp};
use serde_json::{Map, Value, json};

use super::{
    RegisterShelf,
    entry::{is_correction, next},
};
use crate::kit::actor::By;

/// A fault of a line: its field and the sentence.
pub(super) type FieldFault = (String, String);

/// What a line gave, or its fault.
pub(super) type Checked<T> = std::result::Result<T, FieldFault>;

pub(super) fn fault<T>(field: &str, sentence: impl Into<String>) -> Checked<T> {
    Err((field.to_owned(), sentence.into()))
}

/// Reads a line; a register that is named for the file stands in for what the line leaves out.
pub(super) fn parse(text: &str, named: Option<&str>, shelf: &RegisterShelf) -> Checked<RecordLine> {
    let Some(named) = named else {
        return RecordLine::parse(text).map_err(|fault| (faulty_field(text), fault.to_string()));
    };
    let Ok(mut line) = serde_json::from_str::<Map<String, Value>>(text) else {
        return RecordLine::parse(text).map_err(|fault| (String::new(), fault.to_string()));
    };
    line.entry("register").or_insert_with(|| named.into());
    if let Some(register) = shelf.named(named) {
        line.entry("shape").or_insert_with(|| register.shape.code().into());
    }
    let whole = Value::Object(line).to_string();
    let line =
        RecordLine::parse(&whole).map_err(|fault| (faulty_field(&whole), fault.to_string()))?;
    if line.register != named {
        let sentence = format!("「{}」の記録です。--register の台帳と違います。", line.register);
        return fault("register", sentence);
    }
    Ok(line)
}

/// The field for which a line cannot be read: the first that is wrong by itself.
fn faulty_field(text: &str) -> String {
    let Ok(line) = serde_json::from_str::<Map<String, Value>>(text) else { return String::new() };
    if let Some(missing) = ["register", "shape"].into_iter().find(|key| !line.contains_key(*key)) {
        return missing.to_owned();
    }
    let is_wrong = |(key, value): &(&String, &Value)| {
        let mut alone = json!({ "register": "", "shape": "occasion" });
        alone[key.as_str()] = (*value).clone();
        RecordLine::parse(&alone.to_string()).is_err()
    };
    line.iter().find(is_wrong).map_or_else(String::new, |(key, _)| key.clone())
}

pub(super) fn unknown_register(name: &str, shelf: &RegisterShelf) -> String {
    let names: Vec<&str> = shelf.newest.iter().map(|register| register.name.as_str()).collect();
    let known = if names.is_empty() { "なし".to_owned() } else { names.join("、") };
    format!(
        "「{name}」という台帳がありません。sasae registers define で加えてください（今ある台帳：{known}）。"
    )
}

/// The record in its first version.
pub(super) fn first(
    line: RecordLine,
    register: &Register,
    (by, at): (&By, &str),
) -> Checked<RegisterRecord> {
    let stamp = RecordStamp {
        id: Id::new(""),
        register_version: register.version,
        by: by.name.clone(),
        at: at.to_owned(),
    };
    line.into_record(stamp).map_err(|wrong| {
        let field = match &wrong {
            registers::line::LineFault::Missing(_, field) => field,
            registers::line::LineFault::EndsBefore => "to",
            registers::line::LineFault::Unreadable(_) => "",
        };
        (field.to_owned(), wrong.to_string())
    })
}

/// The next version of a record that a file tells otherwise.
pub(super) fn renewed(
    before: &RegisterRecord,
    line: RecordLine,
    who: (&By, &str),
) -> Checked<RegisterRecord> {
    let reason = line.reason.clone().unwrap_or_default();
    if before.register != line.register {
        return fault("id", format!("この id は「{}」の記録です。", before.register));
    }
    if is_correction(before) && reason.trim().is_empty() {
        let changed = differences(&RecordLine::from(before), &line).join("、");
        return fault(
            "reason",
            format!(
                "同じ id の記録が別の内容で登録済みです（違う項目：{changed}）。訂正するときは reason に理由を入れてください。"
            ),
        );
    }
    next(before, line, reason.trim(), who).map_err(|error| ("state".to_owned(), error.to_string()))
}

/// The fields in which two lines differ.
pub(super) fn differences(before: &RecordLine, after: &RecordLine) -> Vec<String> {
    let of = |line: &RecordLine| match serde_json::to_value(line) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let (before, after) = (of(before), of(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| before.get(*name) != after.get(*name));
    names.into_iter().cloned().collect()
}
