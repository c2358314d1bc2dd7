//! Characters: those that other systems cannot hold, widths that mix, spaces that stray.

use std::collections::BTreeMap;

use domain::text::is_japanese;
use prose::{
    Span,
    classes::{is_digit, is_han},
};

use crate::{
    context::CheckContext,
    finding::{Finding, Mark, Severity},
    rule::{Family, Rule, RuleScope},
    scan::{self, placed, quote},
};

/// A kind of character that does not travel, with its severity.
type Kind = (&'static str, Severity, fn(char) -> bool);

/// The kinds, the first that holds a character naming it.
const KINDS: [Kind; 12] = [
    ("波ダッシュ「～」（U+FF5E）", Severity::Info, |c| c == '～'),
    ("符号化により化ける記号", Severity::Info, |c| {
        matches!(c, '－' | '∥' | '￠' | '￡' | '￢' | '―')
    }),
    ("丸数字", Severity::Info, |c| matches!(c, '\u{2460}'..='\u{24ff}')),
    ("丸数字の異体（U+2776〜）", Severity::Warning, |c| {
        matches!(c, '\u{2776}'..='\u{2793}')
    }),
    ("囲み文字・省略文字（㈱など）", Severity::Info, |c| {
        matches!(c, '\u{3200}'..='\u{33ff}' | '№' | '℡')
    }),
    ("ローマ数字", Severity::Info, |c| matches!(c, '\u{2160}'..='\u{217f}')),
    ("半角カタカナ", Severity::Info, |c| matches!(c, '\u{ff61}'..='\u{ff9f}')),
    (
        "絵文字",
        Severity::Warning,
        |c| matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{2604}' | '\u{2700}'..='\u{2775}' | '\u{fe0f}'),
    ),
    ("外字・置換文字", Severity::Warning, |c| {
        matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}')
    }),
    (
        "康熙部首・互換漢字",
        Severity::Warning,
        |c| matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}'),
    ),
    (
        "JIS第二水準までにない漢字",
        Severity::Info,
        |c| matches!(c, '髙' | '﨑' | '濵' | '德' | '栁' | '桒' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2ffff}'),
    ),
    ("見えない文字・結合文字", Severity::Warning, |c| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}'
            | '\u{3099}' | '\u{309a}' | '\u{ad}')
            || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
    }),
];

pub(super) const CHAR_VARIANT: Rule = Rule {
    name: "CHAR_VARIANT",
    title: "他のシステムで化けるおそれのある文字",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "環境によって表示できない文字があります。別の文字に置き換えてよいか、ご確認ください。",
    instruction: "機種に依存しない文字に置き換えてください。",
    why: "メールや他のシステムに移したときに、文字が化けたり消えたりするため。",
    example: &[&[("status", "「海辺で語ろう～冬の会」を実施した。")]],
    controls: &[&[&[(
        "status",
        "「海辺で語ろう〜冬の会」を第1回（10月）に実施し、ｅ動画でも伝えた。",
    )]]],
    find: variants,
};

fn variants(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut kinds: BTreeMap<usize, (Vec<Mark>, Vec<char>)> = BTreeMap::new();
    for piece in scan::of_sheet(context) {
        for (at, c) in piece.text.char_indices().filter(|(_, c)| !c.is_ascii_graphic()) {
            let Some(kind) = KINDS.iter().position(|(_, _, holds)| holds(c)) else { continue };
            let (marks, seen) = kinds.entry(kind).or_default();
            marks.push(piece.words(Span { start: at, end: at + c.len_utf8() }));
            if seen.len() < 5 && !seen.contains(&c) {
                seen.push(c);
            }
        }
    }
    let found = kinds.into_iter().filter_map(|(kind, (marks, seen))| {
        let (name, severity, _) = KINDS.get(kind)?;
        let shown: Vec<String> = seen.into_iter().map(shown).collect();
        let message = format!(
            "{name}が{}か所（{}）あり、環境によって化けるおそれがあります。",
            marks.len(),
            shown.join("、")
        );
        Some(Finding { severity: *severity, ..placed(rule, marks, message) })
    });
    found.collect()
}

fn shown(c: char) -> String {
    let visible = c.is_alphanumeric() || !c.is_control() && !c.is_whitespace();
    let code = u32::from(c);
    if visible { format!("「{c}」U+{code:04X}") } else { format!("U+{code:04X}") }
}

pub(super) const WIDTH_MIX: Rule = Rule {
    name: "WIDTH_MIX",
    title: "数字の全角・半角の混在",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "一つの数や日付の中で全角と半角が混ざっています。統一してよいか、ご確認ください。",
    instruction: "数字と桁区切りは、半角又は全角のどちらかにそろえてください。",
    why: "機械で読むときに数として認識されないことがあるため。",
    example: &[&[("status", "会場の来場者は２，０３５人")]],
    controls: &[&[&[("status", "アクセス数は31,460件、講座は令和７年７月１５日、参加者は２０人")]]],
    find: widths,
};

