//! What a quantity counts: the noun phrase or list label before it, else the noun after it.

use crate::{
    chars::Chars,
    clause::Tense,
    counted::Counted,
    cut,
    phrase::{following, is_mark, is_weak, listed_label, object, phrase},
    quantity::Share,
    span::Span,
    tense::tense,
    units::UnitKind,
};

/// A text with its counted numbers and its sentences, by positions of letters.
pub(super) struct Scene<'a> {
    pub(super) chars: &'a Chars,
    pub(super) counted: &'a [Counted],
    pub(super) sentences: Vec<Sentence>,
    /// For each number, its sentence.
    pub(super) sentence_of: Vec<usize>,
    own: Vec<String>,
}

/// A sentence or line of the text.
pub(super) struct Sentence {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) span: Span,
    pub(super) tense: Tense,
    /// What it is about, where it is a line of a list: the words before its colon.
    head: String,
    /// The whole of a short line.
    line: String,
    /// How many spaces it is set in by.
    indent: usize,
    /// Whether it is no more than a label for the lines below it.
    is_label: bool,
}

/// The longest line that is a label for the lines below it.
const LABEL: usize = 24;

impl<'a> Scene<'a> {
    pub(super) fn of(text: &str, chars: &'a Chars, counted: &'a [Counted]) -> Self {
        let sentences: Vec<_> =
            cut::sentences(text).into_iter().map(|span| sentence(text, chars, span)).collect();
        let of =
            |one: &Counted| sentences.partition_point(|s| s.from <= one.number).saturating_sub(1);
        let sentence_of = counted.iter().map(of).collect();
        let mut scene = Self { chars, counted, sentences, sentence_of, own: Vec::new() };
        scene.own = (0..counted.len()).map(|n| scene.own_words(n)).collect();
        scene.mark_labels();
        scene
    }

    /// A line that holds a number is no label for others.
    fn mark_labels(&mut self) {
        for sentence in &self.sentence_of {
            if let Some(sentence) = self.sentences.get_mut(*sentence) {
                sentence.is_label = false;
            }
        }
    }

    pub(super) fn sentence(&self, n: usize) -> Option<&Sentence> {
        self.sentences.get(*self.sentence_of.get(n)?)
    }

    /// The number before, if it stands in the same sentence.
    pub(super) fn previous(&self, n: usize) -> Option<&Counted> {
        let before = n.checked_sub(1)?;
        let same = self.sentence_of.get(before)? == self.sentence_of.get(n)?;
        self.counted.get(before).filter(|_| same)
    }

    /// Where the words that belong to this number alone begin.
    fn begin(&self, n: usize) -> usize {
        let sentence = self.sentence(n).map_or(0, |sentence| sentence.from);
        self.previous(n).map_or(sentence, |before| before.to.max(sentence))
    }

    /// The words between this number and what is before it.
    pub(super) fn between(&self, n: usize) -> String {
        let to = self.counted.get(n).map_or(0, |one| one.from);
        // A phrase is never longer; the rest of a long sentence says nothing of its end
        self.chars.words(self.begin(n).max(to.saturating_sub(120)), to)
    }

    fn own_words(&self, n: usize) -> String {
        let between = self.between(n);
        let Some(one) = self.counted.get(n) else { return String::new() };
        let listed = between.ends_with([':', ' ']) || between.contains(':');
        let own = if listed { listed_label(&between) } else { phrase(&between) };
        // 35人を生活支援課へ、4人を: what stands before the comma was said of the number before
        let said = between.starts_with(['を', 'へ', 'に', 'が']) && between.ends_with('、');
        let own = if said && self.previous(n).is_some() { String::new() } else { own };
        let loose = between.ends_with(['に', 'で', 'て', '、', 'し', 'と', 'り']) || is_weak(&own);
        let after = following(self.chars, one);
        match one.kind {
            UnitKind::Rate | UnitKind::Age | UnitKind::Period if !is_copula(&after) => {
                format!("{own} {after}").trim().to_owned()
            }
            _ if loose && !is_weak(&after) && !is_copula(&after) => after,
            _ if is_weak(&own) => Some(object(&between)).filter(|o| !o.is_empty()).unwrap_or(own),
            _ => own,
        }
    }

