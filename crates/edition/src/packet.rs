//! The council's packet (会議資料一式): what two pages say before the table, each line with its action's
//! number, from the documents alone.

use serde::{Deserialize, Serialize};

use domain::scale::GradeClass;

use crate::{ActionRecord, EditionAnswer, EditionContent, IndicatorRecord, told::told_outcome};

/// A heading of the two pages with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketPart {
    /// The heading.
    pub title: String,
    /// Of how many it tells, in words.
    pub lead: String,
    /// Its lines.
    pub lines: Vec<PacketLine>,
    /// How many lines there are beyond those that fit.
    pub more: usize,
}

/// A line of the two pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketLine {
    /// The action's number; none where it is about the whole.
    pub no: Option<u32>,
    /// What it says.
    pub text: String,
}

/// What was said in the council and is told in the packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketOpinion {
    /// The action's number; none for the whole.
    pub no: Option<u32>,
    /// What was said.
    pub said: String,
    /// The answer; empty where there is none.
    pub reply: String,
    /// What became of it, in words.
    pub became: String,
    /// The text that was changed because of it, as (before, after); none where no text was.
    pub change: Option<(String, String)>,
}

/// The council's two pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packet {
    /// Their five parts.
    pub parts: Vec<PacketPart>,
    /// The indicators that follow the table: head and lines of cells.
    pub indicators: Vec<Vec<String>>,
}

/// The parts on the first of the two pages; the others are on the second.
const FIRST: usize = 2;

/// What the lines of a page may take of its height, in points, beside the headings: A4 less its margins
/// has 757. A line that is one on paper takes so much of it, one that is two so much.
const PAGE: usize = 530;
const ONE: usize = 13;
const TWO: usize = 25;

/// So many half-width letters are one line on paper, and so many letters of any width at most two.
const SINGLE: usize = 108;
const ROOM: usize = 88;

/// So many letters of a title or name stand before its figures, which are never cut off.
const NAMED: usize = 40;

/// So many letters of a changed text stand in its line.
const CHANGED: usize = 18;

/// The packet of an edition: beside the year before where there is an edition of it, with what was
/// said before and what the secretariat asks.
pub fn packet(
    content: &EditionContent,
    before: Option<&EditionContent>,
    opinions: &[PacketOpinion],
    questions: &str,
) -> Packet {
    let asked = questions.lines().filter(|line| !line.trim().is_empty());
    let asked = asked.map(|line| PacketLine { no: None, text: line.trim().to_owned() });
    let parts = [
        said(opinions),
        changed(content, before),
        undone(content),
        numbers(content),
        ("おたずねしたいこと", String::new(), asked.collect()),
    ];
    let parts = parts.into_iter().zip(1..).map(|((title, lead, mut lines), at)| {
        for line in &mut lines {
            line.text = fitted(&line.text, ROOM);
        }
        PacketPart { title: format!("{at}　{title}"), lead, lines, more: 0 }
    });
    let mut parts: Vec<PacketPart> = parts.collect();
    let (first, second) = parts.split_at_mut(FIRST);
    fit(first);
    fit(second);
    Packet { parts, indicators: indicator_table(content) }
}

/// Keeps of the parts of a page what fits on it, a line of each in turn, and counts the rest.
fn fit(parts: &mut [PacketPart]) {
    let (mut left, mut kept) = (PAGE, vec![0_usize; parts.len()]);
    loop {
        let before = left;
        for (part, kept) in parts.iter().zip(&mut kept) {
            let Some(line) = part.lines.get(*kept) else { continue };
            let takes = if domain::text::width(&line.text) > SINGLE { TWO } else { ONE };
            if let Some(rest) = left.checked_sub(takes) {
                (left, *kept) = (rest, *kept + 1);
            }
        }
        if left == before {
            break;
        }
    }
    for (part, kept) in parts.iter_mut().zip(kept) {
        part.more = part.lines.len() - kept;
        part.lines.truncate(kept);
    }
}

type Part = (&'static str, String, Vec<PacketLine>);

/// A text in one line of so many letters.
fn fitted(text: &str, room: usize) -> String {
    let plain: String = text.chars().map(|c| if c == '\n' { '　' } else { c }).collect();
    if plain.chars().count() <= room {
        return plain;
    }
    plain.chars().take(room - 1).chain(['…']).collect()
}

fn said(opinions: &[PacketOpinion]) -> Part {
    let line = |one: &PacketOpinion| {
        let reply =
            if one.reply.is_empty() { "回答はまだありません" } else { &one.reply };
        let short = |text: &str| fitted(text, CHANGED);
        let change = one.change.as_ref();
        let change = change.map(|(was, is)| format!("「{}」→「{}」", short(was), short(is)));
        let change = change.unwrap_or_default();
        PacketLine {
            no: one.no, text: format!("{} → {}{change}（{reply}）", one.said, one.became)
        }
    };
    let lead = format!("これまでのご意見 {}件", opinions.len());
    ("昨年のご意見とその後", lead, opinions.iter().map(line).collect())
}

/// The answer of a field in the edition's year, or so many years before it.
fn answer<'a>(
    content: &EditionContent,
    action: &'a ActionRecord,
    (field, back): (&str, i32),
) -> Option<&'a EditionAnswer> {
    let year = content.fiscal_year - back;
    action.answers.iter().find(|one| one.field == field && one.fiscal_year == year)
}

