//! The pages: one table of routes, who looks at them, and what surrounds every answer.

mod assets;
mod errors;
mod frame;
mod guard;
mod listen;
mod permission;
pub(crate) mod urls;
pub(crate) mod viewer;

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

pub(crate) use errors::Problem;
pub(crate) use frame::{Choice, Frame, Link, Svg, Tab, page, years};
pub(crate) use listen::{refuse_outside, serve};
pub(crate) use viewer::{Doors, Viewer};

use crate::{
    App, account, actions, checks, columns, demo, exports, history, imports, indicators, links,
    oidc, overview, people, reminders, replies, returns, rounds, search, sheets, signin,
};

/// How long an answer may take. Reading a large file takes a few seconds.
const PATIENCE: Duration = Duration::from_mins(1);

/// A file as large as any that is read, and the form around it.
#[expect(clippy::cast_possible_truncation, reason = "50 MiB fit any usize")]
const LARGEST_BODY: usize = ingest::LARGEST_FILE as usize + 64 * 1024;

/// Every route, one a line; `permission::TABLE` says which right each asks for. While there is no
/// person, each may be used by whoever sits at this machine, and by nobody else: the server listens
/// on the loopback only and answers no other host's name.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/", get(overview::web::home))
        .route("/imports", post(imports::web::create_first))
        .route("/plans/{plan}", get(overview::web::latest))
        .route("/plans/{plan}/years/{year}", get(overview::web::show))
        .route("/plans/{plan}/years/{year}/sheet", get(sheets::web::show))
        .route("/plans/{plan}/years/{year}/sheet/{no}", get(sheets::web::row))
        .route("/plans/{plan}/years/{year}/files/{form}", get(exports::web::show))
        .route("/plans/{plan}/actions/{action}", get(actions::web::show))
        .route("/plans/{plan}/search", get(search::web::show))
        .route("/plans/{plan}/imports", get(imports::web::index).post(imports::web::create))
        .route("/plans/{plan}/imports/{import}", get(imports::web::show))
        .route("/plans/{plan}/imports/{import}/booking", post(imports::web::book))
        .route("/plans/{plan}/imports/{import}/discarding", post(imports::web::discard))
        .route("/plans/{plan}/imports/{import}/layout", get(imports::web::layout))
        .route("/plans/{plan}/imports/{import}/original", get(imports::web::original))
        .route("/plans/{plan}/imports/{import}/original/picture", get(imports::web::picture))
        .route("/plans/{plan}/columns/{digest}", get(columns::web::show).post(columns::web::read))
        .route("/plans/{plan}/rounds", get(rounds::web::index).post(rounds::web::open))
        .route("/plans/{plan}/rounds/{year}", get(rounds::web::show))
        .route("/plans/{plan}/rounds/{year}/settings", get(rounds::web::settings).post(rounds::web::set))
        .route("/plans/{plan}/rounds/{year}/revisions", get(rounds::revise::show).post(rounds::revise::make))
        .route("/plans/{plan}/check/rules", get(checks::rules::show).post(checks::rules::save))
        .route("/plans/{plan}/indicators", get(indicators::web::index).post(indicators::candidates::take_up))
        .route("/plans/{plan}/indicators.csv", get(indicators::web::table))
        .route("/plans/{plan}/indicators/candidates", get(indicators::candidates::show))
        .route("/plans/{plan}/indicators/list", post(indicators::web::take_list))
        .route("/plans/{plan}/indicators/{indicator}", get(indicators::one::show).post(indicators::web::rename))
        .route("/plans/{plan}/indicators/{indicator}/figures", post(indicators::web::figure))
        .route("/plans/{plan}/indicators/{indicator}/removal", post(indicators::web::remove))
        .route("/plans/{plan}/years/{year}/changes", get(checks::changes::show))
        .route("/plans/{plan}/years/{year}/changes.csv", get(checks::changes::table))
        .route("/plans/{plan}/years/{year}/check", get(checks::web::show))
        .route("/plans/{plan}/years/{year}/check/slips", get(checks::web::slips))
        .route("/plans/{plan}/years/{year}/check/answers", post(checks::web::answer))
        .route("/history", get(history::installation))
        .route("/people/{person}/history", get(history::person))
        .route("/plans/{plan}/history", get(history::show))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/history", get(history::reply))
        .route("/plans/{plan}/rounds/{year}/closing", post(rounds::web::close))
        .route("/plans/{plan}/rounds/{year}/reopening", post(rounds::web::reopen))
        .route("/plans/{plan}/rounds/{year}/exceptions", post(rounds::web::except))
        .route("/plans/{plan}/rounds/{year}/steps", post(rounds::web::steps))
        .route("/plans/{plan}/rounds/{year}/books", get(returns::web::download_all))
        .route("/plans/{plan}/rounds/{year}/returns", post(returns::web::receive_all))
        .route("/plans/{plan}/rounds/{year}/returns/{digest}", get(returns::web::show_all))
        .route("/plans/{plan}/rounds/{year}/returns/{digest}/decisions", post(returns::web::decide_all))
        .route("/plans/{plan}/rounds/{year}/reminders", get(reminders::web::show).post(reminders::web::send))
        .route("/plans/{plan}/rounds/{year}/reminders/letters.csv", get(reminders::web::table))
        .route("/plans/{plan}/rounds/{year}/reminders/letters.zip", get(reminders::web::archive))
        .route("/plans/{plan}/rounds/{year}/sections/{section}", get(replies::list::show))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/steps", post(replies::list::steps))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}", get(replies::web::show).post(replies::saving::save))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/entries", post(replies::saving::entries))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/findings", get(replies::saving::found))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/steps", post(replies::web::step))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/comments", post(replies::web::comment))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/comments/{comment}/answer", post(replies::web::answer))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/book", get(returns::web::download))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/returns", post(returns::web::receive))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/returns/{digest}", get(returns::web::show))
        .route("/plans/{plan}/rounds/{year}/sections/{section}/returns/{digest}/decisions", post(returns::web::decide))
        .route("/sign-in", get(signin::web::show).post(signin::web::sign_in))
        .route("/sign-in/code", get(signin::web::show_code).post(signin::web::sign_in_code))
        .route("/sign-in/oidc", get(oidc::web::leave))
        .route("/sign-in/oidc/return", get(oidc::web::come_back))
        .route("/sign-out", post(signin::web::sign_out))
        .route("/links/{token}", get(links::web::show).post(links::web::set))
        .route("/account", get(account::web::show))
        .route("/account/password", post(account::web::password))
        .route("/account/code", get(account::web::show_code).post(account::web::code))
        .route("/account/code/removal", post(account::web::drop_code))
        .route("/account/sessions/ending", post(account::web::end_sessions))
        .route("/account/sessions/{session}/ending", post(account::web::end_session))
        .route("/people", get(people::web::index).post(people::web::create))
        .route("/people/list.csv", get(people::web::download))
        .route("/people/import", get(people::import::choose).post(people::import::receive))
        .route("/people/import/{digest}", get(people::import::show))
        .route("/people/import/{digest}/booking", post(people::import::book))
        .route("/people/{person}", get(people::web::show).post(people::web::rename))
        .route("/people/{person}/grants", post(people::web::grant))
        .route("/people/{person}/grants/{grant}/ending", post(people::web::end))
        .route("/people/{person}/links", post(people::web::link))
        .route("/people/{person}/leaving", post(people::web::leave))
        .route("/people/{person}/code/removal", post(people::web::drop_code))
        .route("/assets/{name}", get(assets::show));
    let routes =
        if app.demo { routes.route("/sign-in/demo", post(demo::web::sign_in)) } else { routes };
    routes
        .fallback(errors::nowhere)
        .layer(from_fn_with_state(app.clone(), permission::guard))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(CsrfLayer::new())
        .layer(from_fn(guard::told))
        .layer(from_fn_with_state(app.doors.clone(), guard::own_host))
        .layer(CatchPanicLayer::custom(errors::panicked))
        .layer(from_fn(guard::headers))
        .layer(CompressionLayer::new())
        .with_state(app)
}
