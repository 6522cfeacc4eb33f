//! The task is not trivial.

use refit_plugin::{Class, DocumentType};

use super::specimens;
use crate::Paystub;

/// A third of the forged papers show little: their sums add up, and nothing much is missing.
#[test]
fn many_forged_papers_show_nothing_that_honest_ones_do_not() {
    let place = crate::tests::place;
    let is_quiet = |row: &[f64]| {
        let error = row[place("tax_error")];
        (error.is_nan() || error < 0.005)
            && row[place("missing_fields_count")] <= 3.0
            && row[place("text_quality")] > 0.6
            && row[place("has_social_security")] > 0.0
    };
    let share = |class| {
        let specimens = specimens(8, 2_000);
        let of_class: Vec<_> = specimens.iter().filter(|it| it.class == class).collect();
        let quiet = of_class
            .iter()
            .filter(|specimen| is_quiet(&Paystub::extract(&specimen.submission).unwrap()));
        quiet.count() as f64 / of_class.len() as f64
    };
    let (forged, honest) = (share(Class::Fraud), share(Class::Legitimate));
    assert!(forged > 0.2, "{forged} of the forged are quiet");
    assert!((0.4..0.95).contains(&honest), "{honest} of the honest are");
}
