//! The typesetter of a running program: its fonts are looked for when the first PDF is asked for,
//! once.

use std::sync::{Arc, OnceLock};

use domain::sheet::Sheet;
use edition::Packet;
use serde::{Deserialize, Serialize};
use typeset::{Edition, PaperSize, Typesetter};

use crate::{Error, Result, kit::out};

/// What of a plan a PDF shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
pub(crate) enum PdfContent {
    /// The official form.
    Sheet,
    /// A page for each action.
    Actions,
    /// The year on two pages.
    Summary,
    /// The rows of each section.
    Sections,
}

/// The typesetter, made when it is needed.
#[derive(Debug, Clone, Default)]
pub(crate) struct LazyTypesetter {
    font: Option<String>,
    ready: Arc<OnceLock<std::result::Result<Typesetter, String>>>,
}

impl LazyTypesetter {
    /// A press with this font: a family's name or a file; the first that the machine has when none.
    pub(crate) fn with(font: Option<String>) -> Self {
        Self { font, ..Self::default() }
    }

    fn ready(&self) -> Result<&Typesetter> {
        let ready = self.ready.get_or_init(|| {
            Typesetter::new(self.font.as_deref()).map_err(|error| error.to_string())
        });
        ready.as_ref().map_err(|sentence| Error::Refused(sentence.clone()))
    }

    /// The font that PDF files are set in.
    pub(crate) fn font(&self) -> Result<&str> {
        self.ready().map(Typesetter::font)
    }

    /// Sets a part of the plan. `others` are the plan's sheets of other years; `packet` is what the
    /// council is told before its table.
    pub(crate) fn set(
        &self,
        edition: &Edition,
        sheet: &Sheet,
        others: &[Sheet],
        packet: Option<&Packet>,
        (part, paper): (PdfContent, PaperSize),
    ) -> Result<Vec<u8>> {
        let setter = self.ready()?;
        let before = sheet.year.plus(-1);
        let set = match (part, packet) {
            (PdfContent::Sheet, Some(packet)) => setter.packet(edition, sheet, packet),
            (PdfContent::Sheet, None) => setter.sheet(edition, sheet, paper),
            (PdfContent::Actions, _) => setter.actions(edition, sheet, others),
            (PdfContent::Summary, _) => {
                setter.summary(edition, sheet, others.iter().find(|other| other.year == before))
            }
            (PdfContent::Sections, _) => setter.sections(edition, sheet),
        };
        let set = set.map_err(Error::internal)?;
        if !set.missing.is_empty() {
            let letters: String = set.missing.iter().collect();
            out::note(&format!(
                "書体「{}」にない文字（{letters}）は、形の近い文字か「〓」で印字しました。",
                setter.font()
            ));
        }
        Ok(set.pdf)
    }
}
