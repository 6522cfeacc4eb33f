//! Currencies and the size of everyday sums in them.

use refit_plugin::Random;

/// A currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Currency {
    pub(super) code: &'static str,
    /// How many units an everyday sum has for each dollar.
    pub(super) per_dollar: f64,
    /// The smallest step of prices, in hundredths of a unit.
    pub(super) step: i64,
    /// What cash machines pay out multiples of, in units.
    pub(super) note: i64,
}

impl Default for Currency {
    fn default() -> Self {
        DOLLAR
    }
}

pub(super) const DOLLAR: Currency = Currency {
    code: "USD",
    per_dollar: 1.0,
    step: 1,
    note: 20,
};

const fn currency(code: &'static str, per_dollar: f64, step: i64, note: i64) -> Currency {
    Currency {
        code,
        per_dollar,
        step,
        note,
    }
}

/// Currencies of retail accounts elsewhere, the ones with large numbers first.
const ABROAD: [(f64, Currency); 9] = [
    (3.0, currency("CZK", 22.0, 10, 100)),
    (1.5, currency("SEK", 10.0, 100, 100)),
    (1.5, currency("MXN", 18.0, 1, 100)),
    (1.5, currency("INR", 30.0, 1, 100)),
    (1.0, currency("JPY", 110.0, 100, 1_000)),
    (1.0, currency("HUF", 150.0, 100, 1_000)),
    (1.0, currency("PLN", 4.0, 1, 50)),
    (1.0, currency("EUR", 0.9, 1, 10)),
    (1.0, currency("GBP", 0.8, 1, 10)),
];

impl Currency {
    /// The currency of an account outside the United States.
    pub(super) fn abroad(random: &mut Random) -> Self {
        random.weighted(&ABROAD)
    }

    /// A sum that is `dollars` at home, in hundredths, on the price step.
    pub(super) fn cents(&self, dollars: f64) -> i64 {
        let steps = (dollars * self.per_dollar * 100.0 / self.step as f64).round() as i64;
        steps * self.step
    }

    /// The same, in whole notes; at least one.
    pub(super) fn notes(&self, dollars: f64) -> i64 {
        let note = self.note * 100;
        let sum = (dollars * self.per_dollar * 100.0) as i64;
        ((sum + note / 2) / note).max(1) * note
    }

    /// Rounds a sum to its first `digits` digits, as people choose sums. Never below a unit.
    pub(super) fn round(cents: i64, digits: u32) -> i64 {
        let mut step = 100;
        while cents / step >= 10_i64.pow(digits) {
            step *= 10;
        }
        ((cents + step / 2) / step).max(1) * step
    }
}
