//! What a quantity is to the action, and of which year it tells.

use domain::{Field, FiscalYear};

use crate::{
    asked_field::AskedField,
    chars::Chars,
    classes::is_word,
    clause::Tense,
    counted::{Bound, Counted, since},
    cut,
    date::Named,
    label::Scene,
    quantity::QuantityRole,
    tense::tense,
    units::UnitKind,
};

/// The years that words give to the numbers of a text.
pub(super) struct Times {
    years: Vec<Option<FiscalYear>>,
}

/// Words after a year that make it the other side of a comparison, or a beginning.
const APART: &[&str] = &[
    "から",
    "より",
    "以降",
    "比",
    "に比べ",
    "と比べ",
    "と比較",
    "までに",
    "並",
    "と同",
    "同様",
    "開始",
    "策定",
    "末まで",
    "当初比",
    "を上回",
    "を下回",
    "に対し",
    "と比し",
    "に引き続",
];

impl Times {
    pub(super) fn of(text: &str, chars: &Chars, scene: &Scene<'_>, years: &[Named]) -> Self {
        let mut heading = None;
        let mut sentence = 0;
        let mut next = 0;
        let mut found = Vec::new();
        let mut last = None;
        for (one, at) in scene.counted.iter().zip(&scene.sentence_of) {
            let byte = chars.byte(one.number);
            while let Some(year) = years.get(next).filter(|year| year.span.start < byte) {
                if is_heading(text, scene, year) {
                    heading = Some(year.year);
                }
                last = Some(year);
                next += 1;
            }
            sentence = sentence.max(*at);
            let begin = scene.sentences.get(sentence).map_or(0, |s| s.span.start);
            let here = last.filter(|year| year.span.start >= begin);
            let governs = here.filter(|year| governs(text, chars, scene, year, one));
            found.push(governs.map(|year| year.year).or(heading.filter(|_| here.is_none())));
        }
        Self { years: found }
    }

    /// The year that a number tells of.
    pub(super) fn year(&self, n: usize, asked: FiscalYear) -> FiscalYear {
        self.years.get(n).copied().flatten().unwrap_or(asked)
    }
}

/// 【令和２年度】 on a line of its own.
fn is_heading(text: &str, scene: &Scene<'_>, year: &Named) -> bool {
    let at = scene.sentences.partition_point(|s| s.span.start <= year.span.start);
    let line = at.checked_sub(1).and_then(|at| scene.sentences.get(at));
    let short = line.filter(|line| line.span.end - line.span.start <= LINE);
    short.is_some_and(|line| {
        let words = |text: &str| text.chars().filter(|c| is_word(*c)).count();
        words(line.span.of(text)) == words(year.span.of(text))
    })
}

/// The longest line, in bytes, that may hold nothing but a year.
const LINE: usize = 40;

/// A year further away, in letters, is no longer in the reader's mind.
const FAR: usize = 200;

/// Whether the year is that of the number: not one that it is compared with.
fn governs(text: &str, chars: &Chars, scene: &Scene<'_>, year: &Named, one: &Counted) -> bool {
    let begin = chars.position(year.span.end);
    if one.number - begin.min(one.number) > FAR {
        return false;
    }
    let rest = text.get(year.span.end..chars.byte(one.from)).unwrap_or_default();
    let closed = || {
        let close = rest.find(['）', ')']);
        close.is_some_and(|close| rest.find(['（', '(']).is_none_or(|open| open > close))
    };
    let apart = |words: &str| APART.iter().any(|word| words.starts_with(word));
    let from = scene.counted.partition_point(|other| other.number < begin);
    let mut between = scene.counted.iter().skip(from).take_while(|other| other.number < one.number);
    let compared = between
        .any(|other| chars.any(other.to, &["から", "より", "に比べ", "と比", "に対し"]).is_some());
    !apart(rest) && !closed() && !compared
}

/// Ends of a label that make the number one that is meant.
const MEANT: &[&str] = &[
    "予定",
    "目標",
    "予定数",
    "目標数",
    "目標値",
    "計画数",
    "計画値",
    "計画回数",
    "予定回数",
    "見込",
    "見込み",
];

