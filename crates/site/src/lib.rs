//! An edition as a public site: a folder of pages that works from a file, in any folder, on any host.
//!
//! The same edition gives the same bytes. No page loads anything from elsewhere, and none needs script.
