//! Texts that begin or end in the middle of a sentence.

use prose::{Span, Tense, lexicon};

use crate::{
    context::{CheckContext, Read},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::{self, CellText, quote},
};

pub(super) const TRUNCATED_HEAD: Rule = Rule {
    name: "TRUNCATED_HEAD",
    title: "文の始まりが欠けている",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "文が途中から始まっているように見えます。前の部分が欠けていないか、ご確認ください。",
    instruction: "文の始まりを補うか、つなぎの言葉を除いてください。",
    why: "転記や貼り付けで前半が失われた可能性があるため。",
    example: &[&[("status", "を開催し、関係者と情報を共有した。")]],
    controls: &[
        &[&[("status", "また聞きの情報に基づく相談が増えた。")]],
        &[&[("status", "・講座を実施した。\n１）周知を図った。")]],
        &[&[("status", "ーーー")]],
    ],
    find: |context, rule| each(context, |piece| head(rule, piece)),
};

fn each(
    context: &CheckContext<'_>,
    find: impl Fn(&CellText<'_>) -> Option<Finding>,
) -> Vec<Finding> {
    scan::of_sheet(context).iter().filter_map(find).collect()
}

fn head(rule: &Rule, piece: &CellText<'_>) -> Option<Finding> {
    let at = piece.text.len() - piece.text.trim_start().len();
    let text = piece.text.trim_start();
    if text.chars().filter(|c| c.is_alphanumeric() && *c != 'ー').count() < 2 {
        return None;
    }
    if let Some(span) = cut_bullet(piece.text) {
        let words = quote(span.of(piece.text));
        let message = format!("文が{words}で始まり、前の部分が欠けているように見えます。");
        return Some(rule.found(piece.no, vec![piece.words(span)], message));
    }
    let linked = lexicon::OPENING_LINKS.iter().find(|link| {
        text.strip_prefix(**link)
            .and_then(|rest| rest.chars().next())
            .is_some_and(prose::classes::is_of_noun)
            && !text.starts_with("なお一層")
            && !text.starts_with("また聞き")
    });
    let begun = lexicon::CUT_HEADS.iter().find(|head| text.starts_with(**head)).or(linked);
    if let Some(words) = begun {
        let span = Span { start: at, end: at + words.len() };
        let message = format!("文が「{words}」で始まり、前の部分が欠けているように見えます。");
        return Some(rule.found(piece.no, vec![piece.words(span)], message));
    }
    if let Some(span) = cut_sentence(piece.text) {
        let words = quote(span.of(piece.text));
        let message = format!("文が{words}で始まり、前の部分が欠けているように見えます。");
        return Some(rule.found(piece.no, vec![piece.words(span)], message));
    }
    let (span, closed) = brackets(piece.text).closed?;
    let message = format!("閉じかっこ「{closed}」に対応する開きかっこがありません。");
    Some(rule.found(piece.no, vec![piece.words(span)], message))
}

/// Particles that no line begins with, before a word in Han or katakana.
const PARTICLES: [&str; 6] = ["の", "を", "が", "に", "により", "を通じて"];

/// The particle with which the text, or a line of its list, begins: ・の不足により.
fn cut_bullet(text: &str) -> Option<Span> {
    scan::lines(text).enumerate().find_map(|(nth, (at, line))| {
        let bare = line.trim_start().trim_start_matches(is_bullet_mark).trim_start();
        let listed = bare.len() < line.trim_start().len();
        let start = at + line.len() - bare.len();
        let particle = PARTICLES.iter().find(|word| {
            let rest = bare.strip_prefix(**word).and_then(|rest| rest.chars().next());
            let long = word.chars().count() > 1;
            rest.is_some_and(|c| prose::classes::is_of_noun(c) || long && matches!(c, '、' | '，'))
        })?;
        (nth == 0 || listed).then_some(Span { start, end: start + particle.len() })
    })
}

/// The beginning of a later sentence that cannot be one: 1回開催した。により、共有した。
fn cut_sentence(text: &str) -> Option<Span> {
    scan::places(text, "。").into_iter().find_map(|stop| {
        let rest = text.get(stop.end..)?;
        let bare = rest.trim_start_matches([' ', '　']);
        let word = lexicon::NO_BEGINNINGS.iter().find(|word| bare.starts_with(**word))?;
        let start = text.len() - bare.len();
        Some(Span { start, end: start + word.len() })
    })
}

fn is_bullet_mark(c: char) -> bool {
    matches!(c, '・' | '●' | '○' | '◎' | '■' | '□' | '◆' | '◇' | '※' | '-' | '－' | '→')
}

pub(super) const TRUNCATED_TAIL: Rule = Rule {
    name: "TRUNCATED_TAIL",
    title: "文の終わりが欠けている",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "文が途中で終わっているように見えます。続きをお知らせください。",
    instruction: "文の終わりを補ってください。",
    why: "転記や欄の大きさのために後半が失われた可能性があるため。",
    example: &[&[("status", "夜間の電話に応じるため、相談員の増員を")]],
    controls: &[
        &[&[("status", "関係機関と連携して対応すること")]],
        &[&[("status", "講座を実施した（２回）。")]],
        &[&[("plan", "令和８年３月まで")]],
        &[&[("plan", "a)周知\nb)相談")]],
        &[&[("next_plan", "・種目を追加し、参加しやすい大会へ")]],
        &[&[("next_plan", "・申請書類　4種類→2種類に")]],
    ],
    find: |context, rule| each(context, |piece| tail(rule, piece)),
};

fn tail(rule: &Rule, piece: &CellText<'_>) -> Option<Finding> {
    let text = piece.text.trim_end();
    let open = brackets(text).open;
    let cut = cut_at(text).filter(|words| !leads(text, words));
    if let Some(words) = cut.filter(|_| piece.is_answer() || !title(piece)) {
        let span = Span { start: text.len() - words.len(), end: text.len() };
        let message = format!("文が{}で終わり、続きが欠けているように見えます。", last_words(text));
        return Some(rule.found(piece.no, vec![piece.words(span)], message));
    }
    if let Some(span) = cut_line(text).or_else(|| cut_within(text)) {
        let words = quote(span.of(text));
        let message = format!("文が{words}で終わり、続きが欠けているように見えます。");
        return Some(rule.found(piece.no, vec![piece.words(span)], message));
    }
    let (span, opened) = open?;
    let message = format!("開きかっこ「{opened}」が閉じられていません。");
    Some(Finding {
        severity: Severity::Warning,
        ..rule.found(piece.no, vec![piece.words(span)], message)
    })
}

/// A line of a list that ends in the middle, with another line of the list behind it.
fn cut_line(text: &str) -> Option<Span> {
    let lines: Vec<(usize, &str)> = scan::lines(text).collect();
    lines.windows(2).find_map(|pair| {
        let [(at, line), (_, next)] = pair else { return None };
        let listed = |line: &str| line.trim_start().starts_with(is_bullet_mark);
        let end = line.trim_end();
        let words = cut_at(end).filter(|words| !leads(end, words));
        let words = words.filter(|_| listed(line) && listed(next))?;
        let to = at + end.len();
        Some(Span { start: to - words.len(), end: to })
    })
}

/// A sentence in the middle that stops behind a particle: 講座を開催し、参加者を。
fn cut_within(text: &str) -> Option<Span> {
    scan::places(text, "。").into_iter().find_map(|stop| {
        let before = text.get(..stop.start)?;
        let word = lexicon::NO_ENDINGS.iter().find(|word| before.ends_with(**word))?;
        let last = before.strip_suffix(word)?.chars().next_back()?;
        let noun = prose::classes::is_of_noun(last);
        noun.then_some(Span { start: stop.start - word.len(), end: stop.end })
    })
}

/// Whether the last line is a note that ends in where something leads: ・参加しやすい大会へ, 4種類→2種類に.
fn leads(text: &str, words: &str) -> bool {
    let line = text.rsplit(['\n', '。']).next().unwrap_or(text).trim();
    let listed = line.starts_with(is_bullet_mark) || line.contains('→');
    let noun = line.strip_suffix(words).and_then(|rest| rest.chars().next_back());
    let noun = noun.is_some_and(|c| prose::classes::is_of_noun(c) || prose::classes::is_digit(c));
    noun && match words {
        "へ" => listed || !text.contains('。'),
        "に" => listed && !line.contains(['を', '、']) || line.contains('→'),
        _ => false,
    }
}

fn title(piece: &CellText<'_>) -> bool {
    piece.spot == crate::finding::Spot::Action
}

/// The ending at which a text is cut; `None` when it ends well.
fn cut_at(text: &str) -> Option<&'static str> {
    let cut = lexicon::CUT_TAILS.iter().filter(|(tail, but)| {
        text.ends_with(tail)
            && !but.iter().any(|word| text.ends_with(word))
            && text.len() > tail.len()
    });
    cut.map(|(tail, _)| *tail).max_by_key(|tail| tail.len()).or_else(|| stem(text))
}

