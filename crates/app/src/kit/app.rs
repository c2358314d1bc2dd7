//! The application: what a use case needs.

use std::{collections::BTreeMap, path::Path, time::Duration};

use domain::{FiscalYear, Id, plan::Plan};
use edition::EditionContent;

use super::{
    access::AccessConfig, cache::Cache, drafts::Drafts, health::Health, mail::Post,
    password::PasswordHasher, samples::SampleLogin, scanner::Scanner, seed_key::SeedKey,
};
use crate::kit::work::{WorkQueue, WorkerPool};

/// So long a count of findings is shown although something was written since, in seconds.
const COUNTS_KEPT: u64 = 20;

/// No more counts are kept at once.
const MOST_COUNTS: usize = 100;

/// So long an edition's document stays in memory, in seconds, and so many of them at once.
const DOCUMENTS_KEPT: u64 = 600;
const MOST_DOCUMENTS: usize = 4;

/// So many files are read at once, so many pages typeset, so much else made.
const AT_ONCE: usize = 2;

/// So many more wait for their turn.
const WAITING: usize = 16;

/// What a use case needs: the open database, the typesetter, how people come in, and the
/// way out for letters.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) store: store::Store,
    /// Where files are read that people hand in.
    pub(crate) readers: WorkerPool,
    /// Where pages are typeset.
    pub(crate) typesetters: WorkerPool,
    /// Where everything else is made that takes a while: tables, workbooks, differences.
    pub(crate) desk: WorkQueue,
    pub(crate) mail: Post,
    pub(crate) access: AccessConfig,
    pub(crate) passwords: PasswordHasher,
    /// The key under which the secrets of second factors are stored.
    pub(crate) seeds: SeedKey,
    /// How many findings wait in each section's part of a year's sheet, as of a moment ago.
    pub(crate) open_findings: Cache<(Id<Plan>, FiscalYear), BTreeMap<String, usize>>,
    /// In how many cells the accepted sheet differs from an edition, at the number of an event.
    pub(crate) changed_cells: Cache<(String, i64), usize>,
    /// The documents of editions that were read a while ago, by their digests.
    pub(crate) documents: Cache<String, EditionContent>,
    /// What was typed in forms whose session had ended.
    pub(crate) drafts: Drafts,
    /// What looks through uploaded files.
    pub(crate) scanner: Scanner,
    /// Whether changes are taken for now.
    pub(crate) health: Health,
    /// Whether what is published is shown to everybody who reaches the server.
    pub(crate) public: bool,
    /// The persons of the demo, who sign in by a press; none elsewhere.
    pub(crate) samples: Vec<SampleLogin>,
}

impl App {
    /// On this database; PDF files are set in this font, a family's name or a file, or else in the
    /// first Japanese one that the machine has. Mail is off.
    pub fn new(store: store::Store, font: Option<String>) -> Self {
        Self {
            store,
            readers: WorkerPool::new(AT_ONCE, WAITING, None),
            typesetters: WorkerPool::new(AT_ONCE, WAITING, font),
            desk: WorkQueue::new(AT_ONCE, WAITING),
            mail: Post::default(),
            access: AccessConfig::default(),
            passwords: PasswordHasher::default(),
            seeds: SeedKey::default(),
            open_findings: Cache::new(COUNTS_KEPT, MOST_COUNTS),
            changed_cells: Cache::new(COUNTS_KEPT, MOST_COUNTS),
            documents: Cache::new(DOCUMENTS_KEPT, MOST_DOCUMENTS),
            drafts: Drafts::default(),
            scanner: Scanner::default(),
            health: Health::default(),
            public: false,
            samples: Vec::new(),
        }
    }

    /// The same with a scanner for uploaded files.
    #[must_use]
    pub fn scanned_by(self, scanner: Scanner) -> Self {
        Self { scanner, ..self }
    }

    /// The same with files read and pages typeset by processes of this program, each job within a
    /// time where one is given.
    #[must_use]
    pub fn with_workers(self, program: &Path, deadline: Option<Duration>) -> Self {
        let by = |pool: WorkerPool| pool.by(program.to_owned(), deadline);
        Self { readers: by(self.readers), typesetters: by(self.typesetters), ..self }
    }

    /// The same, showing everybody what is published.
    #[must_use]
    pub fn published(self) -> Self {
        Self { public: true, ..self }
    }

    /// Its database.
    pub fn store(&self) -> &store::Store {
        &self.store
    }

    /// The same with pages set in this font.
    pub(crate) fn with_font(self, font: Option<String>) -> Self {
        Self { typesetters: WorkerPool::new(AT_ONCE, WAITING, font), ..self }
    }
}
