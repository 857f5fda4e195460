//! The engine's answers are those that comparing everybody gives, whatever the weights, the instructions and the
//! scorer.

use super::{
    blocks::{BLOCK, Blocks, Rows},
    query::Query,
    search::{ExactScorer, Search},
    simd::Width,
};
use proptest::prelude::*;
use std::cmp::Reverse;

/// A made-up collection: per row its features, each with a quality of 0 to 3, and whether a rule lets it through.
#[derive(Debug, Clone)]
struct Row {
    features: Vec<(u32, u8)>,
    admitted: bool,
    live: bool,
}

/// A wanted feature, what it weighs, and a feature that stands in for it at a third of the weight.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    feature: u32,
    weight: u32,
    stand_in: u32,
}

fn some_rows() -> impl Strategy<Value = Vec<Row>> {
    let features = prop::collection::btree_map(0..30_u32, 0..4_u8, 0..12);
    let row = (features, 0..10_u8, 0..10_u8).prop_map(|(features, admitted, live)| Row {
        features: features.into_iter().collect(),
        admitted: admitted > 2,
        live: live > 0,
    });
    prop::collection::vec(row, 0..400)
}

fn some_wants() -> impl Strategy<Value = Vec<Wanted>> {
    // small weights tie often; large ones do not fit 16 bits without being divided
    let weight = prop_oneof![1..4_u32, 1..5_000_u32, 1..3_000_000_u32, Just(u32::MAX / 64)];
    let wanted = (0..32_u32, weight, 0..32_u32);
    prop::collection::vec(
        wanted.prop_map(|(feature, weight, stand_in)| Wanted { feature, weight, stand_in }),
        0..24,
    )
}

fn blocks(rows: &[Row]) -> (Blocks, Vec<u64>) {
    let features = |row: &Row| row.features.iter().map(|(feature, _)| *feature).collect();
    let blocks = Blocks::new(&rows.iter().map(features).collect::<Vec<Vec<u32>>>());
    let mut live = vec![0; blocks.blocks()];
    for (number, row) in rows.iter().enumerate() {
        live[number / BLOCK] |= u64::from(row.live) << (number % BLOCK);
    }
    (blocks, live)
}

/// Ties in another order than the rows lie in.
fn tie(row: usize) -> u128 {
    (row as u128 * 7919) % 100_003
}

/// The sum of the weights of what is held.
struct Simple<'a> {
    rows: &'a [Row],
}

impl ExactScorer for Simple<'_> {
    fn least(&self, _: usize, kth: u32) -> u32 {
        kth
    }

    fn least_anywhere(&self, kth: u32) -> u32 {
        kth
    }

    fn admits(&self, row: usize) -> bool {
        self.rows[row].admitted
    }

    fn score(&self, _: usize, sum: u32) -> Option<u32> {
        (sum > 0).then_some(sum)
    }

    fn tie(&self, row: usize) -> u128 {
        tie(row)
    }
}

/// Quality counts, and a stand-in counts where the feature itself is not held.
struct Rich<'a> {
    rows: &'a [Row],
    wants: &'a [Wanted],
}

impl Rich<'_> {
    fn rich_score(&self, row: usize) -> u32 {
        let quality = |feature: u32| {
            let features = &self.rows[row].features;
            features.iter().find(|(held, _)| *held == feature).map(|(_, quality)| u32::from(*quality) + 1)
        };
        let of = |wanted: &Wanted| {
            let held = quality(wanted.feature).map(|quality| wanted.weight / 4 * quality);
            let stand_in = quality(wanted.stand_in).map(|quality| wanted.weight / 12 * quality);
            held.max(stand_in).unwrap_or(0)
        };
        self.wants.iter().map(of).fold(0, u32::saturating_add)
    }
}

impl ExactScorer for Rich<'_> {
    fn least(&self, _: usize, kth: u32) -> u32 {
        kth
    }

    fn least_anywhere(&self, kth: u32) -> u32 {
        kth
    }

    fn admits(&self, row: usize) -> bool {
        self.rows[row].admitted
    }

    fn score(&self, row: usize, sum: u32) -> Option<u32> {
        let score = self.rich_score(row);
        assert!(score <= sum, "the planes dominate the score");
        (score > 0).then_some(score)
    }

    fn tie(&self, row: usize) -> u128 {
        tie(row)
    }
}

