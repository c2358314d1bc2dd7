//! A register as a form: what a city names, ticks and words, over what the register was.

use registers::{
    Counting, CountingKind, Register, RegisterCode, RegisterQuestion, Shape,
    register::{RegisterLevel, Sensitivity, ServedAction},
};

use super::form::{Sent, label, sent};
use crate::{Error, Result};

/// A register that says nothing yet.
pub(super) fn blank(shape: Shape) -> Register {
    let (kinds, wording): (&[CountingKind], &str) = match shape {
        Shape::Occasion => (
            &[CountingKind::Held, CountingKind::Attended],
            "実施回数：{実施回数}回、参加者数：{参加者数}人",
        ),
        Shape::Handout => (&[CountingKind::Copies], "{配布部数}部を配布した。"),
        Shape::Total => (&[], ""),
    };
    Register {
        name: String::new(),
        version: 1,
        shape,
        family: String::new(),
        serves: Vec::new(),
        level: RegisterLevel::Records,
        sensitivity: Sensitivity::Normal,
        show: Vec::new(),
        require: Vec::new(),
        groups: Vec::new(),
        codes: Vec::new(),
        questions: Vec::new(),
        countings: kinds.iter().map(|kind| plain(*kind, kind.usual_unit())).collect(),
        wordings: Some(wording.to_owned()).filter(|text| !text.is_empty()).into_iter().collect(),
    }
}

fn plain(kind: CountingKind, unit: &str) -> Counting {
    Counting {
        key: kind.code().to_owned(),
        name: String::new(),
        unit: unit.to_owned(),
        kind,
        of: Vec::new(),
        codes: Vec::new(),
        option: String::new(),
        note: String::new(),
    }
}

/// The fields that a form of the shape may show.
pub(super) fn optional_fields(shape: Shape) -> &'static [&'static str] {
    match shape {
        Shape::Occasion => {
            &["venue", "start", "series", "form", "seats", "booked", "attended", "asked", "memo"]
        }
        Shape::Handout => &["item", "venue", "audience", "persons", "kinds", "reach", "memo"],
        Shape::Total => &["breakdown", "memo"],
    }
}

/// The ways of counting that a form offers to be ticked: those that need nothing but records.
pub(super) fn offered(shape: Shape) -> Vec<CountingKind> {
    use CountingKind as Kind;
    let apart = [Kind::Answers, Kind::Rate, Kind::Sum, Kind::Last, Kind::Mean];
    let all = Kind::ALL.into_iter().filter(|kind| kind.shapes().contains(&shape));
    if shape == Shape::Total {
        return Vec::new();
    }
    all.filter(|kind| !apart.contains(kind)).collect()
}

/// The register's counting that a tick of the form stands for.
pub(super) fn ticked(register: &Register, kind: CountingKind) -> Option<&Counting> {
    register.countings.iter().find(|one| one.key == kind.code() && one.kind == kind)
}

/// A list of codes as lines; those out of use are left out.
pub(super) fn lines(codes: &[RegisterCode]) -> String {
    let used = codes.iter().filter(|code| !code.retired).map(|code| code.name.as_str());
    used.collect::<Vec<_>>().join("\n")
}

/// Questions as lines: the words, then its options.
pub(super) fn question_lines(questions: &[RegisterQuestion]) -> String {
    let used = questions.iter().filter(|question| !question.retired);
    let line = |question: &RegisterQuestion| match question.options.as_slice() {
        [] => question.text.clone(),
        options => format!("{}：{}", question.text, options.join("、")),
    };
    used.map(line).collect::<Vec<_>>().join("\n")
}

