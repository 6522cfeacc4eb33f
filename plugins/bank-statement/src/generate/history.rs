//! What happened on an American account in the period.

mod books;

use refit_plugin::{Day, Random};

use super::{
    calendar,
    currency::Currency,
    habits::Habits,
    paper::{Entry, Kind, Paper},
    words,
};

/// Fills a paper with the lines of its period. Opening, lines, balances and totals agree.
pub(super) fn fill(paper: &mut Paper, random: &mut Random) {
    let (start, end) = paper.period();
    let mut history = History {
        habits: Habits::of(paper.profile, random),
        currency: paper.currency,
        employer: words::employer(random),
        start,
        end,
        lines: Vec::new(),
    };
    history.money_in(random);
    history.money_out(random);
    let habits = history.habits;
    paper.lines = history.lines;
    paper.sort();
    books::open(paper, &habits, random);
    books::close_months(paper, &habits, random);
    paper.recompute();
}

struct History {
    habits: Habits,
    currency: Currency,
    employer: &'static str,
    start: Day,
    end: Day,
    lines: Vec<Entry>,
}

impl History {
    fn months(&self) -> f64 {
        (self.end.days_since(self.start) + 1) as f64 / 30.4
    }

    /// How often something of a monthly rate happened.
    fn times(&self, rate: f64, random: &mut Random) -> i64 {
        let expected = rate * self.months() * busyness(random);
        let whole = expected.floor();
        whole as i64 + i64::from(random.chance(expected - whole))
    }

    fn any_day(&self, random: &mut Random) -> Day {
        let last = self.end.days_since(self.start);
        let days = i32::try_from(random.whole(0, last)).unwrap_or_default();
        self.start.plus(days)
    }

    /// A line under the day on which the bank lists it, unless that is in the next period.
    fn add(&mut self, day: Day, cents: i64, kind: Kind, random: &mut Random) {
        let listed_as_is = match kind {
            _ if kind.is_cleared() => self.habits.lists_order_days,
            Kind::Check | Kind::Deposit => false,
            _ => self.habits.lists_purchase_days,
        };
        let day = match kind {
            _ if listed_as_is => day,
            Kind::Payroll | Kind::Pension => calendar::paying_day(day),
            _ => calendar::posting_day(day),
        };
        if (self.start..=self.end).contains(&day) && cents != 0 {
            let text = words::description(kind, self.employer, random);
            self.lines.push(Entry::new(day, cents, kind, text));
        }
    }

    fn money_in(&mut self, random: &mut Random) {
        let income = self.habits.income;
        if let Some(days) = self.habits.pay_days {
            let share = if self.habits.settlements > 0.0 {
                0.5
            } else {
                0.93
            };
            self.pay(income * share, days, random);
        }
        if self.habits.has_second_job {
            self.employer = words::employer(random);
            self.pay(income * 0.3, 14, random);
        }
        let settled = if self.habits.pay_days.is_some() {
            0.4
        } else {
            0.8
        };
        let each = income * settled / self.habits.settlements.max(1.0);
        for _ in 0..self.times(self.habits.settlements, random) {
            let cents = self.currency.cents(random.log_normal(each, 0.5));
            self.add(self.any_day(random), cents, Kind::Settlement, random);
        }
        for (rate, kind) in [
            (self.habits.deposits, Kind::Deposit),
            (self.habits.transfers_in, Kind::TransferIn),
        ] {
            for _ in 0..self.times(rate, random) {
                let sum = random.log_normal(income * 0.06, 0.8).max(5.0);
                let cents = self.chosen(sum, 0.6, random);
                self.add(self.any_day(random), cents, kind, random);
            }
        }
    }

