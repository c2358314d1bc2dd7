//! The chain of events (履歴の連鎖): each event holds the hash of the one before it, so that a past
//! that was changed, cut out, put in or put in another order no longer fits.
//!
//! What is hashed of an event's detail is its digest. A detail that has to be deleted by law leaves
//! its digest in its place, and the chain holds on. Events of the versions before hold the detail
//! itself: they have no digest, and are verified as they were made.
//!
//! It shows that something was changed, not who did it; whoever can rewrite all that is kept can make
//! a chain anew. Against that, the hash of the head is written down elsewhere.

use std::fmt;

use sha2::{Digest, Sha256};

/// An event as it is stored, text for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEntry<'a> {
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
    /// Before and after, as the JSON that is stored; empty when it was lawfully deleted.
    pub detail: &'a str,
    /// The digest of the detail; `None` of an event whose hash holds the detail itself.
    pub detail_digest: Option<&'a str>,
    /// The rows that were written with it, each with its digest, as the JSON that is stored; `None`
    /// where there were none.
    pub rows: Option<&'a str>,
}

/// The hash before the first event.
pub const BEFORE_ALL: &str = "";

/// The digest of a text, such as a detail: SHA-256, in hexadecimal.
pub fn digest(text: &str) -> String {
    hexadecimal(Sha256::digest(text))
}

fn hexadecimal(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The hash of an event: SHA-256, in hexadecimal, over the hash before it and all that it says, of
/// its detail the digest. Every text comes with its length, one with a digest has one text more, and
/// one with rows two more, so that no two events are written alike.
pub fn link(previous: &str, entry: &ChainEntry<'_>) -> String {
    let seq = entry.seq.to_string();
    let detail = match entry.detail_digest {
        Some(digest) => [Some("digest"), Some(digest)].to_vec(),
        None => [Some(entry.detail)].to_vec(),
    };
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
    ];
    let mut hash = Sha256::new();
    let rows = entry.rows.map_or_else(Vec::new, |rows| [Some("rows"), Some(rows)].to_vec());
    for text in texts.into_iter().chain(detail).chain(rows) {
        match text {
            Some(text) => hash.update(format!("{}:{text},", text.len())),
            None => hash.update("-,"),
        }
    }
    hexadecimal(hash.finalize())
}

/// Where the chain stands: its last event's place and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    /// How many events it has.
    pub seq: i64,
    /// The hash of the last one.
    pub hash: String,
}

/// A chain that holds from its first event to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Where it ends.
    pub head: ChainHead,
    /// How many of its events have no detail any more: their digests hold their places.
    pub emptied: u64,
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
    /// Its detail is not the one whose digest it holds.
    Detail,
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
            Self::Detail => {
                "記録された変更の内容が、その要約値と合いません。あとから変わっています。"
            }
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
pub struct Walk {
    head: ChainHead,
    emptied: u64,
}

impl Walk {
    /// Before the first event.
    pub fn start() -> Self {
        Self { head: ChainHead { seq: 0, hash: BEFORE_ALL.to_owned() }, emptied: 0 }
    }

    /// Goes on to the event with the next greater place, with the hashes that are stored beside it.
    pub fn step(
        &mut self,
        entry: &ChainEntry<'_>,
        previous: &str,
        hash: &str,
    ) -> Result<(), Broken> {
        let seq = self.head.seq + 1;
        let broken = |why| Err(Broken { seq, why });
        if entry.seq != seq {
            return broken(Why::Missing);
        }
        if previous != self.head.hash {
            return broken(Why::Previous);
        }
        if hash != link(previous, entry) {
            return broken(Why::Changed);
        }
        match entry.detail_digest {
            Some(_) if entry.detail.is_empty() => self.emptied += 1,
            Some(written) if written != digest(entry.detail) => return broken(Why::Detail),
            _ => {}
        }
        self.head = ChainHead { seq, hash: hash.to_owned() };
        Ok(())
    }

