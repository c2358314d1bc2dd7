//! Numbers that count something: which figures of a text are quantities, and what stands by them.

use crate::{
    chars::Chars,
    classes::{is_word, joins},
    number::{Number, is_thousand, number},
    quantity::Per,
    units::{UnitKind, unit_at, unit_of_label, unit_of_many},
};

/// A counted number, by positions of letters.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    /// Where the words that belong to it begin: 年, 約, 延べ.
    pub(super) from: usize,
    /// Where the figures begin.
    pub(super) number: usize,
    /// After the unit and what belongs to it.
    pub(super) to: usize,
    pub(super) value: f64,
    pub(super) high: Option<f64>,
    pub(super) unit: String,
    pub(super) kind: UnitKind,
    pub(super) approximate: bool,
    pub(super) bound: Bound,
    pub(super) per: Option<Per>,
    /// 全29校: all that there are.
    pub(super) all: bool,
}

/// Whether a number is a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// The number itself.
    None,
    /// 以上.
    Least,
    /// 未満, 以内, 以下, 超.
    Other,
}

/// The counted numbers of the letters outside the stretches that dates and years take.
pub(super) fn counted(chars: &Chars, taken: &[(usize, usize)]) -> Vec<Counted> {
    let mut found = Vec::new();
    let mut taken = taken.iter().peekable();
    let (mut at, mut dated) = (0, 0);
    while at < chars.len() {
        while taken.next_if(|(_, to)| *to <= at).is_some() {}
        if let Some((_, to)) = taken.peek().filter(|(from, _)| *from <= at) {
            (at, dated) = (*to, *to);
        } else if !starts(chars, at) {
            at += 1;
        } else if let Some(one) = read(chars, at, dated) {
            at = one.to;
            found.push(one);
        } else {
            at = past(chars, at);
        }
    }
    found
}

const KANJI: &str = "一二三四五六七八九十百千万億";

fn starts(chars: &Chars, at: usize) -> bool {
    chars.at(at).is_ascii_digit() || KANJI.contains(chars.at(at))
}

/// The position after figures that count nothing, with what they are joined to: 10:30, 048-123.
fn past(chars: &Chars, from: usize) -> usize {
    let ordinal = chars.before(from) == '第';
    let joint =
        |c| matches!(c, '-' | '/' | ':' | '.') || ordinal && matches!(c, '・' | '、' | ',' | '~');
    let figure = |at: usize| chars.at(at).is_ascii_digit();
    let thousand = |at: usize| chars.at(at) == ',' && is_thousand(chars, at + 1);
    let mut at = from + 1;
    while figure(at)
        || joint(chars.at(at)) && figure(at + 1)
        || thousand(at)
        || KANJI.contains(chars.at(at))
    {
        at += 1;
    }
    at
}

/// The quantity whose figures begin here; a period before it (2か月に1回) belongs to it. The letters
/// up to `dated` are a date's or a year's.
fn read(chars: &Chars, at: usize, dated: usize) -> Option<Counted> {
    let first = single(chars, at, dated)?;
    let Some((next, per)) = over(chars, &first) else { return Some(first) };
    let inner = single(chars, next, dated).filter(|inner| inner.kind != UnitKind::Period)?;
    Some(Counted { from: first.from, per: Some(per), ..inner })
}

/// What the quantity is a base for, and where what it is the base of begins: 1日2回, 2か月に1回.
fn over(chars: &Chars, base: &Counted) -> Option<(usize, Per)> {
    let small = (1..=60_u8).find(|small| (f64::from(*small) - base.value).abs() < 0.5);
    if let Some(at) = chars.word(base.to, "に").map(|at| chars.spaced(at)) {
        let per = match (base.unit.as_str(), small?) {
            ("か月", months) => Per::Months(months),
            ("年" | "年間", years) => Per::Years(years),
            ("日", 1) => Per::Day,
            _ => return None,
        };
        return chars.at(at).is_ascii_digit().then_some((at, per));
    }
    let one = small == Some(1) && base.per.is_none() && chars.at(base.to).is_ascii_digit();
    match base.unit.as_str() {
        "日" if one => Some((base.to, Per::Day)),
        "人" | "名" | "回" | "校" | "世帯" | "団体" | "か所" | "会場" if one => {
            Some((base.to, Per::Each))
        }
        // 1件2万円, 1社5万円
        _ if one && matches!(base.kind, UnitKind::Count | UnitKind::Place) => {
            let paid = single(chars, base.to, 0).is_some_and(|next| next.kind == UnitKind::Money);
            paid.then_some((base.to, Per::Each))
        }
        _ => None,
    }
}

