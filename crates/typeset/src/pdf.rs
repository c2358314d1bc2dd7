//! Set pages as the bytes of a PDF, to the highest standard that they keep.

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::Error;

/// What a document is, besides a PDF with tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/UA-1: everything that a screen reader needs.
    Ua1,
    /// Tagged, without the claim.
    Tagged,
}

/// The document as PDF/UA-1; where that is refused, as a tagged PDF without the name.
pub(crate) fn pdf(document: &PagedDocument) -> Result<(Vec<u8>, Standard), Error> {
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).ok();
    let accessible = accessible.and_then(|ua| typst_pdf::pdf(document, &options(ua)).ok());
    if let Some(pdf) = accessible {
        return Ok((pdf, Standard::Ua1));
    }
    let plain = typst_pdf::pdf(document, &options(PdfStandards::default()));
    plain.map(|pdf| (pdf, Standard::Tagged)).map_err(|errors| Error::of(&errors))
}

fn options(standards: PdfStandards) -> PdfOptions {
    let creator = Smart::Custom(Some("Sasae".to_owned()));
    PdfOptions { standards, creator, ..PdfOptions::default() }
}
