//! How a check is written down: shape, spelling of amounts and days.

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

/// How a check is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout {
    pub(super) shape: Shape,
    pub(super) sums: Sums,
    pub(super) days: Days,
    /// Whether all text of the face stands in one field too.
    pub(super) has_raw_text: bool,
    /// Which of the names in use its fields have.
    pub(super) uses_other_names: bool,
    /// Whether the address stands in four fields.
    pub(super) splits_address: bool,
}

impl Layout {
    /// Layouts go with readers, never with what was done to a paper.
    pub(super) fn draw(random: &mut Random) -> Self {
        Self {
            shape: random.weighted(&[
                (0.48, Shape::Nested),
                (0.34, Shape::Flat),
                (0.18, Shape::Wrapped),
            ]),
            sums: random.weighted(&[
                (0.5, Sums::Numbers),
                (0.25, Sums::Texts),
                (0.25, Sums::Objects),
            ]),
            days: random.weighted(&[(0.6, Days::Iso), (0.3, Days::Slashes), (0.1, Days::Words)]),
            has_raw_text: random.chance(0.9),
            uses_other_names: random.chance(0.5),
            splits_address: random.chance(0.4),
        }
    }
}
