//! Every sentence of a learning path is taken apart and each thing that it says is held beside what was asked, what is
//! held and what the modules are, in both languages. `truth` says when a sentence is true.

mod truth;

use super::*;
use crate::matching::reading::{Phrases, Said, WordTable};
use std::sync::LazyLock;
use truth::{Facts, is_true, tells_all};

/// What a sentence of a learning path claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    FitsNow,
    FitsAfter,
    NoModules,
    NotAfterThese,
    Step,
    StepWithExemption,
    Free,
    Costs,
    Share,
    OnTheJob,
    LeftOut,
    NotTaught,
    ManyModules,
}

static PHRASES: LazyLock<Phrases<Says>> = LazyLock::new(|| Phrases::new(ALL, WORDS));

const ALL: &[(Says, &str, &str)] = &[
    (Says::FitsNow, "Past nu.", "Fits now."),
    (
        Says::FitsAfter,
        "Past over {ready:weeks} ({learning:weeks} leren).",
        "Fits in {ready:weeks} ({learning:weeks} of learning).",
    ),
    (
        Says::NoModules,
        "Past nog niet, en wij vonden geen modules die genoeg helpen.",
        "Does not fit yet, and we found no modules that help enough.",
    ),
    (
        Says::NotAfterThese,
        "Past nog niet genoeg, ook niet na deze modules.",
        "Does not fit well enough yet, not after these modules either.",
    ),
    (
        Says::Step,
        "{module:list}: van {from:day} tot en met {until:day}. Te leren: {teaches:list}.",
        "{module:list}: from {from:day} to {until:day}. To learn: {teaches:list}.",
    ),
    (
        Says::StepWithExemption,
        "{module:list}: van {from:day} tot en met {until:day}. Te leren: {teaches:list}. \
         Vraag vrijstelling voor: {held:list}.",
        "{module:list}: from {from:day} to {until:day}. To learn: {teaches:list}. \
         Ask for an exemption for: {held:list}.",
    ),
    (Says::Free, "Het kost niets.", "It costs nothing."),
    (Says::Costs, "Kosten: {total:money}: {shares:text}.", "Costs: {total:money}: {shares:text}."),
    (Says::Share, "{amount:money} {payer:payer}", "{amount:money} {payer:payer}"),
    (Says::OnTheJob, "Op het werk te leren: {skills:list}.", "Learnt on the job: {skills:list}."),
    (
        Says::LeftOut,
        "Niet nodig, want de persoon kan al wat dit voor het werk leert: {modules:list}.",
        "Not needed, for the person can already do what this teaches for the work: {modules:list}.",
    ),
    (Says::NotTaught, "Geen traject voor: {skills:list}.", "No training for: {skills:list}."),
    (
        Says::ManyModules,
        "Er zijn veel modules: misschien is er een betere weg.",
        "There are many modules: perhaps there is a better way.",
    ),
];

const WORDS: &[WordTable] = &[(
    "payer",
    &[
        ("van de werkgever", "from the employer"),
        ("uit het O&O-fonds", "from the training fund"),
        ("uit subsidie", "from subsidy"),
        ("eigen bijdrage", "own contribution"),
    ],
)];

/// What is false whenever the sentence is true.
const fn opposites(says: Says) -> &'static [Says] {
    match says {
        Says::FitsNow => &[Says::NoModules, Says::NotAfterThese],
        Says::NoModules => &[Says::FitsNow, Says::NotAfterThese],
        Says::NotAfterThese => &[Says::FitsNow, Says::NoModules],
        Says::OnTheJob => &[Says::NotTaught],
        Says::NotTaught => &[Says::OnTheJob],
        _ => &[],
    }
}

/// Names as the data have them; days as a page writes them.
struct Named(Language);

impl Wording for Named {
    fn skill(&self, skill: SkillNumber) -> String {
        format!("skill {}", skill.0)
    }

    fn module(&self, module: ModuleId) -> String {
        format!("module {}", module.to_bytes()[0])
    }

    fn day(&self, day: Date) -> String {
        let language = match self.0 {
            Language::Dutch => vocabulary::Language::NL,
            Language::English => vocabulary::Language::EN,
        };
        vocabulary::months::written_day(day, language)
    }
}

/// What a reader reads of the path to the goal; the shares of the costs as sentences of their own.
fn sentences(facts: &Facts, language: Language) -> Vec<String> {
    let goal = Goal::new(facts.wanted.clone());
    let path = learning_path(&goal, &facts.own, &facts.courses, today());
    path.sentences(today(), language, &Named(language))
}

/// Reads sentences and holds them beside the facts: what was read, or what is wrong with it.
fn checked(facts: &Facts, sentences: &[String], language: Language) -> Result<Vec<Said<Says>>, String> {
    let mut told = Vec::new();
    for sentence in sentences {
        let said = PHRASES.read(sentence, language)?;
        if said.says == Says::Costs {
            for share in said.text("shares").split(", ") {
                told.push(PHRASES.read(share, language)?);
            }
        }
        told.push(said);
    }
    match told.iter().find(|said| !is_true(facts, &told, said)) {
        Some(said) => Err(format!("not true: {}", PHRASES.write(said, language))),
        None => tells_all(facts, &told).map(|()| told),
    }
}

/// Each of the sentences with each thing in it altered.
fn altered(sentences: &[String], language: Language) -> Vec<(Says, Vec<String>)> {
    let mut all = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let says = PHRASES.read(sentence, language).unwrap().says;
        for other in PHRASES.altered(sentence, language, opposites, "skill 99") {
            let mut told = sentences.to_vec();
            told[at] = other;
            all.push((says, told));
        }
    }
    all
}

