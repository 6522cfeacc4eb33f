//! Step 3: one table of rows.

use refit_core::DataSource;

use super::{Run, generate::Material};
use crate::{Error, Finding, Level, Step, rows::Rows};

impl Run<'_> {
    /// Puts the rows together. Real ones that are too few to be used are not counted as used.
    pub(super) fn blend(&mut self, material: Material) -> Result<Rows, Error> {
        let step = self.begin(Step::Blend)?;
        let Material {
            real,
            synthetic,
            source,
        } = material;
        let rows = match source {
            DataSource::Synthetic => {
                if real.len() > 0 {
                    let message = format!(
                        "{} real documents are not used: {} are needed for a mixture (data_blending.min_real_samples_for_hybrid)",
                        real.len(),
                        self.options.blending.min_real_for_hybrid
                    );
                    self.record.findings.push(Finding::new(
                        Level::Info,
                        "real_rows_unused",
                        message,
                    ));
                }
                synthetic
            }
            DataSource::Hybrid | DataSource::Real => {
                let mut rows = real;
                rows.append(synthetic);
                rows
            }
        };
        self.record.data_source = Some(source);
        self.record.training_data = Some(rows.counts(&[]));
        self.record.data_digest = Some(rows.digest());
        let real = rows.real();
        self.end(
            &step,
            format!(
                "{}: {real} real and {} synthetic rows",
                source.as_str(),
                rows.len() - real
            ),
        );
        Ok(rows)
    }
}
