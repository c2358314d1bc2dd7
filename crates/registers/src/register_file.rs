//! A register as a file: TOML that a person edits, and JSON.

use serde::Deserialize;

use crate::{
    counting::{Counting, CountingKind},
    register::{
        Register, RegisterCode, RegisterLevel, RegisterQuestion, Sensitivity, ServedAction,
    },
    state::Shape,
    wording::Wording,
};

/// Why a file is no register: a sentence that names the place and the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}：{sentence}")]
pub struct RegisterFault {
    /// The key or line.
    pub place: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl RegisterFault {
    pub(crate) fn at(place: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { place: place.into(), sentence: sentence.into() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisterFile {
    name: String,
    #[serde(default = "first")]
    version: u32,
    shape: Shape,
    #[serde(default)]
    family: String,
    #[serde(default)]
    serves: Vec<ServedAction>,
    #[serde(default)]
    level: RegisterLevel,
    #[serde(default)]
    sensitivity: Sensitivity,
    #[serde(default)]
    show: Vec<String>,
    #[serde(default)]
    require: Vec<String>,
    #[serde(default)]
    groups: Vec<CodeInFile>,
    #[serde(default)]
    codes: Vec<CodeInFile>,
    #[serde(default)]
    questions: Vec<RegisterQuestion>,
    #[serde(default)]
    countings: Vec<CountingInFile>,
    #[serde(default)]
    wordings: Vec<String>,
}

fn first() -> u32 {
    1
}

/// A code as a bare word, or with its key.
#[derive(Deserialize)]
#[serde(untagged)]
enum CodeInFile {
    Word(String),
    Whole(RegisterCode),
}

impl From<CodeInFile> for RegisterCode {
    fn from(code: CodeInFile) -> Self {
        match code {
            CodeInFile::Word(word) => Self { key: word.clone(), name: word, retired: false },
            CodeInFile::Whole(whole) => whole,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrSeveral {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountingInFile {
    key: String,
    #[serde(default)]
    name: String,
    unit: String,
    kind: Option<CountingKind>,
    of: Option<OneOrSeveral>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    option: String,
    #[serde(default)]
    note: String,
}

impl CountingInFile {
    fn counting(self) -> Result<Counting, RegisterFault> {
        let kind = self.kind.or_else(|| CountingKind::coded(&self.key)).ok_or_else(|| {
            let known = CountingKind::ALL.map(CountingKind::code).join("、");
            let sentence = format!("kind（数え方）を {known} のどれかで指定してください。");
            RegisterFault::at(format!("countings の「{}」", self.key), sentence)
        })?;
        let of = match self.of {
            None => Vec::new(),
            Some(OneOrSeveral::One(one)) => vec![one],
            Some(OneOrSeveral::Several(several)) => several,
        };
        let Self { key, name, unit, codes, option, note, .. } = self;
        Ok(Counting { key, name, unit, kind, of, codes, option, note })
    }
}

impl Register {
    /// Reads a register.
    pub fn from_toml(text: &str) -> Result<Self, RegisterFault> {
        Self::from_file(toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            RegisterFault::at(
                format!("{line}行目"),
                format!(
                    "台帳の定義として読めません（{}）。項目の名前と値を確かめてください。",
                    error.message()
                ),
            )
        })?)
    }

    /// Reads a register as JSON, with the same keys.
    pub fn from_json(text: &str) -> Result<Self, RegisterFault> {
        Self::from_file(serde_json::from_str(text).map_err(|error| {
            let sentence = format!("台帳の定義として読めません（{error}）。");
            RegisterFault::at(format!("{}行目", error.line()), sentence)
        })?)
    }

    /// The register as a file.
    pub fn toml(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// The register as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn from_file(file: RegisterFile) -> Result<Self, RegisterFault> {
        let countings: Result<_, _> =
            file.countings.into_iter().map(CountingInFile::counting).collect();
        let register = Self {
            name: file.name,
            version: file.version,
            shape: file.shape,
            family: file.family,
            serves: file.serves,
            level: file.level,
            sensitivity: file.sensitivity,
            show: file.show,
            require: file.require,
            groups: file.groups.into_iter().map(Into::into).collect(),
            codes: file.codes.into_iter().map(Into::into).collect(),
            questions: file.questions,
            countings: countings?,
            wordings: file.wordings,
        };
        register.check().map(|()| register)
    }

    /// Whether its parts fit together.
    fn check(&self) -> Result<(), RegisterFault> {
        if self.name.trim().is_empty() {
            return Err(RegisterFault::at("name", "台帳の名前を入れてください。"));
        }
        for counting in &self.countings {
            self.check_counting(counting)?;
        }
        for (nth, text) in self.wordings.iter().enumerate() {
            let place = || format!("wordings の{}番目", nth + 1);
            let wording = Wording::parse(text)
                .map_err(|fault| RegisterFault::at(place(), fault.to_string()))?;
            if let Some(name) = wording.unknown(self) {
                let sentence = format!(
                    "「{name}」という数え方も項目もありません。countings に加えるか、直してください。"
                );
                return Err(RegisterFault::at(place(), sentence));
            }
        }
        Ok(())
    }

    fn check_counting(&self, counting: &Counting) -> Result<(), RegisterFault> {
        let fault = |sentence: String| {
            Err(RegisterFault::at(format!("countings の「{}」", counting.key), sentence))
        };
        if self.countings.iter().filter(|other| other.key == counting.key).count() > 1 {
            return fault("同じ key が二つあります。別の名前にしてください。".to_owned());
        }
        if !counting.kind.shapes().contains(&self.shape) {
            return fault(format!("この数え方は「{}」の台帳では使えません。", self.shape.label()));
        }
        let plain =
            |key: &String| self.counting(key).is_some_and(|base| base.kind != CountingKind::Rate);
        if let Some(missing) = counting.of.iter().find(|key| !plain(key)) {
            return fault(format!("of の「{missing}」が countings にないか、率です。"));
        }
        let wanted = if counting.kind == CountingKind::Rate { 2..=2 } else { 0..=1 };
        if !wanted.contains(&counting.of.len()) {
            return fault(
                "of の数が合いません。率は [分子, 分母]、ほかは分母一つを入れてください。"
                    .to_owned(),
            );
        }
        Ok(())
    }
}
