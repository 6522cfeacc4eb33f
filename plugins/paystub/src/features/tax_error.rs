//! What does not add up.

use super::{
    label::Kind,
    read::Stub,
    sums::{MEDICARE, SOCIAL_SECURITY, Sums},
};

/// Two sums of money that differ by no more than this are equal: a cent of rounding.
const CENT: f64 = 0.011;

/// The additional Medicare tax on pay above $200,000 in a year, which no less than this in a week
/// comes to.
const HIGH_PAY: f64 = 0.009;
const HIGH_PAY_FROM: f64 = 3_800.0;

/// The highest rates of income tax that pay meets: 37 % federal, 9.9 % in Oregon. California's
/// 13.3 % begin at a million.
const HIGHEST_FEDERAL: f64 = 0.37;
const HIGHEST_STATE: f64 = 0.099;

/// The largest of these, as shares of gross pay: gross less everything listed less net; how far
/// Social Security and Medicare are from their legal rates; income taxes above the highest rate
/// there is. 1 where more is paid out than was earned. NaN where nothing can be held against
/// anything.
pub(super) fn tax_error(stub: &Stub<'_>, sums: &Sums) -> f64 {
    let net = stub.net.value();
    let earned = stub
        .gross
        .value()
        .map(|gross| gross.max(0.0) + sums.credits);
    if let (Some(net), Some(earned)) = (net, earned)
        && net > earned + CENT
    {
        return 1.0;
    }
    let Some(gross) = stub.gross_above_zero() else {
        return f64::NAN;
    };
    let more = if gross < HIGH_PAY_FROM { 0.0 } else { HIGH_PAY };
    let remainder = match (net, sums.listed) {
        (Some(net), Some(listed)) => Some(beyond_a_cent(gross - listed - net)),
        _ => None,
    };
    let parts = [
        remainder,
        off_rate(sums, gross, Kind::SocialSecurity, SOCIAL_SECURITY, 0.0),
        off_rate(sums, gross, Kind::Medicare, MEDICARE, more),
        above(sums.amount(Kind::Federal), gross * HIGHEST_FEDERAL),
        above(sums.amount(Kind::State), gross * HIGHEST_STATE),
    ];
    parts
        .into_iter()
        .flatten()
        .reduce(f64::max)
        .map_or(f64::NAN, |error| error / gross)
}

fn beyond_a_cent(difference: f64) -> f64 {
    let size = difference.abs();
    if size > CENT { size } else { 0.0 }
}

/// The rates apply to gross pay less benefits under Section 125, and not to retirement. A label
/// does not always tell the two apart, so everything between both bases is right. No tax at all
/// is no wrong rate: students are exempt, and the year's wage base ends.
fn off_rate(sums: &Sums, gross: f64, kind: Kind, rate: f64, more: f64) -> Option<f64> {
    let amount = sums.amount(kind)?;
    let lowest = rate * (gross - sums.health).max(0.0);
    let highest = (rate + more) * gross;
    let gap = (lowest - amount).max(amount - highest).max(0.0);
    Some(beyond_a_cent(gap))
}

fn above(amount: Option<f64>, highest: f64) -> Option<f64> {
    amount.map(|amount| (amount - highest).max(0.0))
}
