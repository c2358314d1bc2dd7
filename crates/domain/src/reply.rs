//! Replies (回答): what one section answers for one action in a round, and how the parts of several
//! owners become one cell of the sheet and come apart again.

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};

use crate::{
    Day, Id, Slot, Value,
    action::Action,
    round::{LONGEST, Round},
    section::Section,
    stage::Stage,
    text::fold,
};

/// One section's reply for one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The action.
    pub action: Id<Action>,
    /// The section that answers.
    pub section: Id<Section>,
    /// How far it is.
    pub stage: Stage,
    /// How often its stage has changed: a step that was decided on another state is refused.
    pub version: u32,
    /// Why it was sent back, or handed in with gaps; empty when it was neither.
    pub reason: String,
    /// The day on which it was last handed in.
    pub submitted_on: Option<Day>,
    /// What was written, by the question.
    pub entries: BTreeMap<Slot, Entry>,
}

/// What is written for one question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// The text.
    pub text: String,
    /// How often it was written: a save that saw another version is a conflict.
    pub version: u32,
    /// Why it says the same as last year, where the writer chose to say so.
    pub same: Option<String>,
    /// The text that the chief last approved.
    pub approved: Option<String>,
    /// The text that the secretariat last accepted: what council members see.
    pub accepted: Option<String>,
    /// The name of whoever wrote it last.
    pub by: String,
    /// When it was last written, in UTC as ISO 8601.
    pub at: String,
}

/// The three facts of a reply, never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// It was handed in.
    pub answered: bool,
    /// Every required question has an answer; "not applicable" and "too early" are answers.
    pub complete: bool,
    /// The secretariat took it.
    pub accepted: bool,
}

impl Reply {
    /// The text of a question; empty when nothing was written.
    pub fn text(&self, slot: &Slot) -> &str {
        self.entries.get(slot).map_or("", |entry| &entry.text)
    }

    /// The required questions that have no answer.
    pub fn missing<'a>(&self, round: &'a Round) -> Vec<&'a Slot> {
        let open = |slot: &&Slot| Value::read(self.text(slot)) == Value::Missing;
        round.questions.iter().filter(|q| q.required).map(|q| &q.slot).filter(open).collect()
    }

    /// What is kept with it when it is handed in: why required questions have no answer, and
    /// nothing where all have. Without a reason a reply with gaps is not handed in.
    pub fn said_of_gaps(&self, round: &Round, reason: &str) -> Result<String, ReplyGaps> {
        match (self.missing(round).len(), reason.trim()) {
            (0, _) => Ok(String::new()),
            (count, "") => Err(ReplyGaps(count)),
            (_, reason) => Ok(reason.to_owned()),
        }
    }

    /// Whether it may be taken along with others, without a look of its own: never with gaps.
    pub fn goes_along(&self, round: &Round) -> bool {
        self.missing(round).is_empty()
    }

    /// Why it was handed in with gaps; empty when it is not handed in.
    pub fn gap_reason(&self) -> &str {
        if self.stage.is_answered() { &self.reason } else { "" }
    }

    /// The reason that stays with it at its next stage: that of the step, or that of its gaps for
    /// as long as it is handed in.
    pub fn reason_at(&self, to: Stage, of_step: &str) -> String {
        let kept = if to.is_answered() { self.gap_reason() } else { "" };
        if of_step.is_empty() { kept.to_owned() } else { of_step.to_owned() }
    }

    /// Answered, complete, accepted.
    pub fn facts(&self, round: &Round) -> Facts {
        Facts {
            answered: self.stage.is_answered(),
            complete: self.missing(round).is_empty(),
            accepted: self.stage.is_accepted(),
        }
    }

    /// Whether it is late on a day: handed in after the due day, or not yet and the day is past.
    pub fn is_late(&self, round: &Round, today: Day) -> bool {
        let handed_in = self.submitted_on.filter(|_| self.stage.is_answered());
        handed_in.unwrap_or(today) > round.due_on
    }

    /// The questions whose text is not the one that the chief last approved.
    pub fn changed_since_approval(&self) -> Vec<&Slot> {
        let changed = |(_, entry): &(&Slot, &Entry)| entry.approved.as_ref() != Some(&entry.text);
        self.entries.iter().filter(changed).map(|(slot, _)| slot).collect()
    }
}

/// Why a reply is not handed in: so many required questions have no answer, and nobody said why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("必須の{0}項目が空です。記入するか、空のまま提出する理由を書いてください。")]
pub struct ReplyGaps(pub usize);

/// Why a text cannot be stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unstorable {
    /// It is longer than any form shows.
    #[error("文章が長すぎます（{length}文字）。{most}文字までにしてください。")]
    TooLong {
        /// How many characters it has.
        length: usize,
        /// How many it may have.
        most: usize,
    },
    /// It holds a character that is no text.
    #[error("文章に使えない制御文字（{0}）が含まれています。取り除いてから保存してください。")]
    Control(String),
}

