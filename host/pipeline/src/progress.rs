//! How a run tells where it is, and how it is told to stop.

use std::{fmt, time::Duration};

use refit_core::RunId;
use refit_registry::ActivationGuard;
use serde::Serialize;

/// The steps of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Fetching labelled documents.
    Fetch,
    /// Extracting features, generating synthetic documents.
    Generate,
    /// Mixing real and synthetic rows.
    Blend,
    /// Judging the data.
    Validate,
    /// Holding rows out.
    Split,
    /// Training.
    Train,
    /// Measuring on the rows held out.
    Evaluate,
    /// Comparing with the champion.
    Compare,
    /// Saving the version.
    Save,
    /// Making it live.
    Activate,
    /// Deleting old versions.
    CleanUp,
}

impl Step {
    /// All steps.
    pub const ALL: [Self; 11] = [
        Self::Fetch,
        Self::Generate,
        Self::Blend,
        Self::Validate,
        Self::Split,
        Self::Train,
        Self::Evaluate,
        Self::Compare,
        Self::Save,
        Self::Activate,
        Self::CleanUp,
    ];

    /// Its number, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The word in records, spans and progress.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fetch => "fetch",
            Self::Generate => "generate",
            Self::Blend => "blend",
            Self::Validate => "validate",
            Self::Split => "split",
            Self::Train => "train",
            Self::Evaluate => "evaluate",
            Self::Compare => "compare",
            Self::Save => "save",
            Self::Activate => "activate",
            Self::CleanUp => "clean_up",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<'a> {
    /// The run has its number.
    Begun {
        /// The run.
        run: RunId,
    },
    /// A step begins.
    StepBegun {
        /// Which.
        step: Step,
    },
    /// A step has ended well.
    StepEnded {
        /// Which.
        step: Step,
        /// How long it took.
        took: Duration,
        /// What it came to, in a few words.
        summary: &'a str,
    },
}

/// Somebody who watches a run.
pub trait Observer: Send + Sync {
    /// Something happened. Must not block.
    fn on_event(&self, event: &Event<'_>);

    /// Whether the run shall stop before its next step.
    fn is_cancelled(&self) -> bool {
        false
    }

    /// What must hold in the transaction in which the version goes live, if something must.
    fn activation_guard(&self) -> Option<&dyn ActivationGuard> {
        None
    }
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn on_event(&self, _: &Event<'_>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_count_from_one_to_eleven() {
        let numbers: Vec<usize> = Step::ALL.iter().map(|step| step.number()).collect();
        assert_eq!(numbers, (1..=11).collect::<Vec<_>>());
    }
}
