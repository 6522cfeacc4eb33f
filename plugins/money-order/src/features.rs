//! The features, from the document to the row.

mod address;
mod amounts;
mod dates;
mod issuer;
mod names;
mod places;
mod presence;
pub(crate) mod read;
mod schema;
mod serial;
mod signature;
mod texts;

use refit_plugin::Day;

pub(crate) use self::schema::FEATURES;
use self::{issuer::Issuer, read::Order};

/// The row of a money order that was received on the day `received`, in the order of
/// [`FEATURES`].
pub(crate) fn row(order: &Order<'_>, received: Day) -> Vec<f64> {
    let issuer = Issuer::of(order);
    vec![
        issuer.validity(),
        serial::present(order),
        serial::format_match(order, &issuer),
        amounts::value(order),
        amounts::category(order),
        amounts::roundness(order),
        presence::flag(order.payee.is_some()),
        presence::flag(order.purchaser.is_some()),
        presence::given(&order.date),
        dates::future(order, received),
        dates::age_days(order, received),
        signature::present(order),
        amounts::matching(order),
        amounts::parsing_confidence(order),
        amounts::suspicious(order, &issuer),
        dates::format_valid(order),
        dates::weekend_holiday(order),
        dates::amount_correlation(order, &issuer, received),
        presence::critical_missing_count(order, &issuer),
        texts::field_quality(order, &issuer),
        issuer::rules_kept(order, &issuer),
        serial::pattern_valid(order, &issuer),
        address::validity(order),
        names::consistency(order),
        issuer.wants_signature(),
        issuer.type_risk(),
        texts::quality(order),
        presence::missing_fields_count(order),
        signature::endorsement(order),
        presence::flag(order.location.is_some()),
    ]
}
