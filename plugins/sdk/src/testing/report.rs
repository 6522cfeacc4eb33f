//! What the check found.

use core::fmt;

use super::Finding;

/// What became of one law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// Its name, one of [`laws`](super::laws).
    pub name: &'static str,
    /// Whether the plugin keeps it.
    pub passed: bool,
    /// Whether it could be looked at; what is broken before may prevent that.
    pub looked_at: bool,
    /// What was looked at; where the law is broken, the first counter-examples.
    pub detail: String,
}

impl Law {
    pub(super) fn new(name: &'static str, finding: Finding) -> Self {
        let passed = finding.is_ok();
        let (Ok(detail) | Err(detail)) = finding;
        Self {
            name,
            passed,
            looked_at: true,
            detail,
        }
    }
}

/// What became of all laws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The laws, in the order in which they were looked at.
    pub laws: Vec<Law>,
}

impl Report {
    /// The laws, and those that failed of the same fault as one before them as not looked at.
    pub(super) fn new(laws: impl IntoIterator<Item = Law>) -> Self {
        let mut told: Vec<Law> = Vec::new();
        for mut law in laws {
            let cause = told.iter().find(|before| {
                before.looked_at && !before.passed && !law.passed && before.detail == law.detail
            });
            if let Some(cause) = cause {
                law.detail = format!("not looked at, because of {}", cause.name);
                law.looked_at = false;
            }
            told.push(law);
        }
        Self { laws: told }
    }

    /// Whether the plugin keeps all laws.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.laws.iter().all(|law| law.passed)
    }

    /// Fails the test that calls it where a law is broken.
    ///
    /// # Panics
    ///
    /// With the report, where a law is broken.
    #[expect(clippy::panic, reason = "this is how a test fails")]
    #[track_caller]
    pub fn assert(&self) {
        if !self.passed() {
            panic!("the plugin breaks a law\n{self}");
        }
    }
}

/// One line a law, and the counter-examples below a broken one.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for law in &self.laws {
            if law.passed {
                writeln!(formatter, "ok      {}: {}", law.name, law.detail)?;
            } else if !law.looked_at {
                writeln!(formatter, "-       {}: {}", law.name, law.detail)?;
            } else {
                writeln!(formatter, "BROKEN  {}", law.name)?;
                for line in law.detail.lines() {
                    writeln!(formatter, "        {line}")?;
                }
            }
        }
        Ok(())
    }
}

/// So many counter-examples are told.
const TOLD: usize = 5;

/// Counter-examples as they come up.
#[derive(Default)]
pub(super) struct CounterExamples {
    first: Vec<String>,
    more: usize,
}

impl CounterExamples {
    pub(super) fn add(&mut self, example: impl Into<String>) {
        if self.first.len() < TOLD {
            self.first.push(example.into());
        } else {
            self.more += 1;
        }
    }

    /// Whether there are as many as are told.
    pub(super) fn is_full(&self) -> bool {
        self.first.len() >= TOLD
    }

    /// The counter-examples, one a line; where there are none, what was looked at.
    pub(super) fn or(mut self, looked_at: impl Into<String>) -> Finding {
        if self.first.is_empty() {
            return Ok(looked_at.into());
        }
        if self.more > 0 {
            self.first.push(format!("and {} more", self.more));
        }
        Err(self.first.join("\n"))
    }
}
