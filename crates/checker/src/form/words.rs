//! Words that a published text should not hold: placeholders, relative years, labels without a
//! value, plans without an object.

use domain::{Field, Offset, text::fold};
use prose::{
    Span, WordIndex,
    lexicon::{self, LabelAsks},
};

use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Mark, Severity, Spot},
    rule::{Family, Rule, RuleScope},
    scan::{self, CellText, quote},
};

/// What is left for somebody to fill in.
pub(super) const BLANK: Rule = Rule {
    name: "BLANK_LEFT",
    title: "伏せ字・記入待ちの残り",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "「○○」「要確認」などの記入待ちが残っています。決まった内容をお知らせください。",
    instruction: "決まった内容に書き換えてください。",
    why: "記入待ちのまま公表されると、確かめずに作った資料と受け取られます。",
    example: &[&[("status", "講座を○月○日に開催し、○人が参加した。")]],
    controls: &[
        &[&[("status", "講座を６月３日に開催し、20人が参加した。")]],
        &[&[("next_plan", "日時：未定")]],
        &[&[("progress", "○")]],
    ],
    find: |context, rule| {
        let table = WordIndex::of(lexicon::BLANKS.iter().copied());
        in_rows(
            context,
            rule,
            |piece| {
                let mut found = words_of(piece, &table);
                found.retain(|span| !is_named(piece.text, *span));
                found
            },
            "と、記入待ちのまま残っています。",
        )
    },
};

/// Whether a word only names something in a sentence: 申請書の記入例を直した.
fn is_named(text: &str, span: Span) -> bool {
    let after = text.get(span.end..).unwrap_or_default();
    // ○○さん、お元気ですか: whoever it may be; 要確認世帯, こころの○×クイズ: names
    let whoever = ["さん", "様、", "ちゃん", "くん"].iter().any(|word| after.starts_with(word));
    let within = || scan::quoted(text).iter().any(|q| q.start <= span.start && span.end <= q.end);
    let noun = |c: char| prose::classes::is_han(c) || prose::classes::is_katakana(c);
    let begun = span.of(text).starts_with('要') && after.starts_with(noun);
    if begun || whoever && within() {
        return true;
    }
    let example = span.of(text).ends_with('例') || span.of(text).ends_with("見本");
    example
        && ["を", "の", "に", "も", "や", "と", "付き", "、", "・"]
            .iter()
            .any(|p| after.starts_with(p))
}

pub(super) const PLACEHOLDER: Rule = Rule {
    name: "PLACEHOLDER",
    title: "未定・調整中などの仮の記入",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "未定又は仮の記入が残っています。公表までに決まった内容をお知らせください。",
    instruction: "決まった内容に書き換えてください。公表時にも未定の場合は、時期の目安を記入してください。",
    why: "初回の取りまとめでは差し支えないが、公表時に残ると計画が定まっていないと読まれるため。",
    example: &[&[("next_plan", "講座を実施する。\n日時：未定")]],
    controls: &[
        &[&[("next_plan", "日時：令和８年９月２９日")]],
        &[&[("status", "安定した生活を支援した。")]],
    ],
    find: |context, rule| {
        let table = WordIndex::of(lexicon::PLACEHOLDERS.iter().copied());
        in_rows(context, rule, |piece| words_of(piece, &table), "のまま残っています。")
    },
};

/// Finds marks row by row, each row one finding.
fn in_rows(
    context: &CheckContext<'_>,
    rule: &Rule,
    find: impl Fn(&CellText<'_>) -> Vec<Span>,
    rest: &str,
) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let pieces = scan::of_line(line);
        let answers = pieces.iter().filter(|piece| piece.is_answer());
        let found: Vec<(Mark, &str)> = answers
            .flat_map(|piece| {
                find(piece).into_iter().map(|span| (piece.words(span), span.of(piece.text)))
            })
            .collect();
        let message = format!("{}{rest}", quote(found.first()?.1));
        let marks = found.into_iter().map(|(mark, _)| mark).collect();
        Some(rule.found(line.row.no, marks, message))
    };
    context.lines.iter().filter_map(of_line).collect()
}

fn words_of(piece: &CellText<'_>, table: &WordIndex<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = table.find(piece.text).map(|(_, span)| span).collect();
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|next, last| next.start < last.end);
    spans
}

