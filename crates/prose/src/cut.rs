//! Where sentences end, and where they may be cut.

use domain::text::is_japanese;

use crate::{
    classes::{is_digit, is_hiragana},
    span::Span,
};

/// Marks that begin a line of a list.
const BULLETS: &str = "・●○◎◯■□◆◇※★☆▲△▼▽◦•‣-－*＊→⇒【〔[［（(「『<＜①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮";

/// Words that begin a sentence, not the rest of one.
const OPENERS: &[&str] = &[
    "また",
    "なお",
    "さらに",
    "その他",
    "ただし",
    "このほか",
    "そのほか",
    "おおむね",
    "これ",
    "あわせて",
];

/// A line at least so long may have been wrapped: narrower cells are not printed.
const WRAPPED: usize = 12;

/// The sentences of a text: up to 。 outside brackets, or a line's end that is no wrapped line.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut depth, mut line) = (0, 0_u32, 0);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '（' | '(' | '「' | '『' => depth = depth.saturating_add(1),
            '）' | ')' | '」' | '』' => depth = depth.saturating_sub(1),
            '。' | '！' | '？' if depth == 0 => start = push(text, &mut found, start, end),
            '\n' => {
                let said = text.get(line.max(start)..at).unwrap_or_default();
                let next = text.get(end..).unwrap_or_default();
                if !is_wrapped(said, next, depth > 0) {
                    start = push(text, &mut found, start, at);
                    depth = 0;
                }
                line = end;
            }
            _ => {}
        }
    }
    push(text, &mut found, start, text.len());
    found
}

/// Keeps what was said, without the white space around it; a remark in brackets stays with the
/// sentence before it.
fn push(text: &str, found: &mut Vec<Span>, start: usize, end: usize) -> usize {
    let raw = text.get(start..end).unwrap_or_default();
    let said = raw.trim();
    let from = start + raw.len() - raw.trim_start().len();
    let span = Span { start: from, end: from + said.len() };
    if !said.chars().any(char::is_alphanumeric) {
        return end;
    }
    let remark =
        said.starts_with(['（', '(']) && said.trim_end_matches('。').ends_with(['）', ')']);
    let beside =
        |last: &&mut Span| text.get(last.end..from).is_some_and(|between| !between.contains('\n'));
    match found.last_mut().filter(|_| remark).filter(beside) {
        Some(last) => last.end = span.end,
        None => found.push(span),
    }
    end
}

/// Whether a line that ends without 。 goes on in the next.
fn is_wrapped(said: &str, next: &str, open: bool) -> bool {
    let next_line = next.split('\n').next().unwrap_or_default();
    let first = next_line.chars().next();
    let Some(last) = said.trim_end_matches([' ', '\r']).chars().next_back() else { return false };
    let Some(first) = first.filter(|c| !c.is_whitespace()) else { return false };
    if is_digit(last) && is_digit(first) {
        return true;
    }
    if BULLETS.contains(first)
        || OPENERS.iter().any(|word| next.starts_with(word))
        || is_label(next_line)
    {
        return false;
    }
    let kana = |c| is_hiragana(c) || matches!(c, 'ー' | 'ッ' | 'ャ' | 'ュ' | 'ョ');
    let open_end =
        matches!(last, '、' | 'を' | 'に' | 'が' | 'は' | 'の' | 'と' | 'で' | 'へ' | 'や' | 'も');
    let long = said.chars().nth(WRAPPED).is_some();
    open_end
        || is_japanese(last) && (kana(first) || open && long)
        || long
            && is_japanese(last)
            && is_japanese(first)
            && !is_ended(said)
            && !is_label(said)
            && next_line.contains('。')
}

/// A line that a verb ends is said in full, even without 。.
fn is_ended(said: &str) -> bool {
    said.ends_with(['た', 'だ', 'る', 'す'])
}

/// 場所：…, 日時　…: a line of a list.
fn is_label(line: &str) -> bool {
    let head = line.char_indices().take(12).find(|(_, c)| "：:　".contains(*c));
    head.is_some_and(|(at, _)| line.get(..at).is_some_and(|label| !label.contains(['。', '、'])))
}

/// The pieces of a sentence between its connecting words.
pub(super) fn pieces(text: &str, sentence: Span) -> Vec<Span> {
    let words = sentence.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_u32;
    for (at, c) in words.char_indices() {
        match c {
            '（' | '(' | '「' | '『' => depth = depth.saturating_add(1),
            '）' | ')' | '」' | '』' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || at < start {
            continue;
        }
        if let Some(end) = link(words, at) {
            found.push(Span { start: sentence.start + start, end: sentence.start + end });
            start = end;
        }
    }
    if start < words.len() {
        found.push(Span { start: sentence.start + start, end: sentence.end });
    }
    found
}

/// The end of the connecting word that begins here.
fn link(words: &str, at: usize) -> Option<usize> {
    let (before, rest) = (words.get(..at)?, words.get(at..)?);
    let last = before.chars().next_back()?;
    let (word, fits) = match rest.chars().next()? {
        'が' => (
            "が",
            matches!(last, 'た' | 'だ' | 'る' | 'す') || last == 'い' && rest.starts_with("が、"),
        ),
        'も' if rest.starts_with("ものの") => ("ものの", true),
        'け' if rest.starts_with("けれど") => ("けれど", true),
        'の' if rest.starts_with("ので") => {
            ("ので", matches!(last, 'た' | 'だ' | 'る' | 'い' | 'な'))
        }
        'こ' if rest.starts_with("ことから") => ("ことから", true),
        'た' if rest.starts_with("ため") => ("ため", is_reason(last, rest)),
        '、' => ("、", matches!(last, 'ず' | 'し' | 'り' | 'く' | 'て' | 'で' | 'め')),
        _ => return None,
    };
    let end = at + word.len();
    let comma = words.get(end..)?.strip_prefix('、').map_or(0, |_| '、'.len_utf8());
    (fits && end + comma < words.len()).then_some(end + comma)
}

/// 中止となったため, 感染防止のため; not ための, ためし.
fn is_reason(last: char, rest: &str) -> bool {
    let tail = rest.strip_prefix("ため").unwrap_or_default();
    matches!(last, 'た' | 'だ' | 'る' | 'い' | 'の') && !tail.starts_with(['の', 'し', 'ら', '池'])
}
