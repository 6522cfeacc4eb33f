//! Step 4: is the data fit for training?

use refit_core::DataSource;
use refit_learn::Dataset;

use super::Run;
use crate::{Error, Level, Step, report, rows::Rows};

impl Run<'_> {
    /// Judges the rows; errors among the findings end the run.
    pub(super) fn validate(&mut self, rows: &Rows) -> Result<Dataset, Error> {
        let step = self.begin(Step::Validate)?;
        let data = rows.dataset()?;
        let schema = &self.plugin.descriptor().features;
        let source = self.record.data_source.unwrap_or(DataSource::Synthetic);
        let findings = report::judge(rows, &data, schema, source, &self.options.quality);
        self.record.findings.extend(findings);
        self.refuse_errors()?;
        let count = |level, name| {
            let findings = self.record.findings.iter();
            match findings.filter(|finding| finding.level == level).count() {
                1 => format!("1 {name}"),
                count => format!("{count} {name}s"),
            }
        };
        self.end(
            &step,
            format!(
                "{}, {}",
                count(Level::Warning, "warning"),
                count(Level::Info, "note")
            ),
        );
        Ok(data)
    }
}
