//! LZW as PDF files write it, undone byte by byte.

const CLEAR: usize = 256;
const END: usize = 257;
/// Codes have at most twelve bits.
const MOST_ENTRIES: usize = 4_096;

/// An entry of the table: the one that it continues, its last byte, and its length.
#[derive(Clone, Copy)]
struct Entry {
    before: usize,
    last: u8,
    first: u8,
}

/// The bytes of a packed stream.
pub(super) struct Lzw<'a> {
    packed: Box<dyn Iterator<Item = u8> + 'a>,
    bits: u32,
    held: u32,
    /// The entries beyond the single bytes and the two marks.
    table: Vec<Entry>,
    before: Option<usize>,
    /// The bytes of the last code, the first one at the end.
    ready: Vec<u8>,
}

impl<'a> Lzw<'a> {
    pub(super) fn new(packed: Box<dyn Iterator<Item = u8> + 'a>) -> Self {
        let (table, ready) = (Vec::new(), Vec::new());
        Self { packed, bits: 0, held: 0, table, before: None, ready }
    }

    /// How many codes are known.
    fn known(&self) -> usize {
        END + 1 + self.table.len()
    }

    /// The next code. Codes grow one early, as nearly all writers do; what counts in the other way
    /// gives nonsense soon, and nonsense ends.
    fn code(&mut self) -> Option<usize> {
        let width = match self.known() + 1 {
            2048.. => 12,
            1024.. => 11,
            512.. => 10,
            _ => 9,
        };
        while self.held < width {
            self.bits = self.bits << 8 | u32::from(self.packed.next()?);
            self.held += 8;
        }
        self.held -= width;
        let code = self.bits >> self.held;
        self.bits &= (1 << self.held) - 1;
        usize::try_from(code).ok()
    }

    fn entry(&self, code: usize) -> Option<Entry> {
        match u8::try_from(code) {
            Ok(byte) => Some(Entry { before: code, last: byte, first: byte }),
            Err(_) => self.table.get(code.checked_sub(END + 1)?).copied(),
        }
    }

    /// Takes a code: what it stands for is ready.
    fn take(&mut self, code: usize) -> Option<()> {
        let before = self.before.replace(code);
        if let Some(before) = before.filter(|_| self.known() < MOST_ENTRIES) {
            // A code that is not known yet is the one before with its own beginning
            let known = if code < self.known() { code } else { before };
            let (first, last) = (self.entry(before)?.first, self.entry(known)?.first);
            self.table.push(Entry { before, last, first });
        }
        let mut at = code;
        loop {
            let entry = self.entry(at)?;
            self.ready.push(entry.last);
            if u8::try_from(at).is_ok() {
                return Some(());
            }
            at = entry.before;
        }
    }
}

impl Iterator for Lzw<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        while self.ready.is_empty() {
            match self.code()? {
                CLEAR => {
                    self.table.clear();
                    self.before = None;
                }
                END => return None,
                code => self.take(code)?,
            }
        }
        self.ready.pop()
    }
}
