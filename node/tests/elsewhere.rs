//! What splitting a job brings in other regions: from the figures that lie here, and without asking anybody.

use crate::{
    desk::{Desk, occupation},
    interface::Program,
    network::{Network, figures_of},
    pages::Reader,
    vacancy_side::{people, strict, ten_tasks},
};
use node::{
    domain::vacancy::{Vacancy, elsewhere::Expected},
    workflow::{
        carve_vacancy::{Outlook, look_at_carving},
        describe_tasks::replace_tasks,
        post_vacancy::post_vacancy,
    },
};
use serde_json::json;

/// A vacancy with ten tasks, seven people who fit the whole and 24 who fit the mbo part.
async fn with_tasks(desk: &Desk) -> Vacancy {
    let skills = occupation(&desk.context.vocabulary).1;
    people(desk, 7, &skills).await;
    people(desk, 24, &skills[..1]).await;
    let whole = strict(desk).await;
    post_vacancy(&desk.context, &desk.business_adviser, whole.clone()).await.unwrap();
    replace_tasks(&desk.context, &desk.business_adviser, whole.id, ten_tasks(&skills)).await.unwrap();
    whole
}

async fn look(desk: &Desk, whole: &Vacancy) -> Outlook {
    look_at_carving(&desk.context, &desk.business_adviser, whole.id, None).await.unwrap()
}

/// The ends of an interval and what lies between; it has to be one.
fn between(expected: Expected) -> (u32, u32, u32) {
    let Expected::Between { least, likely, most } = expected else { panic!("{expected:?}") };
    assert!(least <= likely && likely <= most && least < most, "{expected:?}");
    (least, likely, most)
}

#[tokio::test]
async fn first_12_other_regions_are_an_interval_of_the_published_figures_and_no_message_is_written() {
    let mut desk = Desk::open("AM24");
    let network = Network::of(&mut [&mut desk]);
    let whole = with_tasks(&desk).await;
    let sent = desk.outbox().len();
    assert!(look(&desk, &whole).await.elsewhere.regions.is_empty(), "nothing was published yet");

    let figures = vec![figures_of("AM22", 1), figures_of("AM24", 5_000), figures_of("AM25", 200)];
    network.send_figures(&desk, 1, figures);
    let outlook = look(&desk, &whole).await;
    assert_eq!((outlook.gain.before, outlook.gain.after), (7, 31), "own people are counted, not estimated");
    let codes: Vec<_> = outlook.elsewhere.regions.keys().map(ToString::to_string).collect();
    assert_eq!(codes, ["AM22", "AM25"]);
    let west_brabant = outlook.elsewhere.regions.values().last().unwrap();
    assert_eq!((west_brabant.week.to_string().as_str(), west_brabant.outdated), ("2026-W47", false));
    let (before, after) = (between(west_brabant.gain.before), between(west_brabant.gain.after));
    assert!(before.1 > 0 && before.1 <= after.1 && before.2 <= after.2, "{before:?} {after:?}");
    let rijnmond = outlook.elsewhere.regions.values().next().unwrap().gain;
    assert!(matches!(rijnmond.after, Expected::Uncertain { .. }), "a few people are not told: {rijnmond:?}");
    let together = between(outlook.elsewhere.together.after);
    assert!(together.1 >= after.1, "{together:?} {after:?}");
    assert_eq!(desk.outbox().len(), sent, "looking tells no other region anything");

    // The contrast: with twice the people, twice the interval.
    network.send_figures(&desk, 2, vec![figures_of("AM25", 400)]);
    let twice = look(&desk, &whole).await.elsewhere;
    assert!(between(twice.together.after).1 >= 2 * after.1 - 50, "{twice:?}");
}

#[tokio::test]
async fn first_12_the_page_tells_of_other_regions_in_words_with_the_date_and_what_is_not_in_it() {
    let mut desk = Desk::with_passwords("AM24");
    let network = Network::of(&mut [&mut desk]);
    let whole = with_tasks(&desk).await;
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let address = format!("/vacatures/{}/knippen", whole.id);
    let page = reader.get(&address).await.html;
    assert!(page.contains("nog niet bekend") && page.contains("Kijk later nog eens"), "{page}");
    network.send_figures(&desk, 1, vec![figures_of("AM22", 1), figures_of("AM25", 200)]);
    let page = reader.get(&address).await.html;
    assert!(page.contains("ongeveer ") && page.contains("(tussen "), "{page}");
    assert!(page.contains("te onzeker: hoogstens "), "{page}");
    assert!(page.contains("week van 16 nov 2026") && page.contains("Alle regio&#39;s samen"), "{page}");
    assert!(
        page.contains("Niet meegeteld: reistijd") && page.contains("niets aan andere regio&#39;s gevraagd")
    );
    assert!(!page.contains("nog niet bekend"));
}

#[tokio::test]
async fn first_12_the_interface_gives_the_interval_its_week_and_nothing_where_too_little_is_known() {
    let mut desk = Desk::with_passwords("AM24");
    let network = Network::of(&mut [&mut desk]);
    let whole = with_tasks(&desk).await;
    let program = Program::signed_in(&desk, "Business adviser").await;
    let address = format!("/v1/vacancies/{}/carving", whole.id);
    let nothing = program.get(&address).await.body;
    assert_eq!(nothing["elsewhere"], json!([]));
    network.send_figures(&desk, 1, vec![figures_of("AM22", 1), figures_of("AM25", 200)]);
    let body = program.get(&address).await.body;
    let [rijnmond, west_brabant] = [&body["elsewhere"][0], &body["elsewhere"][1]];
    assert_eq!((&west_brabant["region"], &west_brabant["week"]), (&json!("AM25"), &json!("2026-W47")));
    assert_eq!((&west_brabant["outdated"], &west_brabant["settling"]), (&json!(false), &json!(false)));
    let after = &west_brabant["gain"]["after"];
    let number = |name: &str| after[name].as_u64().unwrap();
    assert!(number("least") <= number("likely") && number("likely") < number("most"), "{body}");
    assert_eq!(rijnmond["gain"]["after"]["likely"], json!(null));
    assert!(rijnmond["gain"]["after"]["most"].is_u64() && body["elsewhereTogether"]["more"]["most"].is_u64());
    assert_eq!(body["fittingAfter"], json!(31));
}
