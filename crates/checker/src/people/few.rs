//! One or two of whom a place is told: 町内でただ一人の対象児, 南小学校区の2世帯.

use prose::{Span, classes::is_of_noun, lexicon};

use super::hints;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, last_run, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// So few that those around them know who it is.
pub(super) const RULE: Rule = Rule {
    name: "PERSON_OF_FEW",
    title: "ごく少数の方が分かるおそれのある記述",
    family: Family::People,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "「唯一の」「○○地区の２世帯」など、ごく少数の方のことが書かれています。誰のことか分からないでしょうか。",
    instruction: "人数や学校名・地区名を除くか、ほかとまとめて書いてください。",
    why: "数と場所がそろうと、周りの人には誰のことか分かります。",
    example: &[&[("status", "町内でただ一人の医療的ケアの対象児の通学を支援した。")]],
    controls: &[
        &[&[("status", "町内で唯一の病院と連携し、妊婦の支援を行った。")]],
        &[&[("status", "南小学校区の２か所で、ひとり親家庭の相談会を開いた。")]],
        &[&[("status", "港町地区の２人の民生委員が、困窮世帯の見守りを行った。")]],
        &[&[("status", "相談は市全体で２世帯であった。")]],
    ],
    find: |context, rule| {
        let cells =
            context.lines.iter().flat_map(|line| line.prose().map(move |cell| (line, cell)));
        let told = cells
            .filter(|(_, cell)| !matches!(cell.sense, Sense::Owner | Sense::Money | Sense::Plan));
        told.filter_map(|(line, cell)| few(line, cell, rule)).collect()
    },
};

fn few(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let title = &line.row.action.text;
    let titled =
        lexicon::holds(title, lexicon::CIRCUMSTANCES) || lexicon::holds(title, lexicon::NEEDS);
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let span = only(words).or_else(|| placed(words))?;
        let hard = titled
            || lexicon::holds(words, lexicon::CIRCUMSTANCES)
            || lexicon::holds(words, lexicon::NEEDS);
        hard.then_some(())?;
        let span = Span { start: piece.start + span.start, end: piece.start + span.end };
        let message = format!(
            "{}と、ごく少数の方のことが書かれていて、誰のことか分かるおそれがあります。",
            quote(span.of(cell.text))
        );
        let marks = vec![line.words(&cell.slot, span), line.words(&cell.slot, *piece)];
        Some(rule.found(line.row.no, marks, message))
    })
}

/// ただ一人の対象児, 唯一の利用者, 1人しかいない生徒: the only one of a kind.
fn only(words: &str) -> Option<Span> {
    lexicon::ONLY_ONE.iter().find_map(|word| {
        let at = words.find(word)?;
        let after = words.get(at + word.len()..)?;
        let before = words.get(..at)?;
        let near = [head(after, 14), tail(before, 8)];
        let person = |text: &&str| lexicon::holds(text, lexicon::WHO);
        let helper = lexicon::holds(head(after, 10), lexicon::AUDIENCE);
        // 唯一の病院: a place, however few go there
        let own = head(after, 14).split(['、', '。', 'と', 'が', 'を', 'で']).next();
        let what = own.is_some_and(|own| lexicon::ends(own, lexicon::PLACES_OF_WORK));
        (near.iter().any(person) && !helper && !what)
            .then(|| Span { start: at, end: at + word.len() + head(after, 6).len() })
    })
}

/// 南小学校区の2世帯, 東中学校１名, 緑町団地（２人）: one to three at a named place.
fn placed(words: &str) -> Option<Span> {
    prose::figures(words).find_map(|figure| {
        let few = matches!(figure.plain().as_str(), "1" | "2" | "3");
        few.then_some(())?;
        let unit = ["世帯", "家庭", "人", "名", "組", "件"]
            .iter()
            .find(|unit| figure.after.starts_with(**unit))?;
        let rest = figure.after.strip_prefix(unit)?;
        let before = figure.before.trim_end_matches(['の', '（', '(', 'で', 'に', '：', ':', 'は']);
        // 性的（栗林小）1件: the place in brackets before the number
        let inner = before.strip_suffix(['）', ')']).and_then(|lead| {
            let (_, inner) = lead.rsplit_once(['（', '('])?;
            Some(inner).filter(|inner| inner.chars().count() <= 12)
        });
        let school = inner.is_some_and(|inner| hints::short_school(inner) || hints::place(inner))
            && lexicon::holds(tail(figure.before, 24), lexicon::CIRCUMSTANCES);
        let near = inner.filter(|inner| !inner.is_empty());
        let near = near.unwrap_or_else(|| last_run(before, 12, is_of_noun));
        // The hint looks at what follows a place as well: 東町の
        let place = hints::place(near) || hints::place(&format!("{near}の"));
        let all = lexicon::holds(near, &["各", "市内", "町内", "全", "市立"]);
        let who = lexicon::holds(head(rest, 8), lexicon::AUDIENCE)
            || lexicon::holds(tail(before, 10), lexicon::AUDIENCE)
            || lexicon::holds(words, &["派遣", "配置", "講師", "協力者"]);
        let case = matches!(*unit, "件") && !school;
        let more = ["ずつ", "以上", "程度", "増", "減", "体制", "1組", "１組", "会"];
        let more = more.iter().any(|word| rest.starts_with(word));
        let ends = near.chars().count() >= 2;
        (place && ends && !all && !who && !more && !case)
            .then(|| Span { start: before.len() - near.len(), end: words.len() - rest.len() })
    })
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn the_only_one_and_few_at_a_place_are_found_in_every_style() {
        for (action, text) in [
            (
                "医療的ケアの支援",
                "町内でただ一人の対象児（沢ノ井小学校2年）の通学時の支援が課題です。",
            ),
            (
                "ひとり親家庭への支援",
                "相談は延べ264件で、このうち父子家庭は南小学校区の2世帯である。",
            ),
            ("難病患者の支援", "・村内唯一の患者を毎月訪問"),
            ("不登校への対応", "市内に１人しかいない中学３年の不登校生徒に、個別に対応しました。"),
            ("外国人の相談", "緑町団地の２世帯が困窮し、食料を届けた。"),
            ("虐待の防止", "◎一時保護：港保育園１名"),
        ] {
            speaks("PERSON_OF_FEW", &[("action", action), ("status", text)]);
        }
        for (action, text) in [
            ("医療的ケアの支援", "看護師１人を沢ノ井小学校に配置した。"),
            ("ひとり親家庭への支援", "南小学校区の２か所で相談会を開いた。"),
            ("難病患者の支援", "県内唯一の専門病院と連携した。"),
            ("不登校への対応", "東中学校に相談員２名を派遣した。"),
            ("困窮者の支援", "東地区の30世帯を訪問した。"),
            ("虐待の防止", "研修に港保育園の職員２名が参加した。"),
            ("健康教室", "南小学校区の２人が入賞した。"),
        ] {
            silent("PERSON_OF_FEW", &[("action", action), ("status", text)]);
        }
    }
}