/// A noun of doing with し, which a comma or a verb follows: 講座を実施し. 見直し is a noun itself.
fn stem(text: &str) -> Option<&'static str> {
    const NOUNS: &str = "直押出渡消通話貸回越探返催試癒増殺隠落起崩流示差刺干移残写見励";
    let mut back = text.strip_suffix('し')?.chars().rev();
    let (last, first) = (back.next()?, back.next()?);
    let doing =
        prose::classes::is_han(last) && prose::classes::is_han(first) && !NOUNS.contains(last);
    doing.then_some("し")
}

fn last_words(text: &str) -> String {
    const LAST: usize = 10;
    let from = text.char_indices().rev().nth(LAST - 1).map_or(0, |(at, _)| at);
    let words = text.get(from..).unwrap_or(text);
    quote(if from > 0 { words.rsplit('\n').next().unwrap_or(words) } else { words })
}

/// The first bracket without its partner, on either side.
#[derive(Debug, Default)]
struct Brackets {
    open: Option<(Span, char)>,
    closed: Option<(Span, char)>,
}

const PAIRS: [(char, char); 6] =
    [('「', '」'), ('『', '』'), ('（', '）'), ('(', ')'), ('【', '】'), ('〈', '〉')];

fn brackets(text: &str) -> Brackets {
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    let mut closed = None;
    let (mut last, mut nth) = ('\n', 0);
    for (at, c) in text.char_indices() {
        nth = if last == '\n' || c.is_whitespace() && nth <= 1 { 0 } else { nth + 1 };
        let kind = PAIRS.iter().position(|(opens, closes)| c == *opens || c == *closes);
        if let Some(mut kind) = kind {
            let opens = PAIRS.get(kind).is_some_and(|(opens, _)| c == *opens);
            // （ ) of two widths are a pair
            kind = if kind == 3 { 2 } else { kind };
            if opens {
                open.push((at, c, kind));
            } else if open.last().is_some_and(|(_, _, other)| *other == kind) {
                open.pop();
            } else if !(kind == 2 && is_bullet(nth, last)) {
                closed = closed.or(Some((Span { start: at, end: at + c.len_utf8() }, c)));
            }
        }
        last = c;
    }
    let open = open.first().map(|(at, c, _)| (Span { start: *at, end: at + c.len_utf8() }, *c));
    Brackets { open, closed }
}

