//! Splitting a job with the people of the whole network in view: released tables travel to every node, and looking what
//! a split brings asks nobody anything.

use super::network::{Network, candidate, eventually, region};
use coordinator::{state::command::StateChange, storage::figures};
use jiff::SignedDuration;
use node::{
    domain::{
        account::{Account, Role},
        candidate::{Evidence, SkillClaim, SkillLevel, WeekHours},
        employer::{Employer, EmployerSize},
        text::Line,
        vacancy::{
            Vacancy, VacancyState, Visibility,
            elsewhere::Expected,
            task::{Task, TaskLevel, WeekMinutes},
        },
    },
    storage::{StorageError, accounts, outbox, region_figures},
    workflow::{
        Actor, Context,
        add_employer::add_employer,
        carve_vacancy::{Outlook, look_at_carving},
        close_vacancy::close_vacancy,
        describe_tasks::replace_tasks,
        post_vacancy::post_vacancy,
        register_candidate::register_candidate,
    },
};
use protocol::{Frame, frame::LENGTH_BYTES, kind};
use std::collections::BTreeSet;
use vocabulary::{AccountId, EmployerId, EscoUri, MunicipalityCode, RegionId, VacancyId};

/// One week.
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Questions that a node asks by itself all the time, whatever anybody looks at, and their answers.
const QUESTIONS: [u16; 13] = [
    kind::HELLO,
    kind::HELLO_REPLY,
    kind::DIRECTORY_REQUEST,
    kind::DIRECTORY_REPLY,
    kind::FEED_REQUEST,
    kind::FEED_REPLY,
    kind::FIGURES_REQUEST,
    kind::FIGURES_REPLY,
    kind::MAILBOX_REQUEST,
    kind::MAILBOX_REPLY,
    kind::RELEASE_MARKS_REQUEST,
    kind::RELEASE_MARKS_REPLY,
    kind::ERROR,
];
/// A question holds a place in a row and no more: the longest whole number takes nine bytes.
const LONGEST_QUESTION: usize = 9;

/// The edition that Zeeland holds, and the other regions in it.
async fn held(network: &Network) -> (u64, Vec<RegionId>) {
    let read = |connection: &_| {
        let others = region_figures::of_others(connection, &region("AM24"))?;
        Ok::<_, StorageError>((region_figures::edition(connection)?, others.into_keys().collect()))
    };
    network.zeeland.context().storage.read(read).await.unwrap()
}

/// Waits until Zeeland holds what the coordinator would publish now, made of this many releases or more.
async fn newest_figures(network: &Network, releases: usize) -> Vec<RegionId> {
    let handle = network.coordinator().handle();
    eventually("Zeeland has the newest figures", async || {
        network.wake();
        let kept = handle.releases().await.unwrap().len();
        let newest = handle.readers().read(|connection| figures::edition(connection)).await.unwrap();
        let (edition, others) = held(network).await;
        (kept >= releases && edition == newest).then_some(others)
    })
    .await
}

fn business_adviser(context: &Context) -> Actor {
    let (id, role, now) = (AccountId::random(), Role::BusinessAdviser, context.clock.now());
    let account = Account { id, name: Line::new("Business adviser").unwrap(), role };
    context.storage.write_blocking(|tx| accounts::insert(tx, &account, "none", now)).unwrap();
    Actor::account(id, role)
}

/// So many people near the work with these skills.
async fn people(network: &Network, number: usize, skills: &[EscoUri]) {
    let context = network.zeeland.context();
    for _ in 0..number {
        let mut person = candidate(context);
        person.municipality = MunicipalityCode::new("GM0687").unwrap();
        person.hours = WeekHours::new(12, 36).unwrap();
        let claim = |skill: &EscoUri| SkillClaim {
            skill: skill.clone(),
            level: SkillLevel::new(3).unwrap(),
            evidence: Evidence::Own,
        };
        person.skills = skills.iter().map(claim).collect();
        register_candidate(context, &network.zeeland.adviser, person).await.unwrap();
    }
}

async fn post(context: &Context, adviser: &Actor, occupation: EscoUri, skills: &[EscoUri]) -> VacancyId {
    let municipality = MunicipalityCode::new("GM0687").unwrap();
    let employer = Employer {
        id: EmployerId::random(),
        name: Line::new("Feloekes Zorg").unwrap(),
        kvk: None,
        municipality: municipality.clone(),
        sbi: Some("8610".parse().unwrap()),
        size: EmployerSize::Large,
        in_network: true,
    };
    let employer = add_employer(context, adviser, employer).await.unwrap();
    let vacancy = Vacancy {
        id: VacancyId::random(),
        revision: 1,
        employer,
        municipality,
        occupation,
        title: Line::new("Verpleegkundige").unwrap(),
        text: None,
        essential_skills: skills.to_vec(),
        trainable_skills: vec![],
        optional_skills: vec![],
        hours: WeekHours::new(36, 36).unwrap(),
        education_min: None,
        job_guarantee: false,
        visibility: Visibility::Public {
            since: "2026-11-20".parse().unwrap(),
            source: Line::new("https://voorbeeld.nl/werk").unwrap(),
        },
        state: VacancyState::Open,
        opened_on: "2026-11-20".parse().unwrap(),
        starts_on: None,
        shortage_causes: BTreeSet::new(),
    };
    let id = vacancy.id;
    post_vacancy(context, adviser, vacancy).await.unwrap();
    id
}

