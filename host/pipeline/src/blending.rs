//! How many synthetic rows stand beside the real ones.

use refit_core::DataSource;

use crate::options::Blending;

/// What a run is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) source: DataSource,
    /// Synthetic documents to generate.
    pub(crate) synthetic: u32,
}

impl Plan {
    /// The mixture for so many usable real rows.
    pub(crate) fn of(real: usize, blending: &Blending) -> Self {
        if real < blending.min_real_for_hybrid {
            return Self {
                source: DataSource::Synthetic,
                synthetic: blending.synthetic_documents,
            };
        }
        if real >= blending.min_real_for_real_only {
            return Self {
                source: DataSource::Real,
                synthetic: 0,
            };
        }
        // All real rows, and synthetic ones up to their share of the whole; at a share of 1 that
        // is as many as there may be.
        let share = blending.synthetic_share.clamp(0.0, 1.0);
        let wanted = (real as f64 * share / (1.0 - share)).floor();
        let most = f64::from(blending.synthetic_documents);
        // Between 0 and `most`, which is a u32.
        Self {
            source: DataSource::Hybrid,
            synthetic: wanted.min(most) as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLENDING: Blending = Blending {
        min_real_for_hybrid: 100,
        min_real_for_real_only: 500,
        synthetic_share: 0.4,
        synthetic_documents: 2_000,
    };

    #[test]
    fn the_number_of_real_rows_decides_the_mixture() {
        let plan = |real| Plan::of(real, &BLENDING);
        let synthetic = Plan {
            source: DataSource::Synthetic,
            synthetic: 2_000,
        };
        assert_eq!([plan(0), plan(99)], [synthetic; 2]);
        assert_eq!(
            plan(100),
            Plan {
                source: DataSource::Hybrid,
                synthetic: 66
            }
        );
        assert_eq!(plan(148).synthetic, 98);
        assert_eq!(
            plan(499),
            Plan {
                source: DataSource::Hybrid,
                synthetic: 332
            }
        );
        assert_eq!(
            plan(500),
            Plan {
                source: DataSource::Real,
                synthetic: 0
            }
        );
    }

    #[test]
    fn there_are_never_more_synthetic_rows_than_configured() {
        let few = Blending {
            synthetic_documents: 10,
            ..BLENDING
        };
        assert_eq!(Plan::of(300, &few).synthetic, 10);
        let all = Blending {
            synthetic_share: 1.0,
            ..BLENDING
        };
        assert_eq!(Plan::of(300, &all).synthetic, 2_000);
    }
}
