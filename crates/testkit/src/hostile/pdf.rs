//! A PDF file, object by object.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

/// A file in the making; its objects count from 1, and the first one is its root.
#[derive(Default)]
pub(super) struct PdfFile(Vec<Vec<u8>>);

impl PdfFile {
    /// Adds an object.
    pub(super) fn with(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.0.push(body.into());
        self
    }

    /// Adds a stream.
    pub(super) fn stream(self, dict: &str, bytes: &[u8]) -> Self {
        let head = format!("<<{dict} /Length {}>> stream\n", bytes.len());
        self.with([head.as_bytes(), bytes, b"\nendstream"].concat())
    }

    /// A root and so many pages, which draw object 4; the tree of pages is object 2.
    pub(super) fn pages(count: usize) -> Self {
        let kids = "3 0 R ".repeat(count);
        Self::default()
            .with("<</Type/Catalog/Pages 2 0 R>>")
            .with(format!("<</Type/Pages/Kids[{kids}]/Count {count}>>"))
            .with("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>")
    }

    /// The file.
    pub(super) fn made(self) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (body, at) in self.0.iter().zip(1..) {
            places.push(bytes.len());
            bytes.extend(format!("{at} 0 obj\n").into_bytes());
            bytes.extend_from_slice(body);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let (begins, size) = (bytes.len(), places.len() + 1);
        let table: Vec<String> = places.iter().map(|at| format!("{at:010} 00000 n \n")).collect();
        let end = format!(
            "xref\n0 {size}\n0000000000 65535 f \n{}trailer <</Root 1 0 R/Size {size}>>\nstartxref\n{begins}\n%%EOF",
            table.concat()
        );
        bytes.extend(end.into_bytes());
        bytes
    }
}

/// Deflated bytes.
pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// Codes of LZW that stand for ever longer runs of spaces.
pub(super) fn lzw(rounds: usize) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    let mut put = |code: u32, width: u32| {
        bits = bits << width | code;
        held += width;
        while held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
        bits &= (1 << held) - 1;
    };
    for round in 0..rounds {
        put(256, if round == 0 { 9 } else { 12 });
        put(32, 9);
        for code in 258..4_094 {
            put(code, (32 - (code + 1).leading_zeros()).clamp(9, 12));
        }
    }
    bytes
}
