//! Tallies (集計): a figure with its unit, what it lacks and the records behind it.

use domain::Id;
use serde::{Serialize, Serializer};

use crate::{period::Period, record::RegisterRecord};

/// An exact number: whole, or in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    /// A whole number.
    Whole(u64),
    /// A number of tenths: a rate, a mean.
    Tenths(u64),
}

impl Amount {
    /// As a number for other tools.
    pub fn number(self) -> f64 {
        match self {
            Self::Whole(n) => n as f64,
            Self::Tenths(n) => n as f64 / 10.0,
        }
    }

    /// In tenths.
    pub(crate) fn tenths(self) -> u64 {
        match self {
            Self::Whole(n) => n.saturating_mul(10),
            Self::Tenths(n) => n,
        }
    }

    /// `100 × n ÷ of` in tenths, half up; none where the base is zero.
    pub fn percent(n: u64, of: u64) -> Option<Self> {
        Self::quotient(n.checked_mul(100)?, of)
    }

    /// `n ÷ of` in tenths, half up; none where the base is zero.
    pub fn quotient(n: u64, of: u64) -> Option<Self> {
        let doubled = u128::from(n) * 20 + u128::from(of);
        let tenths = doubled.checked_div(u128::from(of) * 2)?;
        u64::try_from(tenths).ok().map(Self::Tenths)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(n) => to.serialize_u64(*n),
            Self::Tenths(_) => to.serialize_f64(self.number()),
        }
    }
}

/// What a reader has to know of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "flag", content = "n")]
pub enum TallyFlag {
    /// 約: a part of it is about right only.
    Approx,
    /// So many occasions are past and nobody has said what came of them.
    Unresolved(u64),
    /// Of so many records the number is not recorded.
    Unrecorded(u64),
    /// So many months only have a number.
    Months(u64),
    /// So many records may be the same as another.
    MaybeTwice(u64),
}

/// A number with what a reader has to know of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct CountedNumber {
    /// The number; none where it is not known.
    pub(crate) value: Option<Amount>,
    /// Of how many records how many have a number; of a rate numerator and base.
    pub(crate) of: Option<(u64, u64)>,
    /// What a reader has to know.
    pub(crate) flags: Vec<TallyFlag>,
}

impl CountedNumber {
    /// The rate of this number over a base: none where either is unknown, 約 or told in part only, or
    /// the base is zero.
    pub(crate) fn over(&self, base: &Self) -> Self {
        let whole = |number: &Self| match number.value {
            Some(Amount::Whole(n)) if !number.flags.contains(&TallyFlag::Approx) => Some(n),
            _ => None,
        };
        let pair = whole(self).zip(whole(base));
        let missing =
            |flag: &TallyFlag| matches!(flag, TallyFlag::Months(_) | TallyFlag::Unrecorded(_));
        let mut flags = [self.flags.as_slice(), &base.flags].concat();
        flags.sort();
        flags.dedup();
        let exact = pair.filter(|_| !flags.iter().any(missing));
        Self { value: exact.and_then(|(n, of)| Amount::percent(n, of)), of: pair, flags }
    }
}

/// A record that a figure rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// The record.
    pub record: Id<RegisterRecord>,
    /// Its version.
    pub version: u32,
}

impl Evidence {
    /// The record as it stands.
    pub fn of(record: &RegisterRecord) -> Self {
        Self { record: record.id.clone(), version: record.version }
    }
}

/// A figure that records give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterTally {
    /// The register.
    pub register: String,
    /// The counting's key.
    pub counting: String,
    /// Over which days.
    #[serde(flatten)]
    pub period: Period,
    /// The number; none where it is not known, which is not zero.
    pub value: Option<Amount>,
    /// Of how many records how many have a number; of a rate numerator and base.
    pub of: Option<(u64, u64)>,
    /// The unit word.
    pub unit: String,
    /// What a reader has to know.
    pub flags: Vec<TallyFlag>,
    /// The records behind it, by day and identifier.
    pub evidence: Vec<Evidence>,
    /// What is counted, in words.
    pub definition: String,
}

impl RegisterTally {
    /// The whole number, if it is one and known.
    pub fn whole(&self) -> Option<u64> {
        match self.value {
            Some(Amount::Whole(n)) => Some(n),
            _ => None,
        }
    }

    /// Whether the number is about right only.
    pub fn is_approx(&self) -> bool {
        self.flags.contains(&TallyFlag::Approx)
    }

    /// The rate of this number over a base: none where either is unknown, 約 or told in part only, or
    /// the base is zero.
    pub fn over(&self, base: &Self) -> Self {
        let CountedNumber { value, of, flags } = self.number().over(&base.number());
        let mut evidence = [self.evidence.clone(), base.evidence.clone()].concat();
        evidence.sort();
        evidence.dedup();
        Self {
            value,
            of,
            unit: "％".to_owned(),
            flags,
            evidence,
            definition: format!("{}÷{}", self.definition, base.definition),
            ..self.clone()
        }
    }

    /// Adds the whole number of another register, with its evidence.
    pub(crate) fn add(&mut self, other: Self) {
        let sum = self.whole().zip(other.whole()).map(|(one, other)| one.saturating_add(other));
        self.value = sum.map(Amount::Whole);
        self.flags.extend(other.flags);
        self.evidence.extend(other.evidence);
    }

    fn number(&self) -> CountedNumber {
        CountedNumber { value: self.value, of: self.of, flags: self.flags.clone() }
    }
}
