//! What workers do: what each is asked with, and what it answers.

use domain::{FiscalYear, decision::Answer, layout::Layout, reading::Reading, sheet::Sheet};
use ingest::{Look, Options, Password, TablePreview};
use report::Heading;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use typeset::{Edition, PaperSize};

use crate::{
    Error,
    kit::{
        typesetter::{LazyTypesetter, PdfContent},
        unread::UnreadFile,
    },
};

/// Something that a worker does.
pub(crate) trait WorkerJob: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in messages.
    const NAME: &'static str;
    /// Whether it works on what we made ourselves: its process may do the next one.
    const IS_OWN: bool;
    /// What is told where its process ended half-way.
    const ENDED: &'static str;
    /// What it answers beside a file.
    type Answer: Serialize + DeserializeOwned + Send + 'static;

    /// Does it, with a file.
    fn run(
        self,
        file: &[u8],
        typesetter: &LazyTypesetter,
    ) -> Result<(Self::Answer, Vec<u8>), JobError>;
}

/// Why a job was not done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum JobError {
    /// The file is no sheet.
    Unread(UnreadFile),
    /// Something that a person can mend.
    Refused(String),
    /// A fault of the product.
    Fault(String),
}

impl From<JobError> for Error {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Unread(unread) => Self::Unreadable(unread),
            JobError::Refused(sentence) => Self::Refused(sentence),
            JobError::Fault(cause) => Self::internal(std::io::Error::other(cause)),
        }
    }
}

/// What is told where reading took too much.
const TOO_MUCH: &str = "ファイルの読み取りが途中で止まりました。内容が多すぎるか、壊れています。必要な範囲だけを新しいファイルに保存し直してください。";

/// Reading a sheet.
#[derive(Serialize, Deserialize)]
pub(crate) struct ReadJob {
    year: Option<FiscalYear>,
    layout: Option<Layout>,
    answers: Vec<Answer>,
    password: Option<String>,
}

impl ReadJob {
    /// With what a person says about the file.
    pub(crate) fn new(options: Options) -> Self {
        let password = options.password.map(|password| password.reveal().to_owned());
        let Options { year, layout, answers, .. } = options;
        Self { year, layout, answers, password }
    }
}

impl WorkerJob for ReadJob {
    const NAME: &'static str = "read";
    const IS_OWN: bool = false;
    const ENDED: &'static str = TOO_MUCH;
    type Answer = Reading;

    fn run(self, file: &[u8], _: &LazyTypesetter) -> Result<(Reading, Vec<u8>), JobError> {
        let password = self.password.map(Password::new);
        let Self { year, layout, answers, .. } = self;
        let options = Options { year, layout, answers, password };
        let reading = ingest::read(file, &options).map_err(|why| JobError::Unread(why.into()))?;
        Ok((reading, Vec::new()))
    }
}

/// Looking at a table's columns.
#[derive(Serialize, Deserialize)]
pub(crate) struct PreviewJob(pub(crate) Look);

impl WorkerJob for PreviewJob {
    const NAME: &'static str = "preview";
    const IS_OWN: bool = false;
    const ENDED: &'static str = TOO_MUCH;
    type Answer = Option<TablePreview>;

    fn run(self, file: &[u8], _: &LazyTypesetter) -> Result<(Self::Answer, Vec<u8>), JobError> {
        Ok((ingest::preview(file, &self.0), Vec::new()))
    }
}

/// Drawing a part of a page, whose picture is the file; `false` where there is none.
#[derive(Serialize, Deserialize)]
pub(crate) struct PictureJob {
    pub(crate) page: u32,
    pub(crate) area: [i32; 4],
    pub(crate) mark: Option<[i32; 4]>,
}

impl WorkerJob for PictureJob {
    const NAME: &'static str = "picture";
    const IS_OWN: bool = false;
    const ENDED: &'static str = "このページの絵は描けませんでした。";
    type Answer = bool;

    fn run(self, file: &[u8], _: &LazyTypesetter) -> Result<(bool, Vec<u8>), JobError> {
        let drawn = ingest::picture(file, self.page, self.area, self.mark);
        Ok((drawn.is_some(), drawn.unwrap_or_default()))
    }
}

/// Typesetting a part of a plan, whose PDF is the file.
#[derive(Serialize, Deserialize)]
pub(crate) struct TypesetJob {
    /// Municipality, its code and the plan's title.
    pub(crate) heading: [String; 3],
    pub(crate) date: String,
    pub(crate) edition: String,
    pub(crate) part: PdfContent,
    /// Whether the official form is in large letters.
    pub(crate) large: bool,
    pub(crate) sheet: Sheet,
    /// The plan's sheets of other years.
    pub(crate) others: Vec<Sheet>,
    /// What the council's packet says beside the sheet.
    pub(crate) packet: Option<edition::Packet>,
}

impl WorkerJob for TypesetJob {
    const NAME: &'static str = "typeset";
    const IS_OWN: bool = true;
    const ENDED: &'static str =
        "PDFを作れませんでした。ほかの形式（Excelなど）で書き出してください。";
    type Answer = ();

    fn run(self, _: &[u8], typesetter: &LazyTypesetter) -> Result<((), Vec<u8>), JobError> {
        let [municipality, area_code, plan_title] = &self.heading;
        let heading = Heading { municipality, area_code, plan_title };
        let edition = Edition { heading, date: &self.date, edition: &self.edition };
        let paper = if self.large { PaperSize::A4 } else { PaperSize::A3 };
        let set = typesetter.set(
            &edition,
            &self.sheet,
            &self.others,
            self.packet.as_ref(),
            (self.part, paper),
        );
        set.map(|pdf| ((), pdf)).map_err(|error| match error {
            Error::Refused(sentence) => JobError::Refused(sentence),
            other => {
                let cause = std::error::Error::source(&other).map(ToString::to_string);
                JobError::Fault(cause.unwrap_or_else(|| other.to_string()))
            }
        })
    }
}