fn comparing_everybody(rows: &[Row], limit: usize, score: impl Fn(usize) -> u32) -> Vec<(u32, usize)> {
    let mut all: Vec<(u32, usize)> = (0..rows.len())
        .filter(|row| rows[*row].live && rows[*row].admitted)
        .map(|row| (score(row), row))
        .filter(|(score, _)| *score > 0)
        .collect();
    all.sort_by_key(|(score, row)| (Reverse(*score), tie(*row)));
    all.truncate(limit);
    all
}

fn found<Scorer: ExactScorer>(
    search: &mut Search,
    (blocks, live): &(Blocks, Vec<u64>),
    query: &Query,
    scorer: &Scorer,
    limit: usize,
) -> Vec<(u32, usize)> {
    search.start(limit);
    search.visit(0, blocks, live, query, scorer);
    search.finish().iter().map(|found| (found.score, found.place.row())).collect()
}

fn simple_query(wants: &[Wanted]) -> Query {
    let mut query = Query::default();
    for wanted in wants {
        query.add_plane(wanted.weight, [wanted.feature]);
    }
    query
}

proptest! {
    #[test]
    fn the_best_are_exactly_those_that_comparing_everybody_gives(
        rows in some_rows(),
        wants in some_wants(),
        limit in 1..60_usize,
    ) {
        let simple = |row: usize| {
            let has = |wanted: &&Wanted| rows[row].features.iter().any(|(held, _)| *held == wanted.feature);
            wants.iter().filter(has).map(|wanted| wanted.weight).fold(0, u32::saturating_add)
        };
        let wanted = comparing_everybody(&rows, limit, simple);
        let laid_out = blocks(&rows);
        for width in Width::available() {
            let mut search = Search::with_width(width);
            // asked twice: what is left of the first question does not change the second
            for _ in 0..2 {
                let answer = found(&mut search, &laid_out, &simple_query(&wants), &Simple { rows: &rows }, limit);
                prop_assert_eq!(&answer, &wanted, "{}", width.name());
            }
        }
    }

    #[test]
    fn a_rich_score_is_found_exactly_too_when_its_planes_dominate_it(
        rows in some_rows(),
        wants in some_wants(),
        limit in 1..60_usize,
    ) {
        let scorer = Rich { rows: &rows, wants: &wants };
        let wanted = comparing_everybody(&rows, limit, |row| scorer.rich_score(row));
        // what a stand-in is worth for the feature or its stand-in, the rest for the feature itself
        let mut query = Query::default();
        for wanted in &wants {
            let stand_in = wanted.weight / 12 * 4;
            query.add_plane(stand_in, [wanted.feature, wanted.stand_in]);
            query.add_plane(wanted.weight - stand_in, [wanted.feature]);
        }
        let laid_out = blocks(&rows);
        for width in Width::available() {
            let mut search = Search::with_width(width);
            let answer = found(&mut search, &laid_out, &query, &scorer, limit);
            prop_assert_eq!(&answer, &wanted, "{}", width.name());
        }
    }
}

/// Each quality is a grade: 0 is the first.
struct Grades<'a>(&'a [Row]);

impl Rows for Grades<'_> {
    const GRADES: u32 = 4;

    const COMMON: u32 = 4;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn keys(&self, row: usize, mut add: impl FnMut(u32)) {
        self.0[row].features.iter().for_each(|(feature, quality)| add(4 * feature + u32::from(*quality)));
    }

    fn features(&self, key: u32, add: impl FnMut(u32)) {
        (key / 4 * 4..=key).for_each(add);
    }

    fn own_features(&self, _: usize, _: impl FnMut(u32)) {}
}

