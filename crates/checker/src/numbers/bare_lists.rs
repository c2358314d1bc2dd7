//! Lists of names with bare numbers, and their sum: 浜：28／中央：46／山手：19　計93人.

use prose::{Span, figures};

use crate::{
    context::{Read, ReadRow},
    finding::Finding,
    likeness::{head, shown},
    rule::Rule,
    scan::{lines, quote},
};

/// A list of fewer numbers is none,
const PARTS: usize = 3;
/// and no name in it is longer than this many letters,
const NAME: usize = 12;
/// nor a unit.
const UNIT: usize = 3;

/// A list whose numbers do not come to the sum behind or before it.
pub(super) fn odd(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.text.contains('計').then_some(())?;
    lines(cell.text).find_map(|(start, text)| {
        let (total, parts, span) = behind(text).or_else(|| before(text))?;
        let added: f64 = parts.iter().sum();
        // What is far from the sum is a list of something else
        let near = added >= total * 0.5 && added <= total * 2.0;
        (near && (added - total).abs() > 1e-6).then_some(())?;
        let told: Vec<_> = parts.iter().map(|part| shown(*part)).collect();
        let span = Span { start: start + span.start, end: start + span.end };
        let message = format!(
            "{}とありますが、内訳は{}＝{}です。",
            quote(span.of(cell.text)),
            told.join("＋"),
            shown(added)
        );
        Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
    })
}

type List = (f64, Vec<f64>, Span);

/// The sum's words before its number: 計, 合計：.
const SUMS: [&str; 3] = ["計", "合計", "総計"];

/// 浜28、中央46、山手19　計93人.
fn behind(text: &str) -> Option<List> {
    let total = figures(text).filter(|one| !one.before.is_empty()).last()?;
    let lead = total.before.trim_end_matches([' ', '　', '：', ':', 'は']);
    let word = SUMS.iter().filter(|word| lead.ends_with(**word)).max_by_key(|word| word.len())?;
    let list = lead.get(..lead.len() - word.len())?;
    let list = list.trim_end_matches([' ', '　', '、', '，', '（', '(', '／', '/', '→', '・']);
    let parts = parts(list)?;
    Some((total.plain().parse().ok()?, parts, total.span))
}

/// 計93人（浜28、中央46、山手19）.
fn before(text: &str) -> Option<List> {
    let open =
        text.find(['（', '(']).filter(|at| text.get(..*at).is_some_and(|l| l.contains('計')))?;
    let total = figures(text.get(..open)?).last()?;
    let lead = total.before.trim_end_matches([' ', '　', '：', ':', 'は']);
    let summed = SUMS.iter().any(|word| lead.ends_with(word));
    let unit = total.after.chars().count() <= UNIT && !total.after.contains(['、', '％', '%']);
    let inner = text.get(open..)?.trim_start_matches(['（', '(']);
    let list = inner.get(..inner.find(['）', ')'])?)?;
    let parts = parts(list).filter(|_| summed && unit)?;
    Some((total.plain().parse().ok()?, parts, total.span))
}

/// The numbers of a list of names and bare numbers; `None` where anything else stands in it.
fn parts(list: &str) -> Option<Vec<f64>> {
    let separators = ['、', '，', '／', '/', '・', '　', '＋', '+', ';', '；', '｜', '|'];
    let separator = separators
        .into_iter()
        .filter(|c| list.contains(*c))
        .max_by_key(|c| list.matches(*c).count())?;
    let items: Vec<&str> = list.split(separator).map(str::trim).collect();
    let (mut values, mut bare) = (Vec::new(), 0);
    for (n, item) in items.iter().enumerate() {
        let number = figures(item).last()?;
        let name = number.before.trim_end_matches([' ', '　', '：', ':', '＝', '=']);
        // A heading of the list stands before the first of its names
        let name = if n == 0 { name.rsplit([' ', '　', '：', ':', '\t']).next()? } else { name };
        let named = !name.is_empty()
            && name.chars().count() <= NAME
            && !name.chars().any(char::is_numeric)
            && !name.ends_with(['月', '第', '約', '前', '昨'])
            && !["目標", "定員", "前年", "うち", "計画"].iter().any(|word| name.contains(word));
        let unit = number.after.trim();
        let unit_of_count = unit.chars().count() <= UNIT
            && !head(unit, 1).contains(['％', '%', '月', '日', '時', '年', '回', '歳', '.']);
        (named && unit_of_count).then_some(())?;
        bare += usize::from(unit.is_empty());
        values.push(number.plain().parse().ok()?);
    }
    // With units in it, the quantities themselves are a list
    (values.len() >= PARTS && bare + 1 >= values.len()).then_some(values)
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_list_of_bare_numbers_comes_to_its_sum_in_every_style() {
        for text in [
            "・地区別の参加者 浜：28／中央：46／山手：19／北原：22／南沢：14　計139人",
            "東部12、西部15、南部8　計36人",
            "計36人（東部12、西部15、南部8）",
            "参加者　東部１２・西部１５・南部８　合計：３６人",
        ] {
            speaks("SUM_MISMATCH", &[("status", text)]);
        }
        for text in [
            "・地区別の参加者 浜：28／中央：46／山手：19／北原：22／南沢：14　計129人",
            "東部12、西部15、南部8　計35人",
            "計35人（東部12、西部15、南部8）",
            "6/13、9/26、2/20　計3回",
            "電話　22-3115、22-3116、22-3117　計3回線",
            "全体計画の説明：A4、B5、A3　計40部",
        ] {
            silent("SUM_MISMATCH", &[("status", text)]);
        }
    }
}
