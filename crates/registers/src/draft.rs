//! Drafts (文案): a wording with the figures of records, each with its place in the text.

use std::{collections::BTreeSet, ops::Range};

use domain::Day;

use crate::{
    count::CountedRecords,
    record::{OccasionForm, RecordFacts, RegisterRecord},
    style::{ListForm, WordingStyle},
    tally::RegisterTally,
    wording::{Wording, WordingPart},
    written::{about, dated, lacking, written},
};

/// A text that records write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterDraft {
    /// The words.
    pub text: String,
    /// The figures in it, in order.
    pub numbers: Vec<DraftNumber>,
    /// The days in it, in order.
    pub days: Vec<Day>,
}

impl RegisterDraft {
    /// How much is written: bytes, figures, days.
    fn extent(&self) -> (usize, usize, usize) {
        (self.text.len(), self.numbers.len(), self.days.len())
    }

    /// Takes back what was written beyond.
    fn cut(&mut self, (text, numbers, days): (usize, usize, usize)) {
        self.text.truncate(text);
        self.numbers.truncate(numbers);
        self.days.truncate(days);
    }
}

/// A figure of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftNumber {
    /// Its bytes in the text, 約 and the sign of percent included.
    pub bytes: Range<usize>,
    /// What it is.
    pub tally: RegisterTally,
}

/// Writes a wording; nothing where a figure that it needs is not known.
pub fn draft(
    wording: &Wording,
    records: &CountedRecords<'_>,
    style: &WordingStyle,
) -> Option<RegisterDraft> {
    let mut writer = Writer { style, whole: records, draft: RegisterDraft::default(), name: None };
    writer.all(wording, records)?;
    Some(writer.draft)
}

struct Writer<'a, 'r> {
    style: &'a WordingStyle,
    /// The records of the whole draft: `.sum` counts over them.
    whole: &'a CountedRecords<'r>,
    draft: RegisterDraft,
    /// The code of a list that is being written.
    name: Option<&'r str>,
}

impl<'r> Writer<'_, 'r> {
    fn all(&mut self, wording: &Wording, records: &CountedRecords<'r>) -> Option<()> {
        wording.parts.iter().try_for_each(|part| self.part(part, records))
    }

    fn part(&mut self, part: &WordingPart, records: &CountedRecords<'r>) -> Option<()> {
        match part {
            WordingPart::Text(text) => self.text(text),
            WordingPart::Field { name, form } => self.field(name, form, records)?,
            WordingPart::Optional { name, body } => {
                if is_told(name, records, self.style) {
                    self.all(body, records)?;
                }
            }
            WordingPart::Each { name, body, sep } => {
                let evidence = records.tally(name)?.evidence;
                let evidence: BTreeSet<_> = evidence.iter().map(|one| &one.record).collect();
                let counted = records.records().iter().copied();
                let items = counted.filter(|record| evidence.contains(&record.id));
                let items = items.map(|record| (None, records.only(record))).collect();
                self.items(items, body, sep.as_deref())?;
            }
            WordingPart::List { name, top, body, sep, more } => {
                let listed = parts(name, *top, body, records);
                let rest = *more && rest(&listed, body, records);
                self.items(listed, body, sep.as_deref())?;
                if rest {
                    self.draft.text.push_str("など");
                }
            }
        }
        Some(())
    }

    /// The words of a wording: 名 for 人, 計 for 合計, as the plan writes them.
    fn text(&mut self, text: &str) {
        let mut text = text.to_owned();
        let after_number =
            self.draft.numbers.last().is_some_and(|one| one.bytes.end == self.draft.text.len());
        if let Some(rest) =
            text.strip_prefix('人').filter(|_| after_number && self.style.persons_in_mei)
        {
            text = format!("名{rest}");
        }
        if self.style.short_total {
            text = text.replace("合計", "計");
        }
        self.draft.text.push_str(&text);
    }

    fn items(
        &mut self,
        items: Vec<(Option<&'r str>, CountedRecords<'r>)>,
        body: &Wording,
        sep: Option<&str>,
    ) -> Option<()> {
        let lines = sep.is_none() && self.style.list == ListForm::Lines;
        let sep = sep.unwrap_or(if lines { "\n・" } else { "、" });
        let mut written = 0;
        for (name, records) in items {
            let before = self.draft.extent();
            let outer = self.name;
            let opening = if lines { "・" } else { "" };
            self.draft.text.push_str(if written == 0 { opening } else { sep });
            self.name = name;
            match self.all(body, &records) {
                Some(()) => written += 1,
                None => self.draft.cut(before),
            }
            self.name = outer;
        }
        (written > 0).then_some(())
    }

    fn field(&mut self, name: &str, form: &str, records: &CountedRecords<'r>) -> Option<()> {
        let register = records.register();
        if name == "name" {
            self.draft.text.push_str(register.word(self.name?));
            return Some(());
        }
        let Some(counting) = register.counting(name) else {
            return self.fact(name, form, records);
        };
        match form {
            "text" => {
                let question = register.questions.iter().find(|question| question.key == name)?;
                self.draft.text.push_str(&question.text);
            }
            "unit" => self.draft.text.push_str(&counting.unit),
            "rate" => self.number(records.rate(name)?)?,
            "sum" => self.number(self.whole.tally(name)?)?,
            "of" => {
                let note = lacking(&records.tally(name)?, self.style);
                self.draft.text.push_str(&note);
            }
            _ => self.number(records.tally(name)?)?,
        }
        Some(())
    }

    fn number(&mut self, tally: RegisterTally) -> Option<()> {
        let start = self.draft.text.len();
        if tally.is_approx() {
            self.draft.text.push('約');
        }
        let value = if tally.is_approx() { about(tally.value?) } else { tally.value? };
        self.draft.text.push_str(&written(value, &tally.unit, self.style));
        let bytes = start..self.draft.text.len();
        self.draft.numbers.push(DraftNumber { bytes, tally });
        Some(())
    }

    fn fact(&mut self, name: &str, form: &str, records: &CountedRecords<'r>) -> Option<()> {
        if name == "date" {
            let mut days: Vec<_> = records.records().iter().map(|r| r.period().from).collect();
            days.dedup();
            let words: Vec<_> = days.iter().map(|day| dated(*day, form, self.style)).collect();
            self.draft.text.push_str(&words.join("、"));
            self.draft.days.extend(days);
            return (!words.is_empty()).then_some(());
        }
        let words = facts(records, name, self.style);
        self.draft.text.push_str(&words.join("、"));
        (!words.is_empty()).then_some(())
    }
}

