//! What is wrong with a record: sentences at its fields, errors and warnings.

use domain::reply::remark;

use crate::{
    personal::looks_personal,
    record::{Handout, Occasion, Questionnaire, RecordFacts, RegisterRecord, Total},
    register::{Register, RegisterCode},
    state::{RecordState, knows},
};

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultLevel {
    /// The record is not taken.
    Error,
    /// The record is taken; somebody should look.
    Warning,
}

/// What is wrong at a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFault {
    /// The field, by its name in the contract.
    pub field: &'static str,
    /// How much it matters.
    pub level: FaultLevel,
    /// What is wrong and what to do.
    pub sentence: String,
}

/// No count of a municipality is larger.
const LARGEST: u64 = 100_000_000;

/// The option of those who chose none.
const NO_ANSWER: &str = "無回答";

struct Faults(Vec<RecordFault>);

impl Faults {
    fn error(&mut self, wrong: bool, field: &'static str, sentence: &str) {
        self.add(wrong, field, FaultLevel::Error, sentence);
    }

    fn warn(&mut self, wrong: bool, field: &'static str, sentence: &str) {
        self.add(wrong, field, FaultLevel::Warning, sentence);
    }

    fn add(&mut self, wrong: bool, field: &'static str, level: FaultLevel, sentence: &str) {
        if wrong {
            self.0.push(RecordFault { field, level, sentence: sentence.to_owned() });
        }
    }

    fn known(&mut self, field: &'static str, code: Option<&str>, list: &[RegisterCode]) {
        if let Some(code) = code.filter(|code| list.iter().all(|known| known.key != **code)) {
            let words: Vec<_> = list.iter().filter(|c| !c.retired).map(|c| &*c.key).collect();
            let list = words.join("、");
            let sentence =
                format!("「{code}」は台帳の区分にありません。{list} から選んでください。");
            self.error(true, field, &sentence);
        }
    }

