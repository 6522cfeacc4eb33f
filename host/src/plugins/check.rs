//! Does a component keep the laws?

mod laws;

use std::{fs, path::Path, sync::Arc};

use anyhow::Result;
use refit_plugin::testing;
use refit_runtime::{Error, Plugin, Runtime};
use serde::Serialize;

/// What became of a law.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Law {
    name: &'static str,
    passed: bool,
    /// Whether it could be looked at; what is broken before may prevent that.
    looked_at: bool,
    /// What was looked at, or the counter-examples, one a line.
    detail: String,
}

/// What a check found.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    passed: bool,
    laws: Vec<Law>,
    /// The mean of synthetic documents; none where the component cannot be called.
    fuel_per_document: Option<u64>,
    /// The most memory that a call had.
    peak_memory_bytes: Option<u64>,
    size_bytes: u64,
}

/// Looks at all laws; the plugin too, where it can be called.
///
/// # Errors
/// There is no such file, or the host cannot do its part. A broken law is none.
pub(crate) async fn check(
    runtime: &Runtime,
    file: &Path,
) -> Result<(Checked, Option<Arc<Plugin>>)> {
    let plugin = match runtime.load(file).await {
        Ok(plugin) => plugin,
        Err(error @ (Error::Missing { .. } | Error::Read { .. })) => {
            return Err(crate::app::with_hint(error));
        }
        Err(error) => return Ok((Checked::refused(file, &error), None)),
    };
    let looked = laws::look(Arc::clone(&plugin), runtime.options().fuel_per_document).await?;
    let checked = Checked {
        passed: looked.laws.iter().all(|law| law.passed),
        laws: looked.laws,
        fuel_per_document: looked.fuel_per_document,
        peak_memory_bytes: Some(plugin.usage().peak_memory_bytes),
        size_bytes: size(file),
    };
    Ok((checked, Some(plugin)))
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |metadata| metadata.len())
}

impl Checked {
    /// Whether all laws are kept.
    pub(crate) const fn passed(&self) -> bool {
        self.passed
    }

    /// Where the component does not load, the law that it breaks is told with the reason, and
    /// the others as not looked at.
    fn refused(file: &Path, error: &Error) -> Self {
        let broken = match error {
            Error::Imports { .. } => testing::laws::NO_IMPORTS,
            Error::Unstable { .. } => testing::laws::DESCRIBE_IS_STABLE,
            Error::Descriptor { .. } => testing::laws::DESCRIPTOR_IS_VALID,
            Error::Golden { .. } => testing::laws::GOLDEN_ROWS_MATCH,
            _ => testing::laws::LOADS,
        };
        let law = |name| Law {
            name,
            passed: false,
            looked_at: name == broken,
            detail: if name == broken {
                format!("{error} ({})\n{}", error.code(), error.hint())
            } else {
                format!("not looked at, because of {broken}")
            },
        };
        Self {
            passed: false,
            laws: testing::laws::ALL.map(law).to_vec(),
            fuel_per_document: None,
            peak_memory_bytes: None,
            size_bytes: size(file),
        }
    }

    /// The same where the file was a copy, whose place is nobody's business.
    pub(crate) fn without_place(mut self, file: &Path) -> Self {
        let place = format!("'{}'", file.display());
        let file = format!("plugin file {place}");
        for law in &mut self.laws {
            for said in [&file, &place] {
                law.detail = law.detail.replace(said, "the component");
            }
        }
        self
    }

    /// The laws that are not kept, each with what was found.
    pub(crate) fn broken(&self) -> Vec<String> {
        let broken = self.laws.iter().filter(|law| !law.passed && law.looked_at);
        let told = broken.map(|law| {
            let detail = law.detail.lines().next().unwrap_or_default();
            format!("{}: {detail}", law.name)
        });
        told.collect()
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for law in &self.laws {
            let mark = match law {
                Law { passed: true, .. } => "ok    ",
                Law {
                    looked_at: false, ..
                } => "-     ",
                _ => "BROKEN",
            };
            let mut lines = law.detail.lines();
            text.push_str(&format!(
                "{mark}  {:<25}  {}\n",
                law.name,
                lines.next().unwrap_or_default()
            ));
            for line in lines {
                text.push_str(&format!("{:35}{line}\n", ""));
            }
        }
        let count = |is_meant: fn(&&Law) -> bool| self.laws.iter().filter(is_meant).count();
        let broken = count(|law| !law.passed && law.looked_at);
        let not_looked_at = count(|law| !law.looked_at);
        if let (Some(fuel), Some(memory)) = (self.fuel_per_document, self.peak_memory_bytes) {
            text.push_str(&format!(
                "\n{fuel} fuel a document, {:.1} MB of memory at most, {} kB\n",
                memory as f64 / 1e6,
                self.size_bytes.div_ceil(1000)
            ));
        }
        text.push_str(&match (broken, not_looked_at) {
            (0, 0) => format!("\nAll {} laws are kept.", self.laws.len()),
            (_, 0) => format!("\n{broken} of {} laws are not kept.", self.laws.len()),
            _ => format!(
                "\n{broken} of {} laws are not kept, {not_looked_at} could not be looked at.",
                self.laws.len()
            ),
        });
        text
    }
}
