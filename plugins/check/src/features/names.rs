//! Names of payers, payees and endorsers.

use refit_plugin::text::{self, has_words};

use super::read::Paper;

/// Words that firms and offices have in their names, and people do not.
const OF_FIRMS: [&str; 40] = [
    "llc",
    "inc",
    "co",
    "corp",
    "company",
    "corporation",
    "ltd",
    "lp",
    "services",
    "service",
    "city",
    "county",
    "state",
    "department",
    "treasury",
    "school",
    "schools",
    "clinic",
    "dental",
    "hospital",
    "insurance",
    "electric",
    "water",
    "gas",
    "power",
    "energy",
    "utilities",
    "rentals",
    "properties",
    "church",
    "university",
    "college",
    "bank",
    "store",
    "market",
    "logistics",
    "roofing",
    "plumbing",
    "motors",
    "association",
];

pub(super) fn is_firm(name: &str) -> bool {
    has_any(name, &OF_FIRMS)
}

pub(super) fn is_bank(name: &str) -> bool {
    has_any(name, &["bank", "bancorp", "credit union", "fcu"])
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| has_words(text, word))
}

/// 1 for words of letters, less for a single letter or many words, 0.2 where words look
/// patched or misread, 0.4 where only some of them are in capitals.
pub(super) fn form(name: &str) -> f64 {
    let (mut words, mut odd, mut upper, mut mixed) = (0_u32, 0_u32, 0_u32, 0_u32);
    for word in text::words(name) {
        words += 1;
        odd += u32::from(text::looks_misread(word));
        let small = word.chars().any(char::is_lowercase);
        // Initials and "LLC" are capitals in every style.
        upper += u32::from(!small && word.chars().filter(|c| c.is_alphabetic()).count() > 3);
        mixed += u32::from(small && word.starts_with(char::is_uppercase));
    }
    match words {
        0 => 0.0,
        _ if odd > 0 => 0.2,
        _ if upper > 0 && mixed > 0 => 0.4,
        1..=7 => 1.0,
        _ => 0.7,
    }
}

/// Whether a text is in capitals; nothing where it has no letters.
fn is_upper(text: &str) -> Option<bool> {
    let mut letters = text.bytes().filter(u8::is_ascii_alphabetic).peekable();
    letters.peek()?;
    Some(!letters.any(|letter| letter.is_ascii_lowercase()))
}

/// One hand fills in payee, words and memo, so they are in capitals or not; a memo about a bill
/// goes with a firm, one about a gift with a person; the payee endorses. 0.95 where all of that
/// holds and 1 where somebody also pays himself, for such checks are honest; 0.5 where no payee
/// is named.
pub(super) fn name_consistency(paper: &Paper<'_>) -> f64 {
    let Some(payee) = paper.payee.as_deref() else {
        return 0.5;
    };
    let is_own = paper
        .payer
        .as_deref()
        .is_some_and(|payer| is_same_name(payer, payee));
    let best = if is_own { 1.0 } else { 0.95 };
    let mut grade = best - 0.3 * (1.0 - form(payee));
    if is_in_two_styles(paper, payee) {
        grade -= 0.3;
    }
    if paper
        .memo
        .as_deref()
        .is_some_and(|memo| !suits(memo, payee))
    {
        grade -= 0.25;
    }
    if let Some(endorser) = paper.endorser.as_deref()
        && !is_same_name(endorser, payee)
    {
        grade -= 0.35;
    }
    grade.max(0.0)
}

/// Whether only some of payee, words and memo are in capitals.
fn is_in_two_styles(paper: &Paper<'_>, payee: &str) -> bool {
    let others = [paper.in_words.as_deref(), paper.memo.as_deref()];
    let texts = others.into_iter().flatten().chain([payee]);
    let mut styles = texts.filter_map(is_upper);
    let first = styles.next();
    styles.any(|other| Some(other) != first)
}

fn suits(memo: &str, payee: &str) -> bool {
    const BILLS: [&str; 12] = [
        "bill", "invoice", "inv", "acct", "account", "electric", "water", "utility", "premium",
        "policy", "tuition", "order",
    ];
    const GIFTS: [&str; 8] = [
        "gift",
        "birthday",
        "wedding",
        "babysitting",
        "thanks",
        "allowance",
        "graduation",
        "love",
    ];
    if has_any(memo, &BILLS) {
        return is_firm(payee);
    }
    !(has_any(memo, &GIFTS) && is_firm(payee))
}

/// Whether two names share half of the words of the shorter one.
fn is_same_name(one: &str, other: &str) -> bool {
    let count = text::words(one)
        .count()
        .min(text::words(other).count())
        .min(12);
    let shared = text::words(one).take(12).filter(|word| {
        word.len() > 1
            && text::words(other)
                .take(12)
                .any(|other| word.eq_ignore_ascii_case(other))
    });
    count > 0 && shared.count() * 2 >= count
}