    /// Compares where the walk ended with the end that is written down.
    pub fn end(self, written: Option<&ChainHead>) -> Result<Verified, Broken> {
        let Self { head: walked, emptied } = self;
        let broken = |seq, why| Err(Broken { seq, why });
        match written {
            None => broken(walked.seq, Why::NoEnd),
            Some(end) if end.seq > walked.seq => broken(walked.seq + 1, Why::Tail),
            Some(end) if end.seq < walked.seq => broken(end.seq + 1, Why::Beyond),
            Some(end) if end.hash != walked.hash => broken(walked.seq, Why::End),
            Some(_) => Ok(Verified { head: walked, emptied }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: ChainEntry<'_> = ChainEntry {
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
        detail_digest: Some("d"),
        rows: None,
    };

    /// As the version before the digests had it.
    const EARLIER: ChainEntry<'_> = ChainEntry { detail_digest: None, ..FIRST };

    #[test]
    fn every_text_counts_and_so_does_its_place() {
        let changed = [
            ChainEntry { seq: 2, ..FIRST },
            ChainEntry { id: "e2", ..FIRST },
            ChainEntry { at: "2026-04-02T00:00:00Z", ..FIRST },
            ChainEntry { actor: "山口", ..FIRST },
            ChainEntry { person: Some(""), ..FIRST },
            ChainEntry { kind: "import.read", ..FIRST },
            ChainEntry { plan: None, ..FIRST },
            ChainEntry { plan: None, action: Some("p1"), ..FIRST },
            ChainEntry { plan: None, section: Some("p1"), ..FIRST },
            ChainEntry { subject: "i1,2:{}", ..FIRST },
            ChainEntry { detail_digest: Some("e"), ..FIRST },
            ChainEntry { rows: Some("{}"), ..FIRST },
            ChainEntry { rows: Some("{ }"), ..FIRST },
            ChainEntry { detail: "{ }", ..EARLIER },
            ChainEntry { detail: "d", ..EARLIER },
            EARLIER,
        ];
        let mut hashes: Vec<_> = changed.iter().map(|entry| link(BEFORE_ALL, entry)).collect();
        hashes.extend([link(BEFORE_ALL, &FIRST), link("x", &FIRST)]);
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), changed.len() + 2);
    }

    #[test]
    fn an_event_of_an_earlier_version_has_the_hash_that_it_had() {
        let hash = "dc29a0d11d4ef8dae7e671e0a71a737bf407b92ebdb48dee8618bb1109d4faef";
        assert_eq!(link(BEFORE_ALL, &EARLIER), hash);
    }

    #[test]
    fn a_detail_may_go_and_may_not_change() {
        let (detail, written) = ("{\"after\":\"２回\"}", digest("{\"after\":\"２回\"}"));
        let entry = ChainEntry { detail, detail_digest: Some(&written), ..FIRST };
        let hash = link(BEFORE_ALL, &entry);
        let walk = |entry: &ChainEntry<'_>| {
            let mut walk = Walk::start();
            walk.step(entry, BEFORE_ALL, &hash)?;
            walk.end(Some(&ChainHead { seq: 1, hash: hash.clone() }))
        };
        assert_eq!(walk(&entry).unwrap().emptied, 0);
        assert_eq!(walk(&ChainEntry { detail: "", ..entry }).unwrap().emptied, 1);
        let why = |entry: &ChainEntry<'_>| walk(entry).unwrap_err().why;
        assert_eq!(why(&ChainEntry { detail: "{}", ..entry }), Why::Detail);
        let other = digest("{}");
        assert_eq!(
            why(&ChainEntry { detail: "{}", detail_digest: Some(&other), ..entry }),
            Why::Changed
        );
        assert_eq!(why(&ChainEntry { detail: "", detail_digest: None, ..entry }), Why::Changed);
    }

    #[test]
    fn a_walk_ends_where_the_chain_does() {
        let hash = link(BEFORE_ALL, &EARLIER);
        let mut walk = Walk::start();
        walk.step(&EARLIER, BEFORE_ALL, &hash).unwrap();
        let end = ChainHead { seq: 1, hash };
        let whole = Verified { head: end.clone(), emptied: 0 };
        assert_eq!(walk.clone().end(Some(&end)), Ok(whole));
        let longer = ChainHead { seq: 2, ..end.clone() };
        let why = |written: Option<&ChainHead>| walk.clone().end(written).unwrap_err();
        assert_eq!(why(Some(&longer)), Broken { seq: 2, why: Why::Tail });
        assert_eq!(why(None).why, Why::NoEnd);
        let shorter = ChainHead { seq: 0, ..end };
        assert_eq!(why(Some(&shorter)), Broken { seq: 1, why: Why::Beyond });
        let other = ChainHead { seq: 1, hash: String::new() };
        assert_eq!(why(Some(&other)), Broken { seq: 1, why: Why::End });
    }
}
