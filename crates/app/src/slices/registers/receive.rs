//! Records come from a file, one a line: all of it is taken or nothing. A record that is there already
//! is known again, whether the file names it or not.

use std::collections::BTreeMap;

use domain::{
    Id,
    event::{Event, RecordsImported},
    plan::Plan,
    reply::remark,
    section::Section,
};
use registers::{FaultLevel, RecordLine, Register, RegisterRecord, line::RecordStamp};
use serde_json::{Map, Value, json};
use store::{AuditRecord, StoredRecord, Tx};

use super::{
    RegisterShelf,
    entry::{is_correction, next, written},
    only_section, record_of, section_named, stored,
};
use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest},
};

/// The longest identifier.
const LONGEST_ID: usize = 100;

/// A file of records.
#[derive(Debug)]
pub(crate) struct RecordFile<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a [u8],
    /// The register of all its records, where the lines need not name it.
    pub(crate) register: Option<&'a str>,
}

/// What is to be said of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineRemark {
    line: usize,
    field: String,
    sentence: String,
}

impl LineRemark {
    /// The remark with its place.
    pub(crate) fn told(&self) -> String {
        let Self { line, field, sentence } = self;
        let field = if field.is_empty() { String::new() } else { format!(" {field}") };
        format!("{line}行目{field}：{sentence}")
    }
}

/// What came of a file.
#[derive(Debug)]
pub(crate) struct RecordsTaken {
    pub(crate) sent: usize,
    pub(crate) taken: usize,
    pub(crate) known: usize,
    /// What somebody should look at.
    pub(crate) warnings: Vec<LineRemark>,
}

/// A fault of a line: its field and the sentence.
type Fault = (String, String);

/// What a line gave, or its fault.
type Checked<T> = std::result::Result<T, Fault>;

fn fault<T>(field: &str, sentence: impl Into<String>) -> Checked<T> {
    Err((field.to_owned(), sentence.into()))
}

/// Takes the records of a file.
pub(crate) async fn receive(
    app: &App,
    plan: &Id<Plan>,
    file: &RecordFile<'_>,
    by: &By,
) -> Result<RecordsTaken> {
    let mut tx = app.store.begin().await?;
    let mut intake = Intake {
        shelf: RegisterShelf::of(&mut tx, plan).await?,
        sections: tx.sections(plan).await?,
        plan,
        by,
        at: clock::now(),
        new: Vec::new(),
        lines: BTreeMap::new(),
        anonymous: BTreeMap::new(),
        known: 0,
        faults: Vec::new(),
        warnings: Vec::new(),
    };
    let sent = intake.all(&mut tx, file).await?;
    if !intake.faults.is_empty() {
        let faults: Vec<String> = intake.faults.iter().map(LineRemark::told).collect();
        return Err(Error::Refused(format!(
            "記録に誤りがあるため、何も取り込んでいません（{}か所）。\n{}",
            faults.len(),
            faults.join("\n")
        )));
    }
    let taken = intake.new.len();
    let told = intake.event(file, sent);
    if taken > 0 {
        let new: Vec<StoredRecord> = intake.new.into_iter().map(|(_, stored)| stored).collect();
        tx.write_records(plan, &new).await?;
        tx.record(&told).await?;
        tx.commit().await?;
    }
    Ok(RecordsTaken { sent, taken, known: intake.known, warnings: intake.warnings })
}

/// A file on its way in.
struct Intake<'a> {
    shelf: RegisterShelf,
    sections: Vec<Section>,
    plan: &'a Id<Plan>,
    by: &'a By,
    at: String,
    new: Vec<(RegisterRecord, StoredRecord)>,
    /// The lines of the identifiers that were met, with what they say.
    lines: BTreeMap<String, (usize, String)>,
    /// How often a line without an identifier was met.
    anonymous: BTreeMap<String, usize>,
    known: usize,
    faults: Vec<LineRemark>,
    warnings: Vec<LineRemark>,
}

