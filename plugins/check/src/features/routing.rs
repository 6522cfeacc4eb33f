//! Routing numbers of the American Bankers Association.

use refit_plugin::{banks, text};

use super::read::Paper;

/// Who owns well-known routing numbers: the bank's names (see [`banks::known`]), its numbers.
const OWNERS: [(&[&str], &[u32]); 24] = [
    (
        &["chase", "jpmorganchase"],
        &[
            21_000_021,
            71_000_013,
            322_271_627,
            111_000_614,
            267_084_131,
            44_000_037,
            122_100_024,
            72_000_326,
            74_000_010,
            75_000_019,
            325_070_760,
            102_001_017,
            65_400_137,
            83_000_137,
            124_001_545,
            21_202_337,
            103_000_648,
            61_092_387,
        ],
    ),
    (
        &["america"],
        &[
            26_009_593,
            11_000_138,
            21_000_322,
            21_200_339,
            61_000_052,
            63_100_277,
            111_000_025,
            121_000_358,
            122_101_706,
            125_000_024,
            53_000_196,
            51_000_017,
            52_001_633,
            11_900_254,
            81_904_808,
        ],
    ),
    (
        &["wellsfargo"],
        &[
            121_000_248,
            121_042_882,
            111_900_659,
            63_107_513,
            53_000_219,
            102_000_076,
            122_105_278,
            61_000_227,
            31_000_503,
            21_200_025,
            125_008_547,
            91_000_019,
            51_400_549,
            26_012_881,
        ],
    ),
    (
        &["citi", "citibank"],
        &[
            21_000_089,
            271_070_801,
            321_171_184,
            266_086_554,
            21_272_655,
            254_070_116,
        ],
    ),
    (
        &["pnc"],
        &[
            43_000_096, 31_000_053, 41_000_124, 54_000_030, 71_921_891, 83_000_108, 31_207_607,
        ],
    ),
    (
        &["us", "usbank"],
        &[
            91_000_022,
            122_105_155,
            123_000_220,
            125_000_105,
            42_000_013,
            81_000_210,
            102_000_021,
            75_000_022,
            122_235_821,
            104_000_029,
            71_904_779,
        ],
    ),
    (
        &["td"],
        &[
            31_201_360,
            11_103_093,
            31_101_266,
            36_001_808,
            26_013_673,
            211_274_450,
            67_014_822,
        ],
    ),
    (
        &["truist"],
        &[61_000_104, 53_101_121, 55_002_707, 51_404_260],
    ),
    (
        &["capitalone"],
        &[51_405_515, 56_073_502, 65_000_090, 31_176_110],
    ),
    (
        &["regions"],
        &[62_000_019, 62_005_690, 63_104_668, 65_403_626, 82_000_109],
    ),
    (&["keybank", "key"], &[41_001_039, 21_300_077, 125_000_574]),
    (&["fifththird"], &[42_000_314, 71_923_909, 41_200_050]),
    (&["huntington"], &[44_000_024, 41_000_153]),
    (
        &["citizens"],
        &[11_500_120, 21_313_103, 36_076_150, 241_070_417, 211_070_175],
    ),
    (&["mt"], &[22_000_046, 31_302_955, 52_000_113]),
    (&["ally"], &[124_003_116]),
    (&["usaa"], &[314_074_269]),
    (&["navyfederalcreditunion", "navyfederal"], &[256_074_974]),
    (&["charlesschwab", "schwab"], &[121_202_211]),
    (&["discover"], &[31_100_649]),
    (&["comerica"], &[72_000_096, 121_137_522, 111_000_753]),
    (&["santander"], &[11_075_150, 231_372_691]),
    (&["frost"], &[114_000_093]),
    (&["treasury"], &[518]),
];

/// The nine digits. A table that took them for a number has lost the zeros in front.
fn digits(number: &str) -> Option<[u32; 9]> {
    let mut digits = [0; 9];
    let given: Vec<u32> = number
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '/' | '.' | ':' | '⑆' | '|'))
        .map(|c| c.to_digit(10))
        .collect::<Option<_>>()?;
    let missing = 9_usize
        .checked_sub(given.len())
        .filter(|missing| *missing <= 2)?;
    for (place, digit) in digits.iter_mut().skip(missing).zip(given) {
        *place = digit;
    }
    Some(digits)
}

