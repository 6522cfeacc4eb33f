//! What a command says: answers on standard output, progress and failures on standard error.

mod progress;
mod table;

use std::{
    borrow::Cow,
    fmt,
    io::{self, Write, stderr, stdout},
};

use anyhow::{Context, Error, Result};
use serde::Serialize;
use serde_json::json;

pub(crate) use progress::Progress;
pub(crate) use table::{Table, number, optional};

/// What to try next; attached to an error as its context, and printed after it.
#[derive(Debug, Clone)]
pub(crate) struct Hint(pub(crate) Cow<'static, str>);

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A failure with a code of the documentation's catalogue.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Coded {
    pub(crate) message: String,
    pub(crate) code: String,
}

/// How a command answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) const fn new(json: bool) -> Self {
        Self { json }
    }

    /// The answer: as JSON, or as text for a person.
    pub(crate) fn answer<T: Serialize>(
        self,
        answer: &T,
        text: impl FnOnce(&T) -> String,
    ) -> Result<()> {
        let text = if self.json {
            serde_json::to_string_pretty(answer)?
        } else {
            text(answer).trim_end().to_owned()
        };
        written(writeln!(stdout().lock(), "{text}"))
    }

    /// Why a command failed, and what to try.
    pub(crate) fn failure(self, error: &Error) {
        let (message, hint) = described(error);
        let code = code(error);
        if self.json {
            let mut answer = json!({"success": false, "error": message});
            if let Some(answer) = answer.as_object_mut() {
                for (name, value) in [("hint", hint.as_deref()), ("code", code)] {
                    if let Some(value) = value {
                        answer.insert(name.to_owned(), json!(value));
                    }
                }
            }
            // Where this cannot be written either, the exit code is all there is to tell.
            let _ = writeln!(stdout().lock(), "{answer:#}");
            return;
        }
        let code = code.map_or_else(String::new, |code| format!(" ({code})"));
        line(&format!("error: {message}{code}"));
        if let Some(hint) = hint {
            line(&format!("hint: {hint}"));
        }
    }
}

/// An answer whose reader has seen enough (`refit … | head -1`) is told as far as it was wanted.
fn written(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("the answer cannot be written to standard output"),
    }
}

/// A line of progress.
fn line(text: &str) {
    // Progress that nobody can read must not end the work.
    let _ = writeln!(stderr().lock(), "{text}");
}

/// The code of a fault that documentation lists.
fn code(error: &Error) -> Option<&str> {
    let of_plugin = error.downcast_ref().map(refit_runtime::Error::code);
    let of_call = || error.downcast_ref().map(refit_core::plugin::Error::code);
    let of_run = || error.downcast_ref().map(refit_pipeline::Error::code);
    let told = || error.downcast_ref().map(|Coded { code, .. }| code.as_str());
    of_plugin.or_else(of_call).or_else(of_run).or_else(told)
}

/// The sentence with its causes, and the hint apart.
pub(crate) fn described(error: &Error) -> (String, Option<String>) {
    let hint = error.downcast_ref::<Hint>().map(ToString::to_string);
    let mut message = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if Some(&text) == hint.as_ref() || message.ends_with(&text) {
            continue;
        }
        if !message.is_empty() {
            message.push_str(": ");
        }
        message.push_str(&text);
    }
    (message, hint)
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_failure_is_told_with_its_causes_and_its_hint_apart() {
        let error = anyhow!("disk full")
            .context("the file 'a' cannot be written")
            .context(Hint("free some".into()));
        let (message, hint) = described(&error);
        assert_eq!(message, "the file 'a' cannot be written: disk full");
        assert_eq!(hint.as_deref(), Some("free some"));
        assert_eq!(described(&anyhow!("no")), ("no".to_owned(), None));
    }
}
