//! Which error when: `NotFound` for an address that names nothing; `Absent` for what a person named
//! by words, with the sentence that says what there is; `Refused` for what a person
//! gave and can give better, with the sentence that says how; `Conflict` for what someone decided
//! meanwhile or must decide; `Busy` for what may be tried again in a moment; `Damaged` for data that was found broken; `Store` and `Internal` for what no person in front of a page can
//! mend: they see a plain sentence, the log has the cause. Problems of a form are answered by the
//! form itself.

use super::unread::UnreadFile;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The thing does not exist.
    #[error("{0}が見つかりません。")]
    NotFound(&'static str),
    /// What was named does not exist; the sentence says what there is, or how it comes to be.
    #[error("{0}")]
    Absent(String),
    /// The file is no sheet.
    #[error(transparent)]
    Unreadable(#[from] UnreadFile),
    /// What was given cannot be used.
    #[error("{0}")]
    Refused(String),
    /// The options do not go together, or name what is not there.
    #[error("{0}")]
    Usage(String),
    /// Someone must decide first.
    #[error("{0}")]
    Conflict(String),
    /// Too many ask for the same at once.
    #[error("{0}")]
    Busy(String),
    /// What is kept is not what was kept.
    #[error("{0}")]
    Damaged(String),
    /// The database.
    #[error(transparent)]
    Store(store::Error),
    /// Too many ask for the same kind of work.
    #[error("ただいま処理が混み合っています。しばらく待ってから、もう一度操作してください。")]
    Overloaded,
    /// Work that took too long.
    #[error("時間内に終わりませんでした。ファイルを分けるか、もう一度お試しください。")]
    Late,
    /// A fault of the product.
    #[error(
        "処理中に問題が起きました。もう一度お試しください。続く場合は管理者に連絡してください。"
    )]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A fault with its cause.
    pub(crate) fn internal(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(cause))
    }

    /// Whether the same may work later as it is, and reading works now: the disk is full, takes no
    /// changes, or others are at work.
    pub(crate) fn is_for_now(&self) -> bool {
        use store::Error::{Busy, Full, ReadOnly};
        matches!(self, Self::Busy(_) | Self::Store(Full(_) | Busy(_) | ReadOnly(_)))
    }

    /// The exit code of the command line, as the manual lists them.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Unreadable(unread) if unread.is_choice => 4,
            Self::Unreadable(_) | Self::Refused(_) => 3,
            Self::Usage(_) => 2,
            Self::Conflict(_) | Self::Busy(_) => 5,
            Self::Store(_) => 6,
            Self::NotFound(_) | Self::Absent(_) => 7,
            Self::Damaged(_) => 8,
            Self::Overloaded | Self::Late | Self::Internal(_) => 1,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound(noun) => Self::NotFound(noun),
            decided @ store::Error::Conflict(_) => Self::Conflict(decided.to_string()),
            store::Error::NotEmpty(_) => Self::Usage(error.to_string()),
            store::Error::Shape(_) => Self::Refused(error.to_string()),
            other => Self::Store(other),
        }
    }
}

impl From<domain::reply::Unstorable> for Error {
    fn from(error: domain::reply::Unstorable) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<ingest::Unreadable> for Error {
    fn from(why: ingest::Unreadable) -> Self {
        Self::Unreadable(why.into())
    }
}

impl From<report::Error> for Error {
    fn from(error: report::Error) -> Self {
        match error {
            report::Error::TooLong { .. } => Self::Refused(error.to_string()),
            other => Self::internal(other),
        }
    }
}

/// What the application answers.
pub type Result<T> = std::result::Result<T, Error>;
