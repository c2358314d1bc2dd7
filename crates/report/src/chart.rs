//! Charts as SVG to stand in a page: a title and a description for those who do not see them,
//! texts as texts, nothing told by colour alone, no inline style. They are 360 units wide, so
//! that a phone shows their letters in full size; the page limits their width on large screens.
//! A sparkline is small and stands in a cell.

mod achievement;
mod figure;
mod grades;
mod indicator;
mod series;
mod sparkline;
mod svg;
mod tint;
mod unaccepted;

pub use achievement::achievement;
pub use grades::grades;
pub use indicator::{ChartPoint, indicator};
pub use series::series;
pub use sparkline::sparkline;
