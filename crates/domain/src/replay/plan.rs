//! The plan that its events tell, and the fold that makes it of them.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    gap::{GapScope, ReplayGap},
    indicators::ReplayedIndicators,
    rounds::ReplayedRounds,
    told::{EventFold, ToldEvent},
};
use crate::{
    FiscalYear, Id,
    action::Action,
    event::{
        CouncilWritten, CrosswalkWritten, EditionFrozen, EditionWithdrawn, Event, GradesExplained,
        RevisedList,
    },
    indicator::{FigureKind, Indicator},
    layout::Layout,
    plan::Plan,
    revision::Revision,
    scheme::{Crosswalk, CrosswalkKey, CrosswalkRow, Scheme},
    sheet::{Sheet, SheetFiling},
};

/// A year's sheet as it was saved last.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplayedSheet {
    /// The SHA-256 under which it is kept.
    pub digest: String,
    /// Under which identifiers its rows are kept.
    pub filed: SheetFiling,
    /// Its form, where more was said of it since.
    pub layout: Option<Layout>,
}

/// An edition that was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayedEdition {
    /// Its identifier.
    pub id: String,
    /// The year that it reports.
    pub year: FiscalYear,
    /// The code of its kind.
    pub kind: String,
    /// Its number within kind and year.
    pub number: u32,
    /// The SHA-256 of its document.
    pub digest: String,
    /// Up to which event the history had come.
    pub as_of: i64,
    /// When it was frozen.
    pub at: String,
    /// On what ground it is no longer shown, and since when.
    pub withdrawn: Option<(String, String)>,
}

/// A plan as its events tell it.
#[derive(Debug, Clone)]
pub struct PlanReplay {
    plan: Id<Plan>,
    sheets: BTreeMap<FiscalYear, ReplayedSheet>,
    rounds: ReplayedRounds,
    links: Vec<(Id<Action>, Id<Action>, FiscalYear)>,
    indicators: ReplayedIndicators,
    settings: Option<String>,
    answers: BTreeMap<String, String>,
    editions: Vec<ReplayedEdition>,
    council: BTreeMap<(CouncilKind, String), String>,
    schemes: BTreeMap<(String, u32), Scheme>,
    /// The rows to the plan's actions, by item and target.
    crosswalks: BTreeMap<(String, u32), BTreeMap<(String, String), CrosswalkRow>>,
    gaps: Vec<ReplayGap>,
}

/// What the council keeps that an edition shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CouncilKind {
    /// A meeting.
    Meeting,
    /// What a member said.
    Opinion,
}

/// Folds the events of a plan, which come in the order of the chain.
pub fn replay<'a>(plan: &Id<Plan>, events: impl IntoIterator<Item = ToldEvent<'a>>) -> PlanReplay {
    let mut replay = PlanReplay::of(plan);
    events.into_iter().for_each(|told| replay.tell(told));
    replay
}

impl PlanReplay {
    /// The plan before its first event.
    pub fn of(plan: &Id<Plan>) -> Self {
        Self {
            plan: plan.clone(),
            sheets: BTreeMap::new(),
            rounds: ReplayedRounds::default(),
            links: Vec::new(),
            indicators: ReplayedIndicators::default(),
            settings: None,
            answers: BTreeMap::new(),
            editions: Vec::new(),
            council: BTreeMap::new(),
            schemes: BTreeMap::new(),
            crosswalks: BTreeMap::new(),
            gaps: Vec::new(),
        }
    }

