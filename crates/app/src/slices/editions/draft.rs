//! An edition before it is frozen: one state of the database, what it changes, what is open.

use std::collections::BTreeMap;

use domain::{
    Day, FiscalYear, Id, action::Action, chain::ChainHead, plan::Plan, sheet::Sheet, succession,
};
use edition::{
    ActionIdentity, AsOf, City, ContentDigest, CrosswalkRecord, EditionChange, EditionContent,
    EditionKind, ErratumRecord, FORMAT, IndicatorRecord, MeetingRecord, OpinionRecord, Packet,
    PacketOpinion, PlanRecord, PublicationSettings,
    suppress::{CellDisagreement, SmallNumberPolicy},
};
use serde_json::json;
use store::{StoredEdition, Tx};

use super::{
    figures,
    open_item::OpenItem,
    said::CouncilSaid,
    state::{AcceptedSheet, PlanState},
};
use crate::{
    Error, Result,
    slices::{
        frozen::{content, public_id},
        schemes,
    },
};

/// What an edition would be.
pub(crate) struct EditionDraft {
    pub(crate) plan: Plan,
    pub(crate) year: FiscalYear,
    pub(crate) kind: EditionKind,
    pub(crate) number: u32,
    /// The sheet as far as the kind shows it.
    pub(crate) sheet: Sheet,
    /// The sheet of the year before, for comparison on paper.
    pub(crate) before: Option<Sheet>,
    /// The heads of the columns that it keeps back.
    pub(crate) kept_back: Vec<String>,
    /// What is open.
    pub(crate) open: Vec<OpenItem>,
    /// What it says otherwise than the edition that it has to agree with.
    pub(crate) changes: Vec<EditionChange>,
    /// The day that it bears.
    pub(super) today: Day,
    settings: PublicationSettings,
    /// What was answered to doubts before publications: mark and reason.
    pub(super) answers: BTreeMap<String, String>,
    identities: Vec<ActionIdentity>,
    indicators: Vec<IndicatorRecord>,
    crosswalks: Vec<CrosswalkRecord>,
    as_of: ChainHead,
    /// The edition that it follows.
    follows: Option<(StoredEdition, EditionContent)>,
    /// The editions that were published before it, newest first.
    pub(crate) earlier: Vec<EditionContent>,
    /// Those that are no longer shown.
    pub(crate) withdrawn: Vec<StoredEdition>,
    /// The small figures that it keeps back: each indicator with the year.
    pub(crate) small: Vec<(String, i32)>,
    /// The numbers of its own kind and year that are no longer shown.
    unsaid: Vec<i64>,
    /// The newest edition of the year before.
    year_before: Option<EditionContent>,
    /// The council's meetings, as everybody may know of them.
    meetings: Vec<MeetingRecord>,
    /// What was said in the council and everybody may read.
    opinions: Vec<OpinionRecord>,
    /// What was said in the council and is told to it again.
    said: Vec<PacketOpinion>,
    /// What the secretariat asks.
    questions: String,
}