proptest! {
    #[test]
    fn scales_are_added_exactly_and_extra_ones_only_for_who_has_something_of_the_others(
        rows in some_rows(),
        wants in some_wants(),
        extra in prop::collection::vec((0..32_u32, 1..50_000_u32), 0..3),
        limit in 1..60_usize,
    ) {
        let worth = |weight: u32, grade: u32| weight / 4 * grade;
        let grade = |row: usize, feature: u32| {
            let found = rows[row].features.iter().find(|(held, _)| *held == feature);
            found.map_or(0, |(_, quality)| u32::from(*quality) + 1)
        };
        let score = |row: usize| {
            let main = wants.iter().map(|it| worth(it.weight, grade(row, it.feature)));
            let more = extra.iter().map(|(feature, weight)| worth(*weight, grade(row, *feature)));
            let main = main.fold(0, u32::saturating_add);
            if main == 0 { 0 } else { more.fold(main, u32::saturating_add) }
        };
        let wanted = comparing_everybody(&rows, limit, score);
        let mut query = Query::default();
        for it in &wants {
            query.add_scale(it.feature, |grade| worth(it.weight, u32::from(grade).min(4)));
        }
        for (feature, weight) in &extra {
            query.add_extra_scale(*feature, |grade| worth(*weight, u32::from(grade).min(4)));
        }
        let laid_out = (Blocks::new(&Grades(&rows)), blocks(&rows).1);
        for (width, narrowed_from) in Width::available().into_iter().flat_map(|width| [(width, 0), (width, usize::MAX)]) {
            let mut search = Search::with_width(width).narrowed_from(narrowed_from);
            for _ in 0..2 {
                let answer = found(&mut search, &laid_out, &query, &Simple { rows: &rows }, limit);
                prop_assert_eq!(&answer, &wanted, "{} {}", width.name(), narrowed_from);
            }
        }
    }
}

#[test]
fn more_blocks_than_are_looked_at_together_are_all_narrowed() {
    // far more blocks than one pass takes, with more scales than decide at first; those below four are common
    let rows: Vec<Row> = (0..150 * BLOCK)
        .map(|row| {
            let held = |feature: &u32| (row * 7 + *feature as usize * 13) % 11 < 3;
            let quality = |feature: u32| u8::try_from((row / 3 + feature as usize) % 4).unwrap();
            let features = (0..30).filter(held).map(|feature| (feature, quality(feature))).collect();
            Row { features, admitted: row % 3 > 0, live: true }
        })
        .collect();
    for scales in [0..24_u32, 5..30] {
        let worth = |feature: u32, grade: u32| (100 + feature) * grade.min(4);
        let score = |row: usize| {
            let held = rows[row].features.iter().filter(|(feature, _)| scales.contains(feature));
            held.map(|(feature, quality)| worth(*feature, u32::from(*quality) + 1)).sum()
        };
        let wanted = comparing_everybody(&rows, 50, score);
        let mut query = Query::default();
        for feature in scales.clone() {
            query.add_scale(feature, |grade| worth(feature, u32::from(grade)));
        }
        let laid_out = (Blocks::new(&Grades(&rows)), blocks(&rows).1);
        for width in Width::available() {
            let mut search = Search::with_width(width).narrowed_from(0);
            let answer = found(&mut search, &laid_out, &query, &Simple { rows: &rows }, 50);
            assert_eq!(answer, wanted, "{}", width.name());
        }
    }
}

#[test]
fn blocks_that_cannot_reach_the_best_are_not_looked_at() {
    // two lines of work without a common feature, a hundred blocks of each
    let rows: Vec<Row> = (0..200 * BLOCK)
        .map(|row| {
            let line = u32::from(row >= 100 * BLOCK) * 10;
            let features = (line..line + 3).map(|feature| (feature, 0)).collect();
            Row { features, admitted: true, live: true }
        })
        .collect();
    let wants = [0, 1, 10].map(|feature| Wanted { feature, weight: 10, stand_in: 31 });
    let mut search = Search::new();
    let answer = found(&mut search, &blocks(&rows), &simple_query(&wants), &Simple { rows: &rows }, 50);
    assert_eq!(answer.len(), 50);
    assert!(answer.iter().all(|(score, _)| *score == 20));
    assert!(search.blocks_looked_at() <= 100, "{}", search.blocks_looked_at());
}

#[test]
fn ten_thousand_wanted_features_are_answered() {
    let rows: Vec<Row> = (0..300_u32)
        .map(|row| Row {
            features: (0..row).map(|feature| (feature, 0)).collect(),
            admitted: true,
            live: true,
        })
        .collect();
    let wants: Vec<Wanted> =
        (0..10_000).map(|feature| Wanted { feature, weight: 48_000, stand_in: 0 }).collect();
    let answer = found(&mut Search::new(), &blocks(&rows), &simple_query(&wants), &Simple { rows: &rows }, 3);
    let wanted = [299_u32, 298, 297].map(|held| (48_000 * held, held as usize));
    assert_eq!(answer, wanted);
}