fn changed(content: &EditionContent, before: Option<&EditionContent>) -> Part {
    let mut lines = Vec::new();
    for action in &content.actions {
        let was = before.and_then(|old| old.actions.iter().find(|one| one.id == action.id));
        if before.is_some() && was.is_none() {
            let text = format!("{}：新しい事業です。", fitted(&action.title, NAMED));
            lines.push(PacketLine { no: Some(action.row_no), text });
            continue;
        }
        let now = answer(content, action, ("achievement", 0));
        let then = answer(content, action, ("achievement", 1)).or_else(|| {
            let of = before?;
            answer(of, was?, ("achievement", 0))
        });
        if let (Some(now), Some(then)) = (now, then)
            && now.number != then.number
            && !(now.number.is_empty() || then.number.is_empty())
        {
            let title = fitted(&action.title, NAMED);
            let text = format!("{title}：達成度 {}％ → {}％", then.number, now.number);
            lines.push(PacketLine { no: Some(action.row_no), text });
        }
    }
    let gone = before.iter().flat_map(|old| &old.actions).filter(|old| {
        let stays = |new: &ActionRecord| new.id == old.id || new.follows.contains(&old.id);
        !content.actions.iter().any(stays)
    });
    let gone = gone.map(|old| PacketLine {
        no: None,
        text: format!("{}：一覧からなくなりました。", fitted(&old.title, NAMED)),
    });
    lines.extend(gone.collect::<Vec<_>>());
    let lead = format!("{}件のうち{}件", content.actions.len(), lines.len());
    ("この1年で変わったこと", lead, lines)
}

fn undone(content: &EditionContent) -> Part {
    let word = |action: &ActionRecord| -> Option<String> {
        let grade = answer(content, action, ("progress", 0));
        let class = grade.and_then(|one| one.class);
        let percent = answer(content, action, ("achievement", 0));
        let status = answer(content, action, ("status", 0));
        let told = status.and_then(|one| told_outcome(&one.text));
        match class {
            Some(
                class @ (GradeClass::NotDone | GradeClass::Cancelled | GradeClass::Substituted),
            ) => Some(class.label().to_owned()),
            _ if told.is_some() => told.map(|told| told.label().to_owned()),
            _ if percent.is_some_and(|one| one.number == "0") => Some("達成度 0％".to_owned()),
            _ if percent.is_some_and(|one| one.state == "dash") => {
                Some("達成度「-」のみ".to_owned())
            }
            _ => {
                let missing = status.is_some_and(|one| one.state == "missing");
                missing.then(|| "実施状況の記入なし".to_owned())
            }
        }
    };
    let lines: Vec<PacketLine> = content
        .actions
        .iter()
        .filter_map(|action| {
            let why = answer(content, action, ("status", 0)).map_or("", |one| &one.text);
            let text = format!("{}：{}　{why}", fitted(&action.title, NAMED), word(action)?);
            Some(PacketLine { no: Some(action.row_no), text })
        })
        .collect();
    let lead = format!("{}件のうち{}件", content.actions.len(), lines.len());
    ("できなかったこと", lead, lines)
}

/// A figure of an indicator as it is told.
fn figure(of: &IndicatorRecord, kind: &str, year: i32) -> String {
    let found = of.figures.iter().find(|one| one.figure == kind && one.fiscal_year == year);
    match found.map(|one| (one.state.as_str(), one.number.as_str())) {
        Some(("given", number)) => format!("{number}{}", of.unit),
        Some(("withheld", _)) => "※".to_owned(),
        _ => "記入なし".to_owned(),
    }
}

/// The target that holds in a year: its own, else the next to come, else the last.
fn target(of: &IndicatorRecord, year: i32) -> String {
    let mut targets: Vec<_> = of.figures.iter().filter(|one| one.figure == "target").collect();
    targets.sort_by_key(|one| one.fiscal_year);
    let next = targets.iter().find(|one| one.fiscal_year >= year).or(targets.last());
    next.map_or_else(|| "なし".to_owned(), |one| format!("{}{}", one.number, of.unit))
}

