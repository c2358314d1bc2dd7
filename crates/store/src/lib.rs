//! The only SQL: what is kept of plans, files, imports, sheets and events, on `SQLite` (built in) and
//! `PostgreSQL` alike.
//!
//! This crate may not speak HTTP, print, decide a rule, look into the files it keeps, read the clock
//! or make random values: rules come from [`domain`], times and identifiers come in as arguments. No
//! other crate holds SQL. Each statement is one text for both databases (see `migrations/` for the
//! words that both understand) and its test runs on both. A use case is one [`Tx`].

#[macro_use]
mod query;
#[macro_use]
mod record;

mod accepted;
mod actions;
mod answers;
mod api_tokens;
mod attempts;
mod backup;
mod chain;
mod code_roles;
mod comments;
mod connect;
mod copy;
mod council;
mod credentials;
mod editions;
mod entries;
mod erasure;
mod error;
mod events;
mod exceptions;
mod files;
mod filing;
mod findings;
mod held;
mod imports;
mod indicators;
mod json;
mod kept_answers;
mod leases;
mod links;
mod mails;
mod measures;
mod meeting_links;
mod migrations;
mod people;
mod plan_words;
mod plans;
mod readings;
mod record_history;
mod register_records;
mod registers;
mod replies;
mod reply_for_update;
mod rounds;
mod rows;
mod schemes;
mod search;
mod sections;
mod sending;
mod server;
mod sessions;
mod sheets;
mod successions;
mod tree;
mod tx;
mod unaccepted;
mod url;

pub use actions::ActionRow;
pub use api_tokens::StoredToken;
pub use attempts::{AttemptCounter, UNKNOWN_DEVICE};
pub use backup::Age;
pub use comments::{Comment, NewComment};
pub use copy::{CarriedLine, Fingerprint, LineBytes};
pub use council::CouncilRecord;
pub use credentials::Credentials;
pub use editions::{EditionFile, PublicationAnswer, StoredEdition};
pub use entries::{NewEntry, Saved};
pub use erasure::StandingText;
pub use error::Error;
pub use events::AuditRecord;
pub use exceptions::GivenException;
pub use files::StoredFile;
pub use findings::{AnsweredCell, FindingAnswer};
pub use imports::{Import, ImportHead, ImportState, NewImport};
pub use kept_answers::KeptAnswer;
pub use leases::StoredLease;
pub use links::PasswordLink;
pub use mails::{Mail, MailCounts, MailFile, NewMail};
pub use measures::PlanMeasure;
pub use meeting_links::MeetingLink;
pub use migrations::newest as newest_migration;
pub use people::{SignedIn, StoredGrant, StoredPerson};
pub use query::statements_begun;
pub use register_records::StoredRecord;
pub use registers::StoredRegister;
pub use replies::{ReplyHead, StageTally};
pub use schemes::{KeptCrosswalkRow, StoredScheme};
pub use search::Hit;
pub use sending::{MailClaim, MailEnding};
pub use server::ServerState;
pub use sessions::{Session, SessionState, SessionTimes};
pub use sheets::{SheetHead, StoredSheet};
pub use tree::Ids;
pub use tx::{DatabaseKind, Store, Tx};
pub use url::{database_file, is_open_way, missing_file, redacted};

/// What the store answers.
pub type Result<T> = std::result::Result<T, Error>;
