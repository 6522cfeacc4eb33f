//! Importing JSON lines, all or nothing: read and checked first, then stored.

mod write;

use std::{
    collections::BTreeSet,
    fmt,
    io::{BufRead, Read},
};

use refit_core::{Day, DocumentType, LabelSource, Recommendation, Submission};
use serde::{Deserialize, Serialize};

use crate::{DocumentStore, Error, LineFault, LineFaults, line::Line};

/// What holds for lines that do not say it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportOptions {
    /// Who gave the labels.
    pub label_source: LabelSource,
    /// The day the documents were received; today where there is none.
    pub received: Option<Day>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportSummary {
    /// Lines that hold a document: the sum of the next five.
    pub lines: usize,
    /// Documents that were not there yet.
    pub added: usize,
    /// Documents that were there and got another label, or their first.
    pub relabelled: usize,
    /// Documents whose label stays and whose source, score or confidence changed.
    pub updated: usize,
    /// Documents that were there just so.
    pub unchanged: usize,
    /// Documents whose label stays because its source outranks that of the line.
    pub outranked: usize,
    /// Documents that keep another group than the line names, because it has its fold.
    pub kept_group: usize,
    /// Lines with APPROVE or REJECT.
    pub labelled: usize,
    /// Lines with ESCALATE.
    pub escalated: usize,
    /// Lines without a label.
    pub unlabelled: usize,
    /// Members of lines that an import has no use for.
    pub ignored_members: BTreeSet<String>,
    /// Members that were taken out of documents because they give the label away.
    pub removed_members: BTreeSet<String>,
}

/// More faults than these help nobody; the rest is counted.
const SHOWN_FAULTS: usize = 10;
/// A longer line is no document, and would fill the memory.
const MAX_LINE_BYTES: u64 = 8 << 20;

/// Lines that were read and have no fault of form; nothing is stored yet, so the caller can have
/// the documents checked.
#[derive(Clone, PartialEq)]
pub struct Import {
    document_type: DocumentType,
    options: ImportOptions,
    lines: Vec<NumberedLine>,
}

#[derive(Clone, PartialEq)]
struct NumberedLine {
    /// From 1, empty lines counted.
    number: usize,
    line: Line,
}

impl fmt::Debug for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Import")
            .field("document_type", &self.document_type)
            .field("options", &self.options)
            .field("lines", &self.lines.len())
            .finish()
    }
}

impl Import {
    /// Reads one JSON object a line:
    /// `{"document": …, "id": …, "label": …, "fraud_risk_score": …, "confidence": …,
    /// "received": …, "label_source": …, "group": …}`, of which only `document` must be there.
    ///
    /// # Errors
    /// [`Error::Lines`] names what is wrong with which lines.
    pub fn read(
        document_type: &DocumentType,
        reader: impl BufRead,
        options: ImportOptions,
    ) -> Result<Self, Error> {
        Self::read_with(document_type, reader, options, "confidence")
    }

    /// [`read`](Self::read), where lines that have no `confidence` may have it under another
    /// name, also inside their document: the original's is `model_confidence`.
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn read_with(
        document_type: &DocumentType,
        reader: impl BufRead,
        options: ImportOptions,
        confidence_member: &str,
    ) -> Result<Self, Error> {
        let lines = read_lines(document_type, reader, confidence_member)?;
        Ok(Self {
            document_type: document_type.clone(),
            options,
            lines,
        })
    }

    /// The same for lines that come one by one: members of a list, say, which are numbered from 1.
    ///
    /// # Errors
    /// [`Error::Lines`] names what is wrong with which of them.
    pub fn of_lines<'a>(
        document_type: &DocumentType,
        lines: impl IntoIterator<Item = &'a [u8]>,
        options: ImportOptions,
        confidence_member: &str,
    ) -> Result<Self, Error> {
        let mut reading = Reading::new(document_type, confidence_member);
        for (number, line) in (1..).zip(lines) {
            reading.take(number, line);
        }
        Ok(Self {
            document_type: document_type.clone(),
            options,
            lines: reading.end()?,
        })
    }

    /// Whether there is no document in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The documents in the order of their lines, as a plugin sees them; `today` is the day of
    /// those that do not say when they were received.
    #[must_use]
    pub fn submissions(&self, today: Day) -> Vec<Submission> {
        let received = self.options.received.unwrap_or(today);
        let lines = self.lines.iter().map(|numbered| Submission {
            document: numbered.line.content.body.clone(),
            received: numbered.line.received.unwrap_or(received),
        });
        lines.collect()
    }

    /// The fault of documents that a plugin rejects: places among the
    /// [`submissions`](Self::submissions), rising, and why.
    #[must_use]
    pub fn refused(&self, rejected: &[(usize, String)]) -> Error {
        let fault = |(place, problem): &(usize, String)| {
            let line = self.lines.get(*place)?.number;
            Some(LineFault {
                line,
                problem: problem.clone(),
            })
        };
        let first = rejected
            .iter()
            .filter_map(fault)
            .take(SHOWN_FAULTS)
            .collect();
        Error::Lines {
            document_type: self.document_type.clone(),
            faults: LineFaults {
                first,
                total: rejected.len(),
            },
        }
    }

    /// The import without the documents at these places, which rise.
    #[must_use]
    pub fn without(mut self, places: &[usize]) -> Self {
        let mut place = 0;
        self.lines.retain(|_| {
            let keep = places.binary_search(&place).is_err();
            place += 1;
            keep
        });
        self
    }
}

