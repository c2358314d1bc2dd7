//! What a file's packed streams unpack to, measured before any of them is unpacked for good: once
//! as the bytes lie there, before the file is opened, and once by what the opened file says of them,
//! which reaches into locked files.

mod filters;
mod lzw;
mod piled;

use std::{
    collections::HashMap,
    io::{Read, sink},
};

use flate2::read::ZlibDecoder;
use hayro::hayro_syntax::{
    Filter, Pdf,
    object::{Array, Object, ObjectIdentifier, Stream},
};

use filters::{Bytes, is_zlib, undone};
use piled::Piled;

/// The most that all streams together may unpack to, in bytes.
const MOST_BYTES: u64 = 400 * 1024 * 1024;
/// Streams packed within streams, so deep.
const DEEPEST: usize = 3;
/// The most methods by which one stream is packed; writers use one, or two with one of them text.
const MOST_FILTERS: usize = 4;
/// Enough of a stream to tell whether it is packed once more.
const HEAD: usize = 16;
/// Deflate unpacks each byte to at most as many.
const MOST_RATIO: u64 = 1_032;

/// What of a file is beyond measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beyond {
    /// The bytes that streams unpack to.
    Bytes,
    /// States that are saved, or the pieces of one path.
    Drawing,
}

impl Beyond {
    /// What it is, in a sentence.
    pub(super) fn detail(self) -> String {
        match self {
            Self::Bytes => format!("圧縮を解くと{}MBを超えます", MOST_BYTES >> 20),
            Self::Drawing => "描画の命令が重なりすぎています".to_owned(),
        }
    }
}

/// Refuses a file that unpacks beyond measure, before it is opened.
pub(super) fn before_opening(bytes: &[u8]) -> Result<(), Beyond> {
    let mut left = MOST_BYTES;
    let chains = Named::of(bytes).chains();
    for from in streams(bytes) {
        let packed = bytes.get(from..).unwrap_or_default();
        if is_zlib(packed) && !within(&mut { packed }, &mut left, DEEPEST) {
            return Err(Beyond::Bytes);
        }
        for chain in &chains {
            left -= spent(packed, chain, left)?;
        }
    }
    Ok(())
}

/// Refuses an opened file whose streams unpack beyond measure, or those that its pages draw.
pub(super) fn opened(pdf: &Pdf) -> Result<(), Beyond> {
    let mut left = MOST_BYTES;
    let mut sizes = HashMap::<ObjectIdentifier, u64>::new();
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let size = unpacked(&stream, left)?;
        left -= size;
        sizes.insert(stream.obj_id(), size);
    }
    // Every page keeps what it draws, and several may draw the same
    let size = |stream: Stream<'_>| sizes.get(&stream.obj_id()).copied().unwrap_or(0);
    let mut left = MOST_BYTES;
    for page in pdf.pages().iter() {
        let one = page.raw().get::<Stream<'_>>("Contents").map(&size);
        let many = page.raw().get::<Array<'_>>("Contents");
        let many = many.map(|many| many.iter::<Stream<'_>>().map(&size).sum());
        let drawn = one.or(many).unwrap_or(0);
        left = left.checked_sub(drawn).ok_or(Beyond::Bytes)?;
    }
    Ok(())
}

/// What a stream unpacks to.
fn unpacked(stream: &Stream<'_>, left: u64) -> Result<u64, Beyond> {
    let chain = stream.filters();
    let data = stream.raw_data();
    match chain.as_slice() {
        [Filter::FlateDecode] if is_zlib(&data) => inflated(&data, left),
        [] => {
            spent(&data, &[], u64::MAX)?;
            Ok(0)
        }
        chain => spent(&data, chain, left),
    }
}

