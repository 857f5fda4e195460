//! Rank correlation, area under the curve, and samples that are the same in every run.

/// Spearman's rank correlation, ties by their mean rank.
pub(crate) fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (ranks(a), ranks(b));
    let mean = |it: &[f64]| it.iter().sum::<f64>() / it.len() as f64;
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let (mut both, mut square_a, mut square_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(&b) {
        both += (a - mean_a) * (b - mean_b);
        square_a += (a - mean_a).powi(2);
        square_b += (b - mean_b).powi(2);
    }
    both / (square_a * square_b).sqrt()
}

/// How often a value of `yes` is above one of `no`, ties counted half (Mann and Whitney 1947).
pub(crate) fn area_under_curve(yes: &[f64], no: &[f64]) -> f64 {
    let all: Vec<f64> = yes.iter().chain(no).copied().collect();
    let sum: f64 = ranks(&all)[..yes.len()].iter().sum();
    let (count, others) = (yes.len() as f64, no.len() as f64);
    (sum - count * (count - 1.0) / 2.0) / (count * others)
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let same =
            order[start..].iter().take_while(|it| values[**it].total_cmp(&values[order[start]]).is_eq());
        let end = start + same.count();
        let mean = (start + end - 1) as f64 / 2.0;
        order[start..end].iter().for_each(|it| ranks[*it] = mean);
        start = end;
    }
    ranks
}

/// Numbers of a fixed sequence (Steele et al. 2014, SplitMix).
pub(crate) struct Sequence(u64);

impl Sequence {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> u32 {
        u32::try_from(self.next() % end as u64).expect("the end is below 2^32")
    }

    /// So many different numbers below `end`, or all of them.
    pub(crate) fn sample(&mut self, end: usize, count: usize) -> Vec<u32> {
        let mut all: Vec<u32> = (0..).take(end).collect();
        for at in 0..count.min(end) {
            let other = at + self.below(end - at) as usize;
            all.swap(at, other);
        }
        all.truncate(count);
        all
    }
}
