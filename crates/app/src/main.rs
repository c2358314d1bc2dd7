//! The program `sasae`.

use std::process::ExitCode;

fn main() -> ExitCode {
    app::main()
}