/// What deflated bytes unpack to: most streams are packed so.
fn inflated(data: &[u8], left: u64) -> Result<u64, Beyond> {
    let mut unpacked = ZlibDecoder::new(data).take(left.saturating_add(1));
    let (mut piled, before) = (Piled::default(), unpacked.limit());
    let failed = std::io::copy(&mut unpacked, &mut piled).is_err();
    let count = before - unpacked.limit();
    // What breaks off here may go on elsewhere: readers forgive different faults
    let rest = (data.len() as u64).saturating_sub(unpacked.get_ref().total_in());
    let rest = if failed { rest.saturating_mul(MOST_RATIO) } else { 0 };
    match count + rest {
        _ if piled.beyond => Err(Beyond::Drawing),
        size if size > left => Err(Beyond::Bytes),
        size => Ok(size),
    }
}

/// What bytes unpack to by a chain of methods.
fn spent(packed: &[u8], chain: &[Filter], left: u64) -> Result<u64, Beyond> {
    if chain.len() > MOST_FILTERS {
        return Err(Beyond::Bytes);
    }
    let most = usize::try_from(left).unwrap_or(usize::MAX).saturating_add(1);
    let mut bytes: Bytes<'_> = Box::new(packed.iter().copied());
    for filter in chain {
        // Each step is held while the next one is made
        bytes = Box::new(undone(bytes, *filter).take(most));
    }
    let (mut count, mut piled) = (0_u64, Piled::default());
    for byte in bytes {
        count += 1;
        piled.push(byte);
    }
    match count {
        _ if piled.beyond => Err(Beyond::Drawing),
        count if count > left => Err(Beyond::Bytes),
        count => Ok(count),
    }
}

/// The methods besides deflate that a file names anywhere outside its streams.
struct Named(Vec<Filter>);

impl Named {
    const NAMES: [(&'static [u8], Filter); 4] = [
        (b"/LZW", Filter::LzwDecode),
        (b"/RunLength", Filter::RunLengthDecode),
        (b"/ASCII85", Filter::Ascii85Decode),
        (b"/ASCIIHex", Filter::AsciiHexDecode),
    ];

    fn of(bytes: &[u8]) -> Self {
        let named = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
        Self(Self::NAMES.iter().filter(|(name, _)| named(name)).map(|(_, f)| *f).collect())
    }

    /// The ways in which a stream of such a file may be packed.
    fn chains(&self) -> Vec<Vec<Filter>> {
        let text = |f: &Filter| matches!(f, Filter::Ascii85Decode | Filter::AsciiHexDecode);
        let (text, growing): (Vec<Filter>, Vec<Filter>) = self.0.iter().partition(|f| text(f));
        let within = text.iter().flat_map(|text| {
            let packed = growing.iter().copied().chain([Filter::FlateDecode]);
            packed.map(|packed| vec![*text, packed])
        });
        growing.iter().map(|filter| vec![*filter]).chain(within).collect()
    }
}

/// Where the contents of streams begin.
fn streams(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let word = b"stream";
    let starts = bytes.windows(word.len()).enumerate().filter(move |(_, w)| w == word);
    starts.filter_map(|(at, _)| {
        let ends = at.checked_sub(3).and_then(|before| bytes.get(before..at)) == Some(b"end");
        let rest = bytes.get(at + word.len()..)?;
        let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n' | b' ')).count();
        (!ends).then_some(at + word.len() + breaks)
    })
}

/// Unpacks into nothing and takes what comes from what is left.
fn within(packed: &mut dyn Read, left: &mut u64, depth: usize) -> bool {
    let mut unpacked = ZlibDecoder::new(packed);
    let mut head = [0; HEAD];
    let Ok(begun) = unpacked.read(&mut head) else { return true };
    let again = depth > 0 && is_zlib(head.get(..begun).unwrap_or_default());
    let mut rest = head.get(..begun).unwrap_or_default().chain(unpacked);
    if again {
        return within(&mut rest, left, depth - 1);
    }
    // A stream that breaks off counts as far as it goes
    let mut counted = Counted { inner: rest.take(*left + 1), count: 0 };
    drop(std::io::copy(&mut counted, &mut sink()));
    let fits = counted.count <= *left;
    *left = left.saturating_sub(counted.count);
    fits
}

/// A reader that counts what it gives.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let given = self.inner.read(buffer)?;
        self.count += given as u64;
        Ok(given)
    }
}

#[cfg(test)]
mod tests;
