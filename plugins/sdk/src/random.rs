//! Random numbers whose stream is fixed by this file.

/// A stream of random numbers: xoshiro256++, its state filled by splitmix64.
///
/// The algorithms are published and belong to the plugin's contract: a stream is the same in
/// every version of the SDK and on every machine. Logarithms and cosines come from `libm`, not
/// from the machine, for the same reason.
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The stream of one document: number `number` of the sequence that `seed` begins.
    ///
    /// Streams of different documents have nothing to do with one another, so a document does
    /// not depend on which others are generated with it.
    #[must_use]
    pub const fn for_document(seed: u64, number: u64) -> Self {
        let mut mixed = number;
        let salt = splitmix64(&mut mixed);
        Self::from_seed(seed ^ salt)
    }

    /// The stream that a seed begins.
    #[must_use]
    pub const fn from_seed(seed: u64) -> Self {
        let mut mixed = seed;
        let state = [
            splitmix64(&mut mixed),
            splitmix64(&mut mixed),
            splitmix64(&mut mixed),
            splitmix64(&mut mixed),
        ];
        Self { state }
    }

    /// The next 64 random bits.
    pub const fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let next = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        next
    }

    /// A number from 0 (included) to 1 (excluded), evenly spread.
    pub const fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number from `low` to `high`, evenly spread.
    pub const fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number from `low` to `high`, both included, evenly spread; `low` where `high`
    /// is not above it.
    pub const fn whole(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        let span = high.abs_diff(low) as u128 + 1;
        let step = (self.next_u64() as u128 * span) >> 64;
        low.wrapping_add(step as i64)
    }

    /// Whether something of probability `chance` happened.
    pub const fn chance(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    /// One of the items, each as likely as the others; the default of an empty list.
    pub fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        items
            .get(self.place(items.len()))
            .copied()
            .unwrap_or_default()
    }

    /// One of the items, each as likely as its weight says; the default of an empty list.
    pub fn weighted<T: Copy + Default>(&mut self, items: &[(f64, T)]) -> T {
        let total: f64 = items.iter().map(|(weight, _)| weight).sum();
        let mut left = self.unit() * total;
        for (weight, item) in items {
            left -= weight;
            if left < 0.0 {
                return *item;
            }
        }
        items.last().map(|(_, item)| *item).unwrap_or_default()
    }

    /// A place in a list of `length` items; 0 where the list is empty.
    pub fn place(&mut self, length: usize) -> usize {
        let last = i64::try_from(length).unwrap_or(i64::MAX).saturating_sub(1);
        usize::try_from(self.whole(0, last)).unwrap_or(0)
    }

    /// A normally distributed number of mean 0 and standard deviation 1 (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        // 1 - unit is never 0, so its logarithm is finite.
        let radius = (-2.0 * libm::log(1.0 - self.unit())).sqrt();
        radius * libm::cos(core::f64::consts::TAU * self.unit())
    }

    /// A number around `median` that spreads by the factor `e^sigma`, log-normally distributed:
    /// most sums of money are.
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * libm::exp(sigma * self.normal())
    }
}

const fn splitmix64(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generators_give_their_published_numbers() {
        let mut state = 1_234_567;
        assert_eq!(splitmix64(&mut state), 6_457_827_717_110_365_317);
        assert_eq!(splitmix64(&mut state), 3_203_168_211_198_807_973);
        let mut random = Random {
            state: [1, 2, 3, 4],
        };
        let first: Vec<u64> = (0..4).map(|_| random.next_u64()).collect();
        assert_eq!(
            first,
            [
                41_943_041,
                58_720_359,
                3_588_806_011_781_223,
                3_591_011_842_654_386
            ]
        );
    }

    #[test]
    fn the_normal_numbers_do_not_depend_on_the_machine() {
        let mut random = Random::for_document(7, 0);
        let bits: Vec<u64> = (0..3).map(|_| random.normal().to_bits()).collect();
        let again: Vec<u64> = {
            let mut random = Random::for_document(7, 0);
            (0..3).map(|_| random.normal().to_bits()).collect()
        };
        assert_eq!(bits, again);
    }

    #[test]
    fn documents_have_streams_of_their_own() {
        let first = Random::for_document(1, 0).next_u64();
        assert_ne!(first, Random::for_document(1, 1).next_u64());
        assert_ne!(first, Random::for_document(2, 0).next_u64());
        assert_eq!(first, Random::for_document(1, 0).next_u64());
    }

    #[test]
    fn whole_numbers_reach_both_ends_and_nothing_else() {
        let mut random = Random::from_seed(5);
        let drawn: Vec<i64> = (0..400).map(|_| random.whole(-1, 2)).collect();
        assert_eq!(drawn.iter().min(), Some(&-1));
        assert_eq!(drawn.iter().max(), Some(&2));
        assert_eq!(random.whole(3, 3), 3);
        assert_eq!(random.whole(3, 1), 3);
    }

    #[test]
    fn weights_are_followed() {
        let mut random = Random::from_seed(11);
        let hits = (0..4_000)
            .filter(|_| random.weighted(&[(3.0, true), (1.0, false)]))
            .count();
        assert!((2_850..3_150).contains(&hits), "{hits} of 4,000");
        assert_eq!(random.weighted::<u8>(&[]), 0);
        assert_eq!(random.pick::<u8>(&[]), 0);
    }

    #[test]
    fn normal_numbers_have_mean_0_and_deviation_1() {
        let mut random = Random::from_seed(3);
        let drawn: Vec<f64> = (0..20_000).map(|_| random.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let square = drawn.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03, "mean {mean}");
        assert!((square - 1.0).abs() < 0.05, "variance {square}");
    }
}