    /// What the number counts, in as many words as the text gives.
    pub(super) fn label(&self, n: usize) -> String {
        let own = self.own.get(n).cloned().unwrap_or_default();
        let mut words = self.above(n);
        let named = !is_weak(&own) && self.previous(n).is_some() && self.between(n).contains(':');
        let head = self.sentence(n).map(|here| here.head.clone()).filter(|_| !named);
        words.extend(head.filter(|head| !head.is_empty()));
        // A sum of a list is none of its last part
        let sum = self.is_sum(n) && self.previous(n).is_some();
        if is_weak(&own) && words.is_empty() && !sum {
            let here = self.sentence_of.get(n);
            // このうち６件: of what the sentence before counted
            let among = self.between(n).trim_start_matches(['こ', 'そ', 'の']).starts_with("うち");
            let before = (0..n).rev().take(3);
            let before = before.filter(|n| among || self.sentence_of.get(*n) == here);
            let before = before.filter_map(|n| self.own.get(n));
            words.extend(before.filter(|own| !is_weak(own)).take(1).cloned());
        }
        words.push(own);
        let mut label = String::new();
        for word in words.iter().filter(|word| !word.is_empty()) {
            if !label.contains(word.as_str()) {
                let whole = word.contains(&label);
                label = if whole { word.clone() } else { format!("{label} {word}") };
            }
        }
        let unit = self.counted.get(n).map(|one| one.unit.clone()).filter(|_| label.is_empty());
        unit.unwrap_or(label)
    }

    /// The label of the list that the number's line belongs to.
    fn above(&self, n: usize) -> Vec<String> {
        let Some(at) = self.sentence_of.get(n) else { return Vec::new() };
        let Some(here) = self.sentences.get(*at).filter(|here| here.is_listed()) else {
            return Vec::new();
        };
        for above in self.sentences.iter().take(*at).rev().take(6) {
            if above.is_label {
                return vec![above.line.clone()];
            }
            if here.indent > above.indent + 1 && !above.head.is_empty() {
                return vec![above.head.clone()];
            }
            if !above.is_listed() {
                break;
            }
        }
        Vec::new()
    }

    /// Whether the number is a sum or a part of another.
    pub(super) fn share(&self, n: usize) -> Share {
        // A part's brackets may hold many; they are looked at one by one from the first
        let mut part = false;
        let back = (0..n).rev().take(30).take_while(|m| self.previous(m + 1).is_some());
        for m in back.last().unwrap_or(n)..=n {
            part = self.is_part(m) || part && !self.between(m).contains([')', '。']);
        }
        match (self.is_sum(n), part) {
            (true, _) => Share::Total,
            (_, true) => Share::Part,
            _ => Share::Own,
        }
    }

    /// 合計58人.
    fn is_sum(&self, n: usize) -> bool {
        let between = self.between(n);
        let sums = ["合計", "総計", "累計", "総数", "計", "合わせて", "合せて"];
        let sum = sums.iter().any(|word| between.trim_end_matches([' ', ':']).ends_with(word));
        let other = ["設計", "統計", "会計", "家計", "時計"];
        sum && !other.iter().any(|word| between.ends_with(word))
    }

    /// うち法律40件, or a bracket behind a number of the same unit.
    fn is_part(&self, n: usize) -> bool {
        let between = self.between(n);
        let begun = between.trim_start_matches(is_mark);
        let said = ["うち", "のうち", "内訳"].iter().any(|word| begun.starts_with(word));
        let same = self.previous(n).zip(self.counted.get(n));
        let same =
            same.is_some_and(|(before, one)| before.unit == one.unit && one.kind != UnitKind::Rate);
        said || same && between.starts_with('(') && !between.contains([')', '実'])
    }
}

/// Whether what follows a share only ends the sentence: であった, となり.
fn is_copula(after: &str) -> bool {
    const ENDS: [&str; 9] =
        ["であ", "でし", "です", "とな", "だっ", "だ", "に達し", "にとどま", "を占め"];
    ENDS.iter().any(|end| after.starts_with(end))
}

impl Sentence {
    /// A line of a list: short, and no sentence.
    fn is_listed(&self) -> bool {
        self.tense == Tense::Bare && self.to - self.from <= 3 * LABEL
    }
}

fn sentence(text: &str, chars: &Chars, span: Span) -> Sentence {
    let (from, to) = (chars.position(span.start), chars.position(span.end));
    let words = chars.words(from, to.min(from + 3 * LABEL));
    let tense = tense(span.of(text));
    let short = to - from <= LABEL && tense == Tense::Bare && !words.ends_with('。');
    let colon = words.split_once(':').map(|(head, _)| head);
    let named =
        |head: &&str| !head.contains(['。', '、']) && !head.chars().any(|c| c.is_ascii_digit());
    let head = colon.filter(named).map(listed_label).unwrap_or_default();
    let is_label = short && colon.is_none_or(|head| head.len() + 1 == words.len());
    let indent =
        (from.saturating_sub(12)..from).rev().take_while(|at| chars.at(*at) == ' ').count();
    let line = if is_label { listed_label(&words) } else { String::new() };
    Sentence { from, to, span, tense, head, line, indent, is_label }
}
