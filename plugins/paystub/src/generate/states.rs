//! The states: how many live there, and what they take from wages.

/// A state. Rates are those that a payroll arrives at, not the top brackets of the law.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct State {
    pub(super) code: &'static str,
    pub(super) city: &'static str,
    pub(super) zip: &'static str,
    /// The share of taxable pay at low wages, and at $150,000 a year and above.
    rates: (f64, f64),
    /// A state's insurance that employees pay for; 0 without.
    pub(super) insurance: f64,
    /// The tax of a city or county; 0 without.
    pub(super) local: f64,
}

impl Default for State {
    fn default() -> Self {
        TEXAS
    }
}

impl State {
    pub(super) fn taxes_wages(&self) -> bool {
        self.rates.1 > 0.0
    }

    /// The share of `annual` taxable dollars that is withheld.
    pub(super) fn rate(&self, annual: f64) -> f64 {
        let (low, high) = self.rates;
        low + (high - low) * (annual / 150_000.0).clamp(0.0, 1.0)
    }
}

const fn state(
    code: &'static str,
    city: &'static str,
    zip: &'static str,
    rates: (f64, f64),
    insurance: f64,
    local: f64,
) -> State {
    State {
        code,
        city,
        zip,
        rates,
        insurance,
        local,
    }
}

const TEXAS: State = state("TX", "Austin", "787", (0.0, 0.0), 0.0, 0.0);

/// Weights are millions of people. The nine states without a tax on wages have 23 % of them.
pub(super) const STATES: [(f64, State); 31] = [
    (
        39.0,
        state("CA", "Fresno", "937", (0.012, 0.075), 0.012, 0.0),
    ),
    (30.5, TEXAS),
    (22.6, state("FL", "Tampa", "336", (0.0, 0.0), 0.0, 0.0)),
    (
        19.6,
        state("NY", "Albany", "122", (0.032, 0.062), 0.004, 0.0),
    ),
    (
        13.0,
        state("PA", "Reading", "196", (0.0307, 0.0307), 0.0007, 0.01),
    ),
    (
        12.5,
        state("IL", "Peoria", "616", (0.0495, 0.0495), 0.0, 0.0),
    ),
    (
        11.8,
        state("OH", "Dayton", "454", (0.015, 0.035), 0.0, 0.02),
    ),
    (11.0, state("GA", "Macon", "312", (0.04, 0.052), 0.0, 0.0)),
    (
        10.8,
        state("NC", "Durham", "277", (0.0399, 0.0399), 0.0, 0.0),
    ),
    (
        10.0,
        state("MI", "Lansing", "489", (0.0425, 0.0425), 0.0, 0.0),
    ),
    (
        9.3,
        state("NJ", "Trenton", "086", (0.015, 0.055), 0.006, 0.0),
    ),
    (8.7, state("VA", "Norfolk", "235", (0.035, 0.055), 0.0, 0.0)),
    (7.8, state("WA", "Tacoma", "984", (0.0, 0.0), 0.0058, 0.0)),
    (7.4, state("AZ", "Mesa", "852", (0.02, 0.025), 0.0, 0.0)),
    (7.1, state("TN", "Memphis", "381", (0.0, 0.0), 0.0, 0.0)),
    (
        7.0,
        state("MA", "Lowell", "018", (0.045, 0.05), 0.0046, 0.0),
    ),
    (6.9, state("IN", "Muncie", "473", (0.03, 0.03), 0.0, 0.015)),
    (6.2, state("MO", "Joplin", "648", (0.02, 0.045), 0.0, 0.0)),
    (6.2, state("MD", "Laurel", "207", (0.04, 0.055), 0.0, 0.028)),
    (5.9, state("WI", "Racine", "534", (0.03, 0.055), 0.0, 0.0)),
    (
        5.9,
        state("CO", "Pueblo", "810", (0.0425, 0.0425), 0.0045, 0.0),
    ),
    (5.7, state("MN", "Duluth", "558", (0.045, 0.068), 0.0, 0.0)),
    (5.4, state("SC", "Sumter", "291", (0.02, 0.06), 0.0, 0.0)),
    (5.1, state("AL", "Mobile", "366", (0.03, 0.048), 0.0, 0.0)),
    (4.6, state("LA", "Monroe", "712", (0.02, 0.03), 0.0, 0.0)),
    (4.2, state("OR", "Salem", "973", (0.065, 0.088), 0.001, 0.0)),
    (3.4, state("UT", "Provo", "846", (0.045, 0.045), 0.0, 0.0)),
    (3.2, state("NV", "Reno", "895", (0.0, 0.0), 0.0, 0.0)),
    (1.4, state("NH", "Keene", "034", (0.0, 0.0), 0.0, 0.0)),
    (1.6, state("SD", "Pierre", "575", (0.0, 0.0), 0.0, 0.0)),
    (1.3, state("AK", "Juneau", "998", (0.0, 0.0), 0.0, 0.0)),
];
