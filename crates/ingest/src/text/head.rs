//! Heads: runs of lines that consist of headings, printed again on every page.

use domain::{
    FiscalYear, Place,
    layout::{ColumnRole, Layout},
    reading::{Problem, ProblemKind},
    scale::Scale,
    text::fold,
};

use super::{lines::TextLine, steps};
use crate::{
    headings::{self, Understood},
    unreadable::Unreadable,
};

/// A head: its lines and the columns they name.
#[derive(Debug, Clone)]
pub(super) struct TextHead {
    /// The first line, by position.
    pub(super) from: usize,
    /// The last line, by position.
    pub(super) to: usize,
    /// The columns it names.
    pub(super) understood: Understood,
}

impl TextHead {
    /// How many columns are understood.
    pub(super) fn columns(&self) -> usize {
        self.understood.layout.columns.iter().filter(|c| c.role != ColumnRole::Ignored).count()
    }

    /// Whether it names an action and an answer: a head that can be read by itself.
    pub(super) fn is_whole(&self) -> bool {
        let layout = &self.understood.layout;
        layout.position(&ColumnRole::Action).is_some() && layout.slots().count() > 0
    }

    /// Years that stand over several columns: which ones, a text does not say.
    pub(super) fn years_over_columns(&self) -> Vec<&str> {
        let columns = self.understood.layout.columns.iter();
        let over = columns.filter(|c| c.role == ColumnRole::Ignored || c.role.is_own());
        let headings = over.map(|column| column.heading.as_str());
        headings.filter(|heading| headings::is_only_year(heading)).collect()
    }

    /// The year of a partial head on the standard form: its plan for the coming year names it.
    pub(super) fn standard_year(&self) -> Option<(FiscalYear, String)> {
        let columns = &self.understood.layout.columns;
        let last = columns.last()?;
        let coming = last.heading.contains("今後") || last.heading.contains("以降");
        let year = FiscalYear::find(&last.heading)?;
        Some((if coming { year.plus(-1) } else { year }, last.heading.clone()))
    }

    /// Whether its fields follow one another as somewhere on the standard form.
    pub(super) fn is_part_of_standard(&self, year: FiscalYear) -> bool {
        let fields = |layout: &Layout| -> Vec<String> {
            layout.columns.iter().map(|c| kind(&c.role)).collect()
        };
        let own = fields(&self.understood.layout);
        own.len() >= 3
            && fields(&Layout::standard(year, Scale::default()))
                .windows(own.len())
                .any(|w| w == own)
    }

    /// This head once more, if its lines are printed again from the line on.
    pub(super) fn again(&self, lines: &[TextLine], at: usize) -> Option<Self> {
        let own = lines.get(self.from..=self.to)?;
        steps::count(own.len());
        let to = at + own.len() - 1;
        let same = |(a, b): (&TextLine, &TextLine)| a.text.trim() == b.text.trim();
        let again = own.iter().zip(lines.get(at..=to)?).all(same);
        again.then(|| Self { from: at, to, understood: self.understood.clone() })
    }

    /// Where it stands.
    pub(super) fn place(&self, lines: &[TextLine]) -> Place {
        let no = |at: usize| lines.get(at).map_or(0, |line| line.no);
        Place::Lines { from: no(self.from), to: no(self.to) }
    }
}

/// A role without its year.
pub(super) fn kind(role: &ColumnRole) -> String {
    match role {
        ColumnRole::Answer(slot) => slot.field.code().to_owned(),
        named => named.name(),
    }
}

/// Lists heads that are printed again.
pub(super) fn repeated(heads: &[TextHead], lines: &[TextLine]) -> Vec<Problem> {
    if heads.len() < 2 {
        return Vec::new();
    }
    let places: Vec<String> = heads.iter().map(|head| head.place(lines).to_string()).collect();
    let message = format!(
        "見出しが{}回印刷されていたため、表の外として扱いました（{}）。",
        heads.len(),
        places.join("、")
    );
    vec![Problem::new(ProblemKind::Repair, heads[0].place(lines), message)]
}

/// Refuses a given layout one of whose headings no head has.
pub(super) fn require(given: &Layout, heads: &[TextHead], looked: &str) -> Result<(), Unreadable> {
    let printed: String = heads
        .iter()
        .flat_map(|head| head.understood.layout.columns.iter().map(|c| fold(&c.heading)))
        .collect();
    match given.columns.iter().find(|column| !printed.contains(&fold(&column.heading))) {
        Some(column) => Err(Unreadable::LayoutMissed {
            heading: column.heading.clone(),
            looked: looked.to_owned(),
        }),
        None => Ok(()),
    }
}