/// The kinds of mixing, by what is said of them.
const MIXES: [&str; 2] =
    ["全角の数字に全角のコンマで桁を区切った数", "全角と半角の混ざった数・日付"];

fn widths(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut kinds: BTreeMap<usize, (Vec<Mark>, String)> = BTreeMap::new();
    for piece in scan::of_sheet(context) {
        for (span, kind) in mixed(piece.text) {
            let (marks, first) = kinds.entry(kind).or_default();
            if first.is_empty() {
                *first = quote(span.of(piece.text));
            }
            marks.push(piece.words(span));
        }
    }
    let found = kinds.into_iter().map(|(kind, (marks, first))| {
        let name = MIXES.get(kind).unwrap_or(&MIXES[0]);
        let message = format!("{name}が{}か所あります（{first}など）。", marks.len());
        placed(rule, marks, message)
    });
    found.collect()
}

/// Numbers and dates that mix widths. 年月日 belong to a date, and a mark at the end to its number:
/// these are no figures of a text.
fn mixed(text: &str) -> Vec<(Span, usize)> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !is_digit(c) {
            continue;
        }
        let mut run = vec![c];
        let mut end = start + c.len_utf8();
        while let Some((at, c)) =
            chars.next_if(|(_, c)| is_digit(*c) || ",，.．年月日".contains(*c))
        {
            run.push(c);
            end = at + c.len_utf8();
        }
        if let Some(kind) = mix(&run) {
            found.push((Span { start, end }, kind));
        }
    }
    found
}

fn mix(run: &[char]) -> Option<usize> {
    let wide = run.iter().any(|c| matches!(c, '０'..='９'));
    let narrow = run.iter().any(char::is_ascii_digit);
    let comma =
        run.windows(3).any(|three| matches!(three, [a, '，', b] if is_digit(*a) && is_digit(*b)));
    let ascii = run.windows(3).any(|three| {
        matches!(three, [a, ',', b] if matches!(a, '０'..='９') && matches!(b, '０'..='９'))
    });
    match () {
        () if wide && narrow || ascii => Some(1),
        () if comma => Some(0),
        () => None,
    }
}

pub(super) const STRAY_SPACE: Rule = Rule {
    name: "STRAY_SPACE",
    title: "文中の余分な空白",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "文の途中に空白があります。言葉が抜けていないか、ご確認ください。",
    instruction: "余分な空白を除いてください。",
    why: "語が抜けた跡の可能性があり、検索や読み上げの妨げにもなるため。",
    example: &[&[("status", "商店会に対し、　電話で参加を呼びかけた。")]],
    controls: &[&[&[(
        "status",
        "　日時　１１月１６日\n場所　市民会館\n支援ＣＮ　１名。　次回も行う。",
    )]]],
    find: stray,
};

fn stray(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line = |line: &crate::context::ReadRow<'_>| {
        let pieces = scan::of_line(line);
        let marks: Vec<Mark> = pieces
            .iter()
            .flat_map(|piece| spaces(piece.text).into_iter().map(|span| piece.words(span)))
            .collect();
        let message = format!("文の途中に余分な空白が{}か所あります。", marks.len());
        (!marks.is_empty()).then(|| rule.found(line.row.no, marks, message))
    };
    context.lines.iter().filter_map(of_line).collect()
}

/// Spaces inside a sentence: after 、, before a mark, after a particle, or inside a word.
fn spaces(text: &str) -> Vec<Span> {
    let stray = |(at, line): (usize, &str)| {
        let sentence = line.trim_end().ends_with('。');
        let places = gaps(line).filter(move |span| is_stray(line, *span, sentence));
        places
            .map(move |span| Span { start: at + span.start, end: at + span.end })
            .collect::<Vec<_>>()
    };
    scan::lines(text).flat_map(stray).collect()
}

/// The runs of spaces of a line.
fn gaps(line: &str) -> impl Iterator<Item = Span> {
    let space = |c: char| matches!(c, ' ' | '　');
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = line.get(from..)?;
        let start = from + rest.find(space)?;
        let gap = line.get(start..)?;
        from = start + gap.find(|c| !space(c)).unwrap_or(gap.len());
        Some(Span { start, end: from })
    })
}

fn is_stray(line: &str, gap: Span, sentence: bool) -> bool {
    let around = scan::before(line, gap.start).zip(scan::after(line, gap.end));
    around.is_some_and(|(last, next)| {
        let stop = matches!(next, '、' | '。' | '，');
        let particle = "をがはにへ".contains(last) && is_japanese(next);
        // Between two Han characters of a line that is a sentence: 相 談会
        let inside = sentence && is_han(last) && is_han(next);
        last == '、' || stop || particle || inside
    })
}
