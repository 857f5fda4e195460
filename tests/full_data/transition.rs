//! Changes of occupation over the whole of ESCO 1.2.0.

use crate::vocabulary::ESCO;
use node::matching::transition::{
    Transitions,
    rank::{Map, Reach},
};
use vocabulary::{Language, Sectors};

#[test]
fn all_pairs_of_the_whole_of_esco_fit_in_40_mb_and_a_change_is_ranked_and_explained() {
    let vocabulary = &ESCO.vocabulary;
    let transitions = Transitions::new(vocabulary);
    // The table holds one byte for each ordered pair.
    let held = transitions.size_bytes() + transitions.occupation_count().pow(2);
    assert!(held < 40_000_000, "{held}");
    let named = |name| {
        vocabulary
            .occupations()
            .find(|it| vocabulary.occupation_label(*it, Language::EN) == name)
            .expect(name)
    };
    let (cashier, shop, pilot) = (named("cashier"), named("shop assistant"), named("private pilot"));
    let origin = transitions.from_occupation(cashier);
    assert!(transitions.feasibility(&origin, shop) > transitions.feasibility(&origin, pilot));
    let explanation = transitions.explain(&origin, shop);
    let told = explanation.held.len() + explanation.substituted.len() + explanation.missing.len();
    assert_eq!(told, vocabulary.essential_skills(shop).len() + vocabulary.optional_skills(shop).len());
    let map = Map { transitions: &transitions, vocabulary, sectors: &Sectors::embedded() };
    let found = map.destinations(&origin, Reach::default(), 20);
    assert!(found.iter().filter(|it| it.in_other_sector).count() >= 5);
}
