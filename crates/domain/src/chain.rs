//! The chain of events (履歴の連鎖): each event holds the hash of the one before it, so that a past
//! that was changed, cut out, put in or put in another order no longer fits.
//!
//! It shows that something was changed, not who did it; whoever can rewrite all that is kept can make
//! a chain anew. Against that, the hash of the head is written down elsewhere.

use std::fmt;

use sha2::{Digest, Sha256};

/// An event as it is stored, text for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its place in the chain; the first is 1.
    pub seq: i64,
    /// Its identifier.
    pub id: &'a str,
    /// When it happened.
    pub at: &'a str,
    /// The name of whoever did it.
    pub actor: &'a str,
    /// The person that did it.
    pub person: Option<&'a str>,
    /// What was done.
    pub kind: &'a str,
    /// The plan it concerns.
    pub plan: Option<&'a str>,
    /// The action it concerns.
    pub action: Option<&'a str>,
    /// The section it concerns.
    pub section: Option<&'a str>,
    /// What it was done to.
    pub subject: &'a str,
    /// Before and after, as the JSON that is stored.
    pub detail: &'a str,
}

/// The hash before the first event.
pub const BEFORE_ALL: &str = "";

/// The hash of an event: SHA-256, in hexadecimal, over the hash before it and all that it says.
/// Every text comes with its length, so that no two events are written alike.
pub fn link(previous: &str, entry: &Entry<'_>) -> String {
    let seq = entry.seq.to_string();
    let texts = [
        Some(previous),
        Some(&seq),
        Some(entry.id),
        Some(entry.at),
        Some(entry.actor),
        entry.person,
        Some(entry.kind),
        entry.plan,
        entry.action,
        entry.section,
        Some(entry.subject),
        Some(entry.detail),
    ];
    let mut hash = Sha256::new();
    for text in texts {
        match text {
            Some(text) => hash.update(format!("{}:{text},", text.len())),
            None => hash.update("-,"),
        }
    }
    hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Where the chain stands: its last event's place and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many events it has.
    pub seq: i64,
    /// The hash of the last one.
    pub hash: String,
}

/// The first link that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("履歴の{seq}件目：{why}")]
pub struct Broken {
    /// Its place in the chain; 0 when it has none.
    pub seq: i64,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// What the event says is not what its hash was made of.
    Changed,
    /// It does not hold the hash of the event before it.
    Previous,
    /// There is no event at this place, although later ones follow.
    Missing,
    /// There is no event at this place, although the chain was longer.
    Tail,
    /// It comes after the end of the chain.
    Beyond,
    /// The chain's end holds another hash than the last event.
    End,
    /// The end of the chain is not written down.
    NoEnd,
    /// An event, known by its identifier, that has no place in the chain.
    Outside(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed => "記録されたあとで、内容が変わっています。",
            Self::Previous => "一つ前の記録とつながりません。一つ前の記録が置き換えられています。",
            Self::Missing => "記録がありません（あとの記録は残っています）。",
            Self::Tail => "最後にあったはずの記録がありません。",
            Self::Beyond => "連鎖の終わりよりあとに、記録が加えられています。",
            Self::End => "連鎖の終わりの控えが、最後の記録と合いません。",
            Self::NoEnd => "連鎖の終わりの控えがありません。",
            Self::Outside(id) => return write!(f, "連鎖に入っていない記録があります（{id}）。"),
        })
    }
}

/// Walks a chain from its first event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk(Head);

impl Walk {
    /// Before the first event.
    pub fn start() -> Self {
        Self(Head { seq: 0, hash: BEFORE_ALL.to_owned() })
    }

    /// Goes on to the event with the next greater place, with the hashes that are stored beside it.
    pub fn step(&mut self, entry: &Entry<'_>, previous: &str, hash: &str) -> Result<(), Broken> {
        let seq = self.0.seq + 1;
        if entry.seq != seq {
            return Err(Broken { seq, why: Why::Missing });
        }
        if previous != self.0.hash {
            return Err(Broken { seq, why: Why::Previous });
        }
        if hash != link(previous, entry) {
            return Err(Broken { seq, why: Why::Changed });
        }
        self.0 = Head { seq, hash: hash.to_owned() };
        Ok(())
    }

    /// Compares where the walk ended with the end that is written down.
    pub fn end(self, written: Option<&Head>) -> Result<Head, Broken> {
        let walked = self.0;
        let broken = |seq, why| Err(Broken { seq, why });
        match written {
            None => broken(walked.seq, Why::NoEnd),
            Some(end) if end.seq > walked.seq => broken(walked.seq + 1, Why::Tail),
            Some(end) if end.seq < walked.seq => broken(end.seq + 1, Why::Beyond),
            Some(end) if end.hash != walked.hash => broken(walked.seq, Why::End),
            Some(_) => Ok(walked),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Entry<'_> = Entry {
        seq: 1,
        id: "e1",
        at: "2026-04-01T00:00:00Z",
        actor: "山田",
        person: None,
        kind: "import.booked",
        plan: Some("p1"),
        action: None,
        section: None,
        subject: "i1",
        detail: "{}",
    };

    #[test]
    fn every_text_counts_and_so_does_its_place() {
        let changed = [
            Entry { seq: 2, ..FIRST },
            Entry { id: "e2", ..FIRST },
            Entry { at: "2026-04-02T00:00:00Z", ..FIRST },
            Entry { actor: "山口", ..FIRST },
            Entry { person: Some(""), ..FIRST },
            Entry { kind: "import.read", ..FIRST },
            Entry { plan: None, ..FIRST },
            Entry { plan: None, action: Some("p1"), ..FIRST },
            Entry { plan: None, section: Some("p1"), ..FIRST },
            Entry { subject: "i1,2:{}", ..FIRST },
            Entry { detail: "{ }", ..FIRST },
        ];
        let mut hashes: Vec<_> = changed.iter().map(|entry| link(BEFORE_ALL, entry)).collect();
        hashes.extend([link(BEFORE_ALL, &FIRST), link("x", &FIRST)]);
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), changed.len() + 2);
    }

    #[test]
    fn a_walk_ends_where_the_chain_does() {
        let hash = link(BEFORE_ALL, &FIRST);
        let mut walk = Walk::start();
        walk.step(&FIRST, BEFORE_ALL, &hash).unwrap();
        let end = Head { seq: 1, hash };
        assert_eq!(walk.clone().end(Some(&end)), Ok(end.clone()));
        let longer = Head { seq: 2, ..end.clone() };
        let why = |written: Option<&Head>| walk.clone().end(written).unwrap_err();
        assert_eq!(why(Some(&longer)), Broken { seq: 2, why: Why::Tail });
        assert_eq!(why(None).why, Why::NoEnd);
        let shorter = Head { seq: 0, ..end };
        assert_eq!(why(Some(&shorter)), Broken { seq: 1, why: Why::Beyond });
        let other = Head { seq: 1, hash: String::new() };
        assert_eq!(why(Some(&other)), Broken { seq: 1, why: Why::End });
    }
}
