//! The payer's address.

use refit_plugin::text;

use super::read::Paper;

/// States with the first three digits of their ZIP codes (from, to); some have two stretches.
#[rustfmt::skip]
const ZIPS: [(&str, u32, u32); 57] = [
    ("AL", 350, 369), ("AK", 995, 999), ("AZ", 850, 865), ("AR", 716, 729), ("CA", 900, 961),
    ("CO", 800, 816), ("CT", 60, 69), ("DE", 197, 199), ("DC", 200, 205), ("FL", 320, 349),
    ("GA", 300, 319), ("GA", 398, 399), ("HI", 967, 968), ("ID", 832, 838), ("IL", 600, 629),
    ("IN", 460, 479), ("IA", 500, 528), ("KS", 660, 679), ("KY", 400, 427), ("LA", 700, 714),
    ("ME", 39, 49), ("MD", 206, 219), ("MA", 10, 27), ("MA", 55, 55), ("MI", 480, 499),
    ("MN", 550, 567), ("MS", 386, 397), ("MO", 630, 658), ("MT", 590, 599), ("NE", 680, 693),
    ("NV", 889, 898), ("NH", 30, 38), ("NJ", 70, 89), ("NM", 870, 884), ("NY", 100, 149),
    ("NY", 5, 5), ("NC", 270, 289), ("ND", 580, 588), ("OH", 430, 459), ("OK", 730, 749),
    ("OR", 970, 979), ("PA", 150, 196), ("PR", 6, 9), ("RI", 28, 29), ("SC", 290, 299),
    ("SD", 570, 577), ("TN", 370, 385), ("TX", 750, 799), ("TX", 885, 885), ("UT", 840, 847),
    ("VT", 50, 59), ("VA", 201, 201), ("VA", 220, 246), ("WA", 980, 994), ("WV", 247, 268),
    ("WI", 530, 549), ("WY", 820, 831),
];

/// A number and a name of a street (or a P.O. box), a state and a ZIP code count a quarter
/// each, and the ZIP code's lying in the state the last quarter. 0.5 where there is no address.
pub(super) fn address_valid(paper: &Paper<'_>) -> f64 {
    paper.payer_address.as_deref().map_or(0.5, grade)
}

fn grade(address: &str) -> f64 {
    let words: Vec<&str> = text::words(address).take(40).collect();
    let starts_with_number = words.first().is_some_and(|word| {
        word.starts_with(|c: char| c.is_ascii_digit()) && !text::looks_misread(word)
    });
    let has_street = starts_with_number || text::has_words(address, "box");
    let named = |word: &&&str| ZIPS.iter().any(|(state, _, _)| state == *word);
    let state = words.iter().rev().take(4).find(named).copied();
    // Behind a ZIP code of nine digits stand four more.
    let zip = words.iter().rev().take(2).find_map(|word| {
        let is_zip = word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit());
        is_zip.then(|| word.get(..3)?.parse::<u32>().ok()).flatten()
    });
    let fits = state.zip(zip).is_some_and(|(state, zip)| {
        ZIPS.iter()
            .any(|(name, from, to)| *name == state && (*from..=*to).contains(&zip))
    });
    let signs = [has_street, state.is_some(), zip.is_some(), fits];
    signs.into_iter().filter(|sign| *sign).count() as f64 / 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_graded_by_their_parts() {
        for (address, expected) in [
            ("12 Oak Street, Austin, TX 78701", 1.0),
            ("PO Box 44\nCheyenne WY 82001-1234", 1.0),
            ("12 Oak Street, Austin, TX 10001", 0.75),
            ("12 Oak Street, Austin TX", 0.5),
            ("Oak Street, Austin, TX 78701", 0.75),
            ("somewhere", 0.0),
            ("", 0.0),
        ] {
            assert_eq!(grade(address), expected, "{address}");
        }
    }
}
