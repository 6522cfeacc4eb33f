//! How papers are forged: named mechanisms, each with a share of the forged papers and a range of
//! scores.

use core::fmt;

use crate::Random;

/// An edit of a paper; it says how bold the edit is, 0 to 1.
pub type Edit<P> = fn(&mut P, &mut Random) -> f64;

/// A mechanism, its share among forged papers, and the scores its papers have.
pub struct Mechanism<P> {
    /// Its name: `edited_balance`.
    pub name: &'static str,
    /// Its share, in the unit of the others' shares.
    pub share: f64,
    /// The scores of the least and of the most bold edit.
    pub scores: (f64, f64),
    edit: Edit<P>,
}

// By hand, because a derive would want the same of the paper.
impl<P> Copy for Mechanism<P> {}

impl<P> Clone for Mechanism<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> fmt::Debug for Mechanism<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

impl<P> Mechanism<P> {
    /// A mechanism.
    #[must_use]
    pub const fn new(name: &'static str, share: f64, scores: (f64, f64), edit: Edit<P>) -> Self {
        Self {
            name,
            share,
            scores,
            edit,
        }
    }

    /// Forges a paper.
    pub fn apply(&self, paper: &mut P, random: &mut Random) -> Forgery {
        let severity = (self.edit)(paper, random);
        Forgery::new(self.name, self.scores, severity)
    }
}

/// One of the mechanisms, each as often as its share says; none of an empty list.
pub fn choose<P>(mechanisms: &[Mechanism<P>], random: &mut Random) -> Option<Mechanism<P>> {
    let shares: Vec<_> = mechanisms
        .iter()
        .map(|mechanism| (mechanism.share, Some(*mechanism)))
        .collect();
    random.weighted(&shares)
}

/// One of the mechanisms, or none of them as often as `other` says, a share in their unit: for what
/// is forged in a way that is not in the list.
pub fn choose_or_other<P>(
    mechanisms: &[Mechanism<P>],
    other: f64,
    random: &mut Random,
) -> Option<Mechanism<P>> {
    let named: f64 = mechanisms.iter().map(|mechanism| mechanism.share).sum();
    match random.chance(other / (named + other)) {
        true => None,
        false => choose(mechanisms, random),
    }
}

/// Two edits one after the other, each drawn from its list; how bold they are together.
pub fn edit_twice<P>(paper: &mut P, [first, second]: [&[Edit<P>]; 2], random: &mut Random) -> f64 {
    let mut draw = |edits: &[Edit<P>]| edits.get(random.place(edits.len())).copied();
    let drawn = [draw(first), draw(second)];
    let edits = drawn.into_iter().flatten();
    edits.map(|edit| edit(paper, random) / 2.0).sum()
}

/// What was done to a paper.
#[derive(Debug, Clone, Copy)]
pub struct Forgery {
    /// The name of the mechanism.
    pub mechanism: &'static str,
    scores: (f64, f64),
    severity: f64,
}

impl Forgery {
    /// A forgery so bold, 0 to 1, by a mechanism with these scores.
    #[must_use]
    pub const fn new(mechanism: &'static str, scores: (f64, f64), severity: f64) -> Self {
        Self {
            mechanism,
            scores,
            severity: severity.clamp(0.0, 1.0),
        }
    }

    /// The risk score: the low end of the mechanism's range, and more the bolder the edit is, give
    /// or take `noise`.
    pub fn score(&self, noise: f64, random: &mut Random) -> f64 {
        let (low, high) = self.scores;
        let score = low + self.severity * (high - low) + random.between(-noise, noise);
        score.clamp(0.0, 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mechanisms_come_by_their_shares_and_score_by_their_boldness() {
        let mechanisms = [
            Mechanism::new("shy", 3.0, (40.0, 60.0), |paper: &mut u32, _| {
                *paper += 1;
                0.0
            }),
            Mechanism::new("bold", 1.0, (80.0, 99.0), |_, _| 7.0),
        ];
        let mut random = Random::from_seed(1);
        let (mut shy, mut paper) = (0_u32, 0);
        for _ in 0..4_000 {
            let mechanism = choose(&mechanisms, &mut random).unwrap();
            let forgery = mechanism.apply(&mut paper, &mut random);
            let score = forgery.score(2.0, &mut random);
            match forgery.mechanism {
                "shy" => {
                    shy += 1;
                    assert!((38.0..=42.0).contains(&score));
                }
                _ => assert!((97.0..=100.0).contains(&score)),
            }
        }
        assert_eq!(shy, paper);
        assert!((2_800..3_200).contains(&shy), "{shy}");
        assert!(choose::<u32>(&[], &mut random).is_none());
    }

    #[test]
    fn what_is_not_in_the_list_has_its_share_too() {
        let mechanisms = [Mechanism::new(
            "only",
            30.0,
            (0.0, 1.0),
            |_: &mut u32, _| 1.0,
        )];
        let mut random = Random::from_seed(1);
        let other = (0..4_000)
            .filter(|_| choose_or_other(&mechanisms, 10.0, &mut random).is_none())
            .count();
        assert!((900..1_100).contains(&other), "{other}");
    }

    #[test]
    fn a_paper_is_edited_by_one_of_each_list() {
        let first: [Edit<String>; 2] = [
            |paper, _| {
                paper.push('a');
                1.0
            },
            |paper, _| {
                paper.push('b');
                1.0
            },
        ];
        let second: [Edit<String>; 1] = [|paper, _| {
            paper.push('c');
            0.5
        }];
        for seed in 0..20 {
            let (mut paper, mut random) = (String::new(), Random::from_seed(seed));
            let severity = edit_twice(&mut paper, [&first, &second], &mut random);
            assert_eq!(severity, 0.75);
            assert!(matches!(&*paper, "ac" | "bc"), "{paper}");
        }
    }
}