    fn pay(&mut self, a_month: f64, days: i32, random: &mut Random) {
        let mut pay = a_month * f64::from(days) / 30.4;
        // Some net pays are even: contracts on a net sum, pay rounded by agreement.
        let is_even = self.habits.is_salaried && random.chance(0.08);
        if is_even {
            pay = (pay / 50.0).round().max(1.0) * 50.0;
        }
        let first = i32::try_from(random.whole(0, i64::from(days) - 1)).unwrap_or_default();
        let mut day = self.start.plus(first);
        while day <= self.end {
            let hours = if self.habits.is_salaried {
                1.0
            } else {
                1.0 + 0.08 * random.normal()
            };
            let cents = self.currency.cents(pay * hours.max(0.5));
            self.add(day, cents, Kind::Payroll, random);
            day = day.plus(days);
        }
    }

    /// A sum that somebody chose, round with the given chance.
    fn chosen(&self, dollars: f64, round: f64, random: &mut Random) -> i64 {
        let cents = self.currency.cents(dollars);
        if random.chance(round) {
            Currency::round(cents, if random.chance(0.6) { 1 } else { 2 })
        } else {
            cents
        }
    }

    fn money_out(&mut self, random: &mut Random) {
        let money_in: i64 = self.lines.iter().map(|line| line.cents).sum();
        let in_dollars = money_in as f64 / 100.0 / self.currency.per_dollar;
        let mut budget = in_dollars * self.habits.spending;
        let income = in_dollars / self.months();
        budget -= self.monthly(self.habits.has_rent, Kind::Rent, income * 0.27, random);
        budget -= self.monthly(self.habits.has_loan, Kind::Loan, income * 0.08, random);
        for _ in 0..self.times(self.habits.bills, random) {
            let sum = random.log_normal(income * 0.022, 0.6).max(8.0);
            budget -= self.spend(sum, Kind::Bill, 0.04, random);
        }
        for _ in 0..self.times(self.habits.cash, random) {
            let cents = self.currency.notes(random.log_normal(80.0, 0.6));
            budget -= cents as f64 / 100.0 / self.currency.per_dollar;
            self.add(self.any_day(random), -cents, Kind::CashMachine, random);
        }
        for _ in 0..self.times(self.habits.checks, random) {
            let sum = random.log_normal(income * 0.04, 0.8).max(10.0);
            budget -= self.spend(sum, Kind::Check, 0.3, random);
        }
        for _ in 0..self.times(self.habits.gambling, random) {
            budget -= self.spend(random.log_normal(60.0, 0.7), Kind::Gambling, 0.8, random);
        }
        for _ in 0..self.times(self.habits.transfers_out, random) {
            let sum = random.log_normal(income * 0.05, 0.8).max(5.0);
            budget -= self.spend(sum, Kind::TransferOut, 0.7, random);
        }
        let cards = self.times(self.habits.cards, random);
        let each = (budget / cards.max(1) as f64).max(6.0);
        for _ in 0..cards {
            let sum = random.log_normal(each * 0.75, 0.75).max(1.5);
            self.spend(sum, Kind::Card, 0.06, random);
        }
    }

    fn spend(&mut self, dollars: f64, kind: Kind, round: f64, random: &mut Random) -> f64 {
        let cents = self.chosen(dollars, round, random);
        self.add(self.any_day(random), -cents, kind, random);
        dollars
    }

    /// The same sum on the same day of every month; what it comes to.
    fn monthly(&mut self, has_it: bool, kind: Kind, dollars: f64, random: &mut Random) -> f64 {
        if !has_it {
            return 0.0;
        }
        let cents = self.chosen(dollars.max(40.0), 0.4, random);
        let place = i32::try_from(random.whole(0, 27)).unwrap_or_default();
        let mut times = 0.0;
        let mut month = calendar::start_of_month(self.start);
        while month <= self.end {
            self.add(month.plus(place), -cents, kind, random);
            times += 1.0;
            month = month.end_of_month().plus(1);
        }
        dollars * times
    }
}

/// A factor about 1 for how busy the period was.
fn busyness(random: &mut Random) -> f64 {
    (1.0 + 0.25 * random.normal()).clamp(0.3, 1.8)
}
