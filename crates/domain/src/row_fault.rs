//! A row that is not as the last event about it left it: it was changed past the program, or damaged.

use std::fmt;

/// A row that does not fit its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The table.
    pub table: String,
    /// The row's key.
    pub key: Vec<String>,
    /// What is wrong, and by which event that is known.
    pub what: RowChange,
}

/// How a row differs from what events tell, by the event's place in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowChange {
    /// It is another one than the event left.
    Changed(i64),
    /// It is not there, although the event left it.
    Gone(i64),
    /// It is there, although the event took it away.
    Back(i64),
    /// It is there, and no event told of it.
    Added,
}

impl RowFault {
    /// The place of the last event about the row.
    pub fn seq(&self) -> Option<i64> {
        match self.what {
            RowChange::Changed(seq) | RowChange::Gone(seq) | RowChange::Back(seq) => Some(seq),
            RowChange::Added => None,
        }
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "表「{}」の行（{}）：", self.table, self.key.join("、"))?;
        match self.what {
            RowChange::Changed(seq) => {
                write!(f, "履歴の{seq}件目で書かれたあとに、履歴に残らない形で変わっています。")
            }
            RowChange::Gone(seq) => {
                write!(f, "履歴の{seq}件目で書かれたあとに、履歴に残らない形で消えています。")
            }
            RowChange::Back(seq) => {
                write!(f, "履歴の{seq}件目で消されたのに、履歴に残らない形で戻っています。")
            }
            RowChange::Added => f.write_str("履歴に残らない形で加えられています。"),
        }
    }
}
