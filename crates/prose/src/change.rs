//! Numbers that only lead to another: what came or went, and what it was before.

use crate::{chars::Chars, counted::Counted, units::UnitKind};

/// What is said of a number that came or went, straight after it: 3社が加わり, 2か所増え.
const CAME_OR_WENT: &[&str] = &[
    "加わ", "加入", "加え", "増え", "増や", "増加", "増し", "増の", "増で", "増と", "追加", "新設",
    "参画", "減り", "減っ", "減ら", "減少", "減の", "減で", "減と", "脱退", "退会", "閉鎖", "廃止",
];

/// Words before a number of what is new.
const NEW: &[&str] = &["新たに", "新規に", "さらに", "更に", "あらたに"];

/// What is said of the number that it came to.
const CAME_TO: &[&str] = &[
    "となっ",
    "となり",
    "となる",
    "とし",
    "になっ",
    "になり",
    "になる",
    "に増",
    "に減",
    "に達",
    "に拡",
    "に縮",
    "に至",
    "へと",
    "に引き上げ",
    "に引上げ",
    "に引き下げ",
];

/// What is said after the second of two numbers of which one was before the other.
const AFTER_FROM: &[&str] = &["に", "へ", "となっ", "となり", "となる", "とし", "まで増", "まで減"];

/// Whether the number that follows is what this one made or became: 新たに3社が加わり34社となった,
/// 12人から40人に増えた. An age, a term or a stretch of days (3日から5日に) is no count that grows.
pub(super) fn leads_to(chars: &Chars, one: &Counted, next: &Counted) -> bool {
    let grows =
        !matches!(one.kind, UnitKind::Age | UnitKind::Period | UnitKind::Day | UnitKind::Length);
    let same = crate::units::alike(&one.unit, &next.unit) && one.per == next.per;
    grows && same && (was_before(chars, one, next) || made(chars, one, next))
}

/// 12人から40人に.
fn was_before(chars: &Chars, one: &Counted, next: &Counted) -> bool {
    let from = chars.any(one.to, &["から", "より", "→"]).map(|at| chars.spaced(at));
    let arrow = chars.at(one.to) == '→';
    from == Some(next.from) && (arrow || chars.any(next.to, AFTER_FROM).is_some())
}

/// 新たに3社が加わり34社となった.
fn made(chars: &Chars, one: &Counted, next: &Counted) -> bool {
    let after = chars.any(one.to, &["が", "を", "の", "も", "、"]).unwrap_or(one.to);
    let said = [one.to, after].iter().any(|at| chars.any(*at, CAME_OR_WENT).is_some());
    let new = NEW.iter().any(|word| chars.ends(one.from, word));
    let near = next.from.saturating_sub(one.to) <= NEAR;
    near && (said || new) && chars.any(next.to, CAME_TO).is_some()
}

/// So many letters at the most stand between the two.
const NEAR: usize = 24;
