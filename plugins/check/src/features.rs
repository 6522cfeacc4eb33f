//! The features, from the document to the row.

mod address;
mod amounts;
mod dates;
mod names;
mod numbers;
mod presence;
mod quality;
pub(crate) mod read;
mod routing;
mod schema;
mod signing;
mod sort;

use refit_plugin::Day;

pub(crate) use self::schema::FEATURES;
use self::{read::Paper, sort::Sort};

/// The row of a check that was received on the day `received`, in the order of [`FEATURES`].
pub(crate) fn row(paper: &Paper<'_>, received: Day) -> Vec<f64> {
    let sort = Sort::of(paper);
    vec![
        paper.bank.as_deref().map_or(0.5, routing::bank_validity),
        routing::routing_validity(paper),
        presence::account_present(paper),
        numbers::check_number_valid(paper),
        paper.amount,
        amounts::amount_category(paper.amount),
        amounts::round_amount(paper.amount),
        presence::flag(paper.payer.is_some()),
        presence::flag(paper.payee.is_some()),
        presence::flag(paper.payer_address.is_some()),
        presence::given(&paper.date),
        dates::future_date(paper, received),
        dates::date_age_days(paper, received),
        signing::signature_detected(paper),
        presence::flag(paper.memo.is_some()),
        amounts::amount_matching(paper),
        amounts::amount_parsing_confidence(paper),
        amounts::suspicious_amount(paper.amount, sort),
        dates::date_format_valid(paper, received),
        dates::weekend_holiday(paper, sort),
        presence::critical_missing_count(paper),
        quality::field_quality(paper, received),
        routing::bank_routing_match(paper),
        numbers::check_number_pattern(paper, sort),
        address::address_valid(paper),
        names::name_consistency(paper),
        signing::signature_requirement(paper, sort),
        signing::endorsement_present(paper),
        sort.risk(),
        quality::text_quality(paper),
    ]
}