    /// Takes the next event.
    pub fn tell(&mut self, told: ToldEvent<'_>) {
        match told.event {
            Event::ImportBooked(booked) => {
                let filed = (booked.sheet.as_ref(), booked.filed.as_ref());
                self.file_sheet(told, booked.fiscal_year, filed);
            }
            Event::RoundOpened(opened) => {
                let filed = (opened.sheet.as_ref(), opened.filed.as_ref());
                self.file_sheet(told, opened.fiscal_year, filed);
                self.rounds.open(&self.plan, told.subject, opened);
            }
            Event::RoundRevised(revised) => {
                if let Some(after) = &revised.after {
                    self.revise(told, revised.fiscal_year, after);
                } else {
                    // Which action became which is told nowhere else
                    let scope = match revised.revision {
                        Revision::Become { .. } => GapScope::Whole,
                        _ => GapScope::Sheet(revised.fiscal_year),
                    };
                    self.lacks(told, scope);
                }
            }
            Event::GradesExplained(explained) => self.explain(told, explained),
            Event::PublicationSet(set) => self.settings = Some(set.after.clone()),
            Event::PublicationAnswered(answered) => {
                self.answers.insert(told.subject.to_owned(), answered.reason.clone());
            }
            Event::EditionFrozen(frozen) => self.freeze(told, frozen),
            Event::EditionWithdrawn(withdrawn) => self.withdraw(told, withdrawn),
            Event::MeetingWritten(written) => self.keep(CouncilKind::Meeting, written),
            Event::OpinionWritten(written) => self.keep(CouncilKind::Opinion, written),
            Event::SchemeAdded(defined) | Event::SchemeRenewed(defined) => {
                let scheme = defined.after.clone();
                self.schemes.insert((scheme.id.clone(), scheme.version), scheme);
            }
            Event::CrosswalkChanged(written) | Event::CrosswalkImported(written) => {
                self.map(written);
            }
            Event::Unreadable(kind) if is_folded(kind) => self.lacks(told, GapScope::Whole),
            _ => {
                let folds = [self.rounds.tell(told), self.indicators.tell(told)];
                if folds.contains(&EventFold::Untold) {
                    self.lacks(told, GapScope::Whole);
                }
            }
        }
    }

    /// The year's sheet is this one from here on: what was not known of it before is no gap any more.
    fn file_sheet(
        &mut self,
        told: ToldEvent<'_>,
        year: FiscalYear,
        (digest, filed): (Option<&String>, Option<&SheetFiling>),
    ) {
        self.gaps.retain(|gap| gap.scope != GapScope::Sheet(year));
        match (digest, filed) {
            (Some(digest), Some(filed)) => {
                let (digest, filed) = (digest.clone(), filed.clone());
                self.sheets.insert(year, ReplayedSheet { digest, filed, layout: None });
            }
            _ => self.lacks(told, GapScope::Sheet(year)),
        }
    }

    fn revise(&mut self, told: ToldEvent<'_>, year: FiscalYear, after: &RevisedList) {
        self.file_sheet(told, year, (Some(&after.sheet), Some(&after.filed)));
        for (from, to) in &after.links {
            let link = (from.clone(), to.clone(), year);
            if !self.links.contains(&link) {
                self.links.push(link);
            }
        }
    }

    fn explain(&mut self, told: ToldEvent<'_>, explained: &GradesExplained) {
        let Some(layouts) = &explained.layouts else {
            let years: Vec<FiscalYear> = self.sheets.keys().copied().collect();
            return years.into_iter().for_each(|year| self.lacks(told, GapScope::Sheet(year)));
        };
        for (year, layout) in layouts {
            if let Some(sheet) = self.sheets.get_mut(year) {
                sheet.layout = Some(layout.clone());
            }
        }
    }

    fn freeze(&mut self, told: ToldEvent<'_>, frozen: &EditionFrozen) {
        let Some(drawn) = &frozen.drawn else { return self.lacks(told, GapScope::Whole) };
        self.editions.push(ReplayedEdition {
            id: told.subject.to_owned(),
            year: frozen.fiscal_year,
            kind: drawn.kind.clone(),
            number: drawn.number,
            digest: frozen.digest.clone(),
            as_of: drawn.as_of,
            at: told.at.to_owned(),
            withdrawn: None,
        });
    }

    fn withdraw(&mut self, told: ToldEvent<'_>, withdrawn: &EditionWithdrawn) {
        for one in self.editions.iter_mut().filter(|one| one.id == told.subject) {
            one.withdrawn = Some((withdrawn.reason.clone(), told.at.to_owned()));
        }
    }

    fn map(&mut self, written: &CrosswalkWritten) {
        let CrosswalkKey { scheme, version, to: None } = &written.crosswalk else { return };
        let rows = self.crosswalks.entry((scheme.clone(), *version)).or_default();
        for change in &written.changes {
            let (source, target) = change.place();
            let place = (source.to_owned(), target.to_owned());
            match &change.after {
                Some(row) => rows.insert(place, row.clone()),
                None => rows.remove(&place),
            };
        }
    }

    fn keep(&mut self, kind: CouncilKind, written: &CouncilWritten) {
        self.council.insert((kind, written.id.clone()), written.after.clone());
    }

    fn lacks(&mut self, told: ToldEvent<'_>, scope: GapScope) {
        let erased = matches!(told.event, Event::Unreadable(_));
        let label = told.event.label().to_owned();
        self.gaps.push(ReplayGap { seq: told.seq, label, scope, erased });
    }

