//! Documents that nobody should have to read.

use super::{
    Finding, Plugin,
    report::CounterExamples,
    rows::{self, Row},
    samples::{AS_OF, BATCH, Samples},
    twisted,
};
use crate::{Feature, Rejection, Submission};

/// What no rejection may repeat.
pub(super) const SECRET: &str = "Zq7secret";

/// A document and what is wrong with it.
pub(super) struct Hostile {
    pub(super) what: String,
    pub(super) submission: Submission,
}

impl Hostile {
    pub(super) fn new(what: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            submission: Submission {
                document: text.into(),
                received: AS_OF,
            },
        }
    }
}

/// What is no document of any type: no JSON, no object, or an object that says nothing.
pub(super) fn undocuments() -> Vec<Hostile> {
    let said = |text: &str| Hostile::new(format!("the text {text:?}"), text);
    let short = [
        "",
        " ",
        "\0",
        "\u{feff}",
        "not JSON",
        "{",
        "}",
        "{\"a\"}",
        "{'a': 1}",
        "{\"a\": 1,}",
        "NaN",
        "null",
        "true",
        "0",
        "-1e308",
        "1e999",
        "\"text\"",
        "\"{}\"",
        "[]",
        "[[]]",
        "[null]",
        "{}",
        "{\"\": \"\"}",
        "{\"zq\": 1e999}",
        "{\"zq\": \"\\ud800\"}",
        "{\"zq\": \"\\udc00\\ud800\"}",
        "{\"zq\": \"\u{1}\u{1b}\"}",
        "{\"zq\": \"\\u0000\\u001b\"}",
        "{\"zq\": 1, \"zq\": 2}",
        "{} {}",
    ];
    let mut all: Vec<Hostile> = short.into_iter().map(said).collect();
    let deep = 50_000;
    all.extend([
        Hostile::new("lists, 50,000 deep and not closed", "[".repeat(deep)),
        Hostile::new(
            "lists, 50,000 deep",
            ["[".repeat(deep), "]".repeat(deep)].concat(),
        ),
        Hostile::new(
            "objects, 50,000 deep",
            ["{\"zq\":".repeat(deep), "1".to_owned(), "}".repeat(deep)].concat(),
        ),
        Hostile::new(
            "a number of 10,000 digits",
            format!("{{\"zq\":{}}}", "9".repeat(10_000)),
        ),
        Hostile::new(
            "a text of a million letters",
            format!("{{\"zq\":\"{}\"}}", "a".repeat(1_000_000)),
        ),
        Hostile::new(
            "a key of a million letters",
            format!("{{\"{}\":1}}", "a".repeat(1_000_000)),
        ),
        Hostile::new("20,000 unknown keys", many_keys(20_000)),
        Hostile::new("a secret for a key", format!("{{\"{SECRET}\":1}}")),
        Hostile::new("a secret that is no JSON", SECRET),
    ]);
    all
}

fn many_keys(count: u32) -> String {
    let keys: Vec<String> = (0..count).map(|key| format!("\"zq{key}\":{key}")).collect();
    format!("{{{}}}", keys.join(","))
}

/// Documents that are tried, and what came of them so far.
pub(super) struct Trial<'s> {
    plugin: &'s dyn Plugin,
    features: &'s [Feature],
    faults: CounterExamples,
    tried: usize,
}

impl<'s> Trial<'s> {
    pub(super) fn new(samples: &'s Samples<'_>) -> Result<Self, String> {
        Ok(Self {
            plugin: samples.plugin,
            features: &samples.descriptor()?.features,
            faults: CounterExamples::default(),
            tried: 0,
        })
    }

    pub(super) fn finding(self) -> Finding {
        self.faults.or(format!("{} documents", self.tried))
    }

    /// Documents that may have a row; where they do, it fits the schema.
    pub(super) fn answered(&mut self, documents: &[Hostile]) {
        for (what, row) in self.rows(documents) {
            let fault = match row {
                Ok(row) => rows::misfit(&row, self.features),
                Err(reason) => repeats_the_secret(&reason)
                    .then(|| "the rejection repeats what the document says".to_owned()),
            };
            if let Some(fault) = fault {
                self.faults.add(format!("{what}: {fault}"));
            }
        }
    }

    /// Documents that must not have a row.
    fn rejected(&mut self, documents: &[Hostile]) {
        for (what, row) in self.rows(documents) {
            if row.is_ok() {
                self.faults.add(format!("{what}: a row, not a rejection"));
            }
        }
    }

    /// What became of the documents. Where a batch fails, its documents are tried one by one.
    fn rows<'d>(&mut self, documents: &'d [Hostile]) -> Vec<(&'d str, Row)> {
        let mut all = Vec::with_capacity(documents.len());
        for batch in documents.chunks(BATCH as usize) {
            self.tried += batch.len();
            match self.extract(batch) {
                Ok(rows) => all.extend(batch.iter().map(|document| &*document.what).zip(rows)),
                Err(_) => self.find_what_fails(batch),
            }
        }
        all
    }

    fn extract(&self, batch: &[Hostile]) -> Result<Vec<Row>, String> {
        let submissions: Vec<Submission> = batch
            .iter()
            .map(|document| document.submission.clone())
            .collect();
        rows::extract(self.plugin, &submissions, self.features.len())
    }

    fn find_what_fails(&mut self, batch: &[Hostile]) {
        for document in batch {
            if self.faults.is_full() {
                return;
            }
            if let Err(fault) = self.extract(std::slice::from_ref(document)) {
                self.faults.add(format!("{}: {fault}", document.what));
            }
        }
    }
}

fn repeats_the_secret(reason: &Rejection) -> bool {
    match reason {
        Rejection::MissingField(text)
        | Rejection::UnreadableField(text)
        | Rejection::Other(text) => text.contains(SECRET),
        Rejection::NotJson(_) | Rejection::NotADocument => false,
    }
}

pub(super) fn are_rejected(samples: &Samples<'_>) -> Finding {
    let mut trial = Trial::new(samples)?;
    let undocuments = undocuments();
    trial.rejected(&undocuments);
    trial.answered(&undocuments);
    for original in samples.originals()? {
        trial.rejected(&twisted::cuts(&original.document));
        trial.answered(&twisted::twists(&original));
    }
    trial.finding()
}
