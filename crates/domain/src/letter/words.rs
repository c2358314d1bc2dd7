//! The words of the letters: polite, short, and nothing about anybody that the reader does not need.

use super::note::{Matter, Note, Office, Recipient};
use crate::Day;

/// The most characters that are quoted of what someone wrote: the page has the rest.
const QUOTE: usize = 300;

/// The subject: of one kind what it is about, of several how many of each.
pub(super) fn subject(notes: &[Note], office: &Office) -> String {
    let of_kinds: Vec<Vec<&Note>> = by_kind(notes);
    let about = match &of_kinds[..] {
        [notes] => alone(notes),
        several => {
            let parts: Vec<String> = several.iter().map(|notes| in_short(notes)).collect();
            format!("お知らせ（{}）", parts.join("、"))
        }
    };
    line(&format!("【{}】{about}", office.plan))
}

/// The notes of each kind that occurs, in the kinds' order.
fn by_kind(notes: &[Note]) -> Vec<Vec<&Note>> {
    let of = |kind: &str| notes.iter().filter(|note| note.matter.kind() == kind).collect();
    Matter::KINDS.into_iter().map(of).filter(|notes: &Vec<&Note>| !notes.is_empty()).collect()
}

fn alone(notes: &[&Note]) -> String {
    let Some(first) = notes.first() else { return String::new() };
    match &first.matter {
        Matter::Returned { .. } => {
            format!("回答の見直しをお願いします（差戻し{}件）", notes.len())
        }
        Matter::Overdue { .. } => format!("回答の期限を過ぎています（未回答{}件）", open(notes)),
        Matter::Reminder { .. } => format!("{}（未回答{}件）", nearest(notes), open(notes)),
        Matter::Comment { .. } => {
            format!("回答について確認したいことがあります（{}件）", notes.len())
        }
        Matter::Opened { year, due, .. } => {
            format!("{year}の進捗の回答をお願いします（{}まで）", due.spoken())
        }
        Matter::Approval { .. } => format!("回答の承認をお願いします（{}件）", counted(notes)),
        Matter::Accepted { .. } => format!("回答を受理しました（{}件）", counted(notes)),
    }
}

fn in_short(notes: &[&Note]) -> String {
    let Some(first) = notes.first() else { return String::new() };
    match &first.matter {
        Matter::Returned { .. } => format!("差戻し{}件", notes.len()),
        Matter::Overdue { .. } => format!("期限超過の未回答{}件", open(notes)),
        Matter::Reminder { .. } => format!("期限の近い未回答{}件", open(notes)),
        Matter::Comment { .. } => format!("確認{}件", notes.len()),
        Matter::Opened { .. } => "回答の受付開始".to_owned(),
        Matter::Approval { .. } => format!("承認待ち{}件", counted(notes)),
        Matter::Accepted { .. } => format!("受理{}件", counted(notes)),
    }
}

fn open(notes: &[&Note]) -> usize {
    let of = |note: &&Note| match note.matter {
        Matter::Overdue { open, .. } | Matter::Reminder { open, .. } => open,
        _ => 0,
    };
    notes.iter().map(of).sum()
}

fn counted(notes: &[&Note]) -> usize {
    let of = |note: &&Note| match note.matter {
        Matter::Approval { count } | Matter::Accepted { count } => count,
        _ => 0,
    };
    notes.iter().map(of).sum()
}

/// The nearest due date of several sections' reminders.
fn nearest(notes: &[&Note]) -> String {
    let left = notes.iter().filter_map(|note| match note.matter {
        Matter::Reminder { days, .. } => Some(days),
        _ => None,
    });
    match left.min() {
        Some(days @ 1..) => format!("回答の期限まであと{days}日です"),
        _ => "回答の期限は本日です".to_owned(),
    }
}

/// The text: a greeting, a part for each kind, how to answer, who writes.
pub(super) fn body(notes: &[Note], to: &Recipient, office: &Office) -> String {
    let mut text = greeting(to, office);
    for notes in by_kind(notes) {
        text.push_str(&part(&notes));
        text.push('\n');
    }
    let to_answer = |note: &Note| note.workbook.is_some();
    if notes.iter().any(to_answer) {
        text.push_str(
            "画面に入力する代わりに、添付のブックに記入して事務局へ送り返していただいても回答できます。\nシートの名前や行の並びは変えないでください。\n\n",
        );
    }
    text + &signature(office)
}

fn greeting(to: &Recipient, office: &Office) -> String {
    let name = line(&to.name);
    let name = if name.is_empty() { "ご担当者".to_owned() } else { name };
    let (city, plan) = (&office.city, &office.plan);
    format!("{name} 様\n\n{city}{plan}の進捗管理について、事務局からお知らせします。\n\n")
}

