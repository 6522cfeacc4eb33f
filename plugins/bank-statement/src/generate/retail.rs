//! What happened on a retail account elsewhere: a bank's export that begins with the account,
//! with regular income, cash in whole notes, standing orders, and interest and a fee at the end
//! of months.

use refit_plugin::{Day, Random};

use super::{
    calendar,
    currency::Currency,
    paper::{Entry, Kind, Paper},
    words,
};

/// Fills a paper with the lines of its period. Opening, lines, balances and totals agree.
pub(super) fn fill(paper: &mut Paper, random: &mut Random) {
    let (start, end) = paper.period();
    let income = random.log_normal(620.0, 0.75);
    let is_new = random.chance(0.9);
    let mut retail = Retail {
        currency: paper.currency,
        start,
        end,
        lines: Vec::new(),
    };
    if is_new {
        let first = Currency::round(paper.currency.cents(random.log_normal(32.0, 0.6)), 1);
        retail.add(start, first, Kind::CashDeposit, random);
    } else {
        paper.opening = Some(paper.currency.cents(random.log_normal(income * 1.5, 0.8)));
    }
    retail.income(income, random);
    retail.orders(income, random);
    retail.cash(income, random);
    paper.lines = retail.lines;
    paper.sort();
    cover(paper);
    close_months(paper, random);
    paper.recompute();
}

struct Retail {
    currency: Currency,
    start: Day,
    end: Day,
    lines: Vec<Entry>,
}

impl Retail {
    fn add(&mut self, day: Day, cents: i64, kind: Kind, random: &mut Random) {
        if (self.start..=self.end).contains(&day) && cents != 0 {
            let text = words::description(kind, "Verein", random);
            self.lines.push(Entry::new(day, cents, kind, text));
        }
    }

    fn any_day(&self, random: &mut Random) -> Day {
        let last = self.end.days_since(self.start);
        let days = i32::try_from(random.whole(0, last)).unwrap_or_default();
        self.start.plus(days)
    }

    fn months(&self) -> f64 {
        (self.end.days_since(self.start) + 1) as f64 / 30.4
    }

    /// A sum of whole units.
    fn whole(&self, dollars: f64) -> i64 {
        (self.currency.cents(dollars) / 100).max(1) * 100
    }

    /// The pay, on the same day of every month, whatever day of the week that is.
    fn income(&mut self, income: f64, random: &mut Random) {
        let kind = random.weighted(&[(0.45, 0), (0.35, 1), (0.2, 2)]);
        if kind == 0 {
            // Cash, as it comes.
            let rate = random.between(0.7, 2.2);
            let times = (rate * self.months()).ceil() as i64;
            let is_regular = random.chance(0.4);
            for _ in 0..times {
                let sum = random.log_normal(income / rate, 0.5);
                let cents = if is_regular {
                    self.whole(income / rate)
                } else {
                    Currency::round(self.whole(sum), 3)
                };
                self.add(self.any_day(random), cents, Kind::CashDeposit, random);
            }
            return;
        }
        let kind = match kind {
            1 if random.chance(0.5) => Kind::CashDeposit,
            1 => Kind::Payroll,
            _ => Kind::Pension,
        };
        let pay = self.whole(income);
        for day in self.same_days(random) {
            // A thirteenth pay, or a bonus, now and then.
            let pay = if random.chance(0.09) {
                pay * 3 / 2
            } else {
                pay
            };
            self.add(day, pay, kind, random);
        }
        for _ in 0..(random.between(0.0, 0.8) * self.months()) as i64 {
            let sum = Currency::round(self.whole(random.log_normal(60.0, 1.2)), 2);
            self.add(self.any_day(random), sum, Kind::CashDeposit, random);
        }
    }

    fn same_days(&self, random: &mut Random) -> Vec<Day> {
        let place = i32::try_from(random.whole(3, 14)).unwrap_or_default();
        let months = core::iter::successors(Some(calendar::start_of_month(self.start)), |month| {
            Some(month.end_of_month().plus(1))
        });
        months
            .take_while(|month| *month <= self.end)
            .map(|month| month.plus(place))
            .collect()
    }

    /// Standing orders: household, insurance, others.
    fn orders(&mut self, income: f64, random: &mut Random) {
        for (chance, kind, share) in [
            (0.5, Kind::Rent, 0.25),
            (0.2, Kind::Insurance, 0.06),
            (0.35, Kind::Bill, 0.12),
            (0.15, Kind::Bill, 0.05),
        ] {
            if random.chance(chance) {
                let sum = self.whole(random.log_normal(income * share, 0.5));
                let first = random.place(4);
                for day in self.same_days(random).into_iter().skip(first) {
                    self.add(day, -sum, kind, random);
                }
            }
        }
    }

    /// Cash over the counter, mostly in whole notes.
    fn cash(&mut self, income: f64, random: &mut Random) {
        let rate = random.between(0.2, 3.5);
        let is_exact = random.chance(0.25);
        let spent = random.between(0.25, 0.85);
        for _ in 0..(rate * self.months()).round() as i64 {
            let sum = random.log_normal(income * spent / rate.max(0.6) * 0.8, 0.8);
            let cents = if is_exact && random.chance(0.5) {
                self.whole(sum)
            } else {
                self.currency.notes(sum)
            };
            self.add(self.any_day(random), -cents, Kind::CashMachine, random);
        }
        let cards = if random.chance(0.12) {
            random.between(0.5, 4.0)
        } else {
            0.0
        };
        for _ in 0..(cards * self.months()) as i64 {
            let sum = self.currency.cents(random.log_normal(25.0, 0.8));
            self.add(self.any_day(random), -sum, Kind::Card, random);
        }
    }
}

/// Leaves out what the account could not pay: such banks lend little.
fn cover(paper: &mut Paper) {
    let mut balance = paper.opening.unwrap_or_default();
    paper.lines.retain(|line| {
        let stays = line.cents > 0 || balance + line.cents >= 0;
        balance += if stays { line.cents } else { 0 };
        stays
    });
}

fn close_months(paper: &mut Paper, random: &mut Random) {
    let rate = random.between(0.002, 0.006);
    let fee = if random.chance(0.85) {
        paper.currency.cents(random.between(0.5, 0.9))
    } else {
        0
    };
    let free_months = random.place(7);
    paper.run_balance(paper.opening.unwrap_or_default());
    let (start, end) = paper.period();
    let mut booked = Vec::new();
    for (month, day) in calendar::month_ends(start, end).enumerate() {
        let last = paper.lines.iter().rfind(|line| line.date.day <= day);
        let balance = last.map_or(0, |line| line.balance);
        let interest = balance as f64 / 100.0 / paper.currency.per_dollar * rate;
        booked.push((day, paper.currency.cents(interest), Kind::Interest));
        if month >= free_months {
            booked.push((day, -fee, Kind::Fee));
        }
    }
    for (day, cents, kind) in booked {
        if cents != 0 {
            let text = words::description(kind, "", random);
            paper.lines.push(Entry::new(day, cents, kind, text));
        }
    }
}