impl EditionDraft {
    /// What the edition would be of a state and on a day, with nothing open yet.
    pub(super) async fn of(
        tx: &mut Tx,
        plan: &Id<Plan>,
        state: PlanState,
        (year, kind, today): (FiscalYear, EditionKind, Day),
    ) -> Result<Self> {
        let plan = tx.plan(plan).await?;
        let council = CouncilSaid::of(tx, &state).await?;
        let own = state.sheets.get(&year).ok_or_else(|| no_sheet(year))?;
        let shown = state.settings.shown(kind);
        let (number, follows) = follows(tx, &state.editions, year, kind).await?;
        let year_before = newest_of(tx, &state.editions, year.plus(-1)).await?;
        let published =
            state.editions.iter().filter(|one| one.kind == EditionKind::Published.code());
        let (shown_before, withdrawn): (Vec<_>, Vec<_>) =
            published.cloned().partition(|one| one.ground.is_none());
        let unsaid = state.editions.iter().filter(|one| {
            one.year == i64::from(year.start()) && one.kind == kind.code() && one.ground.is_some()
        });
        let unsaid = unsaid.map(|one| one.number).collect();
        let mut earlier = Vec::new();
        if kind == EditionKind::Published {
            for one in &shown_before {
                earlier.push(content(tx, one).await?);
            }
        }
        let (meetings, opinions) = match kind {
            EditionKind::Published => (council.met(year), council.published(year)),
            EditionKind::Council | EditionKind::Approved => (Vec::new(), Vec::new()),
        };
        let pairs = state.pairs();
        let kept_back = edition::kept_back(&own.sheet.layout, &shown);
        let mut draft = Self {
            identities: own.actions.iter().map(|of| identity(of, &state.links)).collect(),
            indicators: figures::indicators(&state, year),
            crosswalks: schemes::drawn(&state.crosswalks, year, &own.actions, &pairs),
            sheet: edition::shown_sheet(&own.sheet, &shown),
            kept_back: kept_back.into_iter().map(str::to_owned).collect(),
            said: council.told(year, |action| number_now(own, &pairs, action)),
            before: state
                .sheets
                .get(&year.plus(-1))
                .map(|it| edition::shown_sheet(&it.sheet, &shown)),
            open: Vec::new(),
            changes: Vec::new(),
            plan,
            year,
            kind,
            number,
            today,
            follows,
            earlier,
            withdrawn,
            small: Vec::new(),
            unsaid,
            year_before,
            meetings,
            opinions,
            questions: council.questions(year),
            answers: state.answers,
            as_of: state.as_of,
            settings: state.settings,
        };
        draft.changes = draft.changed();
        Ok(draft)
    }

    /// Keeps small figures back: each indicator with the year.
    pub(super) fn keeps_back(&mut self, small: Vec<(String, i32)>) {
        self.small = small;
        self.changes = self.changed();
    }

    /// Where what it keeps back can be read all the same.
    pub(super) fn shown_elsewhere(&self, content: &EditionContent) -> Vec<CellDisagreement> {
        let policy = self.small_numbers();
        edition::shown_elsewhere(content, &self.indicators, &self.earlier, policy)
    }

    /// Whether there is an edition that it follows.
    pub(crate) fn follows_something(&self) -> bool {
        self.follows.is_some()
    }

    /// Which counts of persons are small.
    pub(crate) fn small_numbers(&self) -> SmallNumberPolicy {
        let least = self.settings.small_number.map(u64::from);
        least.map_or_else(SmallNumberPolicy::default, |least| SmallNumberPolicy { least })
    }

    /// The edition before it of its own kind.
    pub(crate) fn own_before(&self) -> Option<&EditionContent> {
        let (_, content) = self.follows.as_ref()?;
        (content.kind == self.kind).then_some(content)
    }

    /// What it says otherwise than the edition that it has to agree with: the one before it of its
    /// kind, or what was decided where it is the first that is published.
    fn changed(&self) -> Vec<EditionChange> {
        let Some((_, before)) = &self.follows else { return Vec::new() };
        let agrees = before.kind == self.kind || self.kind == EditionKind::Published;
        // What is kept back is no correction, and none tells it
        let mut before = before.clone();
        self.keep_back(&mut before);
        if agrees { edition::changes(&before, &self.content("")) } else { Vec::new() }
    }

    fn keep_back(&self, of: &mut EditionContent) {
        for (indicator, year) in &self.small {
            of.withhold(indicator, *year);
        }
    }

    /// The document, with the reason as that of each correction.
    pub(crate) fn content(&self, reason: &str) -> EditionContent {
        let plan = &self.plan;
        let mut content = EditionContent {
            format: FORMAT.to_owned(),
            city: City { region_code: plan.area_code.clone(), name: plan.municipality.clone() },
            plan: PlanRecord { id: public_id("p", plan.id.as_str()), title: plan.title.clone() },
            fiscal_year: self.year.start(),
            kind: self.kind,
            number: self.number,
            frozen_on: self.today.to_string(),
            as_of: AsOf { event: self.as_of.seq, head: self.as_of.hash.clone() },
            based_on: self.follows.as_ref().map(|(of, _)| ContentDigest::from(of.digest.clone())),
            columns: edition::columns(&self.sheet),
            scales: edition::scales(&self.sheet.layout),
            measures: self.sheet.measures.iter().map(|measure| measure.title.clone()).collect(),
            actions: edition::actions(&self.sheet, &self.identities),
            indicators: self.indicators.clone(),
            crosswalks: self.crosswalks.clone(),
            meetings: self.meetings.clone(),
            opinions: self.opinions.clone(),
            errata: self.errata(reason),
            help: self.settings.help.iter().map(edition::HelpEntry::line).collect(),
            publisher: self.settings.publisher.clone(),
        };
        self.keep_back(&mut content);
        content
    }

