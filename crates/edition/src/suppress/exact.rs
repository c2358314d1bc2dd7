//! Which unknown counts are told exactly by sums of which each alone tells little: those that a system
//! of lines determines.

/// A prime far above what the coefficients of such systems reach: they are counted modulo it.
const PRIME: u64 = (1 << 31) - 1;

/// A line that adds up to something known: its unknown counts, and whether each is taken off.
pub(super) type Equation = Vec<(usize, bool)>;

/// For each of so many unknown counts, whether the equations have one solution for it.
pub(super) fn determined(equations: &[Equation], unknowns: usize) -> Vec<bool> {
    let row = |equation: &Equation| {
        let mut row = vec![0; unknowns];
        for (at, is_taken_off) in equation {
            row[*at] = if *is_taken_off { PRIME - 1 } else { 1 };
        }
        row
    };
    let mut rows: Vec<Vec<u64>> = equations.iter().map(row).collect();
    let mut done = 0;
    for at in 0..unknowns {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][at] != 0) else { continue };
        rows.swap(done, pivot);
        eliminate(&mut rows, done, at);
        done += 1;
    }
    let mut told = vec![false; unknowns];
    for row in &rows {
        let mut left = row.iter().enumerate().filter(|(_, factor)| **factor != 0);
        if let (Some((at, _)), None) = (left.next(), left.next()) {
            told[at] = true;
        }
    }
    told
}

/// Makes a row's factor of an unknown 1, and takes the unknown out of all other rows.
fn eliminate(rows: &mut [Vec<u64>], of: usize, at: usize) {
    let scale = inverse(rows[of][at]);
    let pivot: Vec<u64> = rows[of].iter().map(|factor| factor * scale % PRIME).collect();
    for (n, row) in rows.iter_mut().enumerate() {
        let times = if n == of { 0 } else { PRIME - row[at] };
        if times % PRIME == 0 {
            continue;
        }
        for (factor, by) in row.iter_mut().zip(&pivot) {
            *factor = (*factor + times * by) % PRIME;
        }
    }
    rows[of] = pivot;
}

/// By Fermat: what times the number is 1.
fn inverse(number: u64) -> u64 {
    let (mut result, mut power, mut left) = (1, number, PRIME - 2);
    while left > 0 {
        if left % 2 == 1 {
            result = result * power % PRIME;
        }
        power = power * power % PRIME;
        left /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_and_a_difference_tell_both_and_a_sum_alone_neither() {
        let sum = vec![(0, false), (1, false)];
        let difference = vec![(0, false), (1, true)];
        assert_eq!(determined(&[sum.clone(), difference], 3), [true, true, false]);
        assert_eq!(determined(&[sum], 3), [false, false, false]);
    }

    #[test]
    fn what_follows_from_other_lines_tells_nothing_more() {
        let equations = [
            vec![(0, false), (1, false)],
            vec![(1, false), (2, false)],
            vec![(0, false), (2, true)],
        ];
        assert_eq!(determined(&equations, 3), [false, false, false]);
        assert_eq!(determined(&[], 2), [false, false]);
    }
}
