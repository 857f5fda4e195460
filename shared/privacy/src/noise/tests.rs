#![expect(clippy::cast_possible_truncation, reason = "numbers of the tests are small")]

use super::*;
use crate::{table::Table, testing::SeededNoise};

/// How many draws each test of the law takes.
const DRAWS: usize = 20_000;
/// The Kolmogorov-Smirnov bound: sqrt(ln(2 / 1e-6) / 2). Rare enough that a fault, not chance, breaks it.
const LIMIT: f64 = 2.69;

fn noise_of(source: &mut dyn NoiseSource, sigma: Sigma) -> Vec<i64> {
    let known = 1_000;
    let noisy = source.add(&vec![known; DRAWS], sigma).unwrap();
    noisy.into_iter().map(|count| count - known).collect()
}

/// The Kolmogorov-Smirnov distance between the draws and the discrete Gaussian of this deviation, times the
/// root of the number of draws. Above [`LIMIT`] has probability 1e-6 under the law.
fn law_distance(draws: &[i64], deviation: f64) -> f64 {
    let reach = i64::try_from(draws.iter().map(|draw| draw.unsigned_abs()).max().unwrap()).unwrap() + 1;
    let weight = |value: i64| (-(value as f64).powi(2) / (2.0 * deviation * deviation)).exp();
    let far = (12.0 * deviation) as i64;
    let whole: f64 = (-far..=far).map(weight).sum();
    let mut counts = std::collections::BTreeMap::<i64, usize>::new();
    for draw in draws {
        *counts.entry(*draw).or_default() += 1;
    }
    let mut claimed: f64 = (-far..-reach).map(weight).sum::<f64>() / whole;
    let (mut seen, mut distance) = (0, 0.0_f64);
    for value in -reach..=reach {
        claimed += weight(value) / whole;
        seen += counts.get(&value).copied().unwrap_or_default();
        distance = distance.max((claimed - seen as f64 / draws.len() as f64).abs());
    }
    distance * (draws.len() as f64).sqrt()
}

/// The draws' sum of squares over the claimed variance, in standard deviations from what the law expects.
fn variance_score(draws: &[i64], deviation: f64) -> f64 {
    let n = draws.len() as f64;
    let squares: f64 = draws.iter().map(|draw| (*draw as f64 / deviation).powi(2)).sum();
    (squares - n) / (2.0 * n).sqrt()
}

#[test]
fn a7_the_noise_has_the_claimed_law() {
    for table in Table::ALL {
        let sigma = table.sigma();
        let draws = noise_of(&mut DiscreteGaussian, sigma);
        let distance = law_distance(&draws, sigma.value());
        assert!(distance < LIMIT, "{}: Kolmogorov-Smirnov {distance}", table.name());
        let score = variance_score(&draws, sigma.value());
        assert!(score.abs() < 5.0, "{}: variance off by {score} standard errors", table.name());
        let mean = draws.iter().sum::<i64>() as f64 / DRAWS as f64;
        assert!(mean.abs() < 5.0 * sigma.value() / (DRAWS as f64).sqrt(), "{}: mean {mean}", table.name());
        let odd = draws.iter().filter(|draw| *draw & 1 == 1).count() as f64;
        assert!((odd - DRAWS as f64 / 2.0).abs() < 5.0 * (DRAWS as f64).sqrt() / 2.0, "odd: {odd}");
    }
}

/// The contrast: the same figures tell noise that is a tenth too small, one-sided, or of the wrong shape.
#[test]
fn a7_noise_of_another_law_is_told_from_the_claimed_one() {
    let claimed = Table::UnitGroups.sigma().value();
    let mut source = SeededNoise::new(7);
    let narrow: Vec<i64> = (0..DRAWS).map(|_| (source.normal() * claimed * 0.9) as i64).collect();
    assert!(law_distance(&narrow, claimed) > LIMIT && variance_score(&narrow, claimed).abs() > 5.0);
    let clipped: Vec<i64> = (0..DRAWS).map(|_| (source.normal() * claimed).max(0.0) as i64).collect();
    assert!(law_distance(&clipped, claimed) > LIMIT);
    let flat: Vec<i64> =
        (0..DRAWS).map(|_| ((source.uniform() - 0.5) * claimed * 12_f64.sqrt()) as i64).collect();
    assert!(law_distance(&flat, claimed) > LIMIT);
}

#[test]
fn a7_two_tables_and_two_draws_of_the_same_counts_differ_and_do_not_follow_each_other() {
    let sigma = Table::SubMajorGroups.sigma();
    let one = noise_of(&mut DiscreteGaussian, sigma);
    let other = noise_of(&mut DiscreteGaussian, sigma);
    let product: f64 =
        one.iter().zip(&other).map(|(a, b)| (*a as f64 / sigma.value()) * (*b as f64 / sigma.value())).sum();
    assert_ne!(one, other);
    assert!((product / DRAWS as f64).abs() < 5.0 / (DRAWS as f64).sqrt(), "{product}");
}

#[test]
fn noise_that_costs_more_than_its_charge_is_not_drawn() {
    let right = Table::UnitGroups.sigma();
    assert!(DiscreteGaussian.add(&[5; 3], right).is_ok());
    let underpaid = Sigma { centi: right.centi / 2, ..right };
    let refused = DiscreteGaussian.add(&[5; 3], underpaid);
    assert_eq!(refused, Err(NoiseError::CostsMoreThanCharged { charged_micro: 120 }));
    let without = DiscreteGaussian.add(&[5; 3], Sigma { centi: 0, ..right });
    assert_eq!(without, Err(NoiseError::CostsMoreThanCharged { charged_micro: 120 }));
}

#[test]
fn a_seeded_sampler_repeats_itself_and_the_real_one_does_not() {
    let sigma = Table::Total.sigma();
    let seeded = |seed| SeededNoise::new(seed).add(&[0; 40], sigma).unwrap();
    assert_eq!(seeded(1), seeded(1));
    assert_ne!(DiscreteGaussian.add(&[0; 40], sigma), DiscreteGaussian.add(&[0; 40], sigma));
}