    /// What was corrected since the first edition of the kind.
    fn errata(&self, reason: &str) -> Vec<ErratumRecord> {
        let mut errata = self.own_before().map_or_else(Vec::new, |before| before.errata.clone());
        for one in &mut errata {
            // A correction says what two editions said
            let number = i64::from(one.edition_no);
            for (of, text) in [(number - 1, &mut one.before), (number, &mut one.after)] {
                if self.unsaid.contains(&of) && !text.is_empty() {
                    UNSAID.clone_into(text);
                }
            }
        }
        // What was decided may say what a withdrawn edition said
        let unsaid = self.own_before().is_none() && !self.unsaid.is_empty();
        let before = |change: &EditionChange| {
            let hidden = unsaid && !change.before.is_empty();
            if hidden { UNSAID.to_owned() } else { change.before.clone() }
        };
        let new = self.changes.iter().zip(1..).map(|(change, no)| ErratumRecord {
            edition_no: self.number,
            no,
            decided_on: self.today.to_string(),
            action: Some(change.action.clone()).filter(|action| !action.is_empty()),
            field: change.field.clone(),
            fiscal_year: change.fiscal_year,
            kind: correction(change).to_owned(),
            before: before(change),
            after: change.after.clone(),
            reason: reason.to_owned(),
        });
        errata.extend(new);
        errata
    }

    /// Whether it says nothing else than the edition before it of its kind. The council's paper is
    /// another one where its questions are, and what was withdrawn since is told in a new edition.
    fn says_the_same(&self, before: &EditionContent) -> bool {
        let frozen = self.follows.as_ref().map(|(of, _)| of.frozen_at.as_str());
        let since = |one: &StoredEdition| one.withdrawn_at.as_deref() > frozen;
        let now = EditionContent {
            number: before.number,
            frozen_on: before.frozen_on.clone(),
            as_of: before.as_of.clone(),
            based_on: before.based_on.clone(),
            ..self.content("")
        };
        self.kind != EditionKind::Council && now == *before && !self.withdrawn.iter().any(since)
    }

    /// Refuses where something stops it, where it says nothing new, without a reason where something is corrected, and without
    /// one that stays inside where something is open.
    pub(crate) fn refuse_unsettled(&self, reason: &str, inside: &str) -> Result<()> {
        let told = |items: Vec<&OpenItem>| -> String {
            let answered_by = |item: &OpenItem| match item.mark.get(..12) {
                Some(mark) => format!("［{mark}］"),
                None => String::new(),
            };
            items
                .iter()
                .fold(String::new(), |all, item| all + "\n・" + &answered_by(item) + &item.sentence)
        };
        if let Some(before) = self.own_before().filter(|before| self.says_the_same(before)) {
            return Err(Error::Conflict(format!(
                "{}から変わったところがないため、新しい版は要りません。",
                before.kind.named(before.number)
            )));
        }
        let stops: Vec<&OpenItem> = self.open.iter().filter(|item| item.stops).collect();
        if !stops.is_empty() {
            return Err(Error::Conflict(format!(
                "{}を凍結できません。次のことを先に済ませてください。{}",
                self.kind.named(self.number),
                told(stops)
            )));
        }
        let is_open = inside.is_empty() && !self.open.is_empty();
        if is_open || reason.is_empty() && !self.changes.is_empty() {
            let changed = match self.changes.len() {
                0 => String::new(),
                count => format!("\n・前の版から{count}か所が変わります（訂正の理由が要ります）。"),
            };
            return Err(Error::Conflict(format!(
                "済んでいないことがあります。済ませるか、このまま凍結する理由を書いてください（コマンドでは --reason）。{}{changed}",
                told(self.open.iter().collect())
            )));
        }
        Ok(())
    }