pub(super) const RELATIVE_YEAR: Rule = Rule {
    name: "RELATIVE_YEAR",
    title: "今年度・昨年度などの書き方",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "「今年度」「昨年度」などがどの年度を指すか、お知らせください。",
    instruction: "「令和○年度」のように年度を記入してください。",
    why: "公表後に読むと、どの年度を指すか分からなくなるため。",
    example: &[&[("status", "今年度は電話で呼びかけた。")]],
    controls: &[&[&[("status", "令和７年度は電話で呼びかけた。毎年度見直している。")]]],
    find: |context, rule| {
        let table = WordIndex::of(lexicon::RELATIVE_YEARS.iter().copied());
        in_rows(
            context,
            rule,
            |piece| words_of(piece, &table),
            "がどの年度を指すか、公表後には分からなくなります。",
        )
    },
};

pub(super) const ERA_ABBREVIATION: Rule = Rule {
    name: "ERA_ABBREVIATION",
    title: "元号の略記",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "元号が略記されています。「令和○年」の形に統一してよいか、ご確認ください。",
    instruction: "「R3」などは「令和３年」のように書いてください。",
    why: "公表資料では略さない書き方にそろえるのが通例のため。",
    example: &[&[("status", "H19年から続けている。")]],
    controls: &[&[&[("status", "令和７年から継続し、H1N1型への備えやＲＨ因子の検査を行った。")]]],
    find: |context, rule| in_rows(context, rule, |piece| eras(piece.text), "は元号の略記です。"),
};

/// R3, H19. A year stops at a mark (R3.8), so these are no figures of a text.
fn eras(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, 'R' | 'H' | 'Ｒ' | 'Ｈ')) {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let digits: usize =
            rest.chars().take_while(|c| prose::classes::is_digit(*c)).map(char::len_utf8).sum();
        let count = rest.chars().take_while(|c| prose::classes::is_digit(*c)).count();
        let end = at + c.len_utf8() + digits;
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, 'Ａ'..='ｚ' | '０'..='９');
        let joined = scan::before(text, at).is_some_and(letter)
            || scan::after(text, end).is_some_and(|c| letter(c) || matches!(c, '-' | '型' | '号'));
        if (1..=2).contains(&count) && !joined {
            found.push(Span { start: at, end });
        }
    }
    found
}

pub(super) const YEARLESS_DATE: Rule = Rule {
    name: "YEARLESS_DATE",
    title: "年のない日付",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "日付に年がありません。年を補ってよいか、ご確認ください。",
    instruction: "日付には「令和○年」を付けてください。",
    why: "年度をまたぐ表では、いつの日付か読み手に分からず、前年の書き残しにも気付きにくいため。",
    example: &[&[("status", "講座を６月３日、８月９日に実施した。")]],
    controls: &[
        &[&[("status", "講座を令和７年６月３日、９日に実施した。")]],
        &[&[("status", "自殺予防週間（９月）に周知した。")]],
    ],
    find: yearless,
};

fn yearless(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let mut marks = Vec::new();
        let mut first = None;
        for read in scan::answers(line) {
            let named = read.dates.iter().any(|date| date.year_written);
            for date in read.dates.iter().filter(|date| date.day.is_some() && !named) {
                first = first.or(Some(quote(date.span.of(read.text))));
                marks.push(line.words(&read.slot, date.span));
            }
        }
        let message = format!("{}など{}か所の日付に年がありません。", first?, marks.len());
        Some(rule.found(line.row.no, marks, message))
    };
    context.lines.iter().filter_map(of_line).collect()
}

pub(super) const LABEL_VALUE: Rule = Rule {
    name: "LABEL_VALUE",
    title: "見出し語と内容の不一致",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "「日時」「場所」などの見出し語に対する内容が足りません。補う内容をお知らせください。",
    instruction: "「日時」には日付と時刻を、「場所」「参加者数」にはその内容を記入してください。",
    why: "見出し語だけでは、記入漏れなのか該当がないのか読み手に分からないため。",
    example: &[&[("plan", "講座を実施する。\n日時：令和７年５月２０日\n場所：市民会館")]],
    controls: &[
        &[&[("plan", "日時：令和７年５月２０日 14時\n場所：市民会館")]],
        &[&[("plan", "日時：未定\n場所：未定")]],
        &[&[("status", "受講者数\n窓口職員　２名")]],
    ],
    find: labels,
};