/// One number with its unit and the words that belong to it.
fn single(chars: &Chars, at: usize, dated: usize) -> Option<Counted> {
    let first = number(chars, at)?;
    if is_name(chars, at, first, dated) || is_heading(chars, at, first) {
        return None;
    }
    let (unit, kind, to) = named(chars, at, first)?;
    let (high, unit, kind, to) = match range(chars, first, to, &unit) {
        Some((high, wide, kind, to)) => (Some(high), wide, kind, to),
        None => (None, unit, kind, to),
    };
    let mut found = Counted {
        from: at,
        number: at,
        to,
        value: first.value,
        high,
        unit,
        kind,
        approximate: false,
        bound: Bound::None,
        per: None,
        all: false,
    };
    before(chars, &mut found);
    after(chars, &mut found);
    is_quantity(chars, &found).then_some(found)
}

/// The unit of the figures. For the first of a range it is the second's.
fn named(chars: &Chars, at: usize, first: Number) -> Option<(String, UnitKind, usize)> {
    let many = || (first.value >= MANY).then(|| unit_of_many(chars, first.to)).flatten();
    if let Some((unit, to)) = united(chars, first.to).or_else(many) {
        return (!first.kanji || unit.kanji).then(|| (unit.usual.to_owned(), unit.kind, to));
    }
    if first.kanji {
        return None;
    }
    if let Some(second) = ranged(chars, first.to).filter(|second| second.value > first.value) {
        let (unit, _) = united(chars, second.to)?;
        return Some((unit.usual.to_owned(), unit.kind, first.to));
    }
    if let Some((unit, _)) = led(chars, first.to).and_then(|second| united(chars, second.to)) {
        return is_things(unit.kind).then(|| (unit.usual.to_owned(), unit.kind, first.to));
    }
    noun(chars, at, first).or_else(|| labelled(chars, at, first))
}

/// From so many on, a number is followed by its unit and by no word that begins like it.
const MANY: f64 = 100.0;

/// The unit after figures, a space or a line's end between them at most.
fn united(chars: &Chars, at: usize) -> Option<(&'static super::units::Unit, usize)> {
    let joined = unit_at(chars, at);
    let apart = || matches!(chars.at(at), ' ' | '\n').then(|| unit_at(chars, at + 1)).flatten();
    joined.or_else(apart)
}

/// Whether a unit counts people, things, places or money.
fn is_things(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Count | UnitKind::Place | UnitKind::Rate | UnitKind::Money)
}

/// 45→52人: the number before an arrow counts what the one behind it does.
fn led(chars: &Chars, at: usize) -> Option<Number> {
    let at = chars.spaced(chars.word(chars.spaced(at), "→")?);
    chars.at(at).is_ascii_digit().then(|| number(chars, at)).flatten()
}

/// The number after a mark of a range.
fn ranged(chars: &Chars, at: usize) -> Option<Number> {
    let at = chars.any(at, &["~", "-"])?;
    chars.at(at).is_ascii_digit().then(|| number(chars, at)).flatten()
}

/// The upper end of a range with its unit: 10〜20人, 10人〜20人.
fn range(
    chars: &Chars,
    first: Number,
    to: usize,
    unit: &str,
) -> Option<(f64, String, UnitKind, usize)> {
    let second = ranged(chars, to).filter(|second| second.value > first.value)?;
    let (wide, to) = united(chars, second.to)?;
    (wide.usual == unit).then(|| (second.value, wide.usual.to_owned(), wide.kind, to))
}

/// 25の介護予防メニュー: a noun that counts itself.
fn noun(chars: &Chars, at: usize, first: Number) -> Option<(String, UnitKind, usize)> {
    let before = chars.before(at);
    let mut end = chars.word(first.to, "の")?;
    if is_word(before) && !matches!(before, '計' | '約' | '全' | '各') {
        return None;
    }
    let begin = end;
    let joined = |at: usize| joins(chars.before(at), chars.at(at), chars.at(at + 1));
    while (is_word(chars.at(end)) || joined(end)) && end - begin < 15 {
        end += 1;
    }
    let ending = (begin..end).find_map(|at| unit_at(chars, at).filter(|(_, to)| *to == end));
    ending.map(|(unit, _)| (unit.usual.to_owned(), unit.kind, first.to))
}

/// 参加者数：20: the label says what is counted.
fn labelled(chars: &Chars, at: usize, first: Number) -> Option<(String, UnitKind, usize)> {
    let rest = chars.spaced(first.to);
    let ends = matches!(chars.at(rest), '\n' | '、' | '。' | '(' | ')') || rest > first.to;
    let unit = unit_of_label(chars, at).filter(|_| ends)?;
    Some((unit.to_owned(), UnitKind::Count, first.to))
}