/// Weights 3, 7 and 1; a sum that tens divide.
fn has_right_check_digit(digits: &[u32; 9]) -> bool {
    let weights = [3, 7, 1].into_iter().cycle();
    let sum: u32 = digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    sum.is_multiple_of(10)
}

/// The first two digits: 00 government, 01–12 banks, 21–32 thrifts and credit unions; 61–72
/// are electronic only and 80 is on traveler's checks.
const fn prefix(digits: &[u32; 9]) -> u32 {
    let [first, second, ..] = digits;
    *first * 10 + *second
}

/// How sure it is that a name is a bank's (see [`banks::grade`]). A treasury draws on itself.
pub(super) fn bank_validity(name: &str) -> f64 {
    if is_treasury(name) {
        return 1.0;
    }
    banks::grade(name)
}

fn is_treasury(name: &str) -> bool {
    text::has_words(name, "united states treasury") || text::has_words(name, "us treasury")
}

/// 1 for a right check digit and the prefix of a paper check, 0.7 for a prefix that checks do
/// not have, 0.5 where there is no number, 0.4 for nine digits of which one must be wrong,
/// 0.2 where the prefix is none, and 0 where it has not nine digits.
pub(super) fn routing_validity(paper: &Paper<'_>) -> f64 {
    let Some(number) = paper.routing.as_deref() else {
        return 0.5;
    };
    let Some(digits) = digits(number) else {
        return 0.0;
    };
    match (has_right_check_digit(&digits), prefix(&digits)) {
        (true, 0..=12 | 21..=32) => 1.0,
        (true, 61..=72 | 80) => 0.7,
        (false, 0..=12 | 21..=32) => 0.4,
        (true, _) => 0.2,
        (false, _) => 0.1,
    }
}

/// 1 for a number that the named bank is known to have, 0.7 for a valid one of a bank whose
/// numbers are not all listed, 0.5 where bank or number are not there or the bank is not known,
/// 0.3 for a known bank with an invalid number, 0 for a number that another bank has.
pub(super) fn bank_routing_match(paper: &Paper<'_>) -> f64 {
    let (Some(bank), Some(number)) = (paper.bank.as_deref(), paper.routing.as_deref()) else {
        return 0.5;
    };
    let Some(digits) = digits(number) else {
        return 0.3;
    };
    let value = digits.iter().fold(0, |value, digit| value * 10 + digit);
    let name = if is_treasury(bank) {
        Some("treasury")
    } else {
        banks::known(bank)
    };
    let is_named = |names: &[&str]| name.is_some_and(|name| names.contains(&name));
    match OWNERS.iter().find(|(_, numbers)| numbers.contains(&value)) {
        Some((names, _)) if is_named(names) => 1.0,
        Some(_) => 0.0,
        None if !has_right_check_digit(&digits) => 0.3,
        None if OWNERS.iter().any(|(names, _)| is_named(names)) => 0.7,
        None => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_numbers_have_a_right_check_digit_and_one_owner() {
        let mut seen = std::collections::BTreeSet::new();
        for (names, numbers) in OWNERS {
            for number in numbers {
                let digits = digits(&format!("{number:09}")).unwrap();
                assert!(has_right_check_digit(&digits), "{names:?} {number}");
                assert!(matches!(prefix(&digits), 0..=12 | 21..=32), "{number}");
                assert!(seen.insert(number), "{number} twice");
            }
        }
    }

    #[test]
    fn every_single_wrong_digit_is_found() {
        let right = digits("021000021").unwrap();
        for place in 0..9 {
            for digit in 0..10 {
                let mut wrong = right;
                wrong[place] = digit;
                assert_eq!(has_right_check_digit(&wrong), digit == right[place]);
            }
        }
    }

    #[test]
    fn zeros_that_a_table_lost_are_put_back() {
        assert_eq!(digits("21000021"), digits("021000021"));
        assert_eq!(digits("⑆021000021⑆"), digits("0210-0002-1"));
        for none in ["", "210002", "0210000211", "O21000021"] {
            assert_eq!(digits(none), None, "{none}");
        }
    }
}
