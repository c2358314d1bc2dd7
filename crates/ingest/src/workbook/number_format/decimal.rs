//! Numbers as decimal figures, rounded as spreadsheets round: fifteen figures, a half upwards.

/// The figures that a spreadsheet keeps of a number.
const KEPT: usize = 15;

/// A number's size as decimal figures: `0.` and the figures, times ten to the power of `point`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    figures: Vec<u8>,
    pub(super) point: i32,
}

impl Decimal {
    /// The size of a number, its sign aside.
    pub(super) fn of(number: f64) -> Self {
        let written = format!("{:.*e}", KEPT - 1, number.abs());
        let (figures, power) = written.split_once('e').unwrap_or((&written, "0"));
        let mut figures: Vec<u8> =
            figures.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        while figures.last() == Some(&0) {
            figures.pop();
        }
        let point = power.parse::<i32>().unwrap_or(0) + 1;
        Self { point: if figures.is_empty() { 0 } else { point }, figures }
    }

    /// The same times a power of ten.
    pub(super) fn times_ten(mut self, power: i32) -> Self {
        if !self.figures.is_empty() {
            self.point += power;
        }
        self
    }

    /// Whether it has figures beyond so many after the point.
    pub(super) fn has_more_than(&self, decimals: usize) -> bool {
        let figures = i64::try_from(self.figures.len()).unwrap_or(i64::MAX);
        figures - i64::from(self.point) > i64::try_from(decimals).unwrap_or(i64::MAX)
    }

    /// Figures before and after the point, with so many after it. No leading zero.
    pub(super) fn rounded(&self, decimals: usize) -> (String, String) {
        let decimals = decimals.min(400);
        let keep = self.point + i32::try_from(decimals).unwrap_or(0);
        let mut point = self.point;
        let mut figures = match usize::try_from(keep) {
            Ok(keep) => self.figures.iter().copied().take(keep).collect(),
            Err(_) => Vec::new(),
        };
        let next = usize::try_from(keep).ok().and_then(|keep| self.figures.get(keep));
        if next.is_some_and(|next| *next >= 5) && carry(&mut figures) {
            point += 1;
        }
        let figure = |at: i32| {
            let figure = usize::try_from(at).ok().and_then(|at| figures.get(at)).copied();
            char::from(b'0' + figure.unwrap_or(0))
        };
        // After a carry into the first place the figures begin with the one that it gave
        let whole: String = (0..point.max(0)).map(figure).collect();
        let after = i32::try_from(decimals).unwrap_or(0);
        let fraction = (point..point + after).map(figure).collect();
        (whole.trim_start_matches('0').to_owned(), fraction)
    }
}

/// Adds one to the last figure; whether a new first figure came of it.
fn carry(figures: &mut Vec<u8>) -> bool {
    for figure in figures.iter_mut().rev() {
        if *figure < 9 {
            *figure += 1;
            return false;
        }
        *figure = 0;
    }
    figures.insert(0, 1);
    true
}

/// A number as a cell without a format shows it: eleven characters of a fraction, every figure of
/// a whole number.
pub(in crate::workbook) fn general(number: f64) -> String {
    let size = Decimal::of(number);
    let before = usize::try_from(size.point.max(1)).unwrap_or(1);
    let (whole, fraction) = size.rounded(10_usize.saturating_sub(before).max(1));
    let fraction = fraction.trim_end_matches('0');
    let sign = if number < 0.0 { "-" } else { "" };
    match (whole.is_empty(), fraction.is_empty()) {
        (true, true) if size.point < -8 => scientific(sign, &size),
        (true, true) => "0".to_owned(),
        (true, false) => format!("{sign}0.{fraction}"),
        (false, true) => format!("{sign}{whole}"),
        (false, false) => format!("{sign}{whole}.{fraction}"),
    }
}

/// A number too small for a cell.
fn scientific(sign: &str, size: &Decimal) -> String {
    let power = 1 - size.point;
    let (whole, fraction) = size.clone().times_ten(power).rounded(5);
    let fraction = fraction.trim_end_matches('0');
    let mark = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{mark}{fraction}E-{power:02}")
}