fn some_facts() -> impl Strategy<Value = Facts> {
    let wants = prop::collection::vec((0_usize..3, 1_u32..50), 8);
    let held = prop::collection::btree_map(0_u32..10, 1_u8..=4, 0..7);
    let given = prop::collection::vec((some_course(), 0_usize..4, 1_u8..=4), 0..6);
    (wants, held, given).prop_map(|(wants, held, given)| {
        let kinds = [Want::Essential, Want::EssentialTrainable, Want::Optional];
        let mut courses = Vec::new();
        for (number, ((skills, weeks, cents, days), payer, level)) in (1..).zip(given) {
            let skills: BTreeSet<u32> = skills.into_iter().collect();
            let mut made = course(number, &Vec::from_iter(skills), weeks, cents * 6_205);
            made.teaches.iter_mut().for_each(|taught| taught.1 = level);
            if cents == 3 {
                let payers = [Payer::Employer, Payer::TrainingFund, Payer::Subsidy, Payer::Own];
                made.costs.add(&Costs::new([(payers[payer], Money::from_cents(123_450))].into()).unwrap());
            }
            if !days.is_empty() {
                let day = |after: &i32| today().checked_add(jiff::Span::new().days(*after - 9)).unwrap();
                made.starts = Starts::On(days.iter().map(day).collect());
            }
            courses.push(made);
        }
        Facts {
            wanted: (0..8)
                .zip(wants)
                .map(|(skill, (kind, weight))| wanted(skill, kinds[kind], weight))
                .collect(),
            own: held.into_iter().map(|(skill, level)| own(skill, level)).collect(),
            courses,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(300)))]

    #[test]
    fn every_sentence_of_a_learning_path_says_what_the_data_say_and_all_of_it(facts in some_facts()) {
        for language in [Language::Dutch, Language::English] {
            let sentences = sentences(&facts, language);
            checked(&facts, &sentences, language).map_err(TestCaseError::fail)?;
            for (_, told) in altered(&sentences, language) {
                prop_assert!(checked(&facts, &told, language).is_err(), "just as well {told:?}");
            }
            for at in 0..sentences.len() {
                let mut fewer = sentences.clone();
                fewer.remove(at);
                prop_assert!(checked(&facts, &fewer, language).is_err(), "just as well {fewer:?}");
            }
        }
    }
}

fn tells_otherwise(facts: &Facts, told: &[String], language: Language) -> bool {
    sentences(facts, language) != told
}

/// Facts that between them have every sentence told.
fn telling_facts() -> Vec<Facts> {
    let essential =
        |skills: std::ops::Range<u32>| skills.map(|it| wanted(it, Want::Essential, 100)).collect();
    let with = |wanted, own, courses| Facts { wanted, own, courses };
    let held = |skills: std::ops::Range<u32>| skills.map(|skill| own(skill, 3)).collect::<Vec<_>>();
    let mut trainable: Vec<WantedSkill> = essential(0..9);
    trainable.push(wanted(9, Want::EssentialTrainable, 100));
    let mut shared = course(3, &[5, 6], 10, 123_450);
    shared.costs.add(&Costs::new([(Payer::Own, Money::from_cents(50_001))].into()).unwrap());
    // two short modules begin on one day, so that only one of them can be followed; a dozen longer ones teach one skill
    let mut crossing: Vec<Course> =
        (0..12).map(|it| course(it, &[7], 30 + u16::from(it), 1_300 - i64::from(it))).collect();
    for skill in [5, 6] {
        let mut short = course(20 + u8::try_from(skill).unwrap(), &[skill], 2, 0);
        short.starts = Starts::On([day("2027-01-04")].into());
        crossing.push(short);
    }
    let optional = (0..10).map(|it| wanted(it, Want::Optional, 100)).collect();
    let many = (0..40).map(|it| course(it, &[u32::from(it)], 2, 0)).collect();
    vec![
        with(trainable, held(0..8), vec![course(1, &[0, 12], 4, 0)]),
        with(essential(0..10), held(0..6), vec![shared]),
        with(essential(0..10), held(0..1), vec![course(4, &[1], 1, 0)]),
        with(essential(0..10), held(0..1), vec![]),
        with(essential(0..40), vec![], many),
        with(essential(0..10), held(0..5), crossing.clone()),
        with(optional, held(0..5), crossing),
    ]
}

#[test]
fn every_sentence_that_there_is_is_said_and_what_is_altered_in_it_is_found() {
    for language in [Language::Dutch, Language::English] {
        let (mut said, mut found) = (BTreeSet::new(), BTreeSet::new());
        for facts in telling_facts() {
            let sentences = sentences(&facts, language);
            said.extend(checked(&facts, &sentences, language).unwrap().iter().map(|it| it.says));
            for (says, told) in altered(&sentences, language) {
                assert!(checked(&facts, &told, language).is_err(), "just as well {told:?}");
                found.insert(says);
            }
            // what is told here is not true of others, but for those to whom the same is told
            for other in telling_facts().iter().filter(|other| tells_otherwise(other, &sentences, language)) {
                assert!(checked(other, &sentences, language).is_err(), "{sentences:?}");
            }
        }
        let never: Vec<Says> = PHRASES.all().filter(|says| !said.contains(says)).collect();
        assert!(never.is_empty(), "{never:?} is said nowhere");
        // a share stands in the sentence of the costs; the other two have nothing to alter and are found when left out
        let whole = [Says::Share, Says::Free, Says::ManyModules];
        let never: Vec<Says> =
            PHRASES.all().filter(|says| !found.contains(says) && !whole.contains(says)).collect();
        assert!(never.is_empty(), "{never:?} is never altered");
    }
}
