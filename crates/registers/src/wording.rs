//! The small template of a wording: text, figures, lists. No conditions, no arithmetic.

use crate::register::Register;

/// A wording, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    pub(crate) parts: Vec<WordingPart>,
}

/// A piece of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WordingPart {
    /// Words as they stand.
    Text(String),
    /// `{attended}`, `{attended.rate}`, `{date.md}`: a name and its form.
    Field { name: String, form: String },
    /// `{each held "…" sep "…"}`: once for each record.
    Each { name: String, body: Wording, sep: Option<String> },
    /// `{?clients …}`: dropped where the name is not recorded; `{?reached.all …}`, `{?reached.some …}`:
    /// where the number is its base, where it is less.
    Optional { name: String, body: Wording },
    /// `{list groups top=3 "…" sep "…" など}`: once for each code.
    List { name: String, top: Option<usize>, body: Wording, sep: Option<String>, more: bool },
}

/// Why a text is no wording.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}文字目：{sentence}")]
pub struct WordingFault {
    /// The character, from 1.
    pub at: usize,
    /// What is wrong and what to do.
    pub sentence: &'static str,
}

/// Names that stand for facts of records and not for countings.
pub(crate) const FACTS: [&str; 10] =
    ["date", "month", "start", "venue", "form", "item", "audience", "channel", "reason", "series"];

/// The forms of a counting and of a date.
const FORMS: [&str; 11] =
    ["", "sum", "rate", "n", "of", "text", "unit", "rest", "md", "ymd", "era"];

type Parsed<T> = Result<T, WordingFault>;

fn fault<T>(at: usize, sentence: &'static str) -> Parsed<T> {
    Err(WordingFault { at: at + 1, sentence })
}

impl Wording {
    /// Reads a wording.
    pub fn parse(text: &str) -> Parsed<Self> {
        let chars: Vec<char> = text.chars().collect();
        Self::read(&chars, 0)
    }

    fn read(chars: &[char], offset: usize) -> Parsed<Self> {
        let (mut parts, mut open, mut at) = (Vec::new(), String::new(), 0);
        while let Some(c) = chars.get(at) {
            match c {
                '{' => {
                    let Some(end) = closing(chars, at) else {
                        return fault(offset + at, "「{」を閉じる「}」がありません。");
                    };
                    if !open.is_empty() {
                        parts.push(WordingPart::Text(std::mem::take(&mut open)));
                    }
                    parts.push(braced(&chars[at + 1..end], offset + at + 1)?);
                    at = end;
                }
                '}' => return fault(offset + at, "「}」の前に「{」がありません。"),
                _ => open.push(*c),
            }
            at += 1;
        }
        if !open.is_empty() {
            parts.push(WordingPart::Text(open));
        }
        Ok(Self { parts })
    }

    /// The first name that the register does not know.
    pub fn unknown(&self, register: &Register) -> Option<&str> {
        let known = |name: &str| {
            let name = name.split('.').next().unwrap_or_default();
            register.counting(name).is_some() || FACTS.contains(&name) || name == "name"
        };
        self.parts.iter().find_map(|part| match part {
            WordingPart::Text(_) => None,
            WordingPart::Field { name, .. } => (!known(name)).then_some(name.as_str()),
            WordingPart::Each { name, body, .. } | WordingPart::Optional { name, body } => {
                (!known(name)).then_some(name.as_str()).or_else(|| body.unknown(register))
            }
            WordingPart::List { name, body, .. } => {
                let list = matches!(name.as_str(), "groups" | "codes");
                (!list).then_some(name.as_str()).or_else(|| body.unknown(register))
            }
        })
    }
}

impl Wording {
    /// The words right before each figure: what a plan calls what it counts.
    pub(crate) fn labels(&self) -> Vec<(&str, String)> {
        let (mut last, mut found) = (String::new(), Vec::new());
        self.label(&mut last, &mut found);
        found
    }