/// １） and a) number a line, as アイウ do; 1) 2) may follow each other in it.
fn is_bullet(nth: usize, last: char) -> bool {
    nth <= 3 && last.is_alphanumeric() || prose::classes::is_digit(last)
}

pub(super) const NO_FINAL_STOP: Rule = Rule {
    name: "NO_FINAL_STOP",
    title: "文末の句点がない",
    family: Family::Form,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "文末に句点（。）がありません。続きが欠けていないか、ご確認ください。",
    instruction: "文末に句点（。）を付けてください。",
    why: "続きが欠けているのか、句点を忘れたのか読み手に分からないため。",
    example: &[&[
        ("status", "講座を実施した。"),
        ("plan", "講座を実施する。"),
        ("evaluation", "会場の確保はできなかった"),
    ]],
    controls: &[
        &[&[
            ("status", "講座を実施した。"),
            ("plan", "講座を実施"),
            ("evaluation", "年２回の開催"),
        ]],
        &[&[("status", "講座を実施した"), ("plan", "講座を実施する")]],
        &[&[("status", "窓口につないだ。（こども課）")]],
    ],
    find: no_stop,
};

fn no_stop(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let (mut stopped, mut bare) = (0, Vec::new());
    for line in &context.lines {
        for read in scan::answers(line) {
            match last_sentence(read) {
                Some(span) if is_stopped(read.text, span) => stopped += 1,
                Some(span) if ends_in_kana(read.text.trim_end()) => bare.push((line, read, span)),
                _ => {}
            }
        }
    }
    if bare.len() > stopped {
        return Vec::new();
    }
    let found = bare.into_iter().map(|(line, read, span)| {
        let message = format!("{}の文末に句点がありません。", last_words(read.text.trim_end()));
        rule.found(line.row.no, vec![line.words(&read.slot, span)], message)
    });
    found.collect()
}

/// The last clause, where it is a sentence and no note.
fn last_sentence(read: &Read<'_>) -> Option<Span> {
    let last = read.clauses.last().filter(|last| last.tense != Tense::Bare)?;
    (!last.span.of(read.text).trim_start().starts_with('※')).then_some(last.span)
}

/// Whether a sentence has its stop, before a remark in brackets or at the end.
fn is_stopped(text: &str, sentence: Span) -> bool {
    let rest = text.get(sentence.start..).unwrap_or_default();
    text.trim_end().ends_with('。')
        || ["。（", "。(", "。」"].iter().any(|stop| rest.contains(stop))
}

/// Whether the last word, remarks in brackets aside, ends in hiragana as a verb does.
fn ends_in_kana(text: &str) -> bool {
    let bare = text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')']));
    let end = bare.and_then(|at| text.get(..at)).unwrap_or(text);
    !end.ends_with("済み") && end.chars().next_back().is_some_and(prose::classes::is_hiragana)
}