/// An mbo task that takes the first skill, and an hbo task that takes the others.
fn two_tasks(skills: &[EscoUri]) -> Vec<Task> {
    let task = |description: &str, level, skills: &[EscoUri]| Task {
        description: Line::new(description).unwrap(),
        time: WeekMinutes::new(18 * 60).unwrap(),
        level,
        skills: skills.to_vec(),
    };
    vec![task("Hooizolder", TaskLevel::Mbo, &skills[..1]), task("Regie", TaskLevel::Hbo, &skills[1..])]
}

/// Kind and payload of every frame since a length of the wire.
fn frames_since(network: &Network, length: usize) -> Vec<(u16, Vec<u8>)> {
    let bytes = network.wire.since(length);
    let (mut rest, mut frames) = (bytes.as_slice(), Vec::new());
    while let Some((field, behind)) = rest.split_first_chunk::<LENGTH_BYTES>() {
        let (body, next) = behind.split_at(Frame::body_length(*field).unwrap());
        let frame = Frame::from_body(body).unwrap();
        frames.push((frame.header.kind, frame.payload));
        rest = next;
    }
    frames
}

/// How often a kind of message went by since a length of the wire.
fn count(network: &Network, since: usize, kind: u16) -> usize {
    frames_since(network, since).iter().filter(|(it, _)| *it == kind).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn first_12_own_people_are_counted_other_regions_are_an_interval_and_the_wire_carries_no_message() {
    let mut network = Network::start().await;
    network.pass(WEEK);
    assert_eq!(newest_figures(&network, 6).await, [region("AM25")]);
    let context = network.zeeland.context().clone();
    let adviser = business_adviser(&context);
    let vocabulary = &context.vocabulary;
    let occupation = vocabulary.occupations().find(|it| vocabulary.essential_skills(*it).len() >= 3).unwrap();
    let skills: Vec<_> =
        vocabulary.essential_skills(occupation).take(3).map(|skill| vocabulary.skill_uri(skill)).collect();
    people(&network, 7, &skills).await;
    people(&network, 24, &skills[..1]).await;
    let whole = post(&context, &adviser, vocabulary.occupation_uri(occupation), &skills).await;
    eventually("the vacancy is posted", async || {
        network.wake();
        let waiting = async |context: &Context| context.storage.read(outbox::waiting).await.unwrap();
        let nothing_waits = waiting(&context).await + waiting(network.brabant.context()).await == 0;
        (count(&network, 0, kind::VACANCY_CHANGES) > 0 && nothing_waits).then_some(())
    })
    .await;

    let before = network.wire.len();
    replace_tasks(&context, &adviser, whole, two_tasks(&skills)).await.unwrap();
    let look = async || look_at_carving(&context, &adviser, whole, None).await.unwrap();
    let outlook: Outlook = look().await;
    assert_eq!((outlook.gain.before, outlook.gain.after), (7, 31));
    let codes: Vec<_> = outlook.elsewhere.regions.keys().cloned().collect();
    assert_eq!(codes, [region("AM25")]);
    let of_brabant = outlook.elsewhere.regions[&region("AM25")];
    assert!(of_brabant.settling && !of_brabant.outdated, "one week was released: {of_brabant:?}");
    match of_brabant.gain.after {
        Expected::Between { least, likely, most } => {
            assert!(least <= likely && likely <= most && least < most)
        }
        // One week of a region with nobody in it: the noise may leave only an upper end, and that is told.
        Expected::Uncertain { .. } => {}
        Expected::Nobody => panic!("the occupation itself is reached"),
    }

    // Rounds of everything that a node asks by itself go by, and nothing else does.
    eventually("the nodes have asked what they always ask", async || {
        network.wake();
        (count(&network, before, kind::FIGURES_REQUEST) >= 6).then_some(())
    })
    .await;
    for (kind, payload) in frames_since(&network, before) {
        assert!(QUESTIONS.contains(&kind), "a message of kind {kind}");
        let asks =
            [kind::DIRECTORY_REQUEST, kind::FEED_REQUEST, kind::FIGURES_REQUEST, kind::MAILBOX_REQUEST];
        assert!(!asks.contains(&kind) || payload.len() <= LONGEST_QUESTION, "{kind}: {payload:?}");
        assert!(
            !payload.windows(10).any(|bytes| bytes == b"Hooizolder"),
            "a task in a message of kind {kind}"
        );
    }

    // Nobody has to answer: with the coordinator away the page says the same.
    network.stop_coordinator().await;
    let again = look().await;
    assert_eq!((again.gain, again.elsewhere), (outlook.gain, outlook.elsewhere));
    network.start_coordinator().await;
    // The contrast: the test sees a message when one is sent.
    close_vacancy(&context, &adviser, whole).await.unwrap();
    eventually("closing is told", async || {
        network.wake();
        (count(&network, before, kind::VACANCY_CHANGES) > 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_a_suspended_region_stay_and_those_of_a_revoked_one_leave_every_node() {
    let network = Network::start().await;
    network.pass(WEEK);
    assert_eq!(newest_figures(&network, 6).await, [region("AM25")]);
    let handle = network.coordinator().handle().clone();
    let (before, _) = held(&network).await;
    handle.change_region(region("AM25"), StateChange::Suspend, "test", "test").await.unwrap();
    assert_eq!(newest_figures(&network, 6).await, [region("AM25")], "as on the coordinator's pages");
    assert!(held(&network).await.0 > before);
    handle.change_region(region("AM25"), StateChange::Revoke, "test", "test").await.unwrap();
    assert!(newest_figures(&network, 6).await.is_empty());
}
