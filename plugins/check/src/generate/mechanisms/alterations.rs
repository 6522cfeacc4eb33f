//! Genuine checks with something else written on them.

use refit_plugin::Random;

use super::{
    super::{
        paper::Paper,
        profile::{recased, round_dollars, small},
        vocabulary,
    },
    traces,
};

/// The payee is washed off; the memo stays and often no longer fits.
pub(super) fn wash_payee(paper: &mut Paper, random: &mut Random) -> f64 {
    let (hand, by_hand) = traces::hand(paper, random);
    let name = vocabulary::person(random);
    let (written, by_name) = traces::written_over(hand.text(&name), random);
    paper.pay_to(name, written);
    0.15 + by_hand + by_name + traces::smudge(paper, random)
}

/// Both spellings of the amount are washed off and a larger one is written.
pub(super) fn wash_amount(paper: &mut Paper, random: &mut Random) -> f64 {
    let (hand, by_hand) = traces::hand(paper, random);
    let boldness = raise(paper, 1_800.0, random);
    let (words, by_words) = traces::written_over(hand.words(paper.cents()), random);
    paper.words = Some(words);
    0.1 + 0.5 * boldness + 0.4 * by_hand + 0.8 * by_words + 0.5 * traces::smudge(paper, random)
}

/// Digits are put before and between the figures; the words stay.
pub(super) fn raise_figures(paper: &mut Paper, random: &mut Random) -> f64 {
    let boldness = raise(paper, 1_000.0, random);
    0.1 + 0.8 * boldness + 0.1 * traces::smudge(paper, random)
}

/// Payee, amount and date are replaced.
pub(super) fn wash_both(paper: &mut Paper, random: &mut Random) -> f64 {
    let (hand, by_hand) = traces::hand(paper, random);
    let boldness = raise(paper, 3_000.0, random);
    // The words are copied letter by letter from the old ones, the payee cannot be.
    let words = paper.hand.words(paper.cents());
    let (words, by_words) = traces::written_over(words, random);
    paper.words = Some(words);
    let name = vocabulary::person(random);
    let (written, by_name) = traces::written_over(hand.text(&name), random);
    paper.pay_to(name, written);
    paper.memo = paper.memo.take().map(|memo| recased(&memo, paper.hand));
    paper.date = Some(paper.received.plus(-small(random, 0, 4)));
    paper.smudges += 2;
    let smudged = traces::smudge(paper, random);
    0.1 + 0.4 * boldness + 0.4 * by_hand + 0.7 * by_name + 0.7 * by_words + 0.4 * smudged
}

/// A larger amount in figures and in words: three to thirty times the old one. How bold.
fn raise(paper: &mut Paper, least: f64, random: &mut Random) -> f64 {
    let boldness = random.unit();
    let factor = 3.0 + 27.0 * boldness * boldness;
    let old = paper.cents() as f64 / 100.0;
    // Nobody takes the trouble for little, and a fortune would be looked at.
    let dollars = (old * factor).clamp(least * (1.0 + boldness), 60_000.0);
    let dollars = dollars.max(old * 1.5);
    let cents = if random.chance(0.7) {
        round_dollars(dollars) * 100
    } else {
        (dollars * 100.0).round() as u64
    };
    paper.figures = Some(cents);
    boldness
}

/// An old check with a date written over, or not even that.
pub(super) fn redate_stale(paper: &mut Paper, random: &mut Random) -> f64 {
    let days = small(random, 181, 900);
    paper.date = Some(paper.received.plus(-days));
    paper.is_date_spoilt = random.chance(0.1);
    0.2 + f64::from(days) / 1_200.0
}

/// Cashed ahead of the agreed day, or dated so that it cannot be checked yet.
pub(super) fn post_date(paper: &mut Paper, random: &mut Random) -> f64 {
    let days = small(random, 5, 120);
    paper.date = Some(paper.received.plus(days));
    0.1 + f64::from(days) / 140.0
}