    /// What the council is told before its table.
    pub(crate) fn packet(&self, content: &EditionContent) -> Packet {
        edition::packet(content, self.year_before.as_ref(), &self.said, &self.questions)
    }

    /// What only the city sees of the freeze.
    pub(crate) fn internal(&self, reason: &str) -> String {
        let open: Vec<_> = self
            .open
            .iter()
            .map(|item| json!({ "code": item.matter.code(), "sentence": item.sentence }))
            .collect();
        json!({ "reason": reason, "open": open, "program": env!("CARGO_PKG_VERSION") }).to_string()
    }
}

/// Says that the year has no sheet, and how it gets one.
fn no_sheet(year: FiscalYear) -> Error {
    Error::Absent(format!(
        "{}のシートが見つかりません。先に取込でシートを登録してください（コマンドでは sasae import ファイル --year {}）。",
        year.official(),
        year.short()
    ))
}

/// What stands in a correction for what an edition said that was withdrawn.
const UNSAID: &str = "（公表を取りやめた版の内容のため、掲載しません）";

/// What kind of correction a change is.
fn correction(change: &EditionChange) -> &'static str {
    match (change.before.is_empty(), change.after.is_empty()) {
        (true, _) => "addition",
        (_, true) => "withdrawal",
        _ => "correction",
    }
}

/// The number on the sheet of what an action became, renamed, split or merged: the first of several.
fn number_now(of: &AcceptedSheet, links: &[(Id<Action>, Id<Action>)], action: &str) -> Option<u32> {
    let action = Id::new(action);
    let became = succession::successors(&action, links);
    let at = of.actions.iter().position(|one| became.contains(&one))?;
    of.sheet.rows.get(at).map(|row| row.no)
}

fn identity(action: &Id<Action>, links: &[(Id<Action>, Id<Action>, FiscalYear)]) -> ActionIdentity {
    let from = links.iter().filter(|(_, to, _)| to == action);
    let mut follows: Vec<String> = from.map(|(from, ..)| public_id("a", from.as_str())).collect();
    follows.sort();
    follows.dedup();
    ActionIdentity { id: public_id("a", action.as_str()), follows }
}

/// The number of the next edition of a kind, and the edition that it follows: the last of its kind
/// and year, else the last of the kind before it. What was withdrawn keeps its number and is not
/// followed: what it said is not said again.
async fn follows(
    tx: &mut Tx,
    editions: &[StoredEdition],
    year: FiscalYear,
    kind: EditionKind,
) -> Result<(u32, Option<(StoredEdition, EditionContent)>)> {
    let of_year = |kind: EditionKind| {
        let wanted = move |one: &&StoredEdition| {
            one.year == i64::from(year.start()) && one.kind == kind.code()
        };
        editions.iter().filter(wanted)
    };
    let number = 1 + of_year(kind).map(|one| one.number).max().unwrap_or_default();
    let shown = |kind: EditionKind| of_year(kind).filter(|one| one.ground.is_none());
    let of = |kind: EditionKind| shown(kind).max_by_key(|one| one.number);
    let earlier = match kind {
        EditionKind::Council => None,
        EditionKind::Approved => of(EditionKind::Council),
        EditionKind::Published => of(EditionKind::Approved),
    };
    let mut followed = None;
    if let Some(stored) = of(kind).or(earlier) {
        followed = Some((stored.clone(), content(tx, stored).await?));
    }
    Ok((u32::try_from(number).unwrap_or(u32::MAX), followed))
}

/// The newest edition of a year, what was published before what was decided before what the council saw.
async fn newest_of(
    tx: &mut Tx,
    editions: &[StoredEdition],
    year: FiscalYear,
) -> Result<Option<EditionContent>> {
    let kind = |one: &StoredEdition| EditionKind::coded(&one.kind);
    let of_year =
        editions.iter().filter(|one| one.year == i64::from(year.start()) && one.ground.is_none());
    match of_year.max_by_key(|one| (kind(one), one.number)) {
        Some(stored) => Ok(Some(content(tx, stored).await?)),
        None => Ok(None),
    }
}
