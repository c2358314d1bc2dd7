//! Each method of packing, counted; and what piles up.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

use super::*;

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn file(dict: &str, stream: &[u8]) -> Vec<u8> {
    let head = format!("%PDF-1.4\n1 0 obj <<{dict}>> stream\n");
    [head.as_bytes(), stream, b"\nendstream"].concat()
}

fn told(dict: &str, stream: &[u8]) -> Result<(), Beyond> {
    before_opening(&file(dict, stream))
}

#[test]
fn a_stream_that_unpacks_beyond_measure_is_found_also_when_packed_twice() {
    assert_eq!(told("", &pack(b"BT ET")), Ok(()));
    let large = pack(&vec![0; 410 << 20]);
    assert_eq!(told("", &large), Err(Beyond::Bytes));
    assert_eq!(told("", &pack(&large)), Err(Beyond::Bytes));
}

#[test]
fn run_lengths_are_counted() {
    let large = [129, b' '].repeat(3_400_000);
    assert_eq!(told("/Filter /RunLengthDecode", &large), Err(Beyond::Bytes));
    assert_eq!(spent(&[129, b' '].repeat(1_000), &[Filter::RunLengthDecode], 1 << 20), Ok(128_000));
    assert_eq!(spent(&[2, 1, 2, 3, 254, 9, 128, 7], &[Filter::RunLengthDecode], 100), Ok(6));
}

#[test]
fn codes_are_counted_as_the_specification_writes_them() {
    let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
    let bytes: Vec<u8> = lzw::Lzw::new(Box::new(packed.into_iter())).collect();
    assert_eq!(bytes, [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
    assert_eq!(spent(&packed, &[Filter::LzwDecode], 9), Err(Beyond::Bytes));
}

#[test]
fn text_within_which_bytes_are_packed_is_undone_first() {
    let undo = |filter, text: &[u8]| -> Vec<u8> {
        undone(Box::new(text.iter().copied()), filter).collect()
    };
    assert_eq!(undo(Filter::AsciiHexDecode, b"AF3E 2\n91>00"), [0xaf, 0x3e, 0x29, 0x10]);
    assert_eq!(undo(Filter::Ascii85Decode, b"87cUR z\nDZ~>"), b"Hell\0\0\0\0o");
    let hex: Vec<String> = pack(&[0; 5_000]).iter().map(|byte| format!("{byte:02x}")).collect();
    let hex = hex.concat();
    let chain = [Filter::AsciiHexDecode, Filter::FlateDecode];
    assert_eq!(spent(hex.as_bytes(), &chain, 5_000), Ok(5_000));
    assert_eq!(spent(hex.as_bytes(), &chain, 4_999), Err(Beyond::Bytes));
    assert_eq!(spent(b"", &[Filter::AsciiHexDecode; 5], 100), Err(Beyond::Bytes));
}

#[test]
fn states_and_paths_that_pile_up_are_found() {
    assert_eq!(inflated(&pack(&b"q 0 0 m 1 1 l S Q\n".repeat(30_000)), MOST_BYTES), Ok(540_000));
    assert_eq!(inflated(&pack(&b"q ".repeat(30_000)), MOST_BYTES), Err(Beyond::Drawing));
    assert_eq!(inflated(&pack(&b"1 1 l ".repeat(2_100_000)), MOST_BYTES), Err(Beyond::Drawing));
}

#[test]
fn what_follows_a_fault_counts_as_much_as_it_could_be() {
    let mut broken = pack(&[b'0'; 1_000]);
    broken.splice(2..4, [0xff, 0xff]);
    broken.resize(2_000, 0);
    assert!(inflated(&broken, 2_000 * MOST_RATIO).is_ok());
    assert_eq!(inflated(&broken, 1_000 * MOST_RATIO), Err(Beyond::Bytes));
}
