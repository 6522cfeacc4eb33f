//! What a failed call means, in the house's words.

use refit_core::{Submission, plugin::Error};
use wasmtime::{Store, Trap, WasmCoreDump};

use crate::{
    Options,
    limiter::{Limiter, Refusal},
    meter::Function,
    panic_text, redact, text,
};

/// The call that failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    /// Which plugin.
    pub(crate) plugin: &'a str,
    /// Which of its functions.
    pub(crate) function: Function,
    /// The fuel that it had.
    pub(crate) fuel: u64,
    /// Its other limits.
    pub(crate) options: &'a Options,
    /// The documents that it was given: what the plugin says may not repeat them.
    pub(crate) documents: &'a [Submission],
}

impl<'a> Call<'a> {
    /// The same call, with these documents.
    pub(crate) const fn about(mut self, documents: &'a [Submission]) -> Self {
        self.documents = documents;
        self
    }

    pub(crate) fn timed_out(&self) -> Error {
        Error::TimedOut {
            plugin: self.plugin.to_owned(),
            function: self.function.name(),
            limit_ms: self.options.call_timeout_ms,
        }
    }

    pub(crate) fn broke_contract(&self, fault: impl Into<String>) -> Error {
        Error::BrokenContract {
            plugin: self.plugin.to_owned(),
            function: self.function.name(),
            fault: fault.into(),
        }
    }

    pub(crate) fn trapped(&self, message: impl Into<String>) -> Error {
        Error::Trapped {
            plugin: self.plugin.to_owned(),
            function: self.function.name(),
            message: message.into(),
        }
    }

    pub(crate) fn refused(&self, reason: &str) -> Error {
        Error::Refused {
            plugin: self.plugin.to_owned(),
            function: self.function.name(),
            reason: redact::without_values(reason, self.documents),
        }
    }

    /// Finds out why a call failed. The error itself is never shown: it would print the whole
    /// core dump.
    pub(crate) fn explain(&self, error: &wasmtime::Error, store: &Store<Limiter>) -> Error {
        let plugin = self.plugin.to_owned();
        let function = self.function.name();
        if let Some(refusal) = error.downcast_ref::<Refusal>() {
            return match refusal {
                Refusal::Memory => Error::OutOfMemory {
                    plugin,
                    function,
                    limit_bytes: self.options.max_memory_bytes,
                },
                Refusal::Tables { .. } => self.trapped(format!("it asked for {refusal}")),
            };
        }
        match error.downcast_ref::<Trap>() {
            Some(Trap::OutOfFuel) => Error::OutOfFuel {
                plugin,
                function,
                limit: self.fuel,
            },
            Some(trap) => self.trapped(self.trap_message(*trap, error, store)),
            None if is_hostcall_fuel(error) => Error::AnswerTooLarge {
                plugin,
                function,
                limit_bytes: self.options.max_answer_bytes,
            },
            // An answer that cannot be read: a list outside of memory, text that is not UTF-8.
            None => self.broke_contract(format!(
                "its answer cannot be read: {}",
                text::printable(&error.root_cause().to_string(), text::MAX_CHARS)
            )),
        }
    }

    fn trap_message(&self, trap: Trap, error: &wasmtime::Error, store: &Store<Limiter>) -> String {
        let dump = error.downcast_ref::<WasmCoreDump>();
        match trap {
            // How a panic ends in a world without imports.
            Trap::UnreachableCodeReached => {
                dump.and_then(|dump| panic_in(dump, store)).map_or_else(
                    || format!("it stopped itself{} without a panic text", place(dump)),
                    |text| redact::without_values(&text, self.documents),
                )
            }
            Trap::StackOverflow => format!(
                "its call stack is exhausted{}: it recurses too deeply",
                place(dump)
            ),
            other => format!("{other}{}", place(dump)),
        }
    }
}

fn panic_in(dump: &WasmCoreDump, store: &Store<Limiter>) -> Option<String> {
    dump.memories()
        .iter()
        .find_map(|memory| panic_text::find(memory.data(store)))
}

/// The innermost function that has a name.
fn place(dump: Option<&WasmCoreDump>) -> String {
    dump.and_then(|dump| dump.frames().iter().find_map(|frame| frame.func_name()))
        .map(|name| format!(" in `{}`", text::printable(name, 120)))
        .unwrap_or_default()
}

/// wasmtime keeps the type of this error to itself, so it is known by its text; a test holds
/// the text in place.
fn is_hostcall_fuel(error: &wasmtime::Error) -> bool {
    error
        .root_cause()
        .to_string()
        .contains("fuel allocated for hostcalls has been exhausted")
}