fn numbers(content: &EditionContent) -> Part {
    let year = content.fiscal_year;
    let told = |of: &&IndicatorRecord| figure(of, "actual", year) != "記入なし";
    let with = content.indicators.iter().filter(told).count();
    let line = |of: &IndicatorRecord| {
        let action = content.actions.iter().find(|one| Some(&one.id) == of.action.as_ref());
        let (now, before) = (figure(of, "actual", year), figure(of, "actual", year - 1));
        let name = fitted(&of.name, NAMED);
        let text = format!("{name}：{now}（前年度 {before}、目標 {}）", target(of, year));
        PacketLine { no: action.map(|one| one.row_no), text }
    };
    let lead = format!("指標{}件のうち{with}件に値", content.indicators.len());
    let lines = mean(content).into_iter().chain(content.indicators.iter().map(line));
    ("数が言うこと", lead, lines.collect())
}

/// The mean of the year's percentages with how many of how many actions gave one; none where the
/// edition does not ask for it.
fn mean(content: &EditionContent) -> Option<PacketLine> {
    let asked = |action: &ActionRecord| answer(content, action, ("achievement", 0)).is_some();
    content.actions.iter().any(asked).then_some(())?;
    let given = content.actions.iter().filter_map(|action| {
        answer(content, action, ("achievement", 0))?.number.parse::<f64>().ok()
    });
    let given: Vec<f64> = given.collect();
    let of = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let rounded = |mean: f64| domain::percent::trim((mean * 10.0).round() / 10.0);
    let mean = (!given.is_empty()).then(|| given.iter().sum::<f64>() / of(given.len()));
    let mean = mean.map_or_else(|| "記入なし".to_owned(), |mean| format!("{}％", rounded(mean)));
    let (n, all) = (given.len(), content.actions.len());
    let text = format!("達成度の平均：{mean}（{all}件のうち{n}件に値）");
    Some(PacketLine { no: None, text })
}

/// The indicators after the table: name, last year, this year, target.
fn indicator_table(content: &EditionContent) -> Vec<Vec<String>> {
    if content.indicators.is_empty() {
        return Vec::new();
    }
    let year = content.fiscal_year;
    let head = ["指標", "事業", "前年度", "この年度", "目標"].map(str::to_owned).to_vec();
    let line = |of: &IndicatorRecord| {
        let action = content.actions.iter().find(|one| Some(&one.id) == of.action.as_ref());
        vec![
            of.name.clone(),
            action.map_or_else(|| "計画全体".to_owned(), |one| one.row_no.to_string()),
            figure(of, "actual", year - 1),
            figure(of, "actual", year),
            target(of, year),
        ]
    };
    std::iter::once(head).chain(content.indicators.iter().map(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::example::edition;

    fn opinion(no: Option<u32>, became: &str) -> PacketOpinion {
        PacketOpinion {
            no,
            said: "回数が違うのではないか".to_owned(),
            reply: "直しました。".to_owned(),
            became: became.to_owned(),
            change: None,
        }
    }

    #[test]
    fn the_packet_opens_with_what_was_said_its_answer_and_the_change_that_it_brought() {
        let changed = ("研修を3回行った。".to_owned(), "研修を4回行った。".to_owned());
        let proved =
            PacketOpinion { change: Some(changed), ..opinion(Some(7), "文言を改めた") };
        let open = PacketOpinion { reply: String::new(), ..opinion(None, "担当へ") };
        let packet = packet(&edition("研修", "行った。"), None, &[proved, open], "ご意見は");
        let [said, .., asked] = &packet.parts[..] else { panic!("{packet:?}") };
        assert_eq!(said.lead, "これまでのご意見 2件");
        assert_eq!(said.lines[0].no, Some(7));
        for part in [
            "回数が違う",
            "文言を改めた",
            "「研修を3回行った。」→「研修を4回行った。」",
            "直しました",
        ] {
            assert!(said.lines[0].text.contains(part), "{part}: {}", said.lines[0].text);
        }
        assert!(said.lines[1].text.contains("回答はまだありません"), "{:?}", said.lines[1]);
        assert_eq!(asked.lines[0].text, "ご意見は");
    }

    #[test]
    fn case_30_what_was_cancelled_and_replaced_by_its_own_report_is_told_as_that() {
        let content = edition("研修", "大雪により研修は中止となった。手引きを配った。");
        let packet = packet(&content, None, &[], "");
        let undone = &packet.parts[2];
        assert_eq!((undone.lead.as_str(), undone.lines[0].no), ("1件のうち1件", Some(1)));
        assert!(undone.lines[0].text.starts_with("研修：中止・代替　"), "{undone:?}");
    }

    #[test]
    fn what_does_not_fit_is_counted_and_a_line_stays_a_line() {
        let many: Vec<_> = (1..=99).map(|no| opinion(Some(no), "検討する")).collect();
        let long = PacketOpinion { said: "長い\n".repeat(99), ..opinion(None, "検討する") };
        let packet = packet(&edition("研修", "行った。"), None, &[&[long], &many[..]].concat(), "");
        let said = &packet.parts[0];
        let kept = 1 + (PAGE - TWO) / ONE;
        assert_eq!((said.lines.len(), said.more), (kept, 100 - kept));
        assert_eq!(said.lines[0].text.chars().count(), ROOM);
        assert!(!said.lines[0].text.contains('\n'));
    }
}
