//! How far a hidden count could be another: what others can give and take, as flows over the lines of
//! a table.

use std::collections::VecDeque;

/// More than any sum of counts: an amount without bound.
pub(super) const UNBOUNDED: u64 = u64::MAX / 4;

/// An unknown count between the two lines that it belongs to. A unit that flows along it, from one line
/// to the other, is one less of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    /// How much less it could be.
    pub(super) fall: u64,
    /// How much more it could be.
    pub(super) rise: u64,
}

/// The lines and the unknown counts between them, those of the same two lines taken together.
#[derive(Debug, Clone)]
pub(super) struct Network {
    lines: usize,
    room: Vec<u64>,
}

impl Network {
    /// The network of some unknown counts over so many lines.
    pub(super) fn of(lines: usize, edges: impl Iterator<Item = Edge>) -> Self {
        let mut network = Self { lines, room: vec![0; lines * lines] };
        for Edge { from, to, fall, rise } in edges {
            network.widen(from, to, fall);
            network.widen(to, from, rise);
        }
        network
    }

    fn widen(&mut self, from: usize, to: usize, by: u64) {
        if let Some(room) = self.room.get_mut(from * self.lines + to) {
            *room = room.saturating_add(by).min(UNBOUNDED);
        }
    }

    fn room(&self, from: usize, to: usize) -> u64 {
        self.room.get(from * self.lines + to).copied().unwrap_or_default()
    }

    /// The greatest flow from a line to another, or one of at least `enough`, with the steps that it
    /// takes.
    pub(super) fn flow(
        mut self,
        from: usize,
        to: usize,
        enough: u64,
    ) -> (u64, Vec<(usize, usize)>) {
        let (mut sum, mut used) = (0, Vec::new());
        while sum < enough {
            let Some(way) = self.shortest_way(from, to) else { break };
            let steps = || way.iter().copied().zip(way.iter().skip(1).copied());
            let most = steps().map(|(a, b)| self.room(a, b)).min().unwrap_or_default();
            sum = most.saturating_add(sum).min(UNBOUNDED);
            for (a, b) in steps() {
                self.take(a, b, most);
                self.widen(b, a, most);
            }
            used.extend(steps());
        }
        (sum, used)
    }

    /// What has no bound keeps none.
    fn take(&mut self, from: usize, to: usize, by: u64) {
        let room = self.room.get_mut(from * self.lines + to);
        if let Some(room) = room.filter(|room| **room < UNBOUNDED) {
            *room -= by;
        }
    }

    fn shortest_way(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut before = vec![None; self.lines];
        let mut queue = VecDeque::from([from]);
        while let Some(line) = queue.pop_front() {
            for next in (0..self.lines).filter(|next| *next != from) {
                if before.get(next).is_some_and(Option::is_none) && self.room(line, next) > 0 {
                    before[next] = Some(line);
                    queue.push_back(next);
                }
            }
            if before.get(to).is_some_and(Option::is_some) {
                break;
            }
        }
        let mut way = vec![to];
        let mut at = to;
        while at != from {
            at = (*before.get(at)?)?;
            way.push(at);
        }
        way.reverse();
        Some(way)
    }
}
