//! Rates against their own numerator and base, the percentages of one question, and wholes.

use prose::{
    Quantity, QuantityRole, Share, Span, lexicon,
    matching::{is_percent, kind},
};

use crate::scan::in_counting_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, is_change, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::step,
};

/// Not what part and base give.
pub(super) const WRONG: Rule = Rule {
    name: "RATE_MISMATCH",
    title: "割合と内訳の数の不一致",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "割合が、並んで書かれた二つの数から計算した値と合いません。どれが正しいでしょうか。",
    instruction: "割合を計算し直し、誤っている数を直してください。",
    why: "もとの数が並んでいるので、読み手は割合を自分で計算できます。",
    example: &[&[("status", "対象者120人のうち96人が受診した（受診率75.0％）。")]],
    controls: &[
        &[&[("status", "対象者120人のうち96人が受診した（受診率80.0％）。")]],
        &[&[("status", "委員16名中13名が出席した（81.2%）。目標は90％である。")]],
        &[&[("status", "対象者120人のうち96人が受診し、前年度より５％増加した。")]],
        &[&[("status", "登録者は1,240人から1,486人へ246人（19.8％）増えた。")]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| mismatch(line, cell, rule)),
};

/// Words between a base and its part.
const AMONG: [&str; 9] = ["うち", "中", "に対し", "／", "/", "の中", "から", "分の", "、"];

/// 自治会112のうち9人で、割合は10.7％: the whole is a bare figure, of which the kind stands before it.
fn of_bare(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.text.contains("のうち").then_some(())?;
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let at = words.find("のうち")?;
        let whole = prose::figures(words.get(..at)?).last().filter(|one| one.after.is_empty())?;
        let base: f64 = whole.plain().parse().ok().filter(|base| *base >= 2.0)?;
        let rest = Span { start: piece.start + at, end: piece.end };
        let mut counts = cell.counts(rest);
        let (part, rate) = (counts.next()?, counts.next()?);
        let sure = is_rate(cell, rate) && !is_percent(&part.unit) && part.value <= base;
        let near = cell.between(part.span, rate.span).chars().count() <= 10;
        let right = part.value / base * 100.0;
        let apart = (right - rate.value).abs() >= step(rate.span.of(cell.text));
        (sure && near && apart && part.per.is_none()).then_some(())?;
        let message = format!(
            "{}のうち{}{}は{}％ですが、{}とあります。",
            shown(base),
            shown(part.value),
            part.unit,
            shown((right * 10.0).round() / 10.0),
            quote(rate.span.of(cell.text))
        );
        let marks = [rate, part].map(|one| line.words(&cell.slot, one.span));
        Some(rule.found(line.row.no, marks.to_vec(), message))
    })
}

fn mismatch(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    of_bare(line, cell, rule).or_else(|| of_counts(line, cell, rule))
}

fn of_counts(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.sentences.iter().find_map(|piece| {
        let all: Vec<&Quantity> = cell.counts(*piece).take(24).collect();
        let rates = all.iter().filter(|one| is_rate(cell, one));
        let mut wrong = rates.filter_map(|rate| {
            let pairs = pairs(cell, rate, &all);
            let (base, part) = *pairs.first()?;
            let step = step(rate.span.of(cell.text));
            // 目標40社に対し45社、達成率112.5％: what was reached may be more than was to be
            let lead = tail(cell.text.get(..rate.span.start).unwrap_or_default(), 6);
            let reached = ["達成", "進捗", "充足", "目標"].iter().any(|word| lead.contains(word));
            let near = |part: f64, base: f64| (part / base * 100.0 - rate.value).abs() < step;
            let fits = |(base, part): &(&Quantity, &Quantity)| {
                near(part.value, base.value) || reached && near(base.value, part.value)
            };
            (!pairs.iter().any(fits)).then_some((*rate, base, part))
        });
        let (rate, base, part) = wrong.next()?;
        let right = part.value / base.value * 100.0;
        let message = format!(
            "{}{}のうち{}{}は{}％ですが、{}とあります。",
            shown(base.value),
            base.unit,
            shown(part.value),
            part.unit,
            shown((right * 10.0).round() / 10.0),
            quote(rate.span.of(cell.text))
        );
        let marks = [rate, part, base].map(|one| line.words(&cell.slot, one.span));
        Some(rule.found(line.row.no, marks.to_vec(), message))
    })
}

