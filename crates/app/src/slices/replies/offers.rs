//! The box 「台帳から」 beside a field: what the section's records write, each figure a link to its
//! records, and whether it stands in the field already. Whoever writes decides whether it does.

use std::ops::Range;

use domain::{
    Slot,
    adoption::stands_once,
    event::{DraftAdopted, Event},
    reply::{Entry, Reply},
};
use store::Tx;

use super::{
    ReplyRef,
    choices::AnswerMode,
    section::{Context, SectionInbox},
};
use crate::{
    Result,
    kit::addresses,
    slices::registers::{figure, offer::RegisterOffer},
};

/// What records write for a reply, and what was put into its fields before.
#[derive(Debug, Default)]
pub(crate) struct ReplyOffers {
    offers: Vec<RegisterOffer>,
    adopted: Vec<DraftAdopted>,
}

/// What records write for a question, as its box shows it.
#[derive(Debug)]
pub(crate) struct OfferView {
    pub(crate) register: String,
    /// The text in pieces, a figure with the address of its records.
    pub(crate) pieces: Vec<(String, Option<String>)>,
    /// What the figures lack.
    pub(crate) lacks: String,
    pub(crate) standing: OfferStanding,
    /// The question and the digest of the offer: what its button sends.
    pub(crate) choice: String,
}

/// How an offer stands to the text of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OfferStanding {
    /// The field is empty.
    Open,
    /// The field says something else.
    Beside,
    /// The field says it.
    Said,
    /// The field says what the records wrote before.
    Outdated(String),
}

impl OfferStanding {
    /// The words of the button; none where there is nothing to do.
    pub(crate) fn button(&self) -> Option<&'static str> {
        match self {
            Self::Open => Some("この文を欄に入れる"),
            Self::Beside => Some("この文を欄の終わりに加える"),
            Self::Outdated(_) => Some("前に入れた文と入れ替える"),
            Self::Said => None,
        }
    }
}

impl ReplyOffers {
    /// Reads them for a section's reply.
    pub(crate) async fn of(
        tx: &mut Tx,
        context: &Context,
        (inbox, reply): (&SectionInbox, &Reply),
    ) -> Result<Self> {
        let offers = context.offers(&reply.action, &inbox.section.name);
        if offers.is_empty() {
            return Ok(Self::default());
        }
        let at = Some((&reply.section, &reply.action));
        let events = tx.drafts_adopted(&context.round.id, at).await?.into_iter();
        let adopted = events.filter_map(|record| match record.event {
            Event::DraftAdopted(adopted) => Some(adopted),
            _ => None,
        });
        Ok(Self { adopted: adopted.collect(), offers })
    }

    /// The boxes of a question.
    pub(crate) fn of_question(&self, at: &ReplyRef, slot: &Slot, entry: &Entry) -> Vec<OfferView> {
        let of = self.offers.iter().filter(|offer| offer.slot == *slot);
        let view = |offer: &RegisterOffer| OfferView {
            register: offer.register.clone(),
            pieces: pieces(at, offer),
            lacks: figure::lacks(offer.draft.numbers.iter().map(|number| &number.tally)),
            standing: self.standing(offer, entry),
            choice: format!("{} {}", slot.key(), offer.digest()),
        };
        let mut views: Vec<OfferView> = of.map(view).collect();
        // The register is named once for all that it writes
        let mut named = String::new();
        for view in &mut views {
            if view.register == named {
                view.register.clear();
            } else {
                named.clone_from(&view.register);
            }
        }
        views
    }

    /// The text of the offer's wording that was put into the field last, if it still stands there.
    pub(super) fn standing_fragment(&self, offer: &RegisterOffer, text: &str) -> Option<&str> {
        let same = |adopted: &&DraftAdopted| {
            (&adopted.register, &adopted.wording) == (&offer.register, &offer.wording)
                && adopted.field == offer.slot.key()
        };
        let last = self.adopted.iter().rev().find(same).map(|adopted| adopted.after.as_str());
        last.filter(|fragment| stands_once(text, fragment))
    }

    fn standing(&self, offer: &RegisterOffer, entry: &Entry) -> OfferStanding {
        let text = words(entry);
        match self.standing_fragment(offer, text) {
            _ if text.contains(&offer.draft.text) => OfferStanding::Said,
            Some(before) => OfferStanding::Outdated(before.to_owned()),
            None if text.trim().is_empty() => OfferStanding::Open,
            None => OfferStanding::Beside,
        }
    }

    /// The offer of a digest.
    pub(super) fn known(&self, digest: &str) -> Option<&RegisterOffer> {
        self.offers.iter().find(|offer| offer.digest() == digest)
    }

    /// The offer that a button chose.
    pub(super) fn chosen(&self, choice: &str) -> Option<&RegisterOffer> {
        let (field, digest) = choice.split_once(' ')?;
        self.known(digest).filter(|offer| offer.slot.key() == field)
    }
}

/// What the entry says; nothing where a word was chosen in place of a text.
pub(super) fn words(entry: &Entry) -> &str {
    if AnswerMode::of(entry).word().is_some() { "" } else { &entry.text }
}

/// The text of an offer, cut at its figures.
fn pieces(at: &ReplyRef, offer: &RegisterOffer) -> Vec<(String, Option<String>)> {
    let (text, digest) = (&offer.draft.text, offer.digest());
    let (mut pieces, mut from) = (Vec::new(), 0);
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    for (nth, number) in offer.draft.numbers.iter().enumerate() {
        pieces.push((piece(from..number.bytes.start), None));
        let href = addresses::adoption_figure(
            &at.plan,
            at.year,
            &at.section,
            &at.action,
            &digest,
            nth.to_string(),
        );
        pieces.push((piece(number.bytes.clone()), Some(href)));
        from = number.bytes.end;
    }
    pieces.push((piece(from..text.len()), None));
    pieces.retain(|(words, _)| !words.is_empty());
    pieces
}
