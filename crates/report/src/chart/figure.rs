//! Figures as texts: thousands apart, decimals as they were given, never a row of noise.

use domain::indicator::written as full;

use super::svg::{SMALL, advance};

/// From here on a figure is told by its powers: no sheet counts so far, and a floating number no
/// longer tells its ones.
const HUGE: f64 = 1e15;

/// The smallest letters in which a figure is still read.
const SMALLEST: f64 = 9.5;

/// What large figures are counted in where they have no room.
const LARGE: [(f64, &str); 3] = [(1e4, "万"), (1e8, "億"), (1e12, "兆")];

/// The value, if it is a number.
pub(super) fn given(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// The figure with its unit, or the words for none.
pub(super) fn with_unit(value: Option<f64>, unit: &str) -> String {
    given(value).map_or_else(|| "値なし".to_owned(), |value| format!("{}{unit}", full(value)))
}

/// The figure as it has room, and the size of its letters: smaller ones first, then fewer places.
pub(super) fn fitted(value: f64, room: f64) -> (String, f64) {
    let size = |text: &str| (room / advance(text, 1.0)).min(SMALL);
    let mut forms = vec![full(value)];
    if value.abs() < HUGE {
        forms.push(full((value * 10.0).round() / 10.0));
        for (of, word) in LARGE.iter().filter(|(of, _)| *of <= value.abs()) {
            forms.push(format!("{}{word}", full((value / of).round())));
        }
    }
    forms.push(format!("{value:.0e}"));
    let found = forms.into_iter().find(|form| size(form) >= SMALLEST);
    let told = found.unwrap_or_else(|| full(value));
    let size = (size(&told) * 10.0).floor() / 10.0;
    (told, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_and_decimals_are_kept_without_noise() {
        for (value, told) in [
            (0.0, "0"),
            (-0.0, "0"),
            (999.0, "999"),
            (1234.0, "1,234"),
            (1_234_567.5, "1,234,567.5"),
            (16.8, "16.8"),
            (0.1 + 0.2, "0.3"),
            (1.1 * 3.0 * 1e4, "33,000"),
            (-1234.5, "-1,234.5"),
            (1e300, "1.000e300"),
            (5e-324, "0"),
            (-5e-324, "0"),
        ] {
            assert_eq!(full(value), told);
        }
    }

    #[test]
    fn a_figure_without_room_gets_smaller_letters_and_then_fewer_places() {
        for (value, told) in [
            (1234.0, "1,234"),
            (123_456.0, "123,456"),
            (16.8123, "16.8123"),
            (1234.5678, "1,234.6"),
            (12_345_678.0, "1,235万"),
            (1_234_567_890_123.0, "1兆"),
            (-2e200, "-2e200"),
        ] {
            let (fitted, size) = fitted(value, 38.0);
            assert_eq!(fitted, told);
            assert!(advance(&fitted, size) <= 38.0 && size >= 9.0, "{fitted} {size}");
        }
    }
}
