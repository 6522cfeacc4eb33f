//! What the holder of an account does with it in a month.

use refit_plugin::Random;

use super::profile::Profile;

/// Habits of one account; rates are lines a month, sums are dollars.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Habits {
    /// What comes in each month.
    pub(super) income: f64,
    /// Days between two pays; none without an employer.
    pub(super) pay_days: Option<i32>,
    /// Whether the pay is the same each time.
    pub(super) is_salaried: bool,
    /// A second employer.
    pub(super) has_second_job: bool,
    pub(super) settlements: f64,
    pub(super) deposits: f64,
    pub(super) transfers_in: f64,
    pub(super) cards: f64,
    pub(super) cash: f64,
    pub(super) bills: f64,
    pub(super) checks: f64,
    pub(super) transfers_out: f64,
    pub(super) gambling: f64,
    pub(super) has_rent: bool,
    pub(super) has_loan: bool,
    /// What goes out, as a share of what comes in: a main account hovers about 1.
    pub(super) spending: f64,
    /// Interest a year; 0 without.
    pub(super) interest: f64,
    /// The fee at the end of a month; 0 where it is waived.
    pub(super) fee: f64,
    /// Whether lines stand under the day of the purchase and not of the posting.
    pub(super) lists_purchase_days: bool,
    /// Whether even the clearing's lines do.
    pub(super) lists_order_days: bool,
}

impl Habits {
    pub(super) fn of(profile: Profile, random: &mut Random) -> Self {
        let habits = Self {
            spending: random.between(0.86, 1.1),
            fee: if random.chance(0.3) { 12.0 } else { 0.0 },
            interest: if random.chance(0.25) { 0.0002 } else { 0.0 },
            lists_purchase_days: random.chance(0.55),
            lists_order_days: random.chance(0.10),
            ..Self::default()
        };
        match profile {
            Profile::Savings => habits.savings(random),
            Profile::Business => habits.business(random),
            Profile::Gig => habits.gig(random),
            Profile::Checking => habits.household(random, 1.0),
            // Long exports are asked for from quieter accounts too.
            Profile::Export | Profile::Retail => {
                let busy = random.between(0.12, 0.6);
                habits.household(random, busy)
            }
        }
    }

    /// A consumer makes 48 payments a month, 17 of them by credit card, which has a statement
    /// of its own (Atlanta Fed, 2024 Survey and Diary of Consumer Payment Choice).
    fn household(self, random: &mut Random, busy: f64) -> Self {
        Self {
            income: random.log_normal(4_200.0, 0.45),
            pay_days: Some(random.weighted(&[(0.27, 7), (0.43, 14), (0.2, 15), (0.1, 30)])),
            is_salaried: random.chance(0.55),
            has_second_job: random.chance(0.1),
            deposits: random.between(0.0, 0.8),
            transfers_in: random.between(0.0, 2.0),
            cards: random.between(6.0, 26.0) * busy,
            cash: random.between(0.0, 3.5),
            bills: random.between(2.0, 6.0) * busy.max(0.5),
            checks: random.between(0.0, 2.0) * busy,
            transfers_out: random.between(0.5, 4.0) * busy,
            gambling: if random.chance(0.08) { 3.0 } else { 0.0 },
            has_rent: random.chance(0.55),
            has_loan: random.chance(0.35),
            ..self
        }
    }

    fn savings(self, random: &mut Random) -> Self {
        Self {
            income: random.log_normal(700.0, 0.7),
            transfers_in: random.between(0.5, 4.0),
            deposits: random.between(0.0, 1.0),
            transfers_out: random.between(0.0, 1.5),
            spending: random.between(0.0, 0.9),
            interest: random.between(0.001, 0.04),
            fee: 0.0,
            ..self
        }
    }

    fn business(self, random: &mut Random) -> Self {
        Self {
            income: random.log_normal(22_000.0, 0.7),
            settlements: random.between(8.0, 22.0),
            deposits: random.between(0.0, 6.0),
            cards: random.between(8.0, 30.0),
            bills: random.between(4.0, 10.0),
            checks: random.between(2.0, 12.0),
            transfers_out: random.between(0.0, 5.0),
            has_rent: random.chance(0.6),
            has_loan: random.chance(0.4),
            fee: if random.chance(0.5) { 25.0 } else { 0.0 },
            ..self
        }
    }

    fn gig(self, random: &mut Random) -> Self {
        Self {
            income: random.log_normal(1_500.0, 0.5),
            pay_days: random.chance(0.3).then_some(14),
            settlements: random.between(1.0, 8.0),
            transfers_in: random.between(1.0, 5.0),
            deposits: random.between(0.0, 2.0),
            cards: random.between(6.0, 26.0),
            cash: random.between(0.0, 4.0),
            bills: random.between(0.0, 3.0),
            transfers_out: random.between(1.0, 6.0),
            gambling: if random.chance(0.1) { 3.0 } else { 0.0 },
            has_rent: random.chance(0.3),
            has_loan: random.chance(0.2),
            ..self
        }
    }
}
