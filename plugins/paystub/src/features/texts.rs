//! The quality of texts.

use refit_plugin::{Reading, text::Legibility};

use super::read::Stub;

/// From one word in five on, a text is as bad as it gets.
const WORST: f64 = 5.0;

/// How few words look patched or misread, sums that cannot be read among them, and whether
/// names and labels are each in one style: what was put in later is often in another one. 0.75
/// where there is nothing to read.
pub(super) fn text_quality(stub: &Stub<'_>) -> f64 {
    let mut legibility = Legibility::default();
    let mut names = Styles::default();
    let texts = [
        &stub.company,
        &stub.employee,
        &stub.company_address,
        &stub.employee_address,
    ];
    for text in texts.into_iter().flatten() {
        legibility.add(text);
        names.add(text);
    }
    let mut labels = Styles::default();
    for line in &stub.lines.lines {
        if let Some(label) = &line.label {
            legibility.add(label);
            labels.add(label);
        }
        add_sum(&mut legibility, &line.amount);
    }
    add_sum(&mut legibility, &stub.gross);
    add_sum(&mut legibility, &stub.net);
    legibility.words = legibility.words.saturating_add(stub.lines.unread);
    legibility.misread = legibility.misread.saturating_add(stub.lines.unread);
    let Some(misread) = legibility.misread_share() else {
        return 0.75;
    };
    let legible = 1.0 - (WORST * misread).min(1.0);
    0.625 * legible + 0.25 * names.unity() + 0.125 * labels.unity()
}

/// A sum is a word that can be read or not.
const fn add_sum(legibility: &mut Legibility, sum: &Reading<f64>) {
    let (word, misread) = match sum {
        Reading::Missing => (0, 0),
        Reading::Read(_) => (1, 0),
        Reading::Unreadable => (1, 1),
    };
    legibility.words = legibility.words.saturating_add(word);
    legibility.misread = legibility.misread.saturating_add(misread);
}

/// How many texts are in capitals, and how many are not.
#[derive(Debug, Default)]
struct Styles {
    upper: u32,
    mixed: u32,
}

impl Styles {
    /// Abbreviations such as "FIT" are capitals in every style.
    fn add(&mut self, text: &str) {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        if letters.clone().count() <= 5 {
            return;
        }
        if letters.any(char::is_lowercase) {
            self.mixed += 1;
        } else {
            self.upper += 1;
        }
    }

    /// 1 where all texts are in one style, down to 0 where half of them are in the other.
    fn unity(&self) -> f64 {
        let all = f64::from(self.upper) + f64::from(self.mixed);
        if all == 0.0 {
            return 1.0;
        }
        1.0 - 2.0 * f64::from(self.upper.min(self.mixed)) / all
    }
}
