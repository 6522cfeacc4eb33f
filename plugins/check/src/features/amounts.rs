//! The amount: its size, and its two spellings.

use refit_plugin::Reading;

use super::{read::Paper, sort::Sort};

/// Under $100, $500, $2,500, $10,000, $50,000, and above: the median check of a consumer is
/// $116, of a firm $357, and a returned one $3,564 on average (Federal Reserve).
pub(super) fn amount_category(amount: f64) -> f64 {
    const STEPS: [f64; 5] = [100.0, 500.0, 2_500.0, 10_000.0, 50_000.0];
    STEPS.iter().filter(|step| amount >= **step).count() as f64
}

/// 1 for whole thousands, 0.8 for hundreds, 0.6 for tens, 0.4 for dollars, 0 with cents.
pub(super) fn round_amount(amount: f64) -> f64 {
    if !(1.0..=1e12).contains(&amount) {
        return 0.0;
    }
    let cents = (amount * 100.0).round() as u64;
    [(100_000, 1.0), (10_000, 0.8), (1_000, 0.6), (100, 0.4)]
        .into_iter()
        .find_map(|(unit, grade)| cents.is_multiple_of(unit).then_some(grade))
        .unwrap_or(0.0)
}

/// 1 where words and figures say the same, 0.5 where only one of them can be read, and the
/// lower the further they are apart. Words that were not read clearly count less.
pub(super) fn amount_matching(paper: &Paper<'_>) -> f64 {
    let (Reading::Read(figures), Some(spoken)) = (paper.figures, paper.spoken) else {
        return 0.5;
    };
    let gap = (figures - spoken.amount).abs();
    let larger = figures.max(spoken.amount);
    if gap < 0.005 + larger * 1e-9 {
        return 0.75 + 0.25 * spoken.clarity;
    }
    let apart = 0.45 * (1.0 - (gap / larger).min(1.0));
    spoken.clarity * apart + (1.0 - spoken.clarity) * 0.5
}

/// The average of words and figures: 1 for what was read, 0.5 for what is not there, 0 for
/// what cannot be read.
pub(super) fn amount_parsing_confidence(paper: &Paper<'_>) -> f64 {
    let figures = match paper.figures {
        Reading::Read(_) => 1.0,
        Reading::Missing => 0.5,
        Reading::Unreadable => 0.0,
    };
    let words = match (&paper.in_words, paper.spoken) {
        (None, _) => 0.5,
        (Some(_), None) => 0.0,
        (Some(_), Some(spoken)) => spoken.clarity,
    };
    (figures + words) / 2.0
}

/// Forgers stay under limits that are looked at (reports from $10,000, holds from $5,525), and
/// like whole hundreds from $900 to $9,900: the overpayment of a sale. An amount beyond what
/// checks of its kind are usually over counts too.
pub(super) fn suspicious_amount(amount: f64, sort: Sort) -> f64 {
    let round = round_amount(amount) >= 0.8;
    let under_a_limit =
        (9_000.0..10_000.0).contains(&amount) || (4_800.0..5_525.0).contains(&amount);
    let times_usual = amount / sort.usual_most();
    let by_size = if times_usual >= 1.0 {
        0.9 - 0.4 / times_usual
    } else {
        0.0
    };
    let overpaid = round && (900.0..=9_900.0).contains(&amount);
    let by_shape: f64 = match (under_a_limit, overpaid) {
        (true, true) => 0.9,
        (true, false) => 0.7,
        (false, true) => 0.5,
        (false, false) => 0.0,
    };
    let is_certain_money = matches!(sort, Sort::Cashiers | Sort::Certified | Sort::MoneyOrder);
    let grade = by_size.max(by_shape);
    if is_certain_money && overpaid {
        return (grade + 0.1).min(1.0);
    }
    grade.min(1.0)
}
