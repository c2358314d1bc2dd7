//! Options of `sasae doctor`.

use std::path::PathBuf;

use clap::Args;

use crate::{
    kit::{
        database::Database,
        mail::MailOptions,
        options::{Font, Listen},
    },
    serve::access_args::AccessArgs,
    slices::backup::command::NightlyArgs,
};

/// Options of `doctor`: those of `serve`, so that what `serve` will find is looked at.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    #[command(flatten)]
    pub(super) database: Database,
    #[command(flatten)]
    pub(super) listen: Listen,
    #[command(flatten)]
    pub(super) access: AccessArgs,
    #[command(flatten)]
    pub(super) font: Font,
    #[command(flatten)]
    pub(super) mail: MailOptions,
    #[command(flatten)]
    pub(super) nightly: NightlyArgs,
    #[arg(long, value_name = "ファイル", help = "鍵ファイルの控え（元と同じかを確かめます）")]
    pub(super) key_copy: Option<PathBuf>,
    #[arg(long, help = "メールサーバーにつながるかも確かめます（メールは送りません）")]
    pub(super) connect: bool,
    #[arg(long, help = "結果をJSONで出力します")]
    pub(super) json: bool,
}
