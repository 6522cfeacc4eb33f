//! How a paper is written down: shape, spelling of sums and days.

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
    /// A row of a table, its lists as JSON text.
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
    /// Whether it is a file from the payroll and no scan.
    pub(super) is_file: bool,
    /// Whether taxes stand among the deductions.
    pub(super) has_one_list: bool,
    /// Whether the four main taxes have fields of their own too.
    pub(super) has_own_fields: bool,
    /// Whether dates have a field; tables of paystubs often lack them.
    pub(super) has_dates: bool,
    /// Whether addresses were read: many readers and most tables lack them.
    pub(super) has_addresses: bool,
    pub(super) has_totals: bool,
    pub(super) has_hours: bool,
    /// Whether the sums of the year are shown.
    pub(super) has_year: bool,
    /// Whether deductions are printed with a minus.
    pub(super) has_minus: bool,
    /// Whether income taxes of 0 are printed.
    pub(super) prints_zeros: bool,
    /// Whether names, and labels, are in capitals.
    pub(super) has_upper_names: bool,
    pub(super) has_upper_labels: bool,
    /// Whether the employer's name is in the other style.
    pub(super) has_other_heading: bool,
    /// Which of the names in use its fields have.
    pub(super) uses_other_names: bool,
}

impl Layout {
    /// Layouts go with payrolls and readers, never with what was done to a paper.
    pub(super) fn draw(random: &mut Random) -> Self {
        let shape = random.weighted(&[
            (0.45, Shape::Nested),
            (0.35, Shape::Flat),
            (0.20, Shape::Wrapped),
        ]);
        let is_flat = shape == Shape::Flat;
        let sums = if is_flat {
            random.weighted(&[(0.8, Sums::Numbers), (0.2, Sums::Texts)])
        } else {
            random.weighted(&[
                (0.5, Sums::Numbers),
                (0.25, Sums::Texts),
                (0.25, Sums::Objects),
            ])
        };
        let days = random.weighted(&[(0.6, Days::Iso), (0.3, Days::Slashes), (0.1, Days::Words)]);
        Self {
            shape,
            sums,
            days,
            is_file: random.chance(0.55),
            has_one_list: random.chance(if is_flat { 0.7 } else { 0.2 }),
            has_own_fields: !is_flat && random.chance(0.3),
            has_dates: !is_flat || random.chance(0.85),
            has_totals: random.chance(0.1),
            has_hours: random.chance(0.6),
            has_year: random.chance(0.7),
            has_minus: random.chance(0.06),
            prints_zeros: random.chance(0.4),
            has_upper_names: random.chance(0.35),
            has_upper_labels: random.chance(0.3),
            has_other_heading: random.chance(0.06),
            uses_other_names: random.chance(0.5),
            has_addresses: random.chance(if is_flat { 0.88 } else { 0.94 }),
        }
    }
}