fn part(notes: &[&Note]) -> String {
    let Some(first) = notes.first() else { return String::new() };
    let mut text = match &first.matter {
        Matter::Returned { .. } => {
            "次の回答を差し戻しました。内容を見直して、もう一度提出してください。\n".to_owned()
        }
        Matter::Overdue { .. } => {
            "回答の期限を過ぎています。お早めの回答をお願いします。\n".to_owned()
        }
        Matter::Reminder { .. } => "回答の期限が近づいています。\n".to_owned(),
        Matter::Comment { .. } => {
            "次の回答について、確認したいことがあります。画面で返答してください。\n".to_owned()
        }
        Matter::Opened { year, .. } => {
            format!("{year}の進捗の回答の受付を始めました。回答をお願いします。\n")
        }
        Matter::Approval { .. } => {
            "提出された回答が、承認を待っています。内容を確かめて、承認するか差し戻してください。\n"
                .to_owned()
        }
        Matter::Accepted { .. } => {
            "次の回答を受理しました。ご協力ありがとうございました。\n".to_owned()
        }
    };
    text.extend(notes.iter().map(|note| item(note)));
    text
}

/// One section's line, what was written, and the page.
fn item(note: &Note) -> String {
    let section = line(&note.section);
    let (what, quote) = match &note.matter {
        Matter::Returned { action, reason } => {
            (format!("{section}「{}」", line(action)), quoted("理由", reason))
        }
        Matter::Comment { action, text } => {
            (format!("{section}「{}」", line(action)), quoted("確認したいこと", text))
        }
        Matter::Overdue { due, days, open } => {
            let due = due.spoken();
            (format!("{section}　期限 {due}（{days}日超過）、未回答 {open}件"), String::new())
        }
        Matter::Reminder { due, days, open } => {
            (format!("{section}　期限 {}、未回答 {open}件", left(*due, *days)), String::new())
        }
        Matter::Opened { due, open, .. } => {
            let due = due.spoken();
            (format!("{section}　期限 {due}、対象の事業 {open}件"), String::new())
        }
        Matter::Approval { count } | Matter::Accepted { count } => {
            (format!("{section}　{count}件"), String::new())
        }
    };
    format!("・{what}\n{quote}　{}\n", line(&note.link))
}

fn left(due: Day, days: i64) -> String {
    if days > 0 {
        format!("{}（あと{days}日）", due.spoken())
    } else {
        format!("{}（本日）", due.spoken())
    }
}

/// What someone wrote, indented, and no longer than can be read in a mail.
fn quoted(word: &str, text: &str) -> String {
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let text = text.trim();
    let mut short: String = text.chars().take(QUOTE).collect();
    if short.len() < text.len() {
        short.push_str("…（続きは画面で）");
    }
    let mut lines = short.lines();
    let first = lines.next().unwrap_or_default();
    let mut quote = format!("　{word}：{first}\n");
    quote.extend(lines.flat_map(|line| ["　　", line, "\n"]));
    quote
}

/// The letter to a person who has no password yet.
pub(super) fn invitation(
    to: &Recipient,
    office: &Office,
    link: &str,
    until: &str,
) -> (String, String) {
    let subject = line(&format!("【{}】進捗管理の画面の利用を始めてください", office.plan));
    let text = "進捗管理の画面を使えるようになりました。次のアドレスを開き、パスワードを決めてください。\n";
    (
        subject,
        link_letter(
            to,
            office,
            text,
            link,
            until,
            "お心当たりがないときは、事務局へお知らせください。\n\n",
        ),
    )
}

/// The letter to a person who needs a new password.
pub(super) fn reset(to: &Recipient, office: &Office, link: &str, until: &str) -> (String, String) {
    let subject = line(&format!("【{}】パスワードの再設定", office.plan));
    let text = "パスワードを決め直すためのアドレスです。次のアドレスを開いてください。\n";
    let stranger = "お心当たりがないときは、何もしないでください。パスワードは変わりません。\n\n";
    (subject, link_letter(to, office, text, link, until, stranger))
}

fn link_letter(
    to: &Recipient,
    office: &Office,
    text: &str,
    link: &str,
    until: &str,
    stranger: &str,
) -> String {
    let (link, until) = (line(link), line(until));
    let once = format!(
        "　{link}\n\nこのアドレスは{until}まで、1回だけ使えます。ほかの人に転送しないでください。\n"
    );
    format!("{}{text}{once}{stranger}{}", greeting(to, office), signature(office))
}

fn signature(office: &Office) -> String {
    let mut text = format!("-- \n{} {}（事務局）\n", line(&office.city), line(&office.name));
    for contact in office.contact.lines().map(line).filter(|contact| !contact.is_empty()) {
        text.push_str(&contact);
        text.push('\n');
    }
    text + "このメールは、進捗管理の画面から自動で送っています。\n"
}

/// A text on one line, without control characters.
fn line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    spaced.trim().to_owned()
}