/// Whether the figures are part of a name: 第3回, K6, 10:30, No.5. What stands before a colon is no
/// part of a time where it is a year (R4：2,318人), and no name or time has its thousands marked.
fn is_name(chars: &Chars, at: usize, number: Number, dated: usize) -> bool {
    let before = chars.before(at);
    let earlier = at.checked_sub(2).map_or('\n', |at| chars.at(at));
    let thousands = (at..number.to).any(|at| chars.at(at) == ',');
    let joint = matches!(before, '-' | '/' | ':' | '.') && earlier.is_ascii_digit();
    // R6:45人: what counts people or things is no time of the day
    let counts =
        before == ':' && united(chars, number.to).is_some_and(|(unit, _)| is_things(unit.kind));
    let joint = joint && !counts;
    let joint = joint && !thousands && at != dated + 1;
    let letter = before.is_ascii_alphabetic() && !earlier.is_ascii_alphabetic() && !thousands;
    // 延べ3,215時間: so many hours are none of the day
    let hours = chars.word(number.to, "時間").is_some()
        && (number.value > 24.0 || ["べ", "計", "延"].iter().any(|word| chars.ends(at, word)));
    let after = chars.any(number.to, &[":", "/", "時", "条", "款", "丁目", "番", "号"]).is_some();
    let after = after && !hours;
    let kanji = number.kanji && is_word(before) && !"年月週各計約延全".contains(before);
    let named = ["No", "No.", "NO", "no.", "p.", "P.", "第 ", "№", "#"];
    joint
        || letter
        || after
        || kanji
        || before == '第'
        || named.iter().any(|name| chars.ends(at, name))
}

/// Whether a number leads a line as the number of a heading: 11 地域のつながり, not 11 人 by itself.
fn is_heading(chars: &Chars, at: usize, number: Number) -> bool {
    let apart = chars.spaced(number.to);
    let goes_on = || {
        unit_at(chars, apart).is_some_and(|(unit, to)| {
            let next = chars.at(to);
            let linked = next == '・' || next == 'の' && unit.kind == UnitKind::Place;
            matches!(unit.kind, UnitKind::Count | UnitKind::Place) && (is_word(next) || linked)
        })
    };
    chars.before(at) == '\n' && apart > number.to && goes_on()
}

/// Words before a number that belong to it, and what they say.
fn before(chars: &Chars, found: &mut Counted) {
    // No more than four of them are ever written before one number
    for _ in 0..4 {
        let at = if chars.before(found.from) == ' ' { found.from - 1 } else { found.from };
        let Some(length) = word_before(chars, at, found) else { return };
        found.from = at - length;
    }
}

/// Words for each of several, before a number.
const EACH: [&str; 10] =
    ["各校", "各会場", "各地区", "各館", "各園", "各施設", "各所", "各クラス", "各", "それぞれ"];

/// Reads the word that ends here, and says how long it is.
fn word_before(chars: &Chars, at: usize, found: &mut Counted) -> Option<usize> {
    let ends = |words: &[&'static str]| {
        let word = words.iter().find(|word| chars.ends(at, word))?;
        Some(word.chars().count())
    };
    if let Some(length) = ends(&["約", "およそ", "おおよそ", "概ね", "おおむね", "ほぼ"])
    {
        found.approximate = true;
        return Some(length);
    }
    if let Some((length, per)) = period(chars, at) {
        found.per = found.per.or(Some(per));
        return Some(length);
    }
    if let Some(length) = ends(&EACH) {
        found.per = found.per.or(Some(Per::Each));
        return Some(length);
    }
    if let Some(length) = ends(&["全"]) {
        found.all = true;
        return Some(length);
    }
    ends(&["延べ", "のべ", "延", "述べ"])
}

/// Periods before a number.
const PERIODS: &[(&str, Per)] = &[
    ("年間", Per::Year),
    ("年間に", Per::Year),
    ("年に", Per::Year),
    ("年", Per::Year),
    ("毎年", Per::Year),
    ("毎年度", Per::Year),
    ("月に", Per::Month),
    ("毎月", Per::Month),
    ("月", Per::Month),
    ("週に", Per::Week),
    ("毎週", Per::Week),
    ("週", Per::Week),
    ("毎日", Per::Day),
    ("隔月", Per::Months(2)),
    ("隔月に", Per::Months(2)),
    ("四半期に", Per::Months(3)),
    ("半年に", Per::Months(6)),
    ("隔年", Per::Years(2)),
];