    fn label<'w>(&'w self, last: &mut String, found: &mut Vec<(&'w str, String)>) {
        for part in &self.parts {
            match part {
                WordingPart::Text(text) => *last = last_word(text),
                WordingPart::Field { name, .. } => {
                    let label = std::mem::take(last);
                    found.extend((!label.is_empty()).then_some((name.as_str(), label)));
                }
                WordingPart::Each { body, .. }
                | WordingPart::List { body, .. }
                | WordingPart::Optional { body, .. } => body.label(last, found),
            }
        }
    }
}

/// The last words of a text that name something.
fn last_word(text: &str) -> String {
    const SUMS: [&str; 5] = ["延べ", "合計", "計", "うち", "約"];
    let mark = |c: char| c.is_whitespace() || "、。：:（）()「」・".contains(c);
    let mut words = text.rsplit(mark).filter(|word| !word.is_empty() && !SUMS.contains(word));
    let word = words.next().unwrap_or_default();
    if word.chars().count() < 2 { String::new() } else { word.to_owned() }
}

/// The brace that closes the one here.
fn closing(chars: &[char], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in chars.iter().enumerate().skip(open) {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What stands between braces.
fn braced(chars: &[char], offset: usize) -> Parsed<WordingPart> {
    let length = chars.iter().position(|c| c.is_whitespace()).unwrap_or(chars.len());
    let word: String = chars[..length].iter().collect();
    let rest = chars.get(length + 1..).unwrap_or_default();
    if let Some(name) = word.strip_prefix('?') {
        let body = Wording::read(rest, offset + length + 1)?;
        return Ok(WordingPart::Optional { name: name.to_owned(), body });
    }
    if word == "each" || word == "list" {
        return repeated(&word, rest, offset + length + 1);
    }
    let (name, form) = word.split_once('.').unwrap_or((&word, ""));
    if name.is_empty() || !rest.is_empty() {
        return fault(offset, "「{}」の中には数え方の名前を一つ書いてください。");
    }
    if !FORMS.contains(&form) {
        return fault(offset, "「.」の後が読めません。sum、rate、of、md などにしてください。");
    }
    Ok(WordingPart::Field { name: name.to_owned(), form: form.to_owned() })
}

/// `held "…" sep "…"`, `groups top=3 "…" sep "…" など`.
fn repeated(word: &str, chars: &[char], offset: usize) -> Parsed<WordingPart> {
    let quotes: Vec<usize> =
        chars.iter().enumerate().filter(|(_, c)| **c == '"').map(|(at, _)| at).collect();
    let head_end = quotes.first().copied().unwrap_or(chars.len());
    let head: String = chars[..head_end].iter().collect();
    let mut words = head.split_whitespace();
    let name = words.next().unwrap_or_default().to_owned();
    let top = words.next().and_then(|word| word.strip_prefix("top=")?.parse().ok());
    let (body, sep, tail) = match quotes.as_slice() {
        [from, to] => (*from + 1..*to, None, *to + 1),
        [from, to, left, right] => (*from + 1..*to, Some(*left + 1..*right), *right + 1),
        _ => return fault(offset, "繰り返す文を「\"」で囲んでください。"),
    };
    let more = chars[tail..].iter().collect::<String>().contains("など");
    let start = body.start;
    let body = Wording::read(&chars[body], offset + start)?;
    let sep = sep.map(|range| chars[range].iter().collect::<String>());
    Ok(match word {
        "each" => WordingPart::Each { name, body, sep },
        _ => WordingPart::List { name, top, body, sep, more },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_wording_is_told_with_its_place() {
        for (text, at) in
            [("参加者{attended人", 4), ("a}b", 2), ("{attended.x}", 2), ("{each h}", 7)]
        {
            let fault = Wording::parse(text).unwrap_err();
            assert_eq!(fault.at, at, "{text}: {fault}");
        }
    }
}
