//! Events (履歴): what was done, each kind with what was before and what is after, as types.
//!
//! A row of `events!` below makes a kind: its variant, what it tells, the text under which it is
//! stored and its word on screen. It is stored as that text and, apart, as the JSON of what it tells;
//! a field that is added later has a default, so that an event of an earlier version is still read.

mod council;
mod edition;
mod finding;
mod import;
mod indicator;
mod installation;
mod person;
mod register;
mod reply;
mod round;
mod scheme;
mod token;

use serde::{Deserialize, Serialize};

pub use self::{
    council::*, edition::*, finding::*, import::*, indicator::*, installation::*, person::*,
    register::*, reply::*, round::*, scheme::*, token::*,
};
use crate::{person::Grant, stage::Step};

macro_rules! events {
    ($($variant:ident($detail:ty) = $kind:literal, $label:literal;)+) => {
        /// What was done.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "detail")]
        pub enum Event {
            $(
                #[doc = $label]
                #[serde(rename = $kind)]
                $variant($detail),
            )+
            /// An event of this kind whose detail cannot be read, or was lawfully deleted. It cannot
            /// be recorded.
            #[serde(skip)]
            Unreadable(String),
        }

        impl Event {
            /// The kinds as they are stored, with their words on screen, in the order of a year.
            pub const KINDS: &[(&str, &str)] = &[$(($kind, $label)),+];

            /// The kind as it is stored: `import.booked`.
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $kind,)+
                    Self::Unreadable(kind) => kind,
                }
            }
        }
    };
}