/// The period that ends here, unless it ends a date or another word: 令和3年2回, 今年1回.
fn period(chars: &Chars, at: usize) -> Option<(usize, Per)> {
    let ending = PERIODS.iter().filter(|(word, _)| chars.ends(at, word));
    let (word, per) = ending.max_by_key(|(word, _)| word.len())?;
    let length = word.chars().count();
    let before = chars.before(at - length);
    let other = before.is_ascii_digit() || "元今昨本来翌前同生数何か今先ヶ".contains(before);
    (!other).then_some((length, *per))
}

/// Words after a unit that belong to it, and what they say.
fn after(chars: &Chars, found: &mut Counted) {
    const BOUNDS: &[&str] =
        &["以上", "以下", "未満", "以内", "超", "を超え", "を上限", "を限度", "まで"];
    if let Some(to) = chars.any(found.to, BOUNDS) {
        let least = chars.word(found.to, "以上").is_some();
        found.bound = if least { Bound::Least } else { Bound::Other };
        if chars.any(found.to, &["以上", "以下", "未満", "以内"]).is_some() {
            found.to = to;
        }
    }
    if let Some(to) = chars
        .any(found.to, &["程度", "前後", "くらい", "ぐらい", "ほど", "余り", "あまり", "弱", "強"])
    {
        found.approximate = true;
        found.to = to;
    }
    if let Some(to) = chars.word(found.to, "ずつ") {
        found.per = found.per.or(Some(Per::Each));
        found.to = to;
    }
}

/// Whether the number with this unit is a count at all.
fn is_quantity(chars: &Chars, found: &Counted) -> bool {
    let next = |words: &[&str]| chars.any(found.to, words).is_some();
    if next(&["あたり", "当たり", "当り", "につき", "ごと", "毎に", "おき", "目", "めの"])
    {
        return false;
    }
    // 1件に要する時間: of each
    if (found.value - 1.0).abs() < 1e-9 && next(&["に要", "に係", "にかか", "に掛"]) {
        return false;
    }
    // 2週間前, 3か月後: a point in time; 1回平均: what the average is of
    let spell = matches!(found.kind, UnitKind::Period | UnitKind::Length | UnitKind::Day);
    let per_one = (found.value - 1.0).abs() < 1e-9 && next(&["平均", "の平均"]);
    if spell && next(&["前", "後"]) || per_one {
        return false;
    }
    // 1人1人: each of them
    if found.unit == "人"
        && chars.any(found.number.saturating_sub(2), &["1人1人", "一人1人"]).is_some()
    {
        return false;
    }
    let framed = || since(chars, found.from) || found.bound != Bound::None;
    match found.kind {
        UnitKind::Day => is_days(chars, found) && !always(chars, found),
        UnitKind::Age => !chars.at(chars.spaced(found.to)).is_ascii_digit(),
        UnitKind::Period if found.unit == "年" => framed() || over_next(chars, found),
        UnitKind::Period => !next(&["児", "健診", "健康診査", "検診"]) || framed(),
        UnitKind::Length => !always(chars, found) && !chars.ends(found.from, "時"),
        _ => true,
    }
}

/// Whether days are counted: bare, 日 is the day of a month.
fn is_days(chars: &Chars, found: &Counted) -> bool {
    let said = ["計", "うち", "日数:", "日数 ", "期間:", "を"];
    found.from < found.number
        || found.bound != Bound::None
        || found.approximate
        || found.per.is_some()
        || said.iter().any(|word| chars.ends(found.from, word))
        || over_next(chars, found)
        || found.value <= 1.0 && chars.at(found.to).is_ascii_digit()
}

/// 2年に1回: the base of what follows.
fn over_next(chars: &Chars, found: &Counted) -> bool {
    let next = chars.word(found.to, "に").map(|at| chars.spaced(at));
    next.is_some_and(|at| chars.at(at).is_ascii_digit())
}

/// 24時間365日: always.
fn always(chars: &Chars, found: &Counted) -> bool {
    let whole = |value: f64| (found.value - value).abs() < 0.5 && found.bound == Bound::None;
    let summed = chars.before(found.from) == '計';
    !summed && (found.unit == "時間" && whole(24.0) || found.unit == "日" && whole(365.0))
}

/// 産後1か月, 生後4か月: since something.
pub(super) fn since(chars: &Chars, at: usize) -> bool {
    let words = ["後", "から", "より", "妊娠", "満"];
    words.iter().any(|word| chars.ends(at, word))
}
