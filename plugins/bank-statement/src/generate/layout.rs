//! How a paper is written down: shape, spelling of sums and days.

use refit_plugin::{
    Random,
    writing::{Days, Sums},
};

use super::profile::Profile;

/// The shape of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shape {
    /// An extraction service's fields.
    #[default]
    Nested,
    /// A row of a table, its lines as JSON text.
    Flat,
    /// A bank's own export: account, period, lines with their kind and running balance.
    Ledger,
    /// An extraction service's whole result.
    Wrapped,
}

/// How a paper is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout {
    pub(super) shape: Shape,
    pub(super) sums: Sums,
    pub(super) days: Days,
    /// Whether lines show the balance behind them.
    pub(super) has_running_balance: bool,
    /// Whether descriptions are in capitals.
    pub(super) is_upper: bool,
    /// Whether the bank's own lines (interest, fees, cash) are in the other style.
    pub(super) mixes_styles: bool,
    /// Whether lines say what they are for.
    pub(super) has_descriptions: bool,
    /// Whether the newest line comes first.
    pub(super) is_newest_first: bool,
    /// Which of the names in use its fields have.
    pub(super) uses_other_names: bool,
}

impl Layout {
    /// Layouts go with banks and readers, never with what was done to a paper.
    pub(super) fn draw(profile: Profile, random: &mut Random) -> Self {
        let (shapes, running) = match profile {
            Profile::Retail => ([0.12, 0.10, 0.70, 0.08], 0.93),
            Profile::Export => ([0.35, 0.30, 0.20, 0.15], 0.55),
            _ => ([0.42, 0.33, 0.07, 0.18], 0.35),
        };
        let [nested, flat, ledger, wrapped] = shapes;
        let shape = random.weighted(&[
            (nested, Shape::Nested),
            (flat, Shape::Flat),
            (ledger, Shape::Ledger),
            (wrapped, Shape::Wrapped),
        ]);
        let sums = match shape {
            Shape::Ledger => Sums::Numbers,
            Shape::Flat => random.weighted(&[(0.8, Sums::Numbers), (0.2, Sums::Texts)]),
            Shape::Nested | Shape::Wrapped => random.weighted(&[
                (0.5, Sums::Numbers),
                (0.25, Sums::Texts),
                (0.25, Sums::Objects),
            ]),
        };
        let days = match shape {
            Shape::Ledger => Days::Iso,
            _ => random.weighted(&[(0.6, Days::Iso), (0.3, Days::Slashes), (0.1, Days::Words)]),
        };
        Self {
            shape,
            sums,
            days,
            has_running_balance: random.chance(running),
            is_upper: random.chance(0.6),
            mixes_styles: random.chance(0.25),
            has_descriptions: !random.chance(0.05),
            is_newest_first: random.chance(if profile == Profile::Export {
                0.3
            } else {
                0.05
            }),
            uses_other_names: random.chance(0.5),
        }
    }
}
