//! Charts as SVG to stand in a page: a title and a description for those who do not see them,
//! texts as texts, nothing told by colour alone, no inline style. They are 360 units wide, so
//! that a phone shows their letters in full size; the page limits their width on large screens.

mod achievement;
mod grades;
mod series;
mod svg;
mod tint;

pub use achievement::achievement;
pub use grades::grades;
pub use series::series;