/// Words before the number of which a rate is a share.
const BASES: &[&str] =
    &["対象", "交付", "発送", "送付", "配布", "定員", "委員", "在籍", "枠", "全", "回答", "該当"];

/// A share; a change and a target are none.
fn is_rate(cell: &Read<'_>, one: &Quantity) -> bool {
    let after = cell.text.get(one.span.end..).unwrap_or_default().trim_start();
    let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 8);
    let changed =
        after.starts_with(['増', '減', 'ポ', '上', '下', 'の']) && !after.starts_with("の方");
    // 1,240人から1,486人へ246人（19.8％）増えた: by how much it grew
    let behind = after.strip_prefix(['）', ')']).map_or("", str::trim_start);
    let changed =
        changed || ["増", "減", "上昇", "低下", "伸び"].iter().any(|w| behind.starts_with(w));
    let other = ["目標", "前年", "昨年", "比", "全国", "県平均"].iter().any(|w| before.contains(w));
    one.unit == "％"
        && one.role != QuantityRole::Target
        && !one.approximate
        && one.high.is_none()
        && !one.least
        && !changed
        && !other
}

/// The bases with their parts of which a rate may be: two counts of one kind that words join,
/// near it.
fn pairs<'b>(
    cell: &Read<'_>,
    rate: &Quantity,
    all: &[&'b Quantity],
) -> Vec<(&'b Quantity, &'b Quantity)> {
    let counted = |one: &&Quantity| !is_percent(&one.unit) && one.unit != "歳" && one.value > 0.0;
    let counts: Vec<&Quantity> = all.iter().copied().filter(counted).collect();
    let joined = counts.windows(2).filter_map(|pair| {
        let [a, b] = pair else { return None };
        let between = cell.between(a.span, b.span);
        let short = between.chars().nth(16).is_none();
        let said = AMONG.iter().take(8).any(|word| between.contains(word));
        let listed = between.contains('、') && lexicon::holds(&rate.label, lexicon::WHOLE_RATES);
        let near = gap(cell, a.span, b.span, rate.span).is_some_and(|gap| gap <= 24);
        let same = kind(&a.unit) == kind(&b.unit) && a.per.is_none() && b.per.is_none();
        let ordered = if a.value >= b.value { (*a, *b) } else { (*b, *a) };
        // 対象6,120人、受診808人、受診率13.2％: the base says what it is, and the rate stands beside
        let beside = gap(cell, a.span, b.span, rate.span).is_some_and(|gap| gap <= 8);
        let base =
            lexicon::holds(tail(cell.text.get(..a.span.start).unwrap_or_default(), 6), BASES);
        let only = said || listed && (counts.len() == 2 || beside && base && a.value >= b.value);
        (short && only && near && same).then_some(ordered)
    });
    joined.collect()
}

/// How many letters lie between two counts and a rate before or behind them.
fn gap(cell: &Read<'_>, a: Span, b: Span, rate: Span) -> Option<usize> {
    let between = if rate.start >= b.end {
        cell.between(b, rate)
    } else if rate.end <= a.start {
        cell.between(rate, a)
    } else {
        return None;
    };
    (!between.contains(['。', '％', '%'])).then(|| between.chars().count())
}

