//! A rate of achievement against what the texts, or a cell of years, tell of plan and result.

use domain::Offset;

use super::reached::{self, Reached};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    sense::{Sense, step},
};

/// Another rate.
pub(super) const RULE: Rule = Rule {
    name: "ACHIEVED_RATE",
    title: "達成率と文中の目標・実績の不一致",
    family: Family::Columns,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "ほかの行では目標と実績の数から計算した達成率になっていますが、この行では合いません。どれが正しいでしょうか。",
    instruction: "達成率を計算し直し、誤っている数を直してください。",
    why: "目標と実績が書かれているので、読み手は達成率を自分で計算できます。",
    example: &[
        &[
            ("plan", "講座に40人の参加を目標とする。"),
            ("status", "講座に30人が参加した。"),
            ("achievement", "75"),
        ],
        &[
            ("plan", "講座に50人の参加を目標とする。"),
            ("status", "講座に45人が参加した。"),
            ("achievement", "90"),
        ],
        &[
            ("plan", "講座に20人の参加を目標とする。"),
            ("status", "講座に15人が参加した。"),
            ("achievement", "75"),
        ],
        &[
            ("plan", "講座に60人の参加を目標とする。"),
            ("status", "講座に54人が参加した。"),
            ("achievement", "80"),
        ],
    ],
    controls: &[
        &[
            &[
                ("plan", "講座に40人の参加を目標とする。"),
                ("status", "講座に30人が参加した。"),
                ("achievement", "75"),
            ],
            &[
                ("plan", "講座に50人の参加を目標とする。"),
                ("status", "講座に45人が参加した。"),
                ("achievement", "90"),
            ],
            &[
                ("plan", "講座に20人の参加を目標とする。"),
                ("status", "講座に15人が参加した。"),
                ("achievement", "75"),
            ],
            &[
                ("plan", "講座に60人の参加を目標とする。"),
                ("status", "講座に54人が参加した。"),
                ("achievement", "90"),
            ],
        ],
        &[
            &[
                ("plan", "講座に40人の参加を目標とする。"),
                ("status", "講座に30人が参加した。"),
                ("achievement", "80"),
            ],
            &[
                ("plan", "講座に50人の参加を目標とする。"),
                ("status", "講座に45人が参加した。"),
                ("achievement", "100"),
            ],
        ],
    ],
    find,
};

/// A habit is one that at least so many rows keep,
const ROWS: usize = 3;
/// and so many of those that could.
const KEPT: f64 = 0.75;
/// Rates further away count something else, in points.
const FAR: f64 = 40.0;

/// A row whose rate can be computed.
struct Rated<'b, 'a> {
    line: &'b ReadRow<'a>,
    cell: &'b Read<'a>,
    reached: Reached,
    told: f64,
}

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let rows: Vec<Rated<'_, '_>> = context.lines.iter().filter_map(rated).collect();
    let (kept, broken): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.is_kept());
    let habit = kept.len() >= ROWS && kept.len() as f64 >= KEPT * rows.len() as f64;
    if !habit {
        return Vec::new();
    }
    broken.into_iter().filter_map(|row| row.finding(rule)).collect()
}

/// A row with its rate and the one figure that was planned and reached; where both are columns of
/// figures, their own rule looks at them.
fn rated<'b, 'a>(line: &'b ReadRow<'a>) -> Option<Rated<'b, 'a>> {
    let cell = line.cells.values().find(|cell| {
        let own = cell.sense == Sense::Rate && cell.slot.year == Offset::This;
        own && !["執行", "進捗"].iter().any(|word| cell.slot.field.label().contains(word))
    })?;
    let told = cell.figure.as_ref()?.value;
    let columns = reached::result(line).is_some_and(|cell| cell.figure.is_some());
    if columns {
        return None;
    }
    let mut all = reached::all(line).into_iter();
    let reached = all.next().filter(|_| all.next().is_none())?;
    (reached.target.value > 0.0).then_some(Rated { line, cell, reached, told })
}

impl Rated<'_, '_> {
    /// What the figures give; of what is to fall, the other way round.
    fn right(&self) -> f64 {
        let (goal, result) = (self.reached.target.value, self.reached.actual.value);
        if self.reached.falling && result > 0.0 {
            return goal / result * 100.0;
        }
        result / goal * 100.0
    }

    fn is_kept(&self) -> bool {
        let right = self.right();
        // A rate may be cut at 100 ％
        let cut = (self.told - 100.0).abs() < f64::EPSILON && right >= 100.0;
        (right - self.told).abs() < step(self.cell.text).max(0.1) || cut
    }

    fn finding(&self, rule: &Rule) -> Option<Finding> {
        let right = self.right();
        let near = (right - self.told).abs() <= FAR && !self.reached.falling;
        near.then_some(())?;
        let message = format!(
            "{}なら{}％ですが、{}は「{}」です。",
            self.reached.told(),
            shown((right * 10.0).round() / 10.0),
            self.cell.slot.field,
            self.cell.text.trim()
        );
        let mut marks = vec![self.line.mark(&self.cell.slot)];
        marks.extend(self.reached.marks.iter().cloned());
        Some(rule.found(self.line.row.no, marks, message))
    }
}
