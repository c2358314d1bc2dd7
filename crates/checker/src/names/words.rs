//! Words and units that the sheet writes in several ways.

use prose::{
    Span, figures,
    lexicon::{self, OKURIGANA, TERMS},
};

use super::spellings::variants;
use crate::{
    context::CheckContext,
    finding::{Finding, Mark, Severity},
    rule::{Family, Rule, RuleScope},
    scan,
};

pub(super) const TERM_VARIATION: Rule = Rule {
    name: "TERM_VARIATION",
    title: "用語の書き方の違い",
    family: Family::Names,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "同じ言葉が別の書き方で記入されています。統一してよいか、ご確認ください。",
    instruction: "多く使われている書き方にそろえてください。",
    why: "検索や集計で漏れ、資料としての統一感も損なわれるため。",
    example: &[&[
        ("status", "インフルエンザウイルスに配慮した。"),
        ("evaluation", "インフルエンザウィルスの流行のため見送った。"),
    ]],
    controls: &[
        &[&[("status", "ウイルス対策を行った。")], &[("status", "ウイルスに配慮した。")]],
        &[&[("status", "こども課と連携した。")], &[("status", "子どもの居場所を設けた。")]],
        &[&[("status", "コンピューターを使った。コミュニティを支えた。")]],
    ],
    find: |context, rule| variants(context, rule, TERMS),
};

pub(super) const OKURIGANA_VARIATION: Rule = Rule {
    name: "OKURIGANA_VARIATION",
    title: "送り仮名の違い",
    family: Family::Names,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "同じ言葉の送り仮名が違っています。統一してよいか、ご確認ください。",
    instruction: "多く使われている送り仮名にそろえてください。",
    why: "公用文の書き方にそろえるのが通例で、検索でも漏れるため。",
    example: &[
        &[("status", "港町の取組を紹介した。")],
        &[("status", "商店会の取組みを紹介した。若者の取り組みも載せた。")],
    ],
    controls: &[
        &[&[("status", "取組を進め、啓発に取り組んだ。今後も取り組みます。")]],
        &[&[("status", "手続を行った。")], &[("status", "手続を案内した。")]],
    ],
    find: |context, rule| variants(context, rule, OKURIGANA),
};

pub(super) const UNIT_VARIATION: Rule = Rule {
    name: "UNIT_VARIATION",
    title: "単位の書き方の違い",
    family: Family::Names,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "同じ意味の単位が別の書き方で記入されています。統一してよいか、ご確認ください。",
    instruction: "多く使われている単位にそろえてください。",
    why: "年度や取組の間で数を比べるときに、別の数え方と読まれるため。",
    example: &[&[("previous_status", "来場者　２，０３５名"), ("status", "来場者　2,110人")]],
    controls: &[
        &[&[
            ("previous_status", "実施人数　10人"),
            ("status", "実施人数　１２人。名簿を10部作成した。"),
        ]],
        &[&[("status", "訪問率は96.9％、参加率は97%であった。")]],
    ],
    find: units,
};

fn units(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut marks: Vec<Vec<Vec<Mark>>> =
        lexicon::UNIT_SPELLINGS.iter().map(|forms| vec![Vec::new(); forms.len()]).collect();
    for piece in scan::of_sheet(context).iter().filter(|piece| piece.is_answer()) {
        for (group, form, span) in counted(piece.text) {
            if let Some(places) = marks.get_mut(group).and_then(|forms| forms.get_mut(form)) {
                places.push(piece.words(span));
            }
        }
    }
    lexicon::UNIT_SPELLINGS
        .iter()
        .zip(marks)
        .filter_map(|(forms, marks)| varied(rule, forms, marks))
        .collect()
}

fn varied(rule: &Rule, forms: &[&[&str]], marks: Vec<Vec<Mark>>) -> Option<Finding> {
    let mut used: Vec<(usize, Vec<Mark>)> =
        marks.into_iter().enumerate().filter(|(_, places)| !places.is_empty()).collect();
    used.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    let word = |form: usize| forms.get(form).and_then(|form| form.first()).copied().unwrap_or("");
    let told =
        |(form, places): &(usize, Vec<Mark>)| format!("「{}」{}か所", word(*form), places.len());
    let (usual, rarer) = used.split_first()?;
    let others: Vec<String> = rarer.iter().map(told).collect();
    let message =
        format!("{}に対し{}があり、単位がそろっていません。", told(usual), others.join("、"));
    let marks: Vec<Mark> = rarer.iter().rev().flat_map(|(_, places)| places.clone()).collect();
    (!marks.is_empty()).then(|| scan::placed(rule, marks, message))
}

/// The numbers of a text with the units that have several spellings.
fn counted(text: &str) -> Vec<(usize, usize, Span)> {
    let counted = figures(text).filter_map(|figure| {
        let unit = figure.after.trim_start_matches([' ', '　']);
        let named = lexicon::NO_UNITS.iter().any(|word| unit.starts_with(word));
        let (group, form, width) = unit_of(unit).filter(|_| !named)?;
        let (start, end) = (figure.span.start, text.len() - unit.len() + width);
        Some((group, form, Span { start, end }))
    });
    counted.collect()
}

/// The unit with which a text begins: its group, its form and its length.
fn unit_of(text: &str) -> Option<(usize, usize, usize)> {
    lexicon::UNIT_SPELLINGS.iter().enumerate().find_map(|(group, forms)| {
        forms.iter().enumerate().find_map(|(form, spellings)| {
            let spelling = spellings.iter().find(|spelling| text.starts_with(**spelling))?;
            Some((group, form, spelling.len()))
        })
    })
}
