//! Lines that are refused, and how they are named.

use std::io::{BufReader, Error as IoError, Read};

use refit_core::LabelSource;
use refit_sources::{Error, Import, ImportOptions};

use crate::example::{line, line_faults, lines, paystub, read, text};

/// The longest line that is read, without its end.
const LONGEST: usize = 8 << 20;

#[test]
fn all_faulty_lines_are_named_and_empty_ones_are_counted() {
    let good = line(1, Some("APPROVE"));
    let file = format!(
        "\u{feff}{good}\n\n{{\"document\":{{}},\"label\":\"maybe\"}}\r\n  \t\n{good}\n[]\n{{\"label\":1,\"confidence\":7}}"
    );
    let error = read(&file).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no paystub document was imported; mend these lines and import the file again:\
         \n  line 3: 'label' must be APPROVE, REJECT, ESCALATE or null\
         \n  line 6: it is JSON, but not an object\
         \n  line 7: it has no 'document'\
         \n  line 7: 'label' must be APPROVE, REJECT, ESCALATE or null\
         \n  line 7: 'confidence' must be a share between 0 and 1"
    );
}

#[test]
fn of_many_faults_ten_are_named_and_all_are_counted() {
    let error = read(&"7\n".repeat(25)).unwrap_err();
    let (first, total) = line_faults(&error);
    let named: Vec<_> = first.iter().map(|fault| fault.line).collect();
    assert_eq!(named, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert_eq!(total, 25);
    assert!(error.to_string().ends_with("\n  and 15 more"), "{error}");
}

#[test]
fn a_line_that_breaks_off_is_wrong_at_its_end() {
    for end in ["", "\n", "\r\n", "\n{}"] {
        let error = read(&format!("{{\"document\":{end}")).unwrap_err();
        let (first, _) = line_faults(&error);
        assert_eq!(first[0].line, 1);
        assert_eq!(
            first[0].problem, "it is not JSON (reading stopped at byte 12)",
            "{end:?}"
        );
    }
}

/// A line of so many bytes, without its end.
fn long_line(bytes: usize) -> String {
    let frame = r#"{"document":{"memo":""}}"#.len();
    format!(
        r#"{{"document":{{"memo":"{}"}}}}"#,
        "x".repeat(bytes - frame)
    )
}

#[test]
fn a_line_above_8_mib_is_refused_and_ends_the_reading() {
    for end in ["", "\n", "\n7\n"] {
        let file = format!("7\n{}{end}", long_line(LONGEST + 1));
        let error = read(&file).unwrap_err();
        let (first, total) = line_faults(&error);
        assert_eq!(total, 2, "{end:?}");
        assert_eq!((first[0].line, first[1].line), (1, 2));
        assert_eq!(
            first[1].problem,
            "it is longer than 8388608 bytes; the rest was not read"
        );
    }
}

#[test]
fn a_line_of_8_mib_is_read_whatever_ends_it() {
    for end in ["", "\n", "\n\n"] {
        let file = format!("{}{end}", long_line(LONGEST));
        let import = read(&file).unwrap();
        assert_eq!(import.submissions("2025-01-22".parse().unwrap()).len(), 1);
    }
}

#[test]
fn documents_that_a_plugin_rejects_are_named_by_their_lines() {
    let good = |number| line(number, Some("APPROVE"));
    let file = format!(
        "\n{}\n\n\n{}\n{}\n \n{}\n",
        good(0),
        good(1),
        good(2),
        good(3)
    );
    let import = read(&file).unwrap();
    let why = |problem: &str| problem.to_owned();
    // A place that is none is counted, but has no line.
    let error = import.refused(&[
        (0, why("the field 'net' is missing")),
        (2, why("the field 'gross' cannot be read")),
        (3, why("it is too old")),
        (4, why("it is not there")),
    ]);
    let (first, total) = line_faults(&error);
    let named: Vec<_> = first
        .iter()
        .map(|fault| (fault.line, fault.problem.as_str()))
        .collect();
    assert_eq!(
        named,
        [
            (2, "the field 'net' is missing"),
            (6, "the field 'gross' cannot be read"),
            (8, "it is too old")
        ]
    );
    assert_eq!(total, 4);
    let many: Vec<_> = (0..4).map(|place| (place, why("no"))).collect();
    assert_eq!(line_faults(&import.refused(&many)).1, 4);
}

#[test]
fn an_import_without_some_documents_still_knows_its_lines() {
    let today = "2025-01-22".parse().unwrap();
    let file = text(&lines(0..6, "APPROVE")).replace('\n', "\n\n");
    let import = read(&file).unwrap();
    let rest = import.clone().without(&[0, 2, 5, 17]);
    let documents: Vec<_> = rest
        .submissions(today)
        .into_iter()
        .map(|submission| submission.document)
        .collect();
    assert_eq!(documents, [r#"{"net":1}"#, r#"{"net":3}"#, r#"{"net":4}"#]);
    let error = rest.refused(&[(1, "no".to_owned()), (2, "no".to_owned())]);
    let (first, _) = line_faults(&error);
    // Line 1, an empty line, line 3 …
    assert_eq!((first[0].line, first[1].line), (7, 9));
    assert_eq!(import.clone().without(&[]), import);
    let nothing = import.without(&[0, 1, 2, 3, 4, 5]);
    assert!(nothing.submissions(today).is_empty());
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_line() {
    /// Fails where a disk or a sender would.
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(IoError::other("the sender is gone"))
        }
    }
    let good = text(&lines(0..3, "APPROVE"));
    let options = ImportOptions {
        label_source: LabelSource::Policy,
        received: None,
    };
    let reader = BufReader::new(good.as_bytes().chain(Broken));
    let error = Import::read(&paystub(), reader, options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the import of paystub documents stopped at line 4: it cannot be read"
    );
    assert!(matches!(error, Error::Read { line: 4, .. }));
}
