//! What the tables of a match and of an occupation say of each skill, held beside the file and the list of occupations.

use crate::{
    desk::{Desk, candidate},
    interface::Program,
    pages::Reader,
};
use node::{
    domain::candidate::{Evidence, SkillClaim, SkillLevel, WeekHours},
    workflow::{refresh_matching::refresh_matching, register_candidate::register_candidate},
};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{CandidateId, EscoUri, Language, MunicipalityCode, OccupationIndex, SkillIndex};

/// A skill, its tag and how to go on, as a row of a table has them.
type Row = [String; 3];

/// The text of a piece of a page.
fn text(html: &str) -> String {
    let mut text = String::new();
    for (at, piece) in html.split('<').enumerate() {
        text.push_str(if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) });
    }
    let entities = [("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    let text = entities.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter));
    text.trim().to_owned()
}

/// The rows of three cells of a page.
fn rows(html: &str) -> Vec<Row> {
    let rows = html.split("<tr>").skip(1).filter_map(|row| row.split_once("</tr>")).map(|(row, _)| row);
    let cells = rows.map(|row| row.split("<td>").skip(1).map(text).collect::<Vec<_>>());
    cells.filter_map(|cells| Row::try_from(cells).ok()).collect()
}

fn claim(skill: EscoUri, level: u8, evidence: Evidence) -> SkillClaim {
    SkillClaim { skill, level: SkillLevel::new(level).unwrap(), evidence }
}

async fn person(desk: &Desk, occupation: Option<EscoUri>, skills: Vec<SkillClaim>) -> CandidateId {
    let mut person = candidate(&desk.context, "Mira Zandoe");
    person.municipality = MunicipalityCode::new("GM0687").unwrap();
    person.hours = WeekHours::new(12, 36).unwrap();
    (person.occupation, person.skills) = (occupation, skills);
    register_candidate(&desk.context, &desk.coach, person).await.unwrap()
}

#[tokio::test]
async fn a_row_of_a_match_says_how_the_file_has_the_skill_and_a_beginning_is_not_called_present() {
    let desk = Desk::with_passwords("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let vacancy = desk.work("Verzorgende", &skills).await;
    let held = vec![
        claim(skills[0].clone(), 3, Evidence::Certificate),
        claim(skills[1].clone(), 3, Evidence::Own),
        claim(skills[2].clone(), 1, Evidence::Own),
    ];
    person(&desk, None, held).await;
    let page =
        Reader::signed_in(&desk, "Coach").await.get(&format!("/vacatures/{vacancy}/matches")).await.html;
    let rows: BTreeMap<String, (String, String)> =
        rows(&page).into_iter().map(|[skill, tag, next]| (skill, (tag, next))).collect();
    let vocabulary = &desk.context.vocabulary;
    let told = |at: usize| {
        let name = vocabulary.skill_label(vocabulary.skill(&skills[at]).unwrap(), Language::NL);
        let (tag, next) = &rows[name];
        (tag.as_str(), next.as_str())
    };
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert_eq!(told(0), ("Aanwezig", "Nu al, certificaat"));
    assert_eq!(told(1), ("Aanwezig", "Nu al; laat bevestigen, want zelf genoemd"));
    assert_eq!(told(2), ("Een begin", "Verder leren: er is een begin, zelf genoemd"));
    let missing = told(3);
    assert!(missing == ("Te leren", "Scholing of meeloopstage") || missing.0 == "Lijkt erop", "{missing:?}");
}

/// What is known of a skill of somebody, in the order in which it counts.
struct Known<'a> {
    desk: &'a Desk,
    file: Vec<SkillClaim>,
    present_work: OccupationIndex,
}

impl Known<'_> {
    fn skill(&self, name: &str) -> SkillIndex {
        let vocabulary = &self.desk.context.vocabulary;
        vocabulary.skills().find(|it| vocabulary.skill_label(*it, Language::NL) == name).unwrap()
    }

    fn level(&self, skill: SkillIndex) -> Option<u8> {
        let uri = self.desk.context.vocabulary.skill_uri(skill);
        self.file.iter().find(|it| it.skill == uri).map(|it| it.level.get())
    }

    fn is_of_present_work(&self, skill: SkillIndex) -> bool {
        let vocabulary = &self.desk.context.vocabulary;
        let asked = vocabulary.essential_skills(self.present_work);
        asked.chain(vocabulary.optional_skills(self.present_work)).any(|it| it == skill)
    }

    /// What a row of an occupation has to say; nothing where another skill may stand in.
    fn told(&self, to: OccupationIndex, skill: SkillIndex) -> (&'static str, &'static str) {
        let essential = self.desk.context.vocabulary.essential_skills(to).any(|it| it == skill);
        match (self.level(skill), self.is_of_present_work(skill)) {
            (Some(2..), _) => ("Aanwezig", "Staat in het dossier"),
            (_, true) => ("Waarschijnlijk", "Hoort bij het huidige werk: vraag het na"),
            (Some(_), false) => ("Een begin", "Een begin staat in het dossier"),
            (None, false) if essential => ("Te leren", "Scholing of meeloopstage"),
            (None, false) => ("Helpt", "Niet nodig om te beginnen"),
        }
    }
}

