//! The log: to standard error only, warnings and requests. docs/logging.md lists its lines.

use clap::ValueEnum;
use tracing::Level;
use tracing_subscriber::{
    Layer, Registry, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

use super::request_log;

/// How lines of the log are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// An object a line, for programs that collect logs.
    Json,
}

/// Opens the log, once.
pub(crate) fn open(format: LogFormat) {
    let wanted =
        Targets::new().with_default(Level::WARN).with_target(request_log::TARGET, Level::INFO);
    let lines = fmt::layer::<Registry>().with_writer(std::io::stderr);
    let lines = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry().with(lines.with_filter(wanted)).init();
}
