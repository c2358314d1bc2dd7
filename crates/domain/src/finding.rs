//! Findings (指摘) of the simple kinds, which a writer sees at once: what a form can tell of a field
//! by itself. They point; none of them stops anyone.

use crate::{
    Field, Offset, Slot, Value, percent, reply::Reply, round::Round, scale::Scale, text::fold,
};

/// What was found in one field of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The question.
    pub slot: Slot,
    /// What does not fit, and what to do.
    pub message: String,
}

/// What the year before said and what grades there are: what findings are compared with.
pub struct Known<'a> {
    /// Last year's answer to the question.
    pub last: &'a dyn Fn(&Slot) -> String,
    /// The grades that the form knows.
    pub scale: &'a Scale,
    /// Whether last year's words said again are pointed out.
    pub copies: bool,
}

/// The findings of a reply, in the order of the questions. What is missing is a finding too.
pub fn findings(round: &Round, reply: &Reply, known: &Known<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for question in &round.questions {
        let text = reply.text(&question.slot);
        let mut tell =
            |message: String| found.push(Finding { slot: question.slot.clone(), message });
        if Value::read(text) == Value::Missing {
            if question.required {
                tell("まだ記入がありません。".to_owned());
            }
            continue;
        }
        let length = text.chars().count();
        if let Some(limit) = question.limit.filter(|limit| length > *limit as usize) {
            tell(format!("{limit}文字の目安を{}文字超えています。", length - limit as usize));
        }
        match question.slot.field {
            Field::Achievement => tell_percent(text, &mut tell),
            Field::Progress => tell_grade(text, known.scale, &mut tell),
            _ => tell_prose(reply, &question.slot, text, known, &mut tell),
        }
    }
    found
}

fn tell_percent(text: &str, tell: &mut impl FnMut(String)) {
    if !Value::read(text).is_given() {
        return;
    }
    match percent::number(text).and_then(|number| number.parse::<f64>().ok()) {
        None => tell(
            "数字として読めません。0から100の数字か、「対象外」「未確定」を選んでください。"
                .to_owned(),
        ),
        Some(number) if !(0.0..=100.0).contains(&number) => {
            tell("0から100の間ではありません。".to_owned());
        }
        Some(_) => {}
    }
}

fn tell_grade(text: &str, scale: &Scale, tell: &mut impl FnMut(String)) {
    if Value::read(text).is_given() && !scale.grades.is_empty() && scale.find(text).is_none() {
        tell("取組状況の区分にない記入です。".to_owned());
    }
}

fn tell_prose(
    reply: &Reply,
    slot: &Slot,
    text: &str,
    known: &Known<'_>,
    tell: &mut impl FnMut(String),
) {
    let stated = reply.entries.get(slot).is_some_and(|entry| entry.same.is_some());
    let last = (known.last)(slot);
    if known.copies && !stated && Value::read(&last).is_given() && fold(&last) == fold(text) {
        tell(
            "前年度と同じ文です。同じでよいときは「前年度と同じ」を選び、理由を添えてください。"
                .to_owned(),
        );
    }
    let status = reply.text(&Slot::new(Field::Status, Offset::This));
    if slot.field == Field::Evaluation && fold(status) == fold(text) {
        tell("実施状況と同じ文です。実施してどうだったかを書いてください。".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        Day, FiscalYear, Id, layout::Layout, reply::Entry, round::questions, scale::Grade,
        stage::Stage,
    };

    fn round() -> Round {
        let year = FiscalYear::parse("R8").unwrap();
        let day = Day::parse("2027-04-01").unwrap();
        let questions = questions(&Layout::standard(year, Scale::default()));
        let (id, plan) = (Id::new("r"), Id::new("p"));
        let approval = true;
        Round { id, plan, year, opens_on: day, due_on: day, approval, questions, closed: false }
    }

    fn told(texts: &[(&str, &str)], last: &str) -> Vec<String> {
        let entry = |text: &str| Entry { text: text.into(), ..Entry::default() };
        let slot = |key: &str| Slot::STANDARD.into_iter().find(|(_, k)| *k == key).unwrap().0;
        let entries: BTreeMap<_, _> =
            texts.iter().map(|(key, text)| (slot(key), entry(text))).collect();
        let reply = Reply {
            action: Id::new("a"),
            section: Id::new("s"),
            stage: Stage::Draft,
            version: 0,
            reason: String::new(),
            submitted_on: None,
            entries,
        };
        let scale = Scale { name: "区分".into(), grades: vec![Grade::new("ア", "実施済")] };
        let last = |_: &Slot| last.to_owned();
        let known = Known { last: &last, scale: &scale, copies: true };
        let found = findings(&round(), &reply, &known);
        found.into_iter().map(|f| format!("{}: {}", f.slot.key(), f.message)).collect()
    }

    #[test]
    fn a_complete_reply_has_no_finding() {
        let texts = [
            ("status", "3回"),
            ("evaluation", "良い"),
            ("progress", "ア"),
            ("achievement", "対象外"),
            ("next_plan", "4回"),
        ];
        assert_eq!(told(&texts, "2回"), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_copied_or_off_the_scale_is_pointed_out() {
        let texts =
            [("status", "２回"), ("evaluation", "2回"), ("progress", "キ"), ("achievement", "120")];
        let told = told(&texts, "2回");
        let keys: Vec<_> = told.iter().map(|t| t.split(':').next().unwrap()).collect();
        assert_eq!(
            keys,
            ["status", "evaluation", "evaluation", "progress", "achievement", "next_plan"]
        );
        assert!(told[0].contains("前年度と同じ"));
        assert!(told[2].contains("実施状況と同じ文"));
    }
}
