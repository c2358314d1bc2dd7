//! Letters (通知): what a person is told by mail, and how everything that one person is told on a day
//! becomes one letter. How it is sent is no matter of this crate.

mod note;
mod words;

pub use note::{Enclosure, Matter, Note, Office, Recipient};

use crate::{Day, Id, round::Round};

/// A letter, ready to be sent, printed or listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Who is written to.
    pub to: Recipient,
    /// The round it is about.
    pub round: Option<Id<Round>>,
    /// The subject, on one line.
    pub subject: String,
    /// The text, its lines ended by `\n`.
    pub body: String,
    /// What goes with it.
    pub enclosures: Vec<Enclosure>,
    /// Whether the text lets someone in: then it is not kept once it was sent.
    pub secret: bool,
    /// What makes two letters the same: of one key, one is ever sent.
    pub key: String,
}

/// One letter for each person: everything that the notes of a day tell, in the order of
/// [`Matter::KINDS`] and, within a kind, of the notes. No note, no letter.
pub fn digest(notes: Vec<Note>, office: &Office, day: Day) -> Vec<Letter> {
    let mut of_persons: Vec<Vec<Note>> = Vec::new();
    for note in notes {
        match of_persons.iter_mut().find(|notes| notes.iter().any(|other| other.to == note.to)) {
            Some(notes) => notes.push(note),
            None => of_persons.push(vec![note]),
        }
    }
    of_persons.into_iter().filter_map(|notes| letter(notes, office, day)).collect()
}

fn letter(notes: Vec<Note>, office: &Office, day: Day) -> Option<Letter> {
    let (to, round) = notes.first().map(|note| (note.to.clone(), note.round.clone()))?;
    let key = key(&notes, &to, &round, day);
    let subject = words::subject(&notes, office);
    let body = words::body(&notes, &to, office);
    let mut enclosures: Vec<Enclosure> = Vec::new();
    for workbook in notes.into_iter().filter_map(|note| note.workbook) {
        if !enclosures.contains(&workbook) {
            enclosures.push(workbook);
        }
    }
    Some(Letter { to, round: Some(round), subject, body, enclosures, secret: false, key })
}

/// `reminder:ROUND:PERSON:DAY`, with the marks of the notes where they have some.
fn key(notes: &[Note], to: &Recipient, round: &Id<Round>, day: Day) -> String {
    let mut kinds: Vec<&str> = notes.iter().map(|note| note.matter.kind()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kind = if let [kind] = kinds[..] { kind } else { "digest" };
    let mut marks: Vec<&str> = notes.iter().map(|note| note.mark.as_str()).collect();
    marks.retain(|mark| !mark.is_empty());
    marks.sort_unstable();
    let day = day.to_string();
    let parts = [&[kind, round.as_str(), who(to), &day], &marks[..]].concat();
    parts.join(":")
}

fn who(to: &Recipient) -> &str {
    to.person.as_ref().map_or(to.address.as_str(), Id::as_str)
}

/// The invitation of a person who has no password yet. The mark tells one link from the next.
pub fn invitation(to: Recipient, office: &Office, link: &str, until: &str, mark: &str) -> Letter {
    let (subject, body) = words::invitation(&to, office, link, until);
    one_time("invitation", to, subject, body, mark)
}

/// The way to a new password.
pub fn reset(to: Recipient, office: &Office, link: &str, until: &str, mark: &str) -> Letter {
    let (subject, body) = words::reset(&to, office, link, until);
    one_time("reset", to, subject, body, mark)
}

fn one_time(kind: &str, to: Recipient, subject: String, body: String, mark: &str) -> Letter {
    let key = format!("{kind}:{}:{mark}", who(&to));
    Letter { to, round: None, subject, body, enclosures: Vec::new(), secret: true, key }
}
