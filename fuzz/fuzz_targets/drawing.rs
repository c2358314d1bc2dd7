//! A well-formed PDF whose page draws any instructions: beyond the library, to our own grids.
#![no_main]

mod common;

/// A file with one page of these instructions, in a font that the reader knows.
fn file(drawing: &[u8]) -> Vec<u8> {
    let objects: [Vec<u8>; 5] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
            .to_vec(),
        [format!("<</Length {}>>stream\n", drawing.len()).as_bytes(), drawing, b"\nendstream"].concat(),
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/UniJIS-UTF16-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"
            .to_vec(),
    ];
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).as_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(b"xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    bytes.extend(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").as_bytes());
    bytes
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.len() <= 16_384 {
        common::read(&file(bytes));
    }
});