/// The longest reason, name or other text beside the answers, in characters.
pub const LONGEST_REMARK: usize = 400;

/// A text as it is stored: line breaks unified, white space at the end dropped.
pub fn storable(text: &str) -> Result<String, Unstorable> {
    fitting(text, LONGEST)
}

/// The same for a text beside the answers: a reason, a name.
pub fn remark(text: &str) -> Result<String, Unstorable> {
    fitting(text.trim(), LONGEST_REMARK)
}

fn fitting(text: &str, most: usize) -> Result<String, Unstorable> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end();
    let strange = |c: &char| c.is_control() && !matches!(c, '\n' | '\t') || *c == '\u{feff}';
    if let Some(c) = text.chars().find(strange) {
        return Err(Unstorable::Control(format!("U+{:04X}", u32::from(c))));
    }
    match text.chars().count() {
        length if length > most => Err(Unstorable::TooLong { length, most }),
        _ => Ok(text.to_owned()),
    }
}

/// The cell of an action with several owners: each part with its section's name, as sheets write it
/// （こども課）. One owner's text stands alone; parts that say the same (a grade) are written once.
pub fn joined<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let parts: Vec<(&str, &str)> = parts.into_iter().collect();
    let given: Vec<_> = parts.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    match (parts.as_slice(), given.as_slice()) {
        (_, []) => String::new(),
        ([(_, text)], _) => (*text).to_owned(),
        (all, [(_, first), rest @ ..])
            if all.len() == given.len() && rest.iter().all(|(_, text)| text == first) =>
        {
            (*first).to_owned()
        }
        _ => {
            let signed = given.iter().map(|(name, text)| format!("{text}（{name}）"));
            signed.collect::<Vec<_>>().join("\n")
        }
    }
}

/// The part of a joined cell that belongs to a section: what stands before its name in brackets. The
/// name may be shortened （母子健） . A cell without such names belongs to every owner.
pub fn part_of<'a>(cell: &'a str, section: &str, owners: &[String]) -> &'a str {
    let parts = parts(cell, owners);
    if parts.is_empty() {
        return cell;
    }
    let own = parts.into_iter().find(|(owner, _)| *owner == section);
    own.map_or("", |(_, part)| cell[part].trim())
}

/// The parts of a joined cell, each with the owner whose name in brackets ends it; none where there is
/// one owner, or nobody signed.
pub fn parts<'a>(cell: &str, owners: &'a [String]) -> Vec<(&'a str, Range<usize>)> {
    let mut parts = Vec::new();
    if owners.len() < 2 {
        return parts;
    }
    let mut start = 0;
    for (at, bracket) in cell.match_indices(['（', '(']) {
        let inner = &cell[at + bracket.len()..];
        // A name holds no bracket of its own
        let Some(end) = inner.find(['（', '(', '）', ')']) else { break };
        let after = &inner[end..];
        if after.starts_with(['（', '(']) {
            continue;
        }
        let close = after.chars().next().map_or(0, char::len_utf8);
        let rest = &after[close..];
        // A signature ends its line
        let ends =
            rest.trim_start_matches([' ', '　']).starts_with('\n') || rest.trim_start().is_empty();
        let Some(name) = signer(&inner[..end], owners).filter(|_| ends) else { continue };
        parts.push((name, start..at));
        start = cell.len() - rest.len();
    }
    parts
}