/// The answers to one question are more than all.
pub(super) const OVER_ALL: Rule = Rule {
    name: "PCT_SUM_OVER",
    title: "一つの設問の割合の合計が100％を超える",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "一つの設問の割合を足すと100％を超えます。どれが正しいでしょうか。",
    instruction: "割合を確認し、直してください。複数回答の場合は、その旨を書いてください。",
    why: "足し算で確かめられるので、読み手は誤りに気付きます。",
    example: &[&[(
        "evaluation",
        "アンケートでは「よく理解できた」62％、「理解できた」31％、「理解できなかった」15％であった。",
    )]],
    controls: &[
        &[&[(
            "evaluation",
            "アンケートでは「はい」62％、「いいえ」31％、「無回答」７％であった。",
        )]],
        &[&[("evaluation", "（複数回答）広報62％、友人31％、その他15％であった。")]],
        &[&[(
            "evaluation",
            "アンケートで「理解が深まった」95％、「満足した」88％の回答があった。",
        )]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| over_all(line, cell, rule)),
};

/// From so much on, the percentages are of several questions.
const SEVERAL: f64 = 130.0;

fn over_all(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let open = ["複数回答", "それぞれ", "重複", "複数選択"];
    if lexicon::holds(cell.text, &open) {
        return None;
    }
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let rates: Vec<&Quantity> =
            cell.counts(*piece).filter(|one| is_rate(cell, one)).take(10).collect();
        let sum: f64 = rates.iter().map(|one| one.value).sum();
        let one_question = lexicon::holds(words, lexicon::ONE_ANSWER);
        let over = sum > 100.5 && sum < SEVERAL && rates.len() >= 2;
        (over && one_question).then_some(())?;
        let parts: Vec<_> = rates.iter().map(|one| shown(one.value)).collect();
        let message = format!("{}＝{}％で、100％を超えています。", parts.join("＋"), shown(sum));
        let marks = rates.iter().map(|one| line.words(&cell.slot, one.span)).collect();
        Some(rule.found(line.row.no, marks, message))
    })
}

/// A part, a rate or those who came are more than the whole.
pub(super) const PART_OVER: Rule = Rule {
    name: "PART_OVER_WHOLE",
    title: "全体より多い内数・定員を超える参加",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "内数（または参加者など）が全体（または定員・対象者）より多くなっています。どちらが正しいでしょうか。",
    instruction: "数を確認し、直してください。定員を超えて受け入れた場合は、その旨を書いてください。",
    why: "全体より多い内数はあり得ないので、読み手はすぐに気付きます。",
    example: &[&[(
        "status",
        "52件の訪問を行い、このうち生活に困っている様子の見られた61件を支援につなぎました。",
    )]],
    controls: &[
        &[&[("status", "相談者は延べ24人（うち新規11人）であった。")]],
        &[&[("status", "定員30人に対し45人の応募があり、抽選とした。")]],
        &[&[("status", "定員を増やし、定員30人に対し35人が参加した。")]],
        &[&[("status", "委員16名のうち13名が出席した。")]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| part_over(line, cell, rule)),
};

/// Words of the whole straight before its number.
const WHOLES: [&str; 12] = [
    "定員",
    "対象者",
    "対象",
    "委員",
    "会員",
    "全",
    "登録者",
    "在籍",
    "募集人員",
    "募集",
    "対象児童",
    "職員",
];
/// Words of a part straight before or behind its number.
const CAME: [&str; 9] = ["参加", "受講", "出席", "受診", "利用", "来場", "修了", "提出", "回答"];
/// Words that tell that more came than there was room for, or that the whole is another.
const BEYOND: [&str; 14] = [
    "超え",
    "増や",
    "追加",
    "拡大",
    "延べ",
    "のべ",
    "応募",
    "申込",
    "希望",
    "抽選",
    "上回",
    "増員",
    "各回",
    "オンライン",
];

fn part_over(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let over = cell.quantities.windows(2).find_map(|pair| {
        let [whole, part] = pair else { return None };
        let same =
            kind(&whole.unit) == kind(&part.unit) && part.per.is_none() && whole.per.is_none();
        let between = cell.between(whole.span, part.span);
        let short = between.chars().nth(24).is_none() && !between.contains('。');
        let more = part.value > whole.value && !is_percent(&part.unit);
        let visits = ["延", "のべ"].iter().any(|word| part.span.of(cell.text).starts_with(word));
        // 52件の訪問を行い、このうち…61件, 52件を訪問した。うち61件
        let stop = between.find('。').and_then(|at| between.get(at + '。'.len_utf8()..));
        let stop = stop.map(|rest| rest.trim_start_matches(['こ', 'そ', 'の', ' ', '　']));
        let follows = stop.is_none_or(|rest| rest.starts_with("うち") && !rest.contains('。'));
        let long = follows && between.chars().nth(AMONG_APART).is_none() && !between.contains('\n');
        let among = long
            && is_among(between)
            && !is_change(cell.text, whole.span)
            && whole.share != Share::Part
            && !visits;
        let came = wholes(cell, whole)
            && comes(cell, part)
            && (applied(cell, whole) || !stretched(cell, whole));
        (same && more && (among || short && came)).then_some((whole, part))
    });
    if let Some((whole, part)) = over {
        let message = format!(
            "{}に対し{}とあり、全体より多くなっています。",
            quote(whole.span.of(cell.text)),
            quote(part.span.of(cell.text))
        );
        let marks = [part, whole].map(|one| line.words(&cell.slot, one.span));
        return Some(rule.found(line.row.no, marks.to_vec(), message));
    }
    if let Some(found) = named_part(line, cell, rule) {
        return Some(found);
    }
    let rate = cell.quantities.iter().find(|one| {
        one.unit == "％"
            && one.value > 100.0
            && lexicon::holds(tail(&one.label, 4), lexicon::WHOLE_RATES)
    })?;
    let message = format!("{}は100％を超えています。", quote(rate.span.of(cell.text)));
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, rate.span)], message))
}

