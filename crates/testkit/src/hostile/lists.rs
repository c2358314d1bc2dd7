//! Open documents, and zips that are not what they seem.

use super::{books::shared_texts, file::HostileFile};
use crate::parts::zipped;

fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    zipped(&[
        ("mimetype".into(), kind.as_bytes().to_vec()),
        ("content.xml".into(), content.into_bytes()),
    ])
}

fn repeats() -> Vec<u8> {
    let text = "あ".repeat(30_000);
    ods(&format!(
        "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"9999\"><table:table-cell table:number-columns-repeated=\"9999\"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"
    ))
}

/// Every entry of the list names the same packed bytes.
fn overlapping() -> Vec<u8> {
    let mut bytes = shared_texts(30_000, 100);
    let signature = b"PK\x01\x02";
    let first = bytes.windows(4).position(|window| window == signature).unwrap();
    let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06").unwrap();
    let entries = bytes[first..end].to_vec();
    let tail = bytes.split_off(end);
    for _ in 0..400 {
        bytes.extend_from_slice(&entries);
    }
    let size = u32::try_from(bytes.len() - first).unwrap();
    let count = u16::try_from(401 * 6).unwrap();
    bytes.extend_from_slice(&tail[..8]);
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&size.to_le_bytes());
    bytes.extend_from_slice(&tail[16..]);
    bytes
}

pub(super) const FILES: &[HostileFile] = &[
    HostileFile { name: "repeats.ods", make: repeats },
    HostileFile {
        name: "tables.ods",
        make: || ods(&"<table:table table:name=\"a\"></table:table>".repeat(1_000_000)),
    },
    HostileFile { name: "overlapping.xlsx", make: overlapping },
];
