//! PDF files whose few bytes become many, or never end.

use super::{
    file::HostileFile,
    pdf::{PdfFile, deflated, lzw},
};

fn drawing(filter: &str, bytes: &[u8]) -> Vec<u8> {
    PdfFile::pages(1).stream(filter, bytes).made()
}

const FLATE: &str = "/Filter/FlateDecode";

fn object_stream() -> Vec<u8> {
    let objects = deflated(&[b"9 0 <</A 1>>".as_slice(), &vec![b' '; 450 << 20]].concat());
    let dict = format!("/Type/ObjStm/N 1/First 4{FLATE}");
    PdfFile::pages(1).stream("", b"").stream(&dict, &objects).made()
}

fn shared_by_pages() -> Vec<u8> {
    PdfFile::pages(900).stream(FLATE, &deflated(&b"0 g ".repeat(2_000_000))).made()
}

fn nested_forms() -> Vec<u8> {
    let form = |at: usize| {
        format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {at} 0 R>>>>")
    };
    let draw = b"/A Do ".repeat(50);
    let file = PdfFile::pages(1).stream("", &draw);
    (6..30).fold(file, |file, at| file.stream(&form(at), &draw)).made()
}

fn deep_tree() -> Vec<u8> {
    let file = PdfFile::default().with("<</Type/Catalog/Pages 2 0 R>>");
    let deep = (3..200_000)
        .fold(file, |file, at| file.with(format!("<</Type/Pages/Count 1/Kids[{at} 0 R]>>")));
    deep.with("<</Type/Page/MediaBox[0 0 9 9]>>").made()
}

fn cycle() -> Vec<u8> {
    PdfFile::default()
        .with("<</Type/Catalog/Pages 2 0 R>>")
        .with("<</Type/Pages/Count 2/Kids[2 0 R 2 0 R 3 0 R]/Parent 2 0 R>>")
        .with("<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]/Parent 3 0 R>>")
        .made()
}

fn replacement_texts() -> Vec<u8> {
    let text = format!("/Span <</ActualText ({})>> BDC ", "a".repeat(20_000));
    drawing(FLATE, &deflated(text.repeat(1_500).as_bytes()))
}

fn picture() -> Vec<u8> {
    let dict = "/Type/XObject/Subtype/Image/Width 65000/Height 65000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode";
    PdfFile::pages(1).stream("", b"600 0 0 800 0 0 cm /A Do").stream(dict, b"\xff\xd8\xff").made()
}

pub(super) const FILES: &[HostileFile] = &[
    HostileFile { name: "flate.pdf", make: || drawing(FLATE, &deflated(&vec![b' '; 450 << 20])) },
    HostileFile {
        name: "flate-twice.pdf",
        make: || {
            let once = deflated(&vec![b' '; 450 << 20]);
            drawing("/Filter[/FlateDecode/FlateDecode]", &deflated(&once))
        },
    },
    HostileFile {
        name: "run-length.pdf",
        make: || drawing("/Filter/RunLengthDecode", &[129, b' '].repeat(5_000_000)),
    },
    HostileFile { name: "lzw.pdf", make: || drawing("/Filter/LZWDecode", &lzw(70)) },
    HostileFile {
        name: "hex-of-flate.pdf",
        make: || {
            let packed = deflated(&vec![b' '; 450 << 20]);
            let hex: Vec<String> = packed.iter().map(|byte| format!("{byte:02x}")).collect();
            drawing("/Filter[/ASCIIHexDecode/FlateDecode]", hex.concat().as_bytes())
        },
    },
    HostileFile { name: "object-stream.pdf", make: object_stream },
    HostileFile {
        name: "states.pdf",
        make: || drawing(FLATE, &deflated(&b"q ".repeat(50_000_000))),
    },
    HostileFile {
        name: "path.pdf",
        make: || drawing(FLATE, &deflated(&b"1 1 l ".repeat(30_000_000))),
    },
    HostileFile { name: "pages-many.pdf", make: || PdfFile::pages(400_000).stream("", b"").made() },
    HostileFile { name: "pages-of-one-stream.pdf", make: shared_by_pages },
    HostileFile { name: "page-tree-deep.pdf", make: deep_tree },
    HostileFile { name: "page-tree-circle.pdf", make: cycle },
    HostileFile { name: "forms-nested.pdf", make: nested_forms },
    HostileFile { name: "replacement-texts.pdf", make: replacement_texts },
    HostileFile { name: "picture-large.pdf", make: picture },
];
