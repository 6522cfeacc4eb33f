//! What optical reading makes of a paper, whoever made it: for generators.

use crate::Random;

/// What may happen to a paper.
pub type Fault<P> = fn(&mut P, &mut Random);

/// Lets each fault happen as often as its chance says; how many did.
pub fn spoil<P>(paper: &mut P, faults: &[(f64, Fault<P>)], random: &mut Random) -> u32 {
    let mut happened = 0;
    for (chance, fault) in faults {
        if random.chance(*chance) {
            fault(paper, random);
            happened += 1;
        }
    }
    happened
}

/// The character that optical reading takes another one for.
#[must_use]
pub const fn look_alike(c: char) -> Option<char> {
    Some(match c {
        '0' => 'O',
        'O' | 'o' => '0',
        '1' => 'l',
        'I' | 'l' | 'i' => '1',
        '5' => 'S',
        'S' | 's' => '5',
        '8' => 'B',
        'B' => '8',
        '2' => 'Z',
        'Z' | 'z' => '2',
        '6' => 'G',
        'G' => '6',
        _ => return None,
    })
}

/// Misreads one place of a text, the more likely the longer it is: `rate` is the chance of each
/// character.
pub fn misread(text: &mut String, rate: f64, random: &mut Random) {
    let clean = (0..text.len()).fold(1.0, |clean, _| clean * (1.0 - rate));
    if random.chance(1.0 - clean) {
        misread_somewhere(text, random);
    }
}

/// Takes up to three characters in a row for ones that look like them.
pub fn misread_somewhere(text: &mut String, random: &mut Random) {
    let at = random.place(text.len());
    *text = text
        .chars()
        .enumerate()
        .map(|(place, c)| match place {
            _ if place < at || place >= at + 3 => c,
            _ => look_alike(c).unwrap_or(c),
        })
        .collect();
}

/// Takes one character of a number for a letter that looks like it, in a share of the cases, and
/// else for any digit.
pub fn misread_number(number: &mut String, letters: f64, random: &mut Random) {
    let at = random.place(number.len());
    let is_letter = random.chance(letters);
    let digit = char::from(random.pick(b"0123456789"));
    *number = number
        .chars()
        .enumerate()
        .map(|(place, c)| match c {
            _ if place != at => c,
            _ if is_letter => look_alike(c).unwrap_or(c),
            _ => digit,
        })
        .collect();
}

/// A whole number with one digit that is another one.
#[must_use]
pub fn with_wrong_digit(sum: i64, random: &mut Random) -> i64 {
    let digits = sum.unsigned_abs().max(1).ilog10();
    let place = random.whole(0, i64::from(digits));
    let unit = 10_i64.pow(place.unsigned_abs() as u32);
    let digit = sum.abs() / unit % 10;
    let wrong = (digit + random.whole(1, 9)) % 10;
    (sum.abs() + (wrong - digit) * unit) * sum.signum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_text_keeps_its_length_and_a_clean_one_all() {
        let mut random = Random::from_seed(3);
        for _ in 0..500 {
            let mut text = "Oil 1508 größe".to_owned();
            misread_somewhere(&mut text, &mut random);
            assert_eq!(text.chars().count(), 14);
            let mut number = "1508".to_owned();
            misread_number(&mut number, 0.3, &mut random);
            assert_eq!(number.len(), 4);
        }
        let mut text = "Oil".to_owned();
        misread(&mut text, 0.0, &mut random);
        assert_eq!(text, "Oil");
        misread(&mut text, 1.0, &mut random);
        assert_ne!(text, "Oil");
        let mut empty = String::new();
        misread_number(&mut empty, 0.5, &mut random);
        assert_eq!(empty, "");
    }

    #[test]
    fn one_digit_is_another_one_and_the_sign_stays() {
        let mut random = Random::from_seed(4);
        for sum in [1, -1, 905, -120_034] {
            for _ in 0..200 {
                let wrong = with_wrong_digit(sum, &mut random);
                let digits = |sum: i64| format!("{:09}", sum.abs());
                let changed = digits(sum)
                    .bytes()
                    .zip(digits(wrong).bytes())
                    .filter(|(one, other)| one != other)
                    .count();
                assert_eq!(changed, 1, "{sum} as {wrong}");
                assert!(wrong == 0 || wrong.signum() == sum.signum());
            }
        }
    }
}
