//! The old binary workbook, whose texts are shared as well.

use std::io::{Cursor, Write};

use super::file::HostileFile;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn beginning(kind: u16) -> Vec<u8> {
    let mut data = [0; 16];
    data[..4].copy_from_slice(&[0, 6, kind.to_le_bytes()[0], 0]);
    record(0x0809, &data)
}

/// A text of 8,000 characters, named by every cell.
fn shared_texts(rows: u16) -> Vec<u8> {
    let length = 8_000_u16;
    let text = vec![b'a'; usize::from(length)];
    let table =
        [&1_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &length.to_le_bytes(), &[0], &text];
    let name = [&[0, 0, 0, 0, 0, 0, 1, 0][..], b"s"].concat();
    let shared = record(0x00fc, &table.concat());
    let end = record(0x000a, &[]);
    let globals = |sheet: u32| {
        let mut named = name.clone();
        named[..4].copy_from_slice(&sheet.to_le_bytes());
        [beginning(5), record(0x0085, &named), shared.clone(), end.clone()].concat()
    };
    let sheet = u32::try_from(globals(0).len()).unwrap();
    let mut book = globals(sheet);
    book.extend(beginning(16));
    for row in 0..rows {
        for column in 0..5_u16 {
            let cell = [row, column, 0, 0, 0].map(u16::to_le_bytes).concat();
            book.extend(record(0x00fd, &cell));
        }
    }
    book.extend(end);
    let file = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, file).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&book).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

pub(super) const FILES: &[HostileFile] =
    &[HostileFile { name: "shared-text.xls", make: || shared_texts(60_000) }];
