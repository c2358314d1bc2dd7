//! A stated rhythm (every week, twice a month, each quarter) against the number in the year.

use prose::{Per, Quantity, Span, hours, is_place, lexicon};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// So often, and another number in the year.
pub(super) const COUNT: Rule = Rule {
    name: "RHYTHM_COUNT",
    title: "「毎月」「毎週」などの頻度と年間の回数の不一致",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "「毎月」「毎週」「隔月」などの頻度と、年間の回数が合いません。休んだ回や途中からの開始があれば、その旨をお知らせください。",
    instruction: "回数を確認し、休んだ回や始めた月がある場合はその旨を書いてください。",
    why: "頻度と回数が並んでいると、読み手は行われなかった回に気付きます。",
    example: &[&[("status", "サロンを毎月開催した（計９回）。")]],
    controls: &[
        &[&[("status", "サロンを毎月開催した（計12回）。")]],
        &[&[("status", "８月を除き、サロンを毎月開催した（計11回）。")]],
        &[&[("plan", "居場所を毎月2回開催し、家族教室を年3回開催する。")]],
        &[&[("status", "４か所で毎月１回、計48回のサロンを開催した。")]],
        &[&[("status", "サロンを毎月開催し、講座を３回開いた。")]],
        &[&[("status", "毎週火曜日に窓口を開いた（祝日を除く年46回）。")]],
        &[&[("status", "・隔週木曜日、通年で26回開催")]],
        &[&[("status", "10月から毎月第２・第４水曜日に開き、計12回となった。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| against(line, cell, rule)),
};

/// How often a year, with the words that say so.
struct Often {
    span: Span,
    least: f64,
    most: f64,
    right: f64,
}

/// Words of a rhythm with the times a year that they give, and the least and most that are taken
/// for it: weeks fall out for holidays.
const RHYTHMS: [(&str, f64, f64, f64); 18] = [
    ("毎週", 52.0, 42.0, 53.0),
    ("隔週", 26.0, 21.0, 27.0),
    ("2週に1回", 26.0, 21.0, 27.0),
    ("毎月", 12.0, 12.0, 12.0),
    ("月に1回", 12.0, 12.0, 12.0),
    ("月1回", 12.0, 12.0, 12.0),
    ("月に2回", 24.0, 23.0, 24.0),
    ("月2回", 24.0, 23.0, 24.0),
    ("隔月", 6.0, 6.0, 6.0),
    ("2か月に1回", 6.0, 6.0, 6.0),
    ("奇数月", 6.0, 6.0, 6.0),
    ("偶数月", 6.0, 6.0, 6.0),
    ("3か月に1回", 4.0, 4.0, 4.0),
    ("四半期に1回", 4.0, 4.0, 4.0),
    ("四半期ごと", 4.0, 4.0, 4.0),
    ("四半期毎", 4.0, 4.0, 4.0),
    ("週1回", 52.0, 42.0, 53.0),
    ("週2回", 104.0, 84.0, 106.0),
];

/// The letters of a text in half width, each with the byte at which it stands.
fn letters(text: &str) -> Vec<(usize, char)> {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        'ヶ' | 'ケ' | 'カ' | 'ヵ' => 'か',
        other => other,
    };
    text.char_indices().map(|(at, c)| (at, narrow(c))).collect()
}

fn begins(letters: &[(usize, char)], word: &str) -> bool {
    word.chars().zip(1..).all(|(c, n)| letters.get(n - 1).is_some_and(|(_, own)| *own == c))
}

/// The one rhythm of a piece of text; `None` where it has none or several.
fn often(text: &str, piece: Span) -> Option<Often> {
    let letters = letters(piece.of(text));
    let mut found: Option<Often> = None;
    let mut at = 0;
    while let Some(rest) = letters.get(at..).filter(|rest| !rest.is_empty()) {
        let fits = RHYTHMS.iter().filter(|(word, ..)| begins(rest, word));
        let Some((word, right, least, most)) = fits.max_by_key(|(word, ..)| word.len()) else {
            at += 1;
            continue;
        };
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).map_or(' ', |(_, c)| *c);
        let length = word.chars().count();
        let other = before.is_ascii_digit() || "毎各前同翌今か".contains(before);
        if !other {
            let after = letters.get(at + length..).unwrap_or_default();
            let times =
                if word.starts_with('毎') || *word == "隔週" { times(after)? } else { 1.0 };
            let start = piece.start + rest.first().map_or(0, |(at, _)| *at);
            let end = after.first().map_or(piece.end, |(at, _)| piece.start + at);
            if found.is_some() {
                return None;
            }
            let (least, most, right) = (least * times, most * times, right * times);
            found = Some(Often { span: Span { start, end }, least, most, right });
        }
        at += length;
    }
    found
}

/// How many times a week or month the words behind 毎週 and 毎月 say: 第1・第3火曜日, 月・木曜日, 2回.
/// `None` where they cannot be counted: 月～金曜日.
fn times(after: &[(usize, char)]) -> Option<f64> {
    const DAYS: &str = "月火水木金土日";
    let run: Vec<char> = after.iter().map(|(_, c)| *c).take(16).collect();
    let plain = run.iter().skip_while(|c| **c == ' ' || **c == '　' || **c == 'に');
    let run: Vec<char> = plain.copied().collect();
    match run.as_slice() {
        [digit, '回', ..] if digit.is_ascii_digit() => digit.to_digit(10).map(f64::from),
        // 毎月19日: a day of the month; of 毎月1日・15日 there are two
        [digit, ..] if digit.is_ascii_digit() => {
            let rest: Vec<_> = run.iter().skip_while(|c| c.is_ascii_digit()).collect();
            let one = matches!(rest.as_slice(), ['日', next, ..] if !"・、と,".contains(**next));
            one.then_some(1.0)
        }
        ['第', ..] => {
            let list = run.iter().take_while(|c| "第・、,と及び1234".contains(**c));
            let nth = list.filter(|c| c.is_ascii_digit()).count();
            Some(nth.max(1) as f64)
        }
        [day, ..] if DAYS.contains(*day) => {
            let list: Vec<_> = run
                .iter()
                .take_while(|c| DAYS.contains(**c) || "・、,と曜".contains(**c))
                .collect();
            if run.get(list.len()).is_some_and(|c| "～~〜から".contains(*c)) {
                return None;
            }
            let text: String = list.into_iter().collect();
            let days = text.replace("曜日", "曜");
            let days = days.chars().filter(|c| DAYS.contains(*c)).count();
            Some(days.max(1) as f64)
        }
        _ => Some(1.0),
    }
}

fn against(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (cell.sense.is_told() || cell.sense == Sense::Plan).then_some(())?;
    cell.sentences.iter().find_map(|piece| {
        let often = often(cell.text, *piece)?;
        let out = months_out(piece.of(cell.text));
        if is_broken(cell, *piece, &often, out.as_ref().map_or("", |(words, _)| words)) {
            return None;
        }
        let often = out.map_or(Some(Often { ..often }), |(_, months)| often.without(months))?;
        // 居場所を毎月2回開催し、家族教室を年3回開催する: the number is another work's
        let others = |one: &Quantity| is_of_another(cell, often.span, one.span);
        let mut counts =
            cell.counts(*piece).filter(|one| is_yearly(cell, one, often.span) && !others(one));
        let (count, None) = (counts.next()?, counts.next()) else { return None };
        let places = cell.counts(*piece).filter(|one| is_place(&one.unit) && one.value >= 2.0);
        let times: Vec<f64> = places.map(|one| one.value).chain([1.0]).collect();
        let fits = |n: &f64| (often.least * n..=often.most * n).contains(&count.value);
        if times.iter().any(fits) {
            return None;
        }
        let first = times.first().copied().unwrap_or(1.0);
        let about = if often.least < often.most { "ほど" } else { "" };
        let message = format!(
            "{}なら年{}回{about}ですが、{}とあります。",
            quote(often.span.of(cell.text)),
            shown(often.right * first),
            quote(count.span.of(cell.text))
        );
        let marks = vec![line.words(&cell.slot, count.span), line.words(&cell.slot, often.span)];
        Some(rule.found(line.row.no, marks, message))
    })
}

impl Often {
    /// The rhythm in a year without so many of its months; `None` where it is not one of months.
    fn without(self, months: f64) -> Option<Self> {
        let each = self.right / 12.0;
        let monthly = (self.least - self.most).abs() < 0.1 && (each - each.round()).abs() < 0.01;
        let right = self.right - each * months;
        monthly.then_some(Self { least: right, most: right, right, ..self })
    }
}

/// Words that say why a rhythm has no session in months that stand before them.
const OUT: [&str; 8] =
    ["を除い", "を除く", "を除き", "は休み", "は休会", "を休み", "は実施せず", "以外"];

/// The months that words leave out by name, with these words: ８月を除く, 8月と1月は休み.
fn months_out(words: &str) -> Option<(&str, f64)> {
    OUT.iter().find_map(|out| {
        let at = words.find(out)?;
        let before = words.get(..at)?;
        let listed = |c: char| {
            prose::classes::is_digit(c) || matches!(c, '月' | '・' | '、' | ',' | 'と' | '，')
        };
        let list = before.get(before.trim_end_matches(listed).len()..)?;
        let list = list.trim_start_matches(|c| !prose::classes::is_digit(c));
        let months = prose::figures(list).filter_map(|figure| figure.whole());
        let months: Vec<u64> = months.collect();
        let real = months.iter().all(|month| (1..=12).contains(month)) && list.ends_with('月');
        let long = at - list.len();
        (real && (1..=4).contains(&months.len()))
            .then_some((words.get(long..at + out.len())?, months.len() as f64))
    })
}

/// Whether a number behind a rhythm is told of something else: behind a comma, with its own object.
fn is_of_another(cell: &Read<'_>, often: Span, count: Span) -> bool {
    let Some(between) = cell.text.get(often.end..count.start) else { return false };
    let Some((_, own)) = between.rsplit_once(['、', '，']) else { return false };
    let object = ["を", "は", "では"].iter().any(|joint| own.trim_end().ends_with(joint));
    object && between.contains(['を', 'は']) && own.chars().count() >= 3
}

/// Whether the words tell why the year has another number: days left out, begun later. Months that
/// are left out by name are told in `out`.
fn is_broken(cell: &Read<'_>, piece: Span, often: &Often, out: &str) -> bool {
    let mut words = piece.of(cell.text).replace(often.span.of(cell.text), "");
    if !out.is_empty() {
        words = words.replace(out, "");
    }
    for time in hours(cell.text) {
        words = words.replace(time.span.of(cell.text), "");
    }
    // Holidays are within what a weekly rhythm may lose
    let weekly = often.least < often.most;
    if weekly && (words.contains('祝') || words.contains("年末")) {
        words = words.replace("を除く", "").replace("を除き", "").replace("除く", "");
    }
    lexicon::MONTHS_LEFT_OUT.iter().any(|word| *word != "第" && words.contains(word))
}

/// 計９回, 年24回, 通年で52回, （12回）: a number of the year.
fn is_yearly(cell: &Read<'_>, one: &Quantity, often: Span) -> bool {
    const WHOLE: [&str; 8] = ["計", "年", "全", "合計", "年間", "通年で", "（", "("];
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let said = one.span.of(cell.text);
    let whole = WHOLE.iter().any(|word| said.starts_with(word) || before.ends_with(word));
    let own = often.start < one.span.end && one.span.start < often.end;
    let per = one.per.is_none() || one.per == Some(Per::Year);
    one.unit == "回" && whole && per && !own && !one.approximate && one.value > 1.0
}