/// The owner that a name in brackets means: the only one that it begins or shortens.
fn signer<'a>(name: &str, owners: &'a [String]) -> Option<&'a str> {
    let name = fold(name);
    let mut fits = owners.iter().filter(|owner| {
        let owner = fold(owner);
        owner == name || name.chars().count() >= 2 && owner.starts_with(&name)
    });
    let first = fits.next()?;
    fits.next().is_none().then_some(first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, FiscalYear, Offset, round::Question};

    fn owners() -> Vec<String> {
        ["すこやか親子センター", "こども未来課"].map(str::to_owned).to_vec()
    }

    #[test]
    fn parts_of_two_owners_are_signed_and_come_apart_again() {
        let owners = owners();
        let cell = joined([
            (owners[0].as_str(), "相談 12件"),
            (owners[1].as_str(), "訪問 3回\n予定どおり"),
        ]);
        assert_eq!(cell, "相談 12件（すこやか親子センター）\n訪問 3回\n予定どおり（こども未来課）");
        assert_eq!(part_of(&cell, &owners[0], &owners), "相談 12件");
        assert_eq!(part_of(&cell, &owners[1], &owners), "訪問 3回\n予定どおり");
    }

    #[test]
    fn a_cell_of_nothing_but_brackets_is_walked_once() {
        let cell = format!("{}）", "（".repeat(50_000));
        assert!(parts(&cell, &owners()).is_empty());
        assert_eq!(parts("訪問（（こども未来課）", &owners()).len(), 1);
    }

    #[test]
    fn a_shortened_name_signs_and_brackets_in_a_sentence_do_not() {
        let owners = owners();
        let cell = "研修（２回）を行った。（すこやか）\n訪問した。（こども未来課）";
        assert_eq!(part_of(cell, &owners[0], &owners), "研修（２回）を行った。");
        assert_eq!(part_of(cell, &owners[1], &owners), "訪問した。");
        assert_eq!(part_of("100", &owners[1], &owners), "100", "unsigned: everyone's");
        assert_eq!(part_of("訪問した。（こども未来課）", &owners[0], &owners), "");
    }

    #[test]
    fn one_text_for_all_is_written_once_and_a_missing_part_is_left_out() {
        assert_eq!(joined([("甲課", "ア"), ("乙課", "ア")]), "ア");
        assert_eq!(joined([("甲課", "ア"), ("乙課", "ウ")]), "ア（甲課）\nウ（乙課）");
        assert_eq!(joined([("甲課", "済"), ("乙課", "")]), "済（甲課）");
        assert_eq!(joined([("甲課", "済")]), "済");
    }

    /// A round with two required questions and one that is not, and a reply that answers so.
    fn answered(status: &str, achievement: &str) -> (Round, Reply) {
        let day = |text| Day::parse(text).unwrap();
        let question = |field, required| Question {
            slot: Slot::new(field, Offset::This),
            required,
            guidance: String::new(),
            limit: None,
        };
        let round = Round {
            id: Id::new("r"),
            plan: Id::new("p"),
            year: FiscalYear::parse("R8").unwrap(),
            opens_on: day("2027-04-01"),
            due_on: day("2027-05-31"),
            approval: true,
            questions: vec![
                question(Field::Status, true),
                question(Field::Achievement, true),
                question(Field::Evaluation, false),
            ],
            closed: false,
        };
        let entry = |text: &str| Entry { text: text.to_owned(), ..Entry::default() };
        let entries = [(Field::Status, status), (Field::Achievement, achievement)];
        let entries = entries.map(|(field, text)| (Slot::new(field, Offset::This), entry(text)));
        let reply = Reply {
            action: Id::new("a"),
            section: Id::new("s"),
            stage: Stage::Draft,
            version: 0,
            reason: String::new(),
            submitted_on: None,
            entries: entries.into(),
        };
        (round, reply)
    }

    #[test]
    fn a_reply_with_gaps_is_handed_in_with_a_reason_only() {
        let (round, reply) = answered("3回行った。", "");
        assert_eq!(reply.said_of_gaps(&round, " "), Err(ReplyGaps(1)));
        assert_eq!(reply.said_of_gaps(&round, " 集計前 "), Ok("集計前".to_owned()));
        assert!(!reply.goes_along(&round));
    }

    #[test]
    fn a_dash_not_applicable_and_too_early_are_no_gaps_and_need_no_reason() {
        for word in ["-", "対象外", "未確定", "0"] {
            let (round, reply) = answered("3回行った。", word);
            assert_eq!(reply.said_of_gaps(&round, "理由"), Ok(String::new()), "{word}");
            assert!(reply.goes_along(&round), "{word}");
        }
    }

    #[test]
    fn the_reason_of_gaps_stays_until_the_reply_is_in_the_sections_hands_again() {
        let (_, mut reply) = answered("3回行った。", "");
        reply.reason = "件数を".to_owned();
        assert_eq!(reply.gap_reason(), "", "why it was sent back is not why it has gaps");
        assert_eq!(reply.reason_at(Stage::Submitted, "集計前"), "集計前");
        (reply.stage, reply.reason) = (Stage::Submitted, "集計前".to_owned());
        assert_eq!(reply.gap_reason(), "集計前");
        assert_eq!(reply.reason_at(Stage::Approved, ""), "集計前");
        assert_eq!(reply.reason_at(Stage::Draft, ""), "");
        assert_eq!(reply.reason_at(Stage::Returned, "人数を"), "人数を");
    }

    #[test]
    fn a_text_is_stored_without_control_characters_and_not_without_end() {
        assert_eq!(storable("一行\r\n二行  \n").unwrap(), "一行\n二行");
        assert!(matches!(storable("a\u{0}b"), Err(Unstorable::Control(code)) if code == "U+0000"));
        assert!(matches!(storable(&"あ".repeat(LONGEST + 1)), Err(Unstorable::TooLong { .. })));
        assert_eq!(remark(" 理由 ").unwrap(), "理由");
        let long = remark(&"あ".repeat(LONGEST_REMARK + 1)).unwrap_err().to_string();
        assert!(long.contains("400文字まで"), "{long}");
    }
}