#[tokio::test]
async fn a_row_of_an_occupation_says_whether_the_skill_is_in_the_file_or_of_the_present_work() {
    let desk = Desk::with_passwords("AM24");
    let vocabulary = desk.context.vocabulary.clone();
    let named = |name: &str| {
        vocabulary.occupations().find(|it| vocabulary.occupation_label(*it, Language::EN) == name).unwrap()
    };
    let (present_work, to) = (named("nurse assistant"), named("specialist nurse"));
    let own: Vec<SkillIndex> = vocabulary.essential_skills(present_work).collect();
    let mut known = Known { desk: &desk, file: Vec::new(), present_work };
    let new = vocabulary.essential_skills(to).filter(|it| !known.is_of_present_work(*it)).take(2);
    let claims = own[..3].iter().copied().map(|it| (it, 3)).chain(new.zip([1, 3]));
    known.file =
        claims.map(|(it, level)| claim(vocabulary.skill_uri(it), level, Evidence::Employer)).collect();
    let who = person(&desk, Some(vocabulary.occupation_uri(present_work)), known.file.clone()).await;
    let uri = vocabulary.occupation_uri(to);
    let query = service::web::form::encoded(uri.as_str());
    let reader = Reader::signed_in(&desk, "Coach").await;
    let page = reader.get(&format!("/kandidaten/{who}/beroepen/weg?naar={query}")).await.html;
    let rows = rows(&page);
    assert_eq!(rows.len(), vocabulary.essential_skills(to).len() + vocabulary.optional_skills(to).len());
    let mut tags = BTreeSet::new();
    for [name, tag, next] in &rows {
        let skill = known.skill(name);
        let told = known.told(to, skill);
        if tag == "Vervangen" {
            assert!(["Te leren", "Helpt"].contains(&told.0), "{name} is not there itself");
            let by = next.strip_prefix('‘').and_then(|rest| rest.split_once('’')).unwrap().0;
            let by = known.skill(by);
            assert!(known.level(by).is_some() || known.is_of_present_work(by), "{next}");
        } else {
            assert_eq!((tag.as_str(), next.as_str()), told, "{name}");
        }
        tags.insert(tag.as_str());
    }
    assert!(
        ["Aanwezig", "Waarschijnlijk", "Een begin", "Te leren"].iter().all(|it| tags.contains(it)),
        "{tags:?}"
    );

    // the card of an occupation counts what its rows say
    let program = Program::signed_in(&desk, "Coach").await;
    let found = program.get(&format!("/v1/candidates/{who}/occupations?limit=3")).await.body;
    let cards = reader.get(&format!("/kandidaten/{who}/beroepen")).await.html;
    for one in found["items"].as_array().unwrap() {
        let label = one["label"].as_str().unwrap();
        let card = cards.split("<article").find(|card| text(card).contains(label)).unwrap();
        let states = one["skills"].as_array().unwrap().iter().map(|it| it["state"].as_str().unwrap());
        let count = |of: &[&str]| states.clone().filter(|state| of.contains(state)).count();
        let line = |n: usize, single: &str, many: &str| {
            if n == 1 { format!("1 {single}") } else { format!("{n} {many}") }
        };
        let counted = format!(
            "{} er (waarschijnlijk), {} vervangen door iets wat erop lijkt, {} nieuw.",
            line(count(&["held", "perhapsHeld"]), "skill is", "skills zijn"),
            line(count(&["stoodInFor"]), "wordt", "worden"),
            line(count(&["missing"]), "is", "zijn"),
        );
        assert!(
            text(card).replace(['\u{2068}', '\u{2069}'], "").contains(&counted),
            "{label}: {counted}: {}",
            text(card)
        );
    }
}