events! {
    ImportRead(ImportRead) = "import.read", "ファイルの読み込み";
    ImportBooked(ImportBooked) = "import.booked", "シートの登録";
    ImportDiscarded(ImportDiscarded) = "import.discarded", "取込の取りやめ";
    FileKept(FileKept) = "file.kept", "ファイルの保存";
    RoundOpened(RoundOpened) = "round.opened", "調査の開始";
    RoundChanged(RoundChanged) = "round.changed", "調査の設定の変更";
    RoundClosed(RoundClosed) = "round.closed", "調査の締切";
    RoundReopened(RoundReopened) = "round.reopened", "締切の解除";
    RoundExcepted(RoundExcepted) = "round.excepted", "期限の延長";
    RoundRevised(RoundRevised) = "round.revised", "事業・担当の見直し";
    RoundReminded(RoundReminded) = "round.reminded", "督促の作成";
    EntryWritten(EntryWritten) = "entry.written", "記入";
    ReplyWrite(ReplyMoved) = "reply.write", "記入";
    ReplySubmit(ReplyMoved) = "reply.submit", "提出";
    ReplyWithdraw(ReplyMoved) = "reply.withdraw", "提出の取り下げ";
    ReplyApprove(ReplyMoved) = "reply.approve", "承認";
    ReplyReturn(ReplyMoved) = "reply.return", "差戻し";
    ReplyAccept(ReplyMoved) = "reply.accept", "受理";
    ReplyReopen(ReplyMoved) = "reply.reopen", "確定の解除";
    ReplyLock(ReplyMoved) = "reply.lock", "確定";
    RepliesReturned(WorkbookReturned) = "replies.returned", "回答ファイルの受け取り";
    RepliesTaken(WorkbookSettled) = "replies.taken", "回答ファイルからの記入";
    RepliesDecided(WorkbookSettled) = "replies.decided", "回答ファイルの食い違いの判断";
    CommentAsked(CommentAsked) = "comment.asked", "質問";
    CommentAnswered(CommentAnswered) = "comment.answered", "質問への答え";
    PersonnelBooked(Vec<PersonnelChange>) = "personnel.booked", "職員の一括登録";
    PersonAdded(PersonAdded) = "person.added", "職員の登録";
    PersonGranted(Grant) = "person.granted", "役割の追加";
    PersonGrantEnded(GrantEnded) = "person.grant_ended", "役割の期間の変更";
    PersonLeft(PersonLeft) = "person.left", "利用の終了日の変更";
    PersonRenamed(PersonRenamed) = "person.renamed", "氏名・メールの変更";
    LinkMade(LinkMade) = "link.made", "パスワード設定リンクの作成";
    PasswordSet(DoneBy) = "password.set", "パスワードの設定";
    TotpSet(Bare) = "totp.set", "確認コードの登録";
    TotpRemoved(Bare) = "totp.removed", "確認コードの取り消し";
    CodeRolesSet(CodeRolesSet) = "code.roles", "確認コードを求める役割の変更";
    SigninOpened(DoneBy) = "signin.opened", "サインイン";
    SigninClosed(Bare) = "signin.closed", "サインアウト";
    SigninEnded(SessionsEnded) = "signin.ended", "サインインの打ち切り";
    SigninFailed(SigninFailed) = "signin.failed", "サインインの失敗";
    SigninLocked(SigninFailed) = "signin.locked", "失敗の繰り返しによる一時停止";
    TokenMade(TokenMade) = "token.made", "アクセストークンの発行";
    TokenUsed(TokenUsed) = "token.used", "アクセストークンの利用";
    TokenRevoked(TokenRevoked) = "token.revoked", "アクセストークンの取り消し";
    MailSettled(MailSettled) = "mail.settled", "メールの扱いの判断";
    MailSent(Bare) = "mail.sent", "メールの送信";
    MailFailed(Bare) = "mail.failed", "メールの送信の失敗";
    BackupDone(BackupDone) = "backup.done", "バックアップ";
    BackupFailed(BackupFailed) = "backup.failed", "バックアップの失敗";
    BackupRestored(BackupRestored) = "backup.restored", "バックアップからの復元";
    DatabaseCopied(DatabaseCopied) = "database.copied", "データベースの移し替え";
    PackageTaken(PackageTaken) = "package.taken", "移行の一式の取り込み";
    RowsHeld(RowsHeld) = "rows.held", "保存内容の照合の起点";
    FindingAnswered(FindingAnswered) = "finding.answered", "指摘への回答";
    FindingReopened(FindingReopened) = "finding.reopened", "指摘への回答の取り消し";
    IndicatorAdded(IndicatorAdded) = "indicator.added", "指標の追加";
    IndicatorFigure(IndicatorFigure) = "indicator.figure", "指標の値の入力";
    IndicatorRight(IndicatorLeaps) = "indicator.right", "10倍の変化の確認";
    IndicatorRenamed(IndicatorRenamed) = "indicator.renamed", "指標の名前の変更";
    IndicatorRemoved(IndicatorRemoved) = "indicator.removed", "指標の取り消し";
    IndicatorListed(IndicatorListed) = "indicator.listed", "成果指標の読み込み";
    RegisterDefined(RegisterDefined) = "register.defined", "台帳の追加";
    RegisterRenewed(RegisterDefined) = "register.renewed", "台帳の改版";
    RecordWritten(RecordWritten) = "record.written", "記録の入力";
    RecordCorrected(RecordCorrected) = "record.corrected", "記録の訂正";
    RecordVoided(RecordCorrected) = "record.voided", "記録の取消";
    RecordsImported(RecordsImported) = "records.imported", "記録の取込";
    DraftAdopted(DraftAdopted) = "draft.adopted", "台帳の文の採用";
    EditionFrozen(EditionFrozen) = "edition.frozen", "版の凍結";
    EditionWithdrawn(EditionWithdrawn) = "edition.withdrawn", "版の公表の取りやめ";
    PublicationSet(PublicationSet) = "publication.set", "公表の設定の変更";
    PublicationAnswered(PublicationAnswered) = "publication.answered", "公表前の確認への回答";
    MeetingWritten(CouncilWritten) = "meeting.written", "協議会の会議の変更";
    OpinionWritten(CouncilWritten) = "opinion.written", "協議会の意見の変更";
    MinutesWritten(CouncilWritten) = "minutes.written", "会議録の変更";
    SheetReturned(SheetReturned) = "sheet.returned", "意見シートの受け取り";
    MeetingLinkMade(MeetingLinkSet) = "meeting_link.made", "会議のリンクの作成";
    MeetingLinkEnded(MeetingLinkSet) = "meeting_link.ended", "会議のリンクの取り消し";
    MeetingLinkRead(MeetingLinkRead) = "meeting_link.read", "会議のリンクによる閲覧";
    SchemeAdded(SchemeDefined) = "scheme.defined", "体系の追加";
    SchemeRenewed(SchemeDefined) = "scheme.renewed", "体系の改版";
    CrosswalkChanged(CrosswalkWritten) = "crosswalk.changed", "対応表の変更";
    CrosswalkImported(CrosswalkWritten) = "crosswalk.imported", "対応表の取込";
    RuleChanged(RuleChanged) = "rule.changed", "点検の設定の変更";
    PlanWordsChanged(PlanWordsChanged) = "words.changed", "点検の言葉の変更";
    GradesExplained(GradesExplained) = "grades.explained", "評価区分の意味の変更";
}

