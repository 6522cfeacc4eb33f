//! How a paper is written down: a matter of its reader, never of its class.

use refit_plugin::{
    Random,
    writing::{Days, Sums},
};

/// The shape of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shape {
    /// An extraction service's fields.
    #[default]
    Nested,
    /// A row of a table.
    Flat,
    /// An extraction service's whole result.
    Wrapped,
}

/// How a paper is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout {
    pub(super) shape: Shape,
    pub(super) sums: Sums,
    pub(super) days: Days,
    /// Which of the names in use its fields have: 0 to 2.
    pub(super) names: usize,
    /// Whether city, state and ZIP code are fields of their own.
    pub(super) splits_address: bool,
    /// Whether every field is `{"value": …}`.
    pub(super) wraps_values: bool,
    /// Whether a table has its fixed columns only: no words, signature, place or stamp.
    pub(super) is_bare: bool,
}

impl Layout {
    pub(super) fn draw(random: &mut Random) -> Self {
        let shape = random.weighted(&[
            (0.45, Shape::Nested),
            (0.35, Shape::Flat),
            (0.20, Shape::Wrapped),
        ]);
        let sums = match shape {
            Shape::Flat => random.weighted(&[(0.8, Sums::Numbers), (0.2, Sums::Texts)]),
            Shape::Nested | Shape::Wrapped => random.weighted(&[
                (0.4, Sums::Numbers),
                (0.35, Sums::Texts),
                (0.25, Sums::Objects),
            ]),
        };
        Self {
            shape,
            sums,
            days: random.weighted(&[(0.6, Days::Iso), (0.3, Days::Slashes), (0.1, Days::Words)]),
            names: random.place(3),
            splits_address: random.chance(0.35),
            wraps_values: shape != Shape::Flat && random.chance(0.15),
            is_bare: shape == Shape::Flat && random.chance(0.06),
        }
    }
}