/// 届出395人、面談402人、面談率98.3％: the part by which the rate is called is more than the whole.
fn named_part(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.text.contains('率').then_some(())?;
    let rates = cell.quantities.iter().filter(|one| one.unit == "％" && one.value <= 100.0);
    rates.take(12).find_map(|rate| {
        let lead = cell.text.get(..rate.span.start)?;
        let lead = lead.trim_end_matches(['は', '：', ':', ' ', '　', '（', '(', 'が', 'も']);
        let noun = tail(lead.strip_suffix('率')?, 2);
        noun.chars().all(prose::classes::is_han).then_some(())?;
        let piece = cell.sentence(rate.span);
        let counted = |one: &&Quantity| {
            one.unit != "％" && one.per.is_none() && one.span.end <= rate.span.start
        };
        let counts: Vec<&Quantity> = cell.counts(piece).filter(counted).take(3).collect();
        let [whole, part] = counts.as_slice() else { return None };
        let before = cell.text.get(piece.start..part.span.start)?;
        let before = before.trim_end_matches(['は', '：', ':', ' ', '　', '者', '数', 'が', '実']);
        let named = before.ends_with(noun);
        let same = kind(&whole.unit) == kind(&part.unit);
        let over = part.value > whole.value && part.value < whole.value * 1.5;
        (named && same && over && !stretched(cell, part)).then_some(())?;
        let message = format!(
            "{}に対し{}とあり、{}（{}）と合いません。",
            quote(whole.span.of(cell.text)),
            quote(part.span.of(cell.text)),
            quote(&format!("{noun}率")),
            rate.span.of(cell.text)
        );
        let marks = [*part, *whole, rate].map(|one| line.words(&cell.slot, one.span));
        Some(rule.found(line.row.no, marks.to_vec(), message))
    })
}

/// So many letters may stand between a whole and what is among it.
const AMONG_APART: usize = 60;

/// うち, of whom; not うちわ, 自宅のうち.
fn is_among(between: &str) -> bool {
    between.contains("うち") && !between.contains("うちわ") && !between.contains("その他")
}

fn wholes(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = before.trim_end_matches(['は', '：', ':', '（', '(', '　', ' ', 'の']);
    let room = tail(before, 12).contains("定員");
    room || WHOLES.iter().any(|word| lead.ends_with(word)) || applied(cell, one)
}

/// 申込み34人: those who came are no more than those who applied.
fn applied(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = before.trim_end_matches(['は', '：', ':', '　', ' ', '者', '数']);
    ["申込み", "申込", "応募", "申し込み"].iter().any(|word| lead.ends_with(word))
}

fn comes(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 6);
    let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 6);
    CAME.iter().any(|word| before.contains(word) || after.contains(word))
}

fn stretched(cell: &Read<'_>, one: &Quantity) -> bool {
    BEYOND.iter().any(|word| cell.sentence(one.span).of(cell.text).contains(word))
}
