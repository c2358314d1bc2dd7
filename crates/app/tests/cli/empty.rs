//! A data file that has lost what was in it is a question, not a new city.

use crate::{
    files,
    program::{Place, run_in},
};

#[test]
fn a_file_without_a_byte_is_refused_by_every_verb_and_stays_as_it_is() {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    place.run(&["backup", "--output", "b.sqlite"]).ok();
    let file = place.file("sasae.sqlite", b"");
    let sheet = files::demo("aozora-r7.csv");
    let verbs = [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["import", sheet.to_str().unwrap()],
        &["export", "--year", "R7", "--format", "json", "--output", "-"],
        &["people", "add", "--login", "1", "--name", "管理", "--role", "システム管理者"],
        &["people", "list"],
        &["mail", "list"],
        &["backup", "--output", "c.sqlite"],
        &["verify"],
        &["restore", "--backup", "b.sqlite"],
    ];
    for verb in verbs {
        let refused = place.run(verb);
        assert_eq!(refused.code, 8, "{verb:?}: {refused:?}");
        assert!(
            refused.err.contains("空（0バイト）") && refused.err.contains("消して"),
            "{refused:?}"
        );
    }
    let copy = ["db", "copy", "--from", "sqlite:b.sqlite", "--to", "sqlite:sasae.sqlite"];
    assert_eq!(run_in(place.folder.path(), &copy).code, 8);
    assert_eq!(file.metadata().unwrap().len(), 0);
    std::fs::remove_file(&file).unwrap();
    place.run(&["restore", "--backup", "b.sqlite"]).ok();
    place.run(&["export", "--year", "R7", "--format", "json", "--output", "-"]).ok();
}
