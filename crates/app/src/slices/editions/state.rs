//! All that an edition is drawn from: as it stands, or as the history tells it up to a place.

use std::collections::BTreeMap;

use domain::{
    FiscalYear, Id,
    action::Action,
    chain::ChainHead,
    council::{Meeting, Opinion},
    indicator::{Figure, Indicator},
    plan::Plan,
    scheme::{Crosswalk, Scheme},
    sheet::{Row, Sheet},
    succession,
};
use edition::PublicationSettings;
use store::{StoredEdition, StoredSheet, Tx};

use super::publication::settings;
use crate::{
    Result,
    slices::{
        checks,
        council::{self, KeptVersion},
        schemes, sheets,
    },
};

/// A year's sheet with only what was accepted.
pub(crate) struct AcceptedSheet {
    pub(crate) sheet: Sheet,
    /// The action of each row.
    pub(crate) actions: Vec<Id<Action>>,
}

/// A plan at one place of its history.
pub(crate) struct PlanState {
    /// The sheets of the year, of the one before it, and those that tell of its indicators.
    pub(crate) sheets: BTreeMap<FiscalYear, AcceptedSheet>,
    /// Which action goes on as which, and the year.
    pub(crate) links: Vec<(Id<Action>, Id<Action>, FiscalYear)>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) figures: Vec<(Id<Indicator>, Figure)>,
    pub(crate) settings: PublicationSettings,
    /// What was answered to doubts before publications: mark and reason.
    pub(crate) answers: BTreeMap<String, String>,
    pub(crate) editions: Vec<StoredEdition>,
    /// The crosswalks to its actions with their schemes, the newest version of each first.
    pub(crate) crosswalks: Vec<(Scheme, Crosswalk)>,
    /// The newest first.
    pub(crate) meetings: Vec<KeptVersion<Meeting>>,
    pub(crate) opinions: Vec<KeptVersion<Opinion>>,
    pub(crate) as_of: ChainHead,
}

/// The years whose sheets an edition of a year is drawn from, of those of which the plan has one.
pub(crate) fn wanted(known: &[FiscalYear], year: FiscalYear) -> Vec<FiscalYear> {
    let newest = known.iter().copied().max();
    let told = |one: FiscalYear| newest.is_some_and(|newest| one >= newest.plus(-checks::YEARS));
    let all = known.iter().copied();
    all.filter(|one| *one == year || *one == year.plus(-1) || told(*one)).collect()
}

impl PlanState {
    /// Reads the plan as it stands.
    pub(crate) async fn now(tx: &mut Tx, plan: &Id<Plan>, year: FiscalYear) -> Result<Self> {
        let known: Vec<FiscalYear> = tx.sheets(plan).await?.iter().map(|head| head.year).collect();
        let mut accepted = BTreeMap::new();
        for one in wanted(&known, year) {
            if let Some(stored) = sheets::read_with(tx, false, plan, one).await? {
                let StoredSheet { sheet, actions, .. } = stored;
                accepted.insert(one, AcceptedSheet { sheet, actions });
            }
        }
        let answers = tx.publication_answers(plan).await?;
        let as_of = tx.chain_head().await?;
        Ok(Self {
            sheets: accepted,
            links: tx.action_links(plan).await?,
            indicators: tx.indicators(plan).await?,
            figures: tx.figures(plan).await?,
            settings: settings(tx, plan).await?,
            answers: answers.into_iter().map(|one| (one.mark, one.reason)).collect(),
            editions: tx.editions(plan).await?,
            crosswalks: schemes::to_actions(tx, plan).await?,
            meetings: council::meetings(tx, plan).await?,
            opinions: council::opinions(tx, plan).await?,
            as_of: as_of.unwrap_or(ChainHead { seq: 0, hash: String::new() }),
        })
    }

    /// Which action goes on as which.
    pub(crate) fn pairs(&self) -> Vec<(Id<Action>, Id<Action>)> {
        self.links.iter().map(|(from, to, _)| (from.clone(), to.clone())).collect()
    }

    /// The rows that tell of an action on the newest sheets, the newest first.
    pub(crate) fn through(
        &self,
        links: &[(Id<Action>, Id<Action>)],
        action: &Id<Action>,
    ) -> Vec<(FiscalYear, &Row)> {
        let newest = self.sheets.keys().next_back().copied();
        let told =
            |year: FiscalYear| newest.is_some_and(|newest| year >= newest.plus(-checks::YEARS));
        let sheets = self.sheets.iter().rev().filter(|(year, _)| told(**year));
        let sheets = sheets.map(|(_, one)| (&one.sheet, one.actions.as_slice()));
        succession::through(sheets, links, action)
    }
}