/// What the number is to the action.
pub(super) fn role(
    scene: &Scene<'_>,
    n: usize,
    label: &str,
    asked: AskedField<'_>,
    year: FiscalYear,
) -> QuantityRole {
    let Some(one) = scene.counted.get(n) else { return QuantityRole::Context };
    if describes(scene, n, one) {
        return QuantityRole::Context;
    }
    let end = piece_end(scene, n);
    let planned = match asked.field {
        Field::Plan => true,
        Field::Other(name) => ["計画", "目標", "予定"].iter().any(|word| name.contains(word)),
        _ => false,
    };
    let meant = MEANT.iter().any(|word| label.ends_with(word));
    if planned {
        return match end {
            Tense::Past if year < asked.year => QuantityRole::Actual,
            Tense::Past if !meant => QuantityRole::Context,
            _ if year < asked.year => QuantityRole::Actual,
            _ => QuantityRole::Target,
        };
    }
    let hoped = *asked.field == Field::Evaluation && end == Tense::Future || will(scene, n);
    if meant || year > asked.year || hoped { QuantityRole::Target } else { QuantityRole::Actual }
}

/// The words of the piece of its sentence that the number stands in.
fn piece(scene: &Scene<'_>, n: usize) -> String {
    let Some((sentence, one)) = scene.sentence(n).zip(scene.counted.get(n)) else {
        return String::new();
    };
    let words = scene
        .chars
        .words(sentence.from.max(one.number.saturating_sub(60)), sentence.to.min(one.to + 120));
    let byte = one.number.saturating_sub(sentence.from.max(one.number.saturating_sub(60)));
    let at = words.char_indices().nth(byte).map_or(0, |(at, _)| at);
    let pieces = cut::pieces(&words, super::Span::whole(&words));
    let here = pieces.iter().find(|piece| piece.start <= at && at < piece.end);
    here.map_or(words.clone(), |piece| piece.of(&words).to_owned())
}

fn piece_end(scene: &Scene<'_>, n: usize) -> Tense {
    tense(&piece(scene, n))
}

/// Whether the words say in so many words what is to come.
fn will(scene: &Scene<'_>, n: usize) -> bool {
    let piece = piece(scene, n);
    let end = piece.trim_end_matches(['。', '、', ')', ' ']);
    ["予定", "予定である", "予定です", "たい", "ていく", "ていきます", "予定している"]
        .iter()
        .any(|word| end.ends_with(word))
}

/// Whether the number only describes: an age, a term, a condition, how many there are.
fn describes(scene: &Scene<'_>, n: usize, one: &Counted) -> bool {
    let chars = scene.chars;
    let limit = chars.any(one.to, &["を上限", "を限度"]).is_some();
    let conditional = one.bound != Bound::None
        && one.per.is_none()
        && chars.word(one.to, "の").is_some()
        && !is_own(chars, one);
    match one.kind {
        UnitKind::Age => true,
        UnitKind::Period => one.per.is_none(),
        UnitKind::Day | UnitKind::Length if since(chars, one.from) => true,
        UnitKind::Day | UnitKind::Length if one.bound == Bound::Other => true,
        UnitKind::Place => existing(scene, n, one) || conditional || limit,
        _ => conditional || limit,
    }
}

/// 10人以上の参加があった: the action's own count.
fn is_own(chars: &Chars, one: &Counted) -> bool {
    let own = [
        "参加", "受講", "相談", "申込", "利用", "来場", "応募", "出席", "開催", "実施", "配布",
        "増", "減",
    ];
    chars.any(one.to + 1, &own).is_some()
}

/// Whether places are named by how many there are, and are not where something was done.
fn existing(scene: &Scene<'_>, n: usize, one: &Counted) -> bool {
    let chars = scene.chars;
    let between = scene.between(n);
    if one.all
        || between.ends_with("にある")
        || between.ends_with("に所在する")
        || between.ends_with("設置している")
    {
        return true;
    }
    // 市内の施設（5か所）: all of a kind
    let inside = ["市内の", "町内の", "村内の", "区内の", "県内の", "管内の"];
    if between.ends_with('(') && inside.iter().any(|word| between.contains(word)) {
        return true;
    }
    let Some(mut at) = chars.word(one.to, "の") else { return false };
    let from = at;
    while at < chars.len()
        && at - from < 40
        && (is_word(chars.at(at)) || matches!(chars.at(at), '・' | 'の' | '「' | '」'))
    {
        at += 1;
    }
    let used = [
        "で",
        "に配",
        "に設",
        "に掲",
        "に送",
        "へ配",
        "へ送",
        "に出向",
        "を訪問",
        "を巡回",
        "において",
        "にて",
        "へ出向",
        "が参加",
        "から",
        "より",
        "、",
        "。",
        "\n",
        "を対象に",
    ];
    at > from && chars.any(at, &used).is_none() && at < chars.len()
}
