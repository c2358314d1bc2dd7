//! Printers: a form as bytes, in one of the kinds of file that cities send.

mod delimited;
mod lines;
mod ods;
mod pdf;
mod text;
mod xlsx;

use super::{
    form::{FileKind, Form},
    paper::FormPaper,
};
use text::TextOrder;

/// The orders of text layers; most are the one that can be read.
const ORDERS: [TextOrder; 5] = [
    TextOrder::Spaced,
    TextOrder::Spaced,
    TextOrder::Dense,
    TextOrder::Slipped,
    TextOrder::Columns,
];

impl Form {
    /// The form as a file.
    pub fn print(&self, paper: &FormPaper) -> Vec<u8> {
        match self.kind {
            FileKind::Xlsx => xlsx::print(paper),
            FileKind::Ods => ods::print(paper),
            FileKind::Pdf => pdf::print(paper, self.dice("heads of pages").percent(60)),
            FileKind::Text => {
                let order = *self.dice("order of text").pick(&ORDERS);
                text::print(paper, order).into_bytes()
            }
            FileKind::Csv => {
                let text = delimited::print(paper, ',', "\r\n");
                let mark = if self.dice("mark").percent(50) { "\u{feff}" } else { "" };
                format!("{mark}{text}").into_bytes()
            }
            FileKind::Tsv => delimited::print(paper, '\t', "\n").into_bytes(),
            FileKind::Cp932 => {
                let text = delimited::print(paper, ',', "\r\n");
                encoding_rs::SHIFT_JIS.encode(&text).0.into_owned()
            }
        }
    }
}
