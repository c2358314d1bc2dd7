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
        error_page, guard,
        permission::{self, Route},
    },
    route_table::route_table,
    slices::{
        account, actions, assets, audit, board, checks, columns, demo, exports, imports,
        indicators, links, overview, people, reminders, replies, search, sheet_page, signin,
        uploads, workbooks,
    },
};

/// How long an answer may take. Reading a large file takes a few seconds.
const PATIENCE: Duration = Duration::from_mins(1);

/// A file as large as any that is read, and the form around it.
#[expect(clippy::cast_possible_truncation, reason = "50 MiB fit any usize")]
const LARGEST_BODY: usize = ingest::LARGEST_FILE as usize + 64 * 1024;

/// The list of routes with their rights, and the router that answers them.
macro_rules! routes {
    ($(
        $name:ident($($part:ident),*) $path:literal:
            $($method:ident $right:ident $($handler:ident)::+),+;
    )*) => {
        /// Every route with the right that it asks for.
        pub const ROUTES: &[Route] = &[$($(
            Route { method: Method::$method, path: $path, right: Right::$right },
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
    let rights = permission::Rights { app: app.clone(), routes: ROUTES };
    answered()
        .fallback(error_page::nowhere)
        .layer(from_fn_with_state(rights, permission::guard))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(from_fn(guard::in_a_sentence))
        .layer(from_fn_with_state(app.access.clone(), guard::own_host))
        .layer(CatchPanicLayer::custom(error_page::panicked))
        .layer(from_fn(guard::headers))
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
                $($method:ident $right:ident $($handler:ident)::+),+;
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
