//! The router: every row of the route table with its handlers, and the layers around them.

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{Method, StatusCode},
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodFilter, on},
};
use domain::permission::Right;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer,
};

use crate::{
    App,
    kit::{
        body_limit, error_page, forms, guard, permission, problem, request_log,
        route::{BodySize, Route, RouteTable},
    },
    route_table::route_table,
    slices::{
        account, actions, assets, audit, board, checks, columns, council, demo, editions, exports,
        imports, indicators, links, meeting_links, overview, people, public, readings, registers,
        reminders, replies, report_forms, schemes, search, sheet_page, signin, uploads, workbooks,
    },
};

/// How long an answer may take. Reading a large file takes a few seconds.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a row takes: a form where it does not say.
macro_rules! body {
    () => {
        BodySize::Form
    };
    ($body:ident) => {
        BodySize::$body
    };
}

/// The list of routes with their rights, and the router that answers them.
macro_rules! routes {
    ($(
        $name:ident($($part:ident),*) $path:literal:
            $($method:ident $right:ident $($handler:ident)::+ $(takes $body:ident)?),+;
    )*) => {
        /// Every route with the right that it asks for.
        pub const ROUTES: &[Route] = &[$($(
            Route {
                method: Method::$method,
                path: $path,
                right: Right::$right,
                body: body!($($body)?),
            },
        )+)*];

        fn answered() -> Router<App> {
            Router::new()$($(
                .route($path, on(MethodFilter::$method, $($handler)::+))
            )+)*
        }
    };
}

route_table!(routes);

/// The pages. While there is no person, each may be used by whoever sits at this machine, and by
/// nobody else: the server listens on the loopback only and answers no other host's name.
pub fn router(app: App) -> Router {
    let table = RouteTable::new(ROUTES);
    let rights = permission::Rights { app: app.clone(), table: table.clone() };
    let pages = answered()
        .fallback(error_page::nowhere)
        .layer(from_fn_with_state(rights, permission::guard))
        .layer(DefaultBodyLimit::disable())
        .with_state(app.clone());
    // Around the pages as a whole: for a form that could not be done, another page is asked for
    Router::new()
        .fallback_service(pages)
        .layer(from_fn_with_state(app.clone(), forms::again))
        .layer(from_fn_with_state((app.clone(), table.clone()), body_limit::body_limit))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(from_fn(guard::in_a_sentence))
        .layer(from_fn_with_state(app.access.clone(), guard::own_host))
        .layer(CatchPanicLayer::custom(error_page::panicked))
        .layer(from_fn(problem::for_programs))
        .layer(from_fn_with_state(app.access.clone(), guard::headers))
        .layer(from_fn_with_state((app.access.clone(), table), request_log::request_log))
        .layer(CompressionLayer::new())
        .with_state(app)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    macro_rules! named {
        ($(
            $name:ident($($part:ident),*) $path:literal:
                $($method:ident $right:ident $($handler:ident)::+ $(takes $body:ident)?),+;
        )*) => {
            const NAMED: &[(&str, &str, &[&str])] =
                &[$((stringify!($name), $path, &[$(stringify!($part)),*])),*];
        };
    }

    route_table!(named);

    #[test]
    fn a_row_names_the_parts_of_its_path_and_stands_once() {
        let mut paths = BTreeSet::new();
        for (name, path, parts) in NAMED {
            let braces = path.split('/').filter_map(|piece| piece.strip_prefix('{'));
            let braces: Vec<&str> = braces.filter_map(|piece| piece.strip_suffix('}')).collect();
            assert_eq!(&braces, parts, "{name}");
            assert!(paths.insert(path), "{path} twice");
        }
        assert!(ROUTES.len() > paths.len() && paths.len() > 80);
    }
}
