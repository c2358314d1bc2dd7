//! Editions (版): what was frozen, as one canonical document, and what everybody can check about it.
//!
//! No IO, no async, no clock, no randomness, no SQL: values and pure functions. Days, identifiers and
//! keys come in as arguments. It knows nothing of pages, and of formats only its own
//! document; the files that are derived of it are made by `opendata` and `site`.

mod canonical;
mod compare;
mod content;
mod crosswalk;
mod difference;
mod draw;
pub mod help;
mod hidden;
mod kind;
pub mod open;
mod packet;
mod settings;
pub mod suppress;
mod told;
pub mod wording;

pub use self::{
    canonical::{ContentDigest, canonical},
    compare::{EditionChange, changes},
    content::{
        ActionRecord, AsOf, City, ColumnRecord, EditionAnswer, EditionContent, ErratumRecord,
        FORMAT, GradeRecord, HelpLine, IndicatorRecord, MeetingRecord, OpinionRecord, PaperRecord,
        PlanRecord, PublishedFigure, Publisher, ScaleRecord,
    },
    crosswalk::{CrosswalkRecord, ItemRecord, MappingRecord, SchemeRecord},
    difference::{DocumentDifference, first_difference},
    draw::{
        ActionIdentity, SHOWN_BY_EVERY_KIND, ShownFields, actions, columns, kept_back, scales,
        shown_sheet,
    },
    hidden::shown_elsewhere,
    kind::{DerivedFile, EditionKind},
    packet::{Packet, PacketLine, PacketOpinion, PacketPart, packet},
    settings::{HelpEntry, PublicationSettings},
    told::{ToldOutcome, told_outcome},
};
