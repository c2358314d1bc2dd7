//! What a person should know of a returned workbook besides its cells: each a sentence with its
//! place.

use std::collections::BTreeMap;

use super::{
    hidden::{AsSent, HiddenSheet},
    identity::{Identity, MemberIdentity, WorkbookOwner},
};
use crate::Place;

/// Something about a returned workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// Where in the workbook.
    pub place: Place,
    /// The sentence for a person.
    pub sentence: String,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// It belongs to another plan.
    OtherPlan,
    /// It asks about another year.
    OtherYear,
    /// It belongs to another section.
    OtherSection,
    /// It belongs to another round of the same year.
    OtherRound,
    /// It asks for something else: replies for opinions, or opinions for replies.
    OtherPurpose,
    /// It belongs to another meeting.
    OtherMeeting,
    /// Its actions are those of an edition that is no paper of the meeting.
    OtherEdition,
    /// It belongs to another member.
    OtherMember,
    /// Nobody can tell whose it is.
    Nobodys,
    /// The hidden worksheet is gone.
    SentUnknown,
    /// The hidden worksheet was changed.
    HiddenSheetAltered,
    /// A newer version of the program made it.
    Newer,
    /// Answers were written since it was sent.
    Older,
    /// A cell that is only shown was changed.
    Locked,
    /// Rows stand in another order.
    Moved,
    /// A row is gone.
    Deleted,
    /// A row was added.
    Added,
    /// A row stands twice and says the same.
    CopiesAlike,
    /// A row stands twice and says different things.
    CopiesDiffer,
    /// A row lost its key and was known by its number and title.
    Unkeyed,
    /// A row's action is no longer the section's.
    Gone,
    /// A column is gone.
    NoColumn,
    /// A column that is no longer asked was filled.
    Unasked,
    /// Text beside the rows.
    Stray,
    /// Other worksheets hold something.
    OtherSheets,
    /// It carries macros.
    Macros,
    /// Nothing was changed in it.
    NoChange,
    /// Everything that was changed is there already.
    AlreadyTaken,
}

impl NoticeKind {
    /// Whether the workbook is not compared at all.
    pub fn is_foreign(self) -> bool {
        use NoticeKind::{
            Newer, Nobodys, OtherEdition, OtherMeeting, OtherMember, OtherPlan, OtherPurpose,
            OtherRound, OtherSection, OtherYear,
        };
        let section = matches!(self, OtherYear | OtherSection | OtherRound);
        let member = matches!(self, OtherMeeting | OtherEdition | OtherMember | Nobodys);
        section || member || matches!(self, OtherPlan | OtherPurpose | Newer)
    }
}

impl Notice {
    pub(super) fn new(kind: NoticeKind, place: Place, sentence: impl Into<String>) -> Self {
        Self { kind, place, sentence: sentence.into() }
    }

    pub(super) fn whole(kind: NoticeKind, sentence: impl Into<String>) -> Self {
        Self::new(kind, Place::File, sentence)
    }
}

/// The most that a notice quotes. The file itself is kept.
const LONGEST_QUOTE: usize = 2_000;

/// The most notices of one kind.
const MOST: usize = 200;

/// A text between quotation marks; of one that is longer than any answer, its beginning.
pub(super) fn quoted(text: &str) -> String {
    let text = text.trim();
    let length = text.chars().count();
    if length <= LONGEST_QUOTE {
        return format!("「{text}」");
    }
    let begins: String = text.chars().take(LONGEST_QUOTE).collect();
    format!("「{begins}…」（ほかに{}字）", length - LONGEST_QUOTE)
}

/// The notices, of each kind as many as a person may read, and how many more there are.
pub(super) fn bounded(notices: Vec<Notice>) -> Vec<Notice> {
    let mut counts = BTreeMap::<NoticeKind, usize>::new();
    let mut kept = Vec::new();
    for notice in notices {
        let count = counts.entry(notice.kind).or_default();
        *count += 1;
        if *count <= MOST {
            kept.push(notice);
        }
    }
    let more = counts.into_iter().filter(|(_, count)| *count > MOST);
    kept.extend(more.map(|(kind, count)| {
        let sentence = format!("同じ種類のお知らせが、ほかに{}件あります。", count - MOST);
        Notice::whole(kind, sentence)
    }));
    kept
}

