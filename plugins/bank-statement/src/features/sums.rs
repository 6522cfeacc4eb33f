//! Sums over the lines that several features want.

use refit_plugin::Reading;

use super::read::Statement;

/// Two sums of money that differ by no more than this are equal: half a cent and what doubles
/// lose.
pub(super) const CENT: f64 = 0.006;

/// What the lines amount to.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// The smallest step between the sums on the lines: 0.01, 0.1 or 1.
    pub(super) step: f64,
    /// Lines on the paper, or stated to be on it.
    pub(super) count: Option<f64>,
    /// Average size of a line.
    pub(super) mean: Option<f64>,
    /// Median size of a line.
    pub(super) median: Option<f64>,
    /// Size of the largest line.
    pub(super) largest: Option<f64>,
    /// Money in and money out as the lines have it; nothing where a line was not read.
    pub(super) by_lines: Option<(f64, f64)>,
    /// Money in, as stated, or else by the lines.
    pub(super) total_credits: Option<f64>,
    /// Money out, as stated, or else by the lines.
    pub(super) total_debits: Option<f64>,
}

impl Sums {
    pub(super) fn of(statement: &Statement<'_>) -> Self {
        let mut sizes = Vec::with_capacity(statement.lines.len());
        let (mut credits, mut debits) = (0.0, 0.0);
        for line in &statement.lines {
            let Reading::Read(amount) = line.amount else {
                continue;
            };
            sizes.push(amount.abs());
            if amount > 0.0 {
                credits += amount;
            } else {
                debits -= amount;
            }
        }
        let is_whole = !sizes.is_empty()
            && sizes.len() == statement.lines.len()
            && statement.unread_lines == 0;
        let by_lines = (!sizes.is_empty()).then_some((credits, debits));
        sizes.sort_unstable_by(f64::total_cmp);
        let lines = statement.lines.len();
        Self {
            step: step(statement),
            count: if lines > 0 {
                Some(lines as f64)
            } else {
                statement.stated_count
            },
            mean: by_lines.map(|(credits, debits)| (credits + debits) / sizes.len() as f64),
            median: sizes.get(sizes.len() / 2).copied(),
            largest: sizes.last().copied(),
            by_lines: by_lines.filter(|_| is_whole),
            total_credits: statement.credits.value().or(by_lines.map(|(c, _)| c)),
            total_debits: statement.debits.value().or(by_lines.map(|(_, d)| d)),
        }
    }
}

impl Sums {
    /// How far sums may lie apart that follow from `terms` rounded sums. Where every cent is
    /// printed, they follow exactly; a bank that prints tenths or whole units keeps books that
    /// are finer than its paper.
    pub(super) fn tolerance(&self, terms: usize) -> f64 {
        if self.step < 0.1 {
            CENT
        } else {
            self.step * (1.5 + 0.7 * (terms as f64).sqrt()) + CENT
        }
    }
}

fn step(statement: &Statement<'_>) -> f64 {
    let is_whole = |sum: f64| (sum - sum.round()).abs() < 1e-4;
    let mut step = 1.0;
    for line in &statement.lines {
        for sum in [line.amount, line.balance] {
            let Reading::Read(sum) = sum else { continue };
            if !is_whole(sum) {
                if !is_whole(sum * 10.0) {
                    return 0.01;
                }
                step = 0.1;
            }
        }
    }
    step
}