/// The numbers that are reported, as lines: name and unit.
pub(super) fn total_lines(register: &Register) -> String {
    let line = |one: &Counting| format!("{}　{}", register.name_of(one), one.unit);
    register.countings.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Wordings as lines, countings by their names; a line's end within one is written `\n`.
pub(super) fn wording_lines(register: &Register) -> String {
    let names: Vec<(&str, String)> =
        register.countings.iter().map(|one| (one.key.as_str(), register.name_of(one))).collect();
    let fits = |name: &str| !name.contains(|c: char| c.is_whitespace() || ".{}？?".contains(c));
    let once = |name: &str| names.iter().filter(|(_, other)| other == name).count() == 1;
    let line = |text: &String| {
        let named = names.iter().filter(|(_, name)| fits(name) && once(name));
        let text = named.fold(text.clone(), |text, (key, name)| by_name(&text, key, name));
        text.replace('\n', "\\n")
    };
    register.wordings.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A wording with a counting's name in place of its key.
fn by_name(text: &str, key: &str, name: &str) -> String {
    let before = ["{", "{?", "{each "];
    let after = ["}", ".", " "];
    before.iter().fold(text.to_owned(), |text, start| {
        after.iter().fold(text, |text, end| {
            text.replace(&format!("{start}{key}{end}"), &format!("{start}{name}{end}"))
        })
    })
}

/// The lines of a field, without those that say nothing.
fn typed<'a>(form: &'a Sent, name: &str) -> Vec<&'a str> {
    sent(form, name).lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The register that a form makes of another.
pub(super) fn edited(base: &Register, form: &Sent) -> Result<Register> {
    let mut register = base.clone();
    if base.name.is_empty() || !sent(form, "name").is_empty() {
        sent(form, "name").clone_into(&mut register.name);
    }
    register.serves = serves(form)?;
    let fields = optional_fields(base.shape);
    let asks = |mark: &str, name: &&&str| has(form, mark, name);
    let kept = |of: &[String]| -> Vec<String> {
        of.iter().filter(|name| !fields.contains(&name.as_str())).cloned().collect()
    };
    register.show = kept(&base.show);
    register.require = kept(&base.require);
    register.show.extend(fields.iter().filter(|name| asks("show", name)).map(ToString::to_string));
    register
        .require
        .extend(fields.iter().filter(|name| asks("need", name)).map(ToString::to_string));
    register.groups = codes(&base.groups, &typed(form, "groups"));
    register.codes = codes(&base.codes, &typed(form, "codes"));
    register.questions = questions(&base.questions, &typed(form, "questions"));
    register.countings = countings(&register, form)?;
    register.wordings =
        typed(form, "wordings").iter().map(|text| text.replace("\\n", "\n")).collect();
    Register::from_json(&register.json())
        .map_err(|fault| Error::Refused(spoken(&fault.to_string())))
}

fn has(form: &Sent, name: &str, value: &str) -> bool {
    form.iter().any(|(of, sent)| of == name && sent == value)
}

/// The actions that were ticked: number and section.
fn serves(form: &Sent) -> Result<Vec<ServedAction>> {
    let ticked = form.iter().filter(|(name, _)| name == "serves");
    let read = |(_, value): &(String, String)| {
        let (action, section) = value.split_once(' ').unwrap_or((value, ""));
        let action = action.parse().ok()?;
        Some(ServedAction { action, section: section.to_owned() })
    };
    let all: Option<Vec<_>> = ticked.map(read).collect();
    all.ok_or_else(|| Error::Refused("事業を選び直してください。".to_owned()))
}

/// A list of codes after an edit: what is no longer in it goes out of use and keeps its place.
fn codes(base: &[RegisterCode], names: &[&str]) -> Vec<RegisterCode> {
    let mut codes: Vec<RegisterCode> = Vec::new();
    for name in names {
        if codes.iter().all(|code| code.name != *name) {
            let known = base.iter().find(|code| code.name == *name);
            let key = known.map_or_else(|| (*name).to_owned(), |code| code.key.clone());
            codes.push(RegisterCode { key, name: (*name).to_owned(), retired: false });
        }
    }
    let gone = base.iter().filter(|code| names.iter().all(|name| code.name != *name));
    codes.extend(gone.map(|code| RegisterCode { retired: true, ..code.clone() }));
    codes
}

/// The questions after an edit, in the same way; an option that was dropped stays readable.
fn questions(base: &[RegisterQuestion], lines: &[&str]) -> Vec<RegisterQuestion> {
    let mut questions: Vec<RegisterQuestion> = Vec::new();
    for line in lines {
        let (text, options) = line.split_once(['：', ':']).unwrap_or((line, ""));
        let options = options.split(['、', ',', '，']).map(str::trim).filter(|one| !one.is_empty());
        let mut options: Vec<String> = options.map(str::to_owned).collect();
        let known = base.iter().find(|question| question.text == text);
        let before = known.map_or(&[][..], |question| &question.options);
        options.extend(
            before.iter().filter(|one| !options.contains(one)).cloned().collect::<Vec<_>>(),
        );
        let key = known.map_or_else(|| text.to_owned(), |question| question.key.clone());
        if questions.iter().all(|question| question.key != key) {
            questions.push(RegisterQuestion {
                key,
                text: text.to_owned(),
                options,
                retired: false,
            });
        }
    }
    let gone = base.iter().filter(|one| questions.iter().all(|other| other.key != one.key));
    let gone: Vec<_> = gone.map(|one| RegisterQuestion { retired: true, ..one.clone() }).collect();
    questions.extend(gone);
    questions
}

/// The countings after an edit: what was ticked, what is reported, and one for each question.
fn countings(register: &Register, form: &Sent) -> Result<Vec<Counting>> {
    if register.shape == Shape::Total {
        return totals(register, &typed(form, "totals"));
    }
    let offered = offered(register.shape);
    let apart = |one: &&Counting| !offered.iter().any(|kind| one.key == kind.code());
    let mut countings: Vec<Counting> = Vec::new();
    for kind in offered.iter().filter(|kind| has(form, "count", kind.code())) {
        let unit = sent(form, &format!("unit:{}", kind.code()));
        let unit = if unit.is_empty() { kind.usual_unit() } else { unit };
        let known = ticked(register, *kind).cloned().unwrap_or_else(|| plain(*kind, unit));
        countings.push(Counting { unit: unit.to_owned(), ..known });
    }
    countings.extend(register.countings.iter().filter(apart).cloned());
    let returned = countings.iter().any(|one| one.key == CountingKind::Returned.code());
    for question in register.questions.iter().filter(|question| !question.retired) {
        if countings.iter().all(|one| one.key != question.key) {
            countings.push(Counting {
                key: question.key.clone(),
                option: question.options.first().cloned().unwrap_or_default(),
                of: returned
                    .then(|| CountingKind::Returned.code().to_owned())
                    .into_iter()
                    .collect(),
                ..plain(CountingKind::Answers, "人")
            });
        }
    }
    Ok(countings)
}

/// What is reported, each line a name and its unit; what is known by its name keeps its key.
fn totals(register: &Register, lines: &[&str]) -> Result<Vec<Counting>> {
    let read = |line: &&str| {
        let (name, unit) = line.rsplit_once(['　', ' ', '\t']).ok_or_else(|| {
            Error::Refused(format!(
                "数える数：「{line}」に単位がありません。「相談件数　件」のように、名前と単位の間を空けてください。"
            ))
        })?;
        let (name, unit) = (name.trim(), unit.trim().to_owned());
        let known = register.countings.iter().find(|one| register.name_of(one) == name);
        Ok(match known {
            Some(known) => Counting { unit, ..known.clone() },
            None => Counting {
                key: name.to_owned(),
                name: name.to_owned(),
                ..plain(CountingKind::Sum, &unit)
            },
        })
    };
    lines.iter().map(read).collect()
}

/// A fault of a register by the words of the form.
fn spoken(fault: &str) -> String {
    let words = [
        ("wordings の", "文案の"),
        ("countings の", "数え方の"),
        ("questions", "アンケートの問い"),
        ("groups", "対象"),
        ("codes", "区分"),
        ("version", "版"),
        ("name", "台帳の名前"),
    ];
    words.iter().fold(fault.to_owned(), |text, (key, word)| text.replace(key, word))
}

/// A field of the records that the form may show or ask for.
#[derive(Debug)]
pub(super) struct FieldTick {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) shown: bool,
    pub(super) needed: bool,
}

/// The fields with what the register says of each.
pub(super) fn field_ticks(register: &Register) -> Vec<FieldTick> {
    let has = |all: &[String], name: &str| all.iter().any(|one| one == name);
    let tick = |name: &&'static str| FieldTick {
        name,
        label: label(name).unwrap_or(name),
        shown: has(&register.show, name),
        needed: has(&register.require, name),
    };
    optional_fields(register.shape).iter().map(tick).collect()
}
