//! Golden documents in a file that is committed.

use crate::{DocumentType, Json};

/// Whether the file of a document type's golden documents is what the present code would write.
/// With `REFIT_UPDATE_GOLDENS=1` in the environment it is written anew instead; raise the plugin's
/// version then.
///
/// # Panics
///
/// Where it is not, or cannot be written: it is called by a test.
#[expect(clippy::panic, reason = "this is how a test fails")]
#[track_caller]
pub fn assert_goldens<T: DocumentType>(path: &str, committed: &str) {
    let present = written::<T>();
    if std::env::var_os("REFIT_UPDATE_GOLDENS").is_some() {
        if let Err(error) = std::fs::write(path, present) {
            panic!("{path} cannot be written: {error}");
        }
        return;
    }
    if committed != present {
        panic!(
            "the features of golden documents changed, or {path} is formatted otherwise; \
             REFIT_UPDATE_GOLDENS=1 writes\n{present}"
        );
    }
}

/// The file, one line a member of each document.
fn written<T: DocumentType>() -> String {
    let items = T::goldens().into_iter().map(|golden| {
        let features = match T::extract(&golden.submission) {
            Ok(row) => Json::from(row).to_string(),
            Err(reason) => format!("\"{reason:?}\""),
        };
        format!(
            "  {{\n    \"received\": \"{}\",\n    \"document\": {},\n    \"features\": {}\n  }}",
            golden.submission.received,
            golden.submission.document,
            features.replace(',', ", ")
        )
    });
    format!("[\n{}\n]\n", items.collect::<Vec<_>>().join(",\n"))
}