    fn counts(&mut self, counts: &[(&'static str, Option<u64>)]) {
        for (field, n) in counts {
            let absurd = n.is_some_and(|n| n > LARGEST);
            self.error(absurd, field, "数が大きすぎます。桁を確かめてください。");
        }
    }
}

/// What is wrong with a record, seen by the version of the register that it names.
pub fn faults(record: &RegisterRecord, register: &Register) -> Vec<RecordFault> {
    let mut faults = Faults(Vec::new());
    for (field, text) in record.texts() {
        if let Err(unstorable) = remark(text) {
            faults.error(true, field, &unstorable.to_string());
        }
    }
    let period = record.period();
    let dated = period.from.fiscal_year().is_some() && period.to.fiscal_year().is_some();
    faults.error(!dated, "date", "どの年度にも入らない日付です。年を確かめてください。");
    faults.error(
        record.shape() != register.shape,
        "shape",
        &format!("この台帳は「{}」の記録を受け取ります。", register.shape.label()),
    );
    faults.error(
        record.register_version > register.version,
        "register",
        "記録の台帳の版がありません。今の版で入力し直してください。",
    );
    faults.error(
        !knows(record.shape(), record.state),
        "state",
        &format!(
            "この記録は「{}」にできません。ほかの状態を選んでください。",
            record.state.label()
        ),
    );
    let reason = record.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    faults.error(
        record.state.needs_reason() && !reason,
        "reason",
        "理由を入れてください（感染症のため、誤入力のため など）。",
    );
    faults.warn(
        record.state == RecordState::Postponed && record.moved_to.is_none(),
        "moved_to",
        "延期後の日が未記録です。決まったら入れてください。",
    );
    let memo = [&record.memo, &record.reason].into_iter().flatten();
    faults.warn(
        memo.into_iter().any(|text| looks_personal(text)),
        "memo",
        "氏名・電話番号・生年月日のように見えます。個人の事情は書かず、消してください。",
    );
    match &record.facts {
        RecordFacts::Occasion(told) => occasion(&mut faults, told, register),
        RecordFacts::Handout(told) => handout(&mut faults, told, register),
        RecordFacts::Total(told) => total(&mut faults, told, register),
    }
    required(&mut faults, record, register);
    faults.0
}

fn occasion(faults: &mut Faults, told: &Occasion, register: &Register) {
    faults.known("channel", told.channel.as_deref(), &register.codes);
    for row in told.attended.iter().filter(|row| !row.group.is_empty()) {
        faults.known("attended", Some(&row.group), &register.groups);
    }
    for row in &told.attended {
        faults.counts(&[("attended", row.n)]);
    }
    faults.counts(&[("seats", told.seats), ("booked", told.booked)]);
    let came: Option<u64> = told.attended.iter().map(|row| row.n).sum();
    let came = came.filter(|_| !told.attended.is_empty());
    let over = came.zip(told.seats).is_some_and(|(came, seats)| came > seats);
    faults.warn(over, "attended", "参加者が定員より多くなっています。どちらかを確かめてください。");
    if let Some(asked) = &told.asked {
        faults.counts(&[("asked", asked.returned)]);
        let over = asked.returned.zip(came).is_some_and(|(returned, came)| returned > came);
        faults.warn(
            over,
            "asked",
            "回収数が参加者より多くなっています。どちらかを確かめてください。",
        );
        answers(faults, asked, register);
    }
    let mut names: Vec<_> = told.present.iter().map(|one| (one.kind, &one.name)).collect();
    names.sort();
    let twice = names.windows(2).any(|two| two[0] == two[1]);
    faults.error(twice, "present", "同じ課または団体が二度あります。一つにしてください。");
}

fn answers(faults: &mut Faults, asked: &Questionnaire, register: &Register) {
    for answer in &asked.answers {
        let question = register.questions.iter().find(|one| one.key == answer.question);
        let Some(question) = question else {
            let key = &answer.question;
            let sentence =
                format!("「{key}」という問いは台帳にありません。key を確かめてください。");
            faults.error(true, "asked", &sentence);
            continue;
        };
        let known = answer.option.is_empty()
            || answer.option == NO_ANSWER
            || question.options.contains(&answer.option);
        faults.error(!known, "asked", "台帳にない選択肢です。問いの options に合わせてください。");
        let over = answer.n.zip(asked.returned).is_some_and(|(n, returned)| n > returned);
        faults.error(over, "asked", "回答が回収数より多くなっています。数を確かめてください。");
    }
    for question in register.questions.iter().filter(|question| !question.options.is_empty()) {
        let own = || asked.answers.iter().filter(|answer| answer.question == question.key);
        let sum: Option<u64> = own().map(|answer| answer.n).sum();
        if let Some((sum, returned)) = sum.filter(|_| own().next().is_some()).zip(asked.returned) {
            let sentence = format!(
                "「{}」の回答が回収数と{}件違います。{NO_ANSWER}の数も入れてください。",
                question.text,
                sum.abs_diff(returned)
            );
            faults.warn(sum != returned, "asked", &sentence);
        }
    }
}

fn handout(faults: &mut Faults, told: &Handout, register: &Register) {
    faults.known("channel", told.channel.as_deref(), &register.codes);
    let numbers = [
        ("quantity", told.quantity),
        ("persons", told.persons),
        ("kinds", told.kinds),
        ("reach", told.reach),
    ];
    faults.counts(&numbers);
}

fn total(faults: &mut Faults, told: &Total, register: &Register) {
    let named = register
        .countings
        .iter()
        .any(|counting| counting.key == told.counting || counting.option == told.counting);
    faults.error(
        !named,
        "counting",
        "台帳にない数え方です。台帳の countings の key から選んでください。",
    );
    faults.counts(&[("value", told.value)]);
    for row in &told.breakdown {
        faults.known("breakdown", Some(&row.code), &register.codes);
        faults.counts(&[("breakdown", row.n)]);
    }
    let parts: u64 = told.breakdown.iter().filter_map(|row| row.n).sum();
    let over = told.value.is_some_and(|value| parts > value);
    faults.error(over, "breakdown", "内訳の合計が全体より多くなっています。数を確かめてください。");
}

fn required(faults: &mut Faults, record: &RegisterRecord, register: &Register) {
    if !record.state.counts() {
        return;
    }
    let line = serde_json::to_value(crate::line::RecordLine::from(record)).unwrap_or_default();
    // Without its days a line is no record
    let dated = |name: &&String| ["date", "from", "to"].contains(&name.as_str());
    for name in register.require.iter().filter(|name| !dated(name)) {
        let missing = line.get(name).is_none();
        let field = REQUIRABLE.into_iter().find(|known| known == name).unwrap_or("register");
        let sentence = format!("「{name}」が未記録です。この台帳では必ず入れてください。");
        faults.error(missing, field, &sentence);
    }
}

/// The fields that a register may require.
pub(crate) const REQUIRABLE: [&str; 22] = [
    "date", "from", "to", "start", "series", "form", "present", "attended", "seats", "booked",
    "asked", "movement", "item", "quantity", "audience", "persons", "kinds", "reach", "venue",
    "channel", "counting", "value",
];
