//! Runs the program in a folder of its own.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::database::Database;

/// What a run said and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A folder with a database.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) database: String,
}

/// The program, with nothing of this machine's settings.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sasae"));
    command.env_remove("SASAE_DATABASE").env_remove("SASAE_LISTEN").stdin(Stdio::null());
    command
}

/// Runs the program in the folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = command().args(arguments).current_dir(folder).output().unwrap();
    Run {
        code: output.status.code().expect("the program ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// The same run, if it succeeded.
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{self:#?}");
        self
    }

    /// What it printed, as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

impl Place {
    /// With a `SQLite` file that does not exist yet.
    pub(crate) fn sqlite() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: "sqlite:sasae.sqlite".to_owned() }
    }

    /// With an empty database.
    pub(crate) fn on(database: Database) -> Self {
        match database {
            Database::Sqlite => Self::sqlite(),
            Database::Postgres => Self { database: crate::server::schema(), ..Self::sqlite() },
        }
    }

    /// Runs a verb that takes a database.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), &[arguments, &["--database", &self.database]].concat())
    }

    /// Runs a verb that names its databases itself.
    pub(crate) fn run_bare(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments)
    }

    /// Imports a file, which must work.
    pub(crate) fn import(&self, file: &Path, options: &[&str]) -> Run {
        self.run(&[&["import", text(file)], options].concat()).ok()
    }

    /// Exports a year's sheet and answers the file.
    pub(crate) fn export(&self, year: &str, format: &str) -> PathBuf {
        let name = format!("sheet-{year}.{format}");
        self.run(&["export", "--year", year, "--format", format, "--output", &name]).ok();
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Every file of the folder with its bytes.
    pub(crate) fn contents(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files =
            std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let small = files.filter(|path| path.metadata().unwrap().len() < 100 << 20);
        let mut all: Vec<_> =
            small.map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect();
        all.sort();
        all
    }
}

/// Reads a file without storing anything.
pub(crate) fn dry_run(file: &Path, options: &[&str]) -> Value {
    let arguments = [&["import", text(file), "--dry-run", "--json"], options].concat();
    run_in(Path::new("/"), &arguments).ok().json()
}

/// The rows of a reading without their places.
pub(crate) fn rows(reading: &Value) -> Vec<Value> {
    let mut rows = reading["rows"].as_array().unwrap().clone();
    for row in rows.iter_mut().filter_map(Value::as_object_mut) {
        row.remove("place");
        row.remove("places");
    }
    rows
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
