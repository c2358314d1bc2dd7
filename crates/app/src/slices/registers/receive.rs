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
use registers::{FaultLevel, RecordLine, RegisterRecord};
use store::{AuditRecord, StoredRecord, Tx};

use super::{
    RegisterShelf,
    entry::written,
    form::label,
    incoming_line::{Checked, differences, fault, first, parse, renewed, unknown_register},
    only_section, record_of, section_named, stored,
};
use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest, files},
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
    /// Why records are corrected, where their lines do not say it.
    pub(crate) reason: Option<&'a str>,
    /// The headings of the table that the lines were read from, and what each is.
    pub(crate) columns: &'a [(String, String)],
}

/// What is to be said of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineRemark {
    pub(super) line: usize,
    pub(super) field: String,
    pub(super) sentence: String,
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

/// What would come of a file.
#[derive(Debug, Default)]
pub(super) struct RecordsSeen {
    pub(super) sent: usize,
    pub(super) new: usize,
    pub(super) known: usize,
    /// Records that are there and say something else: what differs.
    pub(super) changed: Vec<LineRemark>,
    pub(super) faults: Vec<LineRemark>,
    pub(super) warnings: Vec<LineRemark>,
}

/// Looks at the records of a file; nothing is kept.
pub(super) async fn look(
    app: &App,
    plan: &Id<Plan>,
    file: &RecordFile<'_>,
    by: &By,
) -> Result<RecordsSeen> {
    let mut tx = app.store.read().await?;
    let mut intake = Intake::at(&mut tx, plan, by).await?;
    let sent = intake.all(&mut tx, file).await?;
    let Intake { new, known, changed, faults, warnings, .. } = intake;
    let new = new.len() - changed.len();
    Ok(RecordsSeen { sent, new, known, changed, faults, warnings })
}

/// Takes the records of a file.
pub(crate) async fn receive(
    app: &App,
    plan: &Id<Plan>,
    file: &RecordFile<'_>,
    by: &By,
) -> Result<RecordsTaken> {
    let mut tx = app.store.begin().await?;
    let mut intake = Intake::at(&mut tx, plan, by).await?;
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
    /// The new versions of records that are there, with what differs.
    changed: Vec<LineRemark>,
    faults: Vec<LineRemark>,
    warnings: Vec<LineRemark>,
}

impl<'a> Intake<'a> {
    /// Begins where nothing was looked at.
    async fn at(tx: &mut Tx, plan: &'a Id<Plan>, by: &'a By) -> Result<Self> {
        Ok(Self {
            shelf: RegisterShelf::of(tx, plan).await?,
            sections: tx.sections(plan).await?,
            plan,
            by,
            at: clock::now(),
            new: Vec::new(),
            lines: BTreeMap::new(),
            anonymous: BTreeMap::new(),
            known: 0,
            changed: Vec::new(),
            faults: Vec::new(),
            warnings: Vec::new(),
        })
    }

    /// Looks at every line; answers how many records there are.
    async fn all(&mut self, tx: &mut Tx, file: &RecordFile<'_>) -> Result<usize> {
        let text = files::utf8(file.bytes)?;
        let lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
        let mut sent = 0;
        for (text, line) in lines.filter(|(text, _)| !text.trim().is_empty()) {
            sent += 1;
            if let Err((field, sentence)) = self.one(tx, (line, text), file).await? {
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
        file: &RecordFile<'_>,
    ) -> Result<Checked<()>> {
        let read = parse(text, file.register, &self.shelf).and_then(|line| self.identified(line));
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
        Ok(self.compared(no, line, (&former, file.reason)))
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
        (former, reason): (&[RegisterRecord], Option<&str>),
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
        // A line that gives no reason says nothing about the one that was given
        let same = |one: &RegisterRecord| {
            let kept = record.reason.clone().or_else(|| one.reason.clone());
            let told = RecordLine { reason: kept, ..RecordLine::from(&record) };
            RecordLine::from(one) == told
        };
        if former.iter().any(same) {
            self.known += 1;
            return Ok(());
        }
        let record = match former.first() {
            None => record,
            Some(before) => {
                let mut names = differences(&RecordLine::from(before), &line);
                names.retain(|name| name != "reason");
                let words = names.iter().map(|name| label(name).unwrap_or(name.as_str()));
                let sentence = words.collect::<Vec<_>>().join("、");
                let field = String::new();
                self.changed.push(LineRemark { line: no, field, sentence });
                let reason = line.reason.or_else(|| reason.map(str::to_owned));
                renewed(before, RecordLine { reason, ..line }, (self.by, &self.at))?
            }
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
            columns: file.columns.to_vec(),
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
