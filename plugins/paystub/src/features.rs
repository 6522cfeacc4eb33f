//! The features, from the document to the row.

mod label;
mod line;
mod presence;
pub(crate) mod read;
mod schema;
mod sums;
mod tax_error;
mod texts;

pub(crate) use self::schema::FEATURES;
use self::{label::Kind, read::Stub, sums::Sums};

/// The row of a paystub, in the order of [`FEATURES`].
pub(crate) fn row(stub: &Stub<'_>) -> Vec<f64> {
    let sums = Sums::of(stub);
    vec![
        presence::company(stub),
        presence::employee(stub),
        presence::given(&stub.gross),
        presence::given(&stub.net),
        presence::given(&stub.date),
        stub.gross.value().unwrap_or(f64::NAN),
        stub.net.value().unwrap_or(f64::NAN),
        tax_error::tax_error(stub, &sums),
        texts::text_quality(stub),
        presence::missing_fields_count(stub, &sums),
        sums.withheld(Kind::Federal),
        sums.withheld(Kind::State),
        sums.withheld(Kind::SocialSecurity),
        sums.withheld(Kind::Medicare),
        sums.taxes.unwrap_or(f64::NAN),
        stub.share_of_gross(sums.taxes),
        stub.share_of_gross(stub.net.value()),
        stub.share_of_gross(sums.listed),
    ]
}