    /// What the events do not tell of the plan and the sheets of these years; the first that is met.
    pub fn gap(&self, years: impl IntoIterator<Item = FiscalYear>) -> Option<&ReplayGap> {
        let years: Vec<FiscalYear> = years.into_iter().collect();
        let of = |gap: &&ReplayGap| match gap.scope {
            GapScope::Whole => true,
            GapScope::Sheet(year) => years.contains(&year),
        };
        self.gaps.iter().find(of)
    }

    /// The years of which the plan has a sheet, known or not, the oldest first.
    pub fn years(&self) -> Vec<FiscalYear> {
        let unknown = self.gaps.iter().filter_map(|gap| match gap.scope {
            GapScope::Sheet(year) => Some(year),
            GapScope::Whole => None,
        });
        let mut years: Vec<FiscalYear> = self.sheets.keys().copied().chain(unknown).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The sheet of a year as it was saved last.
    pub fn sheet(&self, year: FiscalYear) -> Option<&ReplayedSheet> {
        self.sheets.get(&year)
    }

    /// The sheet of a year with only what was accepted, made of the file that was kept of it.
    pub fn accepted(&self, year: FiscalYear, kept: Sheet) -> Option<Sheet> {
        let of = self.sheets.get(&year)?;
        let layout = of.layout.clone().unwrap_or(kept.layout);
        let mut sheet = Sheet { layout, ..kept };
        if let Some(accepted) = self.rounds.accepted(&sheet, &of.filed) {
            sheet.rows.iter_mut().for_each(|row| accepted.cover(row));
        }
        Some(sheet)
    }

    /// Which action goes on as which: old, new, the year; in order.
    pub fn links(&self) -> Vec<(Id<Action>, Id<Action>, FiscalYear)> {
        let mut links = self.links.clone();
        links.sort_by(|a, b| (a.2, &a.0, &a.1).cmp(&(b.2, &b.0, &b.1)));
        links
    }

    /// The indicators, in the order in which they were added.
    pub fn indicators(&self) -> Vec<Indicator> {
        self.indicators.all()
    }

    /// The figures that were given: indicator, year, kind, number.
    pub fn figures(
        &self,
    ) -> impl Iterator<Item = (&Id<Indicator>, FiscalYear, FigureKind, Option<f64>)> {
        self.indicators.figures()
    }

    /// What the plan says wherever it is published, as JSON.
    pub fn settings(&self) -> Option<&str> {
        self.settings.as_deref()
    }

    /// What was answered to doubts before publications: the doubt's mark, and the reason.
    pub fn answers(&self) -> &BTreeMap<String, String> {
        &self.answers
    }

    /// The editions in the order in which they were frozen.
    pub fn editions(&self) -> &[ReplayedEdition] {
        &self.editions
    }

    /// The crosswalks to the plan's actions with their schemes, the newest version of each first.
    pub fn crosswalks(&self) -> Vec<(Scheme, Crosswalk)> {
        let mut all: Vec<_> = self.crosswalks.iter().collect();
        all.sort_by_key(|((scheme, version), _)| (scheme, Reverse(*version)));
        let drawn = |(key, rows): (_, &BTreeMap<_, CrosswalkRow>)| {
            let scheme = self.schemes.get(key)?.clone();
            Some((scheme, Crosswalk::of(rows.values().cloned())))
        };
        all.into_iter().filter_map(drawn).collect()
    }

    /// What the council keeps of a kind, as it stands: identifier and JSON.
    pub fn council(&self, kind: CouncilKind) -> impl Iterator<Item = (&str, &str)> {
        let own = self.council.iter().filter(move |((of, _), _)| *of == kind);
        own.map(|((_, id), line)| (id.as_str(), line.as_str()))
    }
}

/// Whether events of a kind are folded: without one of them the plan is not known.
pub(super) fn is_folded(kind: &str) -> bool {
    const KINDS: [&str; 22] = [
        "import.booked",
        "round.opened",
        "round.changed",
        "round.revised",
        "entry.written",
        "reply.accept",
        "indicator.added",
        "indicator.figure",
        "indicator.renamed",
        "indicator.removed",
        "indicator.listed",
        "grades.explained",
        "publication.set",
        "publication.answered",
        "edition.frozen",
        "edition.withdrawn",
        "meeting.written",
        "opinion.written",
        "scheme.defined",
        "scheme.renewed",
        "crosswalk.changed",
        "crosswalk.imported",
    ];
    KINDS.contains(&kind)
}
