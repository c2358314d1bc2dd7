//! The methods by which streams of a PDF are packed, undone byte by byte: what comes out is counted
//! and dropped, however much it is.

use std::io::{self, BufReader, Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro::hayro_syntax::Filter;

use super::lzw::Lzw;

/// Bytes that come one by one.
pub(super) type Bytes<'a> = Box<dyn Iterator<Item = u8> + 'a>;

/// Undoes one method. Pictures stay as they are: nobody unpacks them here.
pub(super) fn undone(packed: Bytes<'_>, filter: Filter) -> Bytes<'_> {
    match filter {
        Filter::FlateDecode => flate(packed),
        Filter::LzwDecode => Box::new(Lzw::new(packed)),
        Filter::RunLengthDecode => run_length(packed),
        Filter::Ascii85Decode => ascii_85(packed),
        Filter::AsciiHexDecode => ascii_hex(packed),
        Filter::CcittFaxDecode
        | Filter::Jbig2Decode
        | Filter::DctDecode
        | Filter::JpxDecode
        | Filter::Crypt => packed,
    }
}

/// Whether the bytes begin as deflated data with its head does.
pub(super) fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [first, second, ..] => {
            first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)).is_multiple_of(31)
        }
        _ => false,
    }
}

fn flate(mut packed: Bytes<'_>) -> Bytes<'_> {
    let head: Vec<u8> = packed.by_ref().take(2).collect();
    let zlib = is_zlib(&head);
    let source = Source(Box::new(head.into_iter().chain(packed)));
    let unpacked: Box<dyn Read> = if zlib {
        Box::new(ZlibDecoder::new(source))
    } else {
        Box::new(DeflateDecoder::new(source))
    };
    Box::new(BufReader::new(unpacked).bytes().map_while(Result::ok))
}

/// Lengths below 128 tell how many bytes follow, those above how often the next one stands.
fn run_length(mut packed: Bytes<'_>) -> Bytes<'_> {
    let (mut left, mut repeated) = (0_u32, None);
    Box::new(std::iter::from_fn(move || {
        if left == 0 {
            let length = packed.next().filter(|length| *length != 128)?;
            (left, repeated) = match length {
                0..=127 => (u32::from(length) + 1, None),
                _ => (257 - u32::from(length), Some(packed.next()?)),
            };
        }
        left -= 1;
        repeated.or_else(|| packed.next())
    }))
}

fn ascii_hex(packed: Bytes<'_>) -> Bytes<'_> {
    let digits = packed.filter(|byte| !byte.is_ascii_whitespace());
    // Also the end mark is no digit
    let mut digits = digits.map_while(|byte| char::from(byte).to_digit(16)).fuse();
    Box::new(std::iter::from_fn(move || {
        let high = digits.next()?;
        u8::try_from(high * 16 + digits.next().unwrap_or(0)).ok()
    }))
}

/// Five digits to the base of 85 are four bytes; `z` are four zeros.
fn ascii_85(packed: Bytes<'_>) -> Bytes<'_> {
    let digits = packed.filter(|byte| !byte.is_ascii_whitespace());
    let mut digits = digits.take_while(|byte| matches!(byte, b'!'..=b'u' | b'z')).fuse();
    let mut ready: Vec<u8> = Vec::new();
    Box::new(std::iter::from_fn(move || {
        if ready.is_empty() {
            let mut group: Vec<u8> = Vec::new();
            while group.len() < 5 {
                match digits.next() {
                    Some(b'z') if group.is_empty() => group = vec![b'!'; 5],
                    Some(digit) => group.push(digit),
                    None => break,
                }
            }
            let given = group.len().checked_sub(1)?;
            group.resize(5, b'u');
            let digit = |sum: u32, digit: &u8| {
                sum.wrapping_mul(85).wrapping_add(u32::from(digit.wrapping_sub(b'!')))
            };
            ready =
                group.iter().fold(0, digit).to_be_bytes().into_iter().take(given).rev().collect();
        }
        ready.pop()
    }))
}

/// Bytes as a reader's source.
struct Source<'a>(Bytes<'a>);

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut given = 0;
        for (place, byte) in buffer.iter_mut().zip(self.0.by_ref()) {
            *place = byte;
            given += 1;
        }
        Ok(given)
    }
}
