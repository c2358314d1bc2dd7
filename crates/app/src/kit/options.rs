//! Options that several verbs take.

use std::net::SocketAddr;

use clap::Args;

/// Where the pages are.
#[derive(Debug, Clone, Args)]
pub(crate) struct Listen {
    #[arg(
        long,
        env = "SASAE_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "アドレス:ポート",
        help = "画面を開くアドレス"
    )]
    pub(crate) listen: SocketAddr,
}

/// The font of PDF files.
#[derive(Debug, Clone, Args)]
pub(crate) struct Font {
    #[arg(
        long,
        env = "SASAE_FONT",
        value_name = "書体",
        help = "PDFの書体（書体名かフォントファイル）。省くと、この端末にある日本語の書体を使います"
    )]
    pub(crate) font: Option<String>,
}
