//! `serve` and `demo`: on this machine only, and gone when they are told to stop.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use crate::{
    files,
    program::{Place, command},
};

/// A server that ends with its test.
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts the program and waits for the address that it prints.
    pub(crate) fn start(place: &Place, arguments: &[&str]) -> Self {
        let mut child = command()
            .args(arguments)
            .current_dir(place.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        Self {
            address: address.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned(),
            child,
        }
    }

    /// Asks for a page; answers all that comes.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Tells it to stop and answers whether it ended well.
    pub(crate) fn stop(mut self) -> bool {
        let told =
            Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn anything_but_the_loopback_is_refused() {
    let place = Place::sqlite();
    for address in ["0.0.0.0:8080", "192.168.0.10:8080", "[::]:8080"] {
        let refused = place.run(&["serve", "--listen", address]);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.err.contains("127.0.0.1"), "{refused:?}");
        assert_eq!(refused.err.lines().count(), 1, "{refused:?}");
    }
    assert!(place.contents().is_empty());
}

#[test]
fn the_demo_serves_three_years_and_keeps_nothing() {
    let place = Place::sqlite();
    let server = Server::start(&place, &["demo", "--listen", "127.0.0.1:0"]);
    let home = server.get("/");
    assert!(home.starts_with("HTTP/1.1 303"), "{home}");
    let plan = home.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    for year in ["R5", "R6", "R7"] {
        let page = server.get(&format!("{plan}/years/{year}"));
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    }
    assert!(server.stop());
    assert!(place.contents().is_empty());
}

#[test]
fn what_was_imported_is_served_and_the_file_is_whole_afterwards() {
    for place in Place::each("what_was_imported_is_served_and_the_file_is_whole_afterwards") {
        place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
        let server = Server::start(
            &place,
            &["serve", "--database", &place.database, "--listen", "127.0.0.1:0"],
        );
        let taken = place.run(&["serve", "--listen", &server.address]);
        assert_eq!(taken.code, 2, "{taken:?}");
        assert!(taken.err.contains("待ち受けられません"), "{taken:?}");
        let home = server.get("/");
        let plan = home.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
        assert!(server.get(&format!("{plan}/years/R7")).contains("あおぞら市"));
        assert!(server.stop());
        let left: Vec<_> = place.contents().into_iter().map(|(path, _)| path).collect();
        assert!(left.len() <= 1, "one file and nothing beside it: {left:?}");
    }
}
