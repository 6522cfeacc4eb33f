//! A guard around the trainers, which are other people's code.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Error, Model};

/// Runs a trainer; a panic in it becomes an error of this training, not the end of the host.
pub(crate) fn guarded<T>(
    model: Model,
    train: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    // Nothing that the trainer touched is used after a panic: it owns its state.
    catch_unwind(AssertUnwindSafe(train)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Err(Error::Training {
            model,
            reason: format!("it panicked: {}", text.unwrap_or("no message")),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let result: Result<(), Error> = guarded(Model::Xgboost, || panic!("bin {}", 7));
        assert_eq!(
            result.unwrap_err().to_string(),
            "training the boosted trees failed: it panicked: bin 7"
        );
    }
}