/// Why a workbook is not this section's of this round, the widest difference first.
pub(super) fn foreign(sent: &AsSent, here: &Identity) -> Option<Notice> {
    let theirs = match &sent.owner {
        WorkbookOwner::Section(theirs) => theirs,
        WorkbookOwner::Member(_) => {
            return Some(Notice::whole(NoticeKind::OtherPurpose, OPINIONS));
        }
    };
    let year = theirs.year;
    let kind = match () {
        () if theirs.plan != here.plan || theirs.city != here.city => NoticeKind::OtherPlan,
        () if theirs.year != here.year => NoticeKind::OtherYear,
        () if theirs.section != here.section => NoticeKind::OtherSection,
        () if theirs.round != here.round => NoticeKind::OtherRound,
        () => return None,
    };
    let sentence = match kind {
        NoticeKind::OtherPlan => format!(
            "「{}　{}」の回答用のExcelです。この計画（{}　{}）には取り込めません。ファイルを選び直してください。",
            theirs.city, theirs.plan_title, here.city, here.plan_title
        ),
        NoticeKind::OtherYear => other_year(year, here),
        NoticeKind::OtherSection => format!(
            "「{}」の回答用のExcelです。「{}」の回答には取り込めません。担当課を確かめてください。",
            theirs.section_name, here.section_name
        ),
        _ => format!(
            "{year}の別の調査（提出期限 {}）のために作られたExcelです。いまの調査の回答用のExcelをダウンロードし、記入を写してください。",
            sent.due_on.spoken()
        ),
    };
    Some(Notice::whole(kind, sentence))
}

/// Why a workbook is not this member's of this meeting, the widest difference first. Without its hidden
/// worksheet, or with one that somebody touched, nobody can tell who is speaking.
pub(super) fn foreign_to_member(hidden: &HiddenSheet, here: &MemberIdentity) -> Option<Notice> {
    let Some(sent) = hidden.whole() else {
        let why = if hidden.as_sent().is_none() {
            "がありません"
        } else {
            "が書き換えられています"
        };
        let sentence = format!(
            "照合用の隠しシート{why}。どなたの、どの会議の意見シートか分かりません。会議のページから意見シートをダウンロードし、記入を写してください。"
        );
        return Some(Notice::whole(NoticeKind::Nobodys, sentence));
    };
    let WorkbookOwner::Member(theirs) = &sent.owner else {
        return Some(Notice::whole(NoticeKind::OtherPurpose, REPLIES));
    };
    let kind = match () {
        () if theirs.plan != here.plan || theirs.city != here.city => NoticeKind::OtherPlan,
        () if theirs.meeting != here.meeting => NoticeKind::OtherMeeting,
        () if theirs.edition != here.edition => NoticeKind::OtherEdition,
        () if (&theirs.member, &theirs.person) != (&here.member, &here.person) => {
            NoticeKind::OtherMember
        }
        () => return None,
    };
    let sentence = match kind {
        NoticeKind::OtherPlan => format!(
            "「{}　{}」の意見シートです。この計画（{}　{}）には取り込めません。ファイルを選び直してください。",
            theirs.city, theirs.plan_title, here.city, here.plan_title
        ),
        NoticeKind::OtherMeeting => format!(
            "「{}」の意見シートです。「{}」には取り込めません。その会議のページから取り込んでください。",
            theirs.meeting_title, here.meeting_title
        ),
        NoticeKind::OtherEdition => format!(
            "{}について作られた意見シートです。この会議の資料は{}です。会議のページから意見シートをダウンロードし直し、記入を写してください。",
            theirs.edition_name, here.edition_name
        ),
        _ => format!(
            "「{}」さんの意見シートです。「{}」さんの意見としては取り込めません。ご自分の意見シートを選ぶか、事務局に渡してください。",
            theirs.member, here.member
        ),
    };
    Some(Notice::whole(kind, sentence))
}

pub(super) fn other_year(theirs: crate::FiscalYear, here: &Identity) -> String {
    format!(
        "{theirs}の回答用のExcelです。{}の回答には取り込めません。年度を確かめてください。",
        here.year
    )
}

const OPINIONS: &str = "協議会の意見シートです。課の回答には取り込めません。「協議会」の会議のページから取り込んでください。";

const REPLIES: &str = "課の回答用のExcelです。協議会の意見としては取り込めません。「年度調査」のページから取り込んでください。";

/// What is said where nobody knows what was sent.
pub(super) const NO_BASE: &str = "照合用の隠しシートがありません。配布時の内容が分からないため、いまの内容と違う欄はすべて、どちらにするか選んでください。配布したファイルに記入したものがあれば、それを取り込んでください。";

pub(super) const ALTERED_BASE: &str = "照合用の隠しシートが書き換えられています。配布時の内容が信用できないため、いまの内容と違う欄はすべて、どちらにするか選んでください。";

pub(super) const NEWER: &str = "より新しい版のSasaeで作られた回答用のExcelです。この版では取り込めません。Sasaeを更新するか、この版でダウンロードしたExcelに写してください。";

pub(super) const MACROS: &str =
    "マクロの入ったファイルです。マクロは実行せず、記入だけを読みました。";

pub(super) const NO_CHANGE: &str =
    "配布したときから変更された欄がありません。記入後に保存したファイルか確かめてください。";

pub(super) const ALREADY_TAKEN: &str =
    "記入はすべて、すでに取り込まれています（同じファイルが2度送られたと思われます）。";