impl DocumentStore {
    /// Stores an import, all of it or, where that fails, nothing.
    ///
    /// Where a line repeats a document, its label replaces the stored one unless that has a
    /// source of higher rank; the last of equal rank counts. A line without a label changes
    /// nothing. Group, day and fold of a stored document stay.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn import(&self, import: &Import) -> Result<ImportSummary, Error> {
        let summary = self.write(import).await;
        let summary = summary.map_err(Error::database(&import.document_type, "stored"))?;
        tracing::info!(
            document.r#type = %import.document_type,
            lines = summary.lines,
            added = summary.added,
            relabelled = summary.relabelled,
            "documents imported"
        );
        Ok(summary)
    }
}

impl ImportSummary {
    fn count(&mut self, line: &Line) {
        self.lines += 1;
        match line.label {
            Some(Recommendation::Approve | Recommendation::Reject) => self.labelled += 1,
            Some(Recommendation::Escalate) => self.escalated += 1,
            None => self.unlabelled += 1,
        }
        self.ignored_members.extend(line.ignored.iter().cloned());
        self.removed_members
            .extend(line.content.removed.iter().map(|&name| name.to_owned()));
    }
}

/// Lines as they are read, and what is wrong with them.
struct Reading<'a> {
    document_type: &'a DocumentType,
    confidence_member: &'a str,
    lines: Vec<NumberedLine>,
    faults: LineFaults,
}

impl<'a> Reading<'a> {
    const fn new(document_type: &'a DocumentType, confidence_member: &'a str) -> Self {
        Self {
            document_type,
            confidence_member,
            lines: Vec::new(),
            faults: LineFaults {
                first: Vec::new(),
                total: 0,
            },
        }
    }

    fn take(&mut self, number: usize, text: &[u8]) {
        match Line::parse(self.document_type, text, self.confidence_member) {
            Ok(line) => self.lines.push(NumberedLine { number, line }),
            Err(problems) => problems
                .into_iter()
                .for_each(|problem| self.note(number, problem)),
        }
    }

    fn note(&mut self, line: usize, problem: String) {
        if self.faults.first.len() < SHOWN_FAULTS {
            self.faults.first.push(LineFault { line, problem });
        }
        self.faults.total += 1;
    }

    fn end(self) -> Result<Vec<NumberedLine>, Error> {
        match self.faults.total {
            0 => Ok(self.lines),
            _ => Err(Error::Lines {
                document_type: self.document_type.clone(),
                faults: self.faults,
            }),
        }
    }
}

/// Reads all lines before the first is written: a slow sender holds no lock.
fn read_lines(
    document_type: &DocumentType,
    mut reader: impl BufRead,
    confidence_member: &str,
) -> Result<Vec<NumberedLine>, Error> {
    let mut reading = Reading::new(document_type, confidence_member);
    let mut text = Vec::new();
    for number in 1.. {
        text.clear();
        // The byte too many may be the end of the line.
        let read = reader
            .by_ref()
            .take(MAX_LINE_BYTES + 1)
            .read_until(b'\n', &mut text);
        let read = read.map_err(|source| Error::Read {
            document_type: document_type.clone(),
            line: number,
            source,
        })?;
        if read == 0 {
            break;
        }
        if read as u64 > MAX_LINE_BYTES && !text.ends_with(b"\n") {
            reading.note(
                number,
                format!("it is longer than {MAX_LINE_BYTES} bytes; the rest was not read"),
            );
            break;
        }
        // Some editors begin a file with a byte order mark.
        let text = match number {
            1 => text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text),
            _ => &text,
        };
        // Where a line breaks off, its end is the place to look at, not the next line.
        let text = text.trim_ascii_end();
        if !text.is_empty() {
            reading.take(number, text);
        }
    }
    reading.end()
}