fn labels(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let mut marks = Vec::new();
        let mut message = None;
        for read in scan::answers(line) {
            for (at, words) in scan::lines(read.text) {
                if let Some(what) = misfit(words, read.text.get(at + words.len()..)) {
                    let start = at + words.len() - words.trim_start().len();
                    let end = at + words.trim_end().len();
                    marks.push(line.words(&read.slot, Span { start, end: end.max(start) }));
                    message = message.or(Some(what));
                }
            }
        }
        // What is meant for this year leads: it can still be mended
        marks.sort_by_key(|mark| !is_this_year(mark));
        Some(rule.found(line.row.no, marks, message?))
    };
    context.lines.iter().filter_map(of_line).collect()
}

fn is_this_year(mark: &Mark) -> bool {
    matches!(&mark.spot, Spot::Answer(slot) if slot.year == Offset::This)
}

/// What does not fit in a line of label and value; `rest` is the text after it.
fn misfit(words: &str, rest: Option<&str>) -> Option<String> {
    let bare = words.trim().trim_start_matches(['・', '○', '■', '◆', '※', '●']).trim_start();
    let (label, asks) = lexicon::LABELS.iter().find(|(label, _)| bare.starts_with(label))?;
    let after = bare.strip_prefix(label)?;
    let colon = after.trim_start().starts_with(['：', ':']);
    let value = after.trim_start().trim_start_matches(['：', ':']).trim();
    if !colon && !after.starts_with([' ', '　']) {
        return None;
    }
    let next = rest.unwrap_or_default().trim_start_matches('\n').lines().next().unwrap_or_default();
    let follows = !next.trim().is_empty()
        && !lexicon::LABELS.iter().any(|(label, _)| next.trim().starts_with(label));
    if value.is_empty() {
        return (colon && !follows).then(|| format!("「{label}」の後に内容がありません。"));
    }
    (!fits(*asks, value)).then(|| match asks {
        LabelAsks::Time => format!("「{label}」とありますが、{}に時刻がありません。", quote(value)),
        _ => format!("「{label}」とありますが、{}に数がありません。", quote(value)),
    })
}

/// Whether a value is what its label asks for, or still open.
fn fits(asks: LabelAsks, value: &str) -> bool {
    const NUMBERS: &str = "一二三四五六七八九十なし";
    let open = lexicon::holds(value, lexicon::PLACEHOLDERS);
    open || match asks {
        LabelAsks::Time => !value.contains('日') || lexicon::holds(value, lexicon::HOURS),
        LabelAsks::Number => value.contains(|c: char| c.is_numeric() || NUMBERS.contains(c)),
        LabelAsks::Words => true,
    }
}

pub(super) const VAGUE_PLAN: Rule = Rule {
    name: "VAGUE_PLAN",
    title: "何をするか書かれていない計画",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "計画が「継続」とだけ記入されています。何を、いつ、どのくらい行うか、お知らせください。",
    instruction: "「実施を継続」だけでなく、何を行うかを記入してください。",
    why: "翌年度に計画と実績を照らし合わせることができないため。",
    example: &[&[("next_plan", "引き続き実施を継続する。")]],
    controls: &[
        &[&[("next_plan", "実施を継続する。（10月予定）")]],
        &[&[("next_plan", "相談窓口の周知を継続する。")]],
        &[&[("next_plan", "年２回の実施")]],
    ],
    find: vague,
};

fn vague(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        for read in scan::answers(line).filter(|read| read.slot.field == Field::Plan) {
            if read.folded.chars().nth(30).is_none() && says_nothing(&read.folded) {
                let message =
                    format!("計画が{}のみで、何を行うか書かれていません。", quote(read.text));
                found.push(rule.found(line.row.no, vec![line.mark(&read.slot)], message));
            }
        }
    }
    found
}

fn says_nothing(folded: &str) -> bool {
    let mut rest = folded.to_owned();
    for word in lexicon::VAGUE_PLANS {
        rest = rest.replace(&fold(word), "\n");
    }
    let kana = "もをのとにではしてするいくきまがへ。、・.,\n";
    rest.chars().all(|c| kana.contains(c)) && rest.contains('\n')
}