impl Event {
    /// The word on screen for what was done; the kind itself where no version of the product that is
    /// known here recorded it.
    pub fn label(&self) -> &str {
        let kind = self.kind();
        Self::KINDS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, label)| label)
    }

    /// A step of a reply.
    pub fn of_step(step: Step, moved: ReplyMoved) -> Self {
        match step {
            Step::Write => Self::ReplyWrite(moved),
            Step::Submit => Self::ReplySubmit(moved),
            Step::Withdraw => Self::ReplyWithdraw(moved),
            Step::Approve => Self::ReplyApprove(moved),
            Step::Return => Self::ReplyReturn(moved),
            Step::Accept => Self::ReplyAccept(moved),
            Step::Reopen => Self::ReplyReopen(moved),
            Step::Lock => Self::ReplyLock(moved),
        }
    }

    /// The key of the question whose cell it is about.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::EntryWritten(EntryWritten { field, .. })
            | Self::CommentAsked(CommentAsked { field, .. }) => Some(field),
            _ => None,
        }
    }

    /// Why it was done, where a reason was given.
    pub fn reason(&self) -> Option<&str> {
        let reason = match self {
            Self::RoundReopened(RoundReopened { reason, .. })
            | Self::RoundExcepted(RoundExcepted { reason, .. })
            | Self::RowsHeld(RowsHeld { reason })
            | Self::FindingAnswered(FindingAnswered { reason, .. })
            | Self::ReplyWrite(ReplyMoved { reason, .. })
            | Self::ReplySubmit(ReplyMoved { reason, .. })
            | Self::ReplyWithdraw(ReplyMoved { reason, .. })
            | Self::ReplyApprove(ReplyMoved { reason, .. })
            | Self::ReplyReturn(ReplyMoved { reason, .. })
            | Self::ReplyAccept(ReplyMoved { reason, .. })
            | Self::ReplyReopen(ReplyMoved { reason, .. })
            | Self::ReplyLock(ReplyMoved { reason, .. })
            | Self::RecordCorrected(RecordCorrected { reason, .. })
            | Self::RecordVoided(RecordCorrected { reason, .. })
            | Self::EditionFrozen(EditionFrozen { reason, .. })
            | Self::EditionWithdrawn(EditionWithdrawn { reason, .. })
            | Self::PublicationAnswered(PublicationAnswered { reason, .. }) => reason.as_str(),
            _ => "",
        };
        Some(reason).filter(|reason| !reason.is_empty())
    }

    /// The text of a cell or comment, before and after, to be shown word by word.
    pub fn texts(&self) -> Option<(&str, &str)> {
        match self {
            Self::EntryWritten(EntryWritten { before, after, .. }) => Some((before, after)),
            Self::CommentAsked(CommentAsked { after, .. })
            | Self::CommentAnswered(CommentAnswered { after, .. }) => Some((after, after)),
            _ => None,
        }
    }

    /// Figures and names, before and after, each in a few words.
    pub fn values(&self) -> Vec<String> {
        match self {
            Self::CodeRolesSet(set) => vec![set.sentence()],
            Self::IndicatorFigure(figure) => vec![figure.sentence()],
            Self::TokenMade(made) => vec![made.sentence()],
            Self::TokenUsed(used) => vec![used.sentence()],
            Self::TokenRevoked(TokenRevoked { name, .. }) => vec![name.clone()],
            Self::IndicatorRenamed(IndicatorRenamed { before, name, .. }) => {
                vec![format!("{before} → {name}")]
            }
            Self::PlanWordsChanged(words) => words.before.differences(&words.after),
            Self::GradesExplained(said) => {
                said.grades.iter().map(GradeExplained::sentence).collect()
            }
            Self::RecordsImported(imported) => vec![imported.sentence()],
            Self::CrosswalkChanged(written) | Self::CrosswalkImported(written) => {
                vec![written.sentence()]
            }
            Self::EditionFrozen(EditionFrozen { name, digest, .. })
            | Self::EditionWithdrawn(EditionWithdrawn { name, digest, .. }) => {
                vec![format!("{name}（{}）", digest.get(..16).unwrap_or(digest))]
            }
            Self::PublicationAnswered(answered) => vec![answered.told.clone()],
            Self::MeetingWritten(one) | Self::OpinionWritten(one) | Self::MinutesWritten(one) => {
                vec![format!("{}（第{}版）", one.step, one.version)]
            }
            Self::SheetReturned(SheetReturned { file, member, .. }) => {
                vec![format!("{member}　{file}")]
            }
            Self::MeetingLinkMade(set) | Self::MeetingLinkEnded(set) => {
                vec![format!("{}（{}、{}まで）", set.meeting, set.papers, set.expires_on)]
            }
            Self::MeetingLinkRead(read) => vec![read.what.clone()],
            Self::IndicatorRight(right) => right.leaps.iter().map(LeapFigures::sentence).collect(),
            Self::IndicatorListed(listed) => {
                listed.changes.iter().map(FigureChange::sentence).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether its subject is the name of an indicator, a register or a scheme, which a reader wants to
    /// see.
    pub fn names_its_subject(&self) -> bool {
        let named = ["indicator.", "register.", "record.", "records.", "scheme.", "crosswalk."];
        named.iter().any(|noun| self.kind().starts_with(noun))
    }
}

#[cfg(test)]
mod tests;