impl Intake<'_> {
    /// Looks at every line; answers how many records there are.
    async fn all(&mut self, tx: &mut Tx, file: &RecordFile<'_>) -> Result<usize> {
        let text = std::str::from_utf8(file.bytes).map_err(|_| {
            Error::Refused("文字コードがUTF-8ではありません。UTF-8で保存してください。".to_owned())
        })?;
        let lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
        let mut sent = 0;
        for (text, line) in lines.filter(|(text, _)| !text.trim().is_empty()) {
            sent += 1;
            if let Err((field, sentence)) = self.one(tx, (line, text), file.register).await? {
                self.faults.push(LineRemark { line, field, sentence });
            }
        }
        Ok(sent)
    }

    /// Looks at a line.
    async fn one(
        &mut self,
        tx: &mut Tx,
        (no, text): (usize, &str),
        named: Option<&str>,
    ) -> Result<Checked<()>> {
        let read = parse(text, named, &self.shelf).and_then(|line| self.identified(line));
        let (id, mut line) = match read {
            Ok(read) => read,
            Err(fault) => return Ok(Err(fault)),
        };
        if let Some((other, said)) = self.lines.get(&id) {
            if *said == line.json() {
                self.known += 1;
                return Ok(Ok(()));
            }
            return Ok(fault("id", format!("同じ id が{other}行目にもあります。")));
        }
        self.lines.insert(id.clone(), (no, line.json()));
        for (field, other) in [("supersedes", &line.supersedes), ("replaced_by", &line.replaced_by)]
        {
            let Some(other) = other else { continue };
            let here = self.lines.contains_key(other.as_str());
            if !here && tx.record_versions(self.plan, other.as_str()).await?.is_empty() {
                let sentence =
                    format!("「{other}」という記録がありません。先の行に置いてください。");
                return Ok(fault(field, sentence));
            }
        }
        line.id = Some(Id::new(&id));
        let former = tx.record_versions(self.plan, &id).await?;
        let former: Vec<RegisterRecord> = former.iter().map(record_of).collect::<Result<_>>()?;
        Ok(self.compared(no, line, &former))
    }

    /// The line with its identifier; one without is known by what it says and how often it was said.
    fn identified(&mut self, line: RecordLine) -> Checked<(String, RecordLine)> {
        if let Some(id) = &line.id {
            let text = id.as_str();
            let fits = !text.trim().is_empty() && text.chars().count() <= LONGEST_ID;
            if !fits || remark(text).is_err() {
                return fault("id", format!("id は1～{LONGEST_ID}文字の文字にしてください。"));
            }
            return Ok((text.to_owned(), line));
        }
        let said = line.json();
        let times = self.anonymous.entry(said.clone()).or_default();
        *times += 1;
        Ok((digest(format!("{times} {said}").as_bytes()), line))
    }

    /// Keeps what is new of a line, held against the versions of its record.
    fn compared(
        &mut self,
        no: usize,
        mut line: RecordLine,
        former: &[RegisterRecord],
    ) -> Checked<()> {
        let Some(register) = self.shelf.named(&line.register) else {
            return fault("register", unknown_register(&line.register, &self.shelf));
        };
        line.section = line.section.or_else(|| only_section(register).map(str::to_owned));
        let section = match &line.section {
            Some(name) => {
                let found = section_named(&self.sections, name);
                Some(found.map_err(|sentence| ("section".to_owned(), sentence))?.id.clone())
            }
            None => None,
        };
        let record = first(line.clone(), register, (self.by, &self.at))?;
        let same = |one: &RegisterRecord| RecordLine::from(one) == RecordLine::from(&record);
        if former.iter().any(same) {
            self.known += 1;
            return Ok(());
        }
        let record = match former.first() {
            None => record,
            Some(before) => renewed(before, line, (self.by, &self.at))?,
        };
        let register = self.shelf.of_record(&record).unwrap_or(register);
        let remark = |of: registers::RecordFault| LineRemark {
            line: no,
            field: of.field.to_owned(),
            sentence: of.sentence,
        };
        let (errors, warnings): (Vec<_>, Vec<_>) = registers::faults(&record, register)
            .into_iter()
            .partition(|fault| fault.level == FaultLevel::Error);
        self.faults.extend(errors.into_iter().map(remark));
        self.warnings.extend(warnings.into_iter().map(remark));
        let stored = stored(&record, section.as_ref());
        self.new.push((record, stored));
        Ok(())
    }

    /// What the history tells of the file.
    fn event(&self, file: &RecordFile<'_>, sent: usize) -> AuditRecord {
        let event = Event::RecordsImported(RecordsImported {
            file: file.name.to_owned(),
            sha256: digest(file.bytes),
            sent,
            known: self.known,
            taken: self.new.iter().map(|(record, _)| written(record)).collect(),
        });
        let mut names: Vec<&str> =
            self.new.iter().map(|(record, _)| record.register.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        AuditRecord {
            plan: Some(self.plan.clone()),
            subject: names.join("、"),
            ..self.by.did(event, &self.at)
        }
    }
}

/// Reads a line; a register that is named for the file stands in for what the line leaves out.
fn parse(text: &str, named: Option<&str>, shelf: &RegisterShelf) -> Checked<RecordLine> {
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

fn unknown_register(name: &str, shelf: &RegisterShelf) -> String {
    let names: Vec<&str> = shelf.newest.iter().map(|register| register.name.as_str()).collect();
    let known = if names.is_empty() { "なし".to_owned() } else { names.join("、") };
    format!(
        "「{name}」という台帳がありません。sasae registers define で加えてください（今ある台帳：{known}）。"
    )
}

/// The record in its first version.
fn first(line: RecordLine, register: &Register, (by, at): (&By, &str)) -> Checked<RegisterRecord> {
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
fn renewed(before: &RegisterRecord, line: RecordLine, who: (&By, &str)) -> Checked<RegisterRecord> {
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
fn differences(before: &RecordLine, after: &RecordLine) -> Vec<String> {
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
