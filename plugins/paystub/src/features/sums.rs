//! What the lines amount to.

use refit_plugin::Reading;

use super::{label::Kind, read::Stub};

/// Social Security and Medicare as shares of the pay that they are counted on.
pub(super) const SOCIAL_SECURITY: f64 = 0.062;
pub(super) const MEDICARE: f64 = 0.0145;

/// Sums over the lines of a paper.
#[derive(Debug, Default)]
pub(super) struct Sums {
    federal: Reading<f64>,
    state: Reading<f64>,
    social_security: Reading<f64>,
    medicare: Reading<f64>,
    /// Benefits that Social Security and Medicare are not counted on.
    pub(super) health: f64,
    /// What was given back.
    pub(super) credits: f64,
    /// All taxes; nothing where the paper has no list of taxes or deductions.
    pub(super) taxes: Option<f64>,
    /// All taxes and deductions, less what was given back.
    pub(super) listed: Option<f64>,
}

impl Sums {
    pub(super) fn of(stub: &Stub<'_>) -> Self {
        let mut sums = Self::default();
        let (mut taxes, mut others, mut count) = (0.0, 0.0, 0_u32);
        let mut has_tax = false;
        for line in &stub.lines.lines {
            if line.kind == Kind::Ignored {
                continue;
            }
            sums.add_to_kind(line.kind, line.amount);
            let Reading::Read(amount) = line.amount else {
                continue;
            };
            count += 1;
            if line.kind.is_tax() {
                has_tax = true;
                taxes += amount;
            } else {
                others += amount;
            }
            match line.kind {
                Kind::Health => sums.health += amount.max(0.0),
                Kind::Credit => sums.credits -= amount,
                _ => {}
            }
        }
        let listed_taxes = (stub.lines.is_given || count > 0).then_some(taxes);
        sums.taxes = match stub.total_taxes {
            // A stated total is read where its parts are not.
            Some(total) if !has_tax => Some(total.abs()),
            _ => listed_taxes,
        };
        sums.listed = match (count, stub.total_deductions, stub.total_taxes) {
            (0, Some(total), _) => Some(total.abs()),
            (_, _, Some(total)) if !has_tax => Some(total.abs() + others),
            _ => listed_taxes.map(|taxes| taxes + others),
        };
        sums
    }

    fn add_to_kind(&mut self, kind: Kind, amount: Reading<f64>) {
        match kind {
            Kind::Federal => add(&mut self.federal, amount, 1.0),
            Kind::State => add(&mut self.state, amount, 1.0),
            Kind::SocialSecurity => add(&mut self.social_security, amount, 1.0),
            Kind::Medicare => add(&mut self.medicare, amount, 1.0),
            Kind::Fica => {
                let part = SOCIAL_SECURITY / (SOCIAL_SECURITY + MEDICARE);
                add(&mut self.social_security, amount, part);
                add(&mut self.medicare, amount, 1.0 - part);
            }
            _ => {}
        }
    }

    /// The sum that was withheld of a kind, where it is above 0.
    pub(super) fn amount(&self, kind: Kind) -> Option<f64> {
        self.of_kind(kind).value().filter(|amount| *amount > 0.0)
    }

    /// 1 where something is withheld, 0.5 where a line stands there that cannot be read, 0
    /// where there is none or it is 0.
    pub(super) fn withheld(&self, kind: Kind) -> f64 {
        match self.of_kind(kind) {
            Reading::Read(amount) if amount > 0.0 => 1.0,
            Reading::Unreadable => 0.5,
            Reading::Read(_) | Reading::Missing => 0.0,
        }
    }

    const fn of_kind(&self, kind: Kind) -> Reading<f64> {
        match kind {
            Kind::Federal => self.federal,
            Kind::State => self.state,
            Kind::SocialSecurity => self.social_security,
            Kind::Medicare => self.medicare,
            _ => Reading::Missing,
        }
    }
}

fn add(sum: &mut Reading<f64>, amount: Reading<f64>, part: f64) {
    *sum = match (*sum, amount) {
        (Reading::Read(sum), Reading::Read(amount)) => Reading::Read(sum + amount * part),
        (_, Reading::Read(amount)) => Reading::Read(amount * part),
        (Reading::Missing, other) => other,
        (known, _) => known,
    };
}
