//! What a file's packed streams unpack to, measured before any of them is unpacked for good.

use std::io::{Read, sink};

use flate2::read::ZlibDecoder;

/// The most that all streams together may unpack to, in bytes.
const MOST_BYTES: u64 = 400 * 1024 * 1024;
/// Streams packed within streams, so deep.
const DEEPEST: usize = 3;
/// Enough of a stream to tell whether it is packed once more.
const HEAD: usize = 16;

/// The megabytes above which the streams unpack, if they do.
pub(super) fn unpacks_beyond(bytes: &[u8]) -> Option<u64> {
    let mut left = MOST_BYTES;
    for from in streams(bytes) {
        let packed = bytes.get(from..).unwrap_or_default();
        if is_packed(packed) && !within(&mut { packed }, &mut left, DEEPEST) {
            return Some(MOST_BYTES >> 20);
        }
    }
    None
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

/// Whether the bytes begin as deflated data does.
fn is_packed(bytes: &[u8]) -> bool {
    match bytes {
        [first, second, ..] => {
            first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)).is_multiple_of(31)
        }
        _ => false,
    }
}

/// Unpacks into nothing and takes what comes from what is left.
fn within(packed: &mut dyn Read, left: &mut u64, depth: usize) -> bool {
    let mut unpacked = ZlibDecoder::new(packed);
    let mut head = [0; HEAD];
    let Ok(begun) = unpacked.read(&mut head) else { return true };
    let again = depth > 0 && is_packed(head.get(..begun).unwrap_or_default());
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
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};

    use super::*;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn file(stream: &[u8]) -> Vec<u8> {
        [b"%PDF-1.4\n1 0 obj <<>> stream\n".as_slice(), stream, b"\nendstream"].concat()
    }

    #[test]
    fn a_stream_that_unpacks_beyond_measure_is_found_also_when_packed_twice() {
        assert_eq!(unpacks_beyond(&file(&pack(b"BT ET"))), None);
        let large = pack(&vec![0; 410 << 20]);
        assert_eq!(unpacks_beyond(&file(&large)), Some(400));
        assert_eq!(unpacks_beyond(&file(&pack(&large))), Some(400));
    }
}
