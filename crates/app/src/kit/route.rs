//! The rows of the route table as layers ask for them: which row an address is of, its right, and how
//! much it takes.

use std::sync::Arc;

use axum::http::Method;
use domain::permission::Right;

use super::forms::LONGEST_FORM;

/// A method of an address, and the right that it asks for.
#[derive(Debug, Clone)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with its parts in braces.
    pub path: &'static str,
    /// The right; where the path names `{plan}` or `{section}`, it must be held there.
    pub right: Right,
    /// What it takes.
    pub body: BodySize,
}

/// How much a request may carry. What has no mark in the route table carries a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodySize {
    /// The texts of a form.
    Form,
    /// A file, and the form around it.
    File,
}

/// A form that is sent by nobody in particular: a login, a password, a code.
const SMALLEST: usize = 64 * 1024;

/// A file as large as any that is read, and the form around it.
#[expect(clippy::cast_possible_truncation, reason = "50 MiB fit any usize")]
const LARGEST: usize = ingest::LARGEST_FILE as usize + SMALLEST;

/// All rows, found by their addresses.
#[derive(Clone)]
pub(crate) struct RouteTable {
    routes: &'static [Route],
    paths: Arc<matchit::Router<&'static str>>,
}

impl RouteTable {
    pub(crate) fn new(routes: &'static [Route]) -> Self {
        let mut paths = matchit::Router::new();
        for route in routes {
            // A path stands once for each of its methods: the first one counts
            let _ = paths.insert(route.path, route.path);
        }
        Self { routes, paths: Arc::new(paths) }
    }

    /// The path of the row that an address is of.
    pub(crate) fn path(&self, address: &str) -> Option<&'static str> {
        self.paths.at(address).ok().map(|found| *found.value)
    }

    /// The row of a path, under a method.
    pub(crate) fn row(&self, method: &Method, path: &str) -> Option<&'static Route> {
        let method = if *method == Method::HEAD { &Method::GET } else { method };
        self.routes.iter().find(|route| route.method == method && route.path == path)
    }

    /// The methods that a path is listed under.
    pub(crate) fn methods(&self, path: &str) -> Vec<&'static str> {
        let rows = self.routes.iter().filter(|route| route.path == path);
        rows.map(|route| route.method.as_str()).collect()
    }

    /// How many bytes a request to an address may carry, from someone who may be signed in or not.
    pub(crate) fn largest_body(&self, method: &Method, address: &str, known: bool) -> usize {
        let row = self.path(address).and_then(|path| self.row(method, path));
        match row {
            Some(row) if known && row.right != Right::Anyone => match row.body {
                BodySize::Form => LONGEST_FORM,
                BodySize::File => LARGEST,
            },
            _ => SMALLEST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_marked_row_takes_a_file_and_nobody_in_particular_sends_much() {
        const ROUTES: &[Route] = &[
            Route {
                method: Method::POST,
                path: "/a/{b}",
                right: Right::Read,
                body: BodySize::Form,
            },
            Route { method: Method::POST, path: "/a/c", right: Right::Read, body: BodySize::File },
            Route { method: Method::POST, path: "/d", right: Right::Anyone, body: BodySize::Form },
        ];
        let table = RouteTable::new(ROUTES);
        for (address, known, expected) in [
            ("/a/b", true, LONGEST_FORM),
            ("/a/c", true, LARGEST),
            ("/a/c", false, SMALLEST),
            ("/d", true, SMALLEST),
            ("/e", true, SMALLEST),
        ] {
            let found = table.largest_body(&Method::POST, address, known);
            assert_eq!(found, expected, "{address}");
        }
        assert_eq!(table.largest_body(&Method::GET, "/a/c", true), SMALLEST);
        assert_eq!(table.path("/a/x"), Some("/a/{b}"));
    }
}