/// The codes of a list with their records.
fn parts<'r>(
    name: &str,
    top: Option<usize>,
    body: &Wording,
    records: &CountedRecords<'r>,
) -> Vec<(Option<&'r str>, CountedRecords<'r>)> {
    let register = records.register();
    let codes = if name == "groups" { &register.groups } else { &register.codes };
    let mut parts: Vec<_> = codes
        .iter()
        .map(|code| (Some(code.key.as_str()), records.part(&code.key)))
        .filter(|(_, part)| first(body, part).is_some_and(|n| n.value.is_some()))
        .collect();
    // Beside codes that have a number, those that have none are not worth a word
    let is_some = |(_, part): &(_, CountedRecords<'_>)| {
        first(body, part).and_then(|n| n.value).is_some_and(|value| value.number() > 0.0)
    };
    if parts.iter().any(is_some) {
        parts.retain(is_some);
    }
    if let Some(top) = top {
        parts.sort_by_cached_key(|(_, part)| {
            std::cmp::Reverse(first(body, part).and_then(|n| n.value))
        });
        parts.truncate(top);
    }
    parts
}

/// Whether what `{?…}` asks for is recorded; of `.all` and `.some`, whether the number is its base.
fn is_told(name: &str, records: &CountedRecords<'_>, style: &WordingStyle) -> bool {
    let (name, form) = name.split_once('.').unwrap_or((name, ""));
    let Some(tally) = records.tally(name) else {
        return !facts(records, name, style).is_empty();
    };
    let pair = records.rate(name).and_then(|rate| rate.of);
    match form {
        "all" => pair.is_some_and(|(n, of)| n == of),
        "some" => pair.is_some_and(|(n, of)| n < of),
        _ => tally.value.is_some(),
    }
}

/// The first figure of a list's body: by it the list is ordered.
fn first(body: &Wording, part: &CountedRecords<'_>) -> Option<RegisterTally> {
    body.parts.iter().find_map(|piece| match piece {
        WordingPart::Field { name, .. } => part.tally(name),
        _ => None,
    })
}

/// Whether the parts leave something of the whole.
fn rest(
    parts: &[(Option<&str>, CountedRecords<'_>)],
    body: &Wording,
    records: &CountedRecords<'_>,
) -> bool {
    let whole = first(body, records).and_then(|tally| tally.whole()).unwrap_or_default();
    let told = parts.iter().filter_map(|(_, part)| first(body, part)?.whole());
    told.sum::<u64>() < whole
}

/// The different words that records have for a fact.
fn facts(records: &CountedRecords<'_>, name: &str, style: &WordingStyle) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for record in records.records() {
        let word = match name {
            "date" => Some(dated(record.period().from, "md", style)),
            "month" => Some(dated(record.period().from, "m", style)),
            _ => fact(record, name).map(|word| match name {
                "channel" => records.register().word(word).to_owned(),
                _ => word.to_owned(),
            }),
        };
        words.extend(word.filter(|word| !words.contains(word)));
    }
    words
}

fn fact<'a>(record: &'a RegisterRecord, name: &str) -> Option<&'a str> {
    match (name, &record.facts) {
        ("reason", _) => record.reason.as_deref(),
        ("venue", _) => record.venue(),
        ("channel", _) => record.channel(),
        ("start", RecordFacts::Occasion(told)) => told.start.as_deref(),
        ("series", RecordFacts::Occasion(told)) => told.series.as_deref(),
        ("form", RecordFacts::Occasion(told)) => told.form.map(OccasionForm::label),
        ("item", RecordFacts::Handout(told)) => told.item.as_deref(),
        ("audience", RecordFacts::Handout(told)) => told.audience.as_deref(),
        _ => None,
    }
}
