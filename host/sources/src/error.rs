//! What can go wrong with documents. No text repeats a value from one.

use std::fmt;

use refit_core::{DocumentType, Sha256Digest};

/// Why documents could not be imported or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file or stream could not be read.
    #[error("the import of {document_type} documents stopped at line {line}: it cannot be read")]
    Read {
        /// Of which type the documents are.
        document_type: DocumentType,
        /// The line, from 1.
        line: usize,
        /// Why.
        source: std::io::Error,
    },
    /// Lines that are not what an import takes.
    #[error(
        "no {document_type} document was imported; mend these lines and import the file again:{faults}"
    )]
    Lines {
        /// Of which type the documents are.
        document_type: DocumentType,
        /// Which lines, and what is wrong with them.
        faults: LineFaults,
    },
    /// The database refused.
    #[error("the {document_type} documents cannot be {action}: the database refused")]
    Database {
        /// Of which type the documents are.
        document_type: DocumentType,
        /// `read` or `stored`.
        action: &'static str,
        /// Why.
        source: sqlx::Error,
    },
    /// A stored document that this program did not write so.
    #[error(
        "the stored {document_type} document {content_digest} has no valid {column}; the database was changed by hand"
    )]
    Stored {
        /// Of which type the document is.
        document_type: DocumentType,
        /// Which document.
        content_digest: String,
        /// What is wrong with it.
        column: &'static str,
    },
}

impl Error {
    pub(crate) fn database(
        document_type: &DocumentType,
        action: &'static str,
    ) -> impl Fn(sqlx::Error) -> Self {
        let document_type = document_type.clone();
        move |source| Self::Database {
            document_type: document_type.clone(),
            action,
            source,
        }
    }

    pub(crate) fn stored(
        document_type: &DocumentType,
        content_digest: Sha256Digest,
        column: &'static str,
    ) -> Self {
        Self::Stored {
            document_type: document_type.clone(),
            content_digest: content_digest.to_string(),
            column,
        }
    }
}

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong: names the member, never its value.
    pub problem: String,
}

/// The first faults of a file, and whether there are more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFaults {
    /// The first ten.
    pub first: Vec<LineFault>,
    /// The number of all faults.
    pub total: usize,
}

impl fmt::Display for LineFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.first {
            write!(f, "\n  line {}: {}", fault.line, fault.problem)?;
        }
        match self.total.saturating_sub(self.first.len()) {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}
