//! An edition as open data: tables that machines read, and what describes them.
//!
//! The same edition gives the same bytes. No IO, no async, no clock; it knows nothing of pages.
