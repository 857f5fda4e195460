//! The entry of the Dutch register of algorithms (algoritmes.overheid.nl), made from what a node runs with (first 14).
//!
//! The fields are those of the *Publicatiestandaard Algoritmeregister* 1.0 (Ministry of the Interior, 2024), by the
//! names that its interface uses, in its order. What only the region itself can say is left open and says so.
//!
//! Not here: reading the weights and the configuration (a workflow does), and showing it.

use super::transition::{prospects::THRESHOLDS, score::Parts};
use std::fmt::Write as _;

/// One weight in force, in whole percentages unless its meaning says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// Its name in the file of weights, such as `shares.skills`.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// What a node matches with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The labour-market region, by name.
    pub region: String,
    /// The program with its version.
    pub software: String,
    /// The list of occupations and skills in use.
    pub vocabulary: String,
    /// The version of the weights, in words.
    pub weights_version: String,
    /// The weights in force.
    pub weights: Vec<Weight>,
}

/// A field of the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the standard's interface.
    pub name: &'static str,
    /// Its Dutch title in the standard.
    pub title: &'static str,
    /// Its text; empty for what the region has to fill in.
    pub text: String,
    /// Whether the standard requires it.
    pub is_required: bool,
}

/// What stands where only the region can say it.
pub const TO_BE_FILLED_IN: &str = "In te vullen door de regio";

/// Reads weights from the text of their file: a section in brackets, then keys with values. Remarks are left out.
#[must_use]
pub fn weights_of(text: &str) -> Vec<Weight> {
    let mut section = String::new();
    let mut weights = Vec::new();
    for line in text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some((key, value)) = line.split_once('=') {
            let value = value.trim().trim_matches('"').to_owned();
            weights.push(Weight { key: format!("{section}{}", key.trim()), value });
        }
    }
    weights
}

impl Weight {
    /// What the weight means, in Dutch and English.
    #[must_use]
    pub fn meaning(&self) -> (String, String) {
        let (dutch, english) = match self.key.as_str() {
            "optional_share" => (
                "een skill die helpt, naast een skill die nodig is",
                "a skill that helps, beside one that is needed",
            ),
            "shares.skills" => {
                ("skills die er zijn of vervangen worden", "skills that are held or stood in for")
            }
            "shares.potential" => ("ontwikkelpotentie", "capacity to develop"),
            "shares.interests" => ("interesses naast het soort werk", "interests beside the kind of work"),
            "shares.culture" => {
                ("cultuur van de organisatie (0 is uit)", "culture of the organisation (0 is off)")
            }
            "classes.proven" => ("een skill met bewijs", "a skill that is proven"),
            "classes.stated" => ("een skill die de persoon zelf noemt", "a skill that the person states"),
            "classes.beginning" => ("een skill op een laag niveau", "a skill at a low level"),
            "classes.near" => ("een skill die er sterk op lijkt", "a skill that is much like it"),
            "classes.far" => ("een skill die er een beetje op lijkt", "a skill that is a little like it"),
            "holding.proven_from" => (
                "vanaf dit bewijs telt een skill als aangetoond",
                "from this evidence on a skill counts as proven",
            ),
            "holding.beginning_up_to_level" => (
                "tot en met dit niveau (van 4) telt een skill als een begin",
                "up to this level (of 4) a skill counts as a beginning",
            ),
            "holding.near_from" => (
                "vanaf deze gelijkenis (van 100) lijkt een andere skill er sterk op",
                "from this likeness (of 100) another skill is much like it",
            ),
            "holding.far_from" => (
                "vanaf deze gelijkenis (van 100) lijkt een andere skill er een beetje op",
                "from this likeness (of 100) another skill is a little like it",
            ),
            "words.fits_now" => ("vanaf deze score: past nu", "from this score: fits now"),
            "words.fits_soon" => ("vanaf deze score: past bijna", "from this score: nearly fits"),
            key => return (key.to_owned(), key.to_owned()),
        };
        (dutch.to_owned(), english.to_owned())
    }
}

/// Whether the culture of an organisation counts. It does not unless somebody gave it a weight (row S3-07).
#[must_use]
pub fn culture_counts(weights: &[Weight]) -> bool {
    weights.iter().any(|it| it.key == "shares.culture" && it.value != "0")
}

/// The parts of the score of a change of occupation with what each counts for, in percent.
#[must_use]
pub fn parts_of_a_change() -> Vec<(&'static str, u32)> {
    let all = Parts { skills: 0.0, kinds: 0.0, likeness: Some(0.0), names: Some(0.0), field: Some(0.0) };
    let percent = |share: f32| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share is between 0 and 1"
        )]
        let percent = (share * 100.0).round() as u32;
        percent
    };
    all.shares().map(|(name, share, _)| (name, percent(share))).collect()
}

/// The entry, field by field.
#[must_use]
pub fn entry(facts: &Facts) -> Vec<Field> {
    let open = String::new;
    let text = str::to_owned;
    let required = |name, title, text| Field { name, title, text, is_required: true };
    let field = |name, title, text| Field { name, title, text, is_required: false };
    vec![
        required("name", "Naam", text("Mensen en werk bij elkaar brengen op skills")),
        required("description_short", "Korte omschrijving", text(SHORT)),
        required("organization", "Organisatie", format!("Arbeidsmarktregio {}", facts.region)),
        field("category", "Thema", text("Werk")),
        required("status", "Status", text("In gebruik")),
        field("begin_date", "Begindatum", open()),
        field("end_date", "Einddatum", open()),
        required("contact_email", "Contactgegevens", open()),
        field("website", "Link naar publiekspagina", open()),
        // Annex III, point 4(a) of the AI Act: to analyse and filter applications and to evaluate candidates.
        required("publication_category", "Publicatiecategorie", text("Hoog-risico AI-systeem")),
        field("url", "Link naar bronregistratie", open()),
        field("goal", "Doel en impact", text(GOAL)),
        field("proportionality", "Afwegingen", text(PROPORTIONALITY)),
        field("human_intervention", "Menselijke tussenkomst", text(HUMAN_INTERVENTION)),
        field("risks", "Risicobeheer", text(RISKS)),
        field("lawful_basis", "Wettelijke basis", text(LAWFUL_BASIS)),
        field("lawful_basis_grouping", "Verwijzingen wettelijke basis", text(LAWS)),
        field("process_index_url", "Link naar verwerkingsregister", open()),
        field("impacttoetsen_grouping", "Impacttoetsen", text("Data Protection Impact Assessment (DPIA)")),
        field("impacttoetsen", "Toelichting op impacttoetsen", open()),
        field("source_data", "Gegevens", text(SOURCE_DATA)),
        field(
            "source_data_grouping",
            "Verwijzingen gegevensbronnen",
            text("ESCO: https://esco.ec.europa.eu"),
        ),
        field("methods_and_models", "Technische werking", methods(facts)),
        field("provider", "Leverancier", text("Intern ontwikkeld")),
        field("publiccode", "Link naar broncode", open()),
        required("lang", "Taal", text("nld")),
        field("standard_version", "Versie publicatiestandaard", text("1.0")),
        field("source_id", "Bron-ID", facts.software.clone()),
        field("tags", "Zoektermen", text("werk, skills, matching, zij-instroom, arbeidsmarktregio, ESCO")),
    ]
}

/// The entry as a page of text.
#[must_use]
pub fn as_markdown(facts: &Facts) -> String {
    let mut page = String::from("# Algoritmeregister\n\n");
    page.push_str(
        "Gemaakt uit wat het knooppunt in gebruik heeft, met `schakel-node algorithm-register`. De velden zijn die\n\
         van de Publicatiestandaard Algoritmeregister 1.0.\n",
    );
    for field in entry(facts) {
        let text = if field.text.is_empty() { format!("*{TO_BE_FILLED_IN}.*") } else { field.text };
        let _ = write!(page, "\n## {}\n\n`{}`\n\n{text}\n", field.title, field.name);
    }
    page
}

/// How it works, with every weight in force: a change of a weight is a change of the entry.
fn methods(facts: &Facts) -> String {
    let mut text = String::from(METHODS);
    let _ = write!(
        text,
        "\n\nLijst van beroepen en skills: {}. Gewichten: {}.\n",
        facts.vocabulary, facts.weights_version
    );
    for weight in &facts.weights {
        let _ = write!(text, "\n- {} = {}: {}", weight.key, weight.value, weight.meaning().0);
    }
    let culture = if culture_counts(&facts.weights) { "telt mee" } else { "telt niet mee (uit)" };
    let _ = write!(
        text,
        "\n- cultuur van een organisatie: {culture}\n\nOverstap tussen beroepen, in procenten:\n"
    );
    for (part, percent) in parts_of_a_change() {
        let _ = write!(text, "\n- {part} = {percent}");
    }
    let _ = write!(
        text,
        "\n\nHaalbaar vanaf {:.2}; wenselijk vanaf {} open vacature(s) met gewenste uren en geen lager niveau; veilig \
         vanaf {} open vacatures in de beroepsgroep.",
        THRESHOLDS.feasibility, THRESHOLDS.openings_with_wanted_hours, THRESHOLDS.openings_in_group
    );
    text
}

const SHORT: &str = "Zet vacatures en mensen die ander werk zoeken op volgorde van skills die passen, en legt bij elke \
                     match uit waarom. Een coach of adviseur bekijkt de volgorde en beslist samen met de persoon.";
const GOAL: &str = "Doel: werk vinden waar iemand niet zelf aan had gedacht, ook in een andere sector, en uitleggen \
                    waarom het past. Impact: de volgorde bepaalt welke vacatures en welke mensen een coach of adviseur \
                    als eerste ziet. Niemand wordt afgewezen door het systeem.";
const PROPORTIONALITY: &str = "Met de hand zoekt men meestal binnen de eigen beroepsgroep; een vergelijking op skills \
    laat ook ander werk zien. Daar staat tegenover dat een volgorde sturend kan zijn. Daarom is elke match een som van \
    delen die te lezen, te betwisten en te verbeteren is, en is een lerend model dat niemand kan uitleggen afgewezen.";
const HUMAN_INTERVENTION: &str = "Een coach of adviseur ziet de volgorde met de redenen en beslist. Met ‘Dit klopt niet’ \
    wordt een fout gegeven bij de bron verbeterd en de match opnieuw berekend; wie dat deed en waarom wordt vastgelegd \
    en is voor de persoon te zien.";
const RISKS: &str = "Discriminatie: leeftijd, geslacht, herkomst, naam en postcode zijn geen onderdeel van de \
    berekening; een test bewaakt dat de volgorde er niet door verandert. Lege velden: sluiten niemand uit; wie nooit \
    gevonden wordt, wordt geteld met de oorzaak. Gelijke scores: de volgorde wordt elke dag opnieuw geloot. Inzage: \
    elke blik op een dossier wordt vastgelegd. De huidige werkgever ziet de persoon nooit.";
const LAWFUL_BASIS: &str = "Taak van algemeen belang (AVG art. 6 lid 1 onder e) bij de dienstverlening aan werkzoekenden \
    en werkgevers in de arbeidsmarktregio. Er is geen besluit dat alleen op geautomatiseerde verwerking berust (AVG art. \
    22).";
const LAWS: &str = "Wet SUWI: https://wetten.overheid.nl/BWBR0013060\n\nParticipatiewet: \
                    https://wetten.overheid.nl/BWBR0015703";
const SOURCE_DATA: &str = "Van de persoon, door de persoon zelf of met een coach ingevuld: skills met niveau en bewijs, \
    beroep nu en eerder, uren, gemeente, eigen grens voor reistijd, hoogste opleiding, huidige werkgever (alleen om de \
    persoon daar niet te tonen). Van de vacature: gevraagde skills, beroep, uren, gemeente, instapniveau. Van ESCO: \
    beroepen, skills en hun samenhang.";
const METHODS: &str = "Niet zelflerend. De score is een som in hele getallen: elke gevraagde skill heeft een gewicht \
    (ln(1 + N / (1 + df)): wat weinig mensen kunnen zegt meer), en telt mee naar hoe die skill er is. Regels (uren, \
    reistijd, instapniveau van lesgeven) staan los van de score: zij slagen, falen of zijn niet bekend, elk met een zin.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::weighting::Weighting;
    use std::collections::BTreeSet;

    fn facts(weights: &str) -> Facts {
        Facts {
            region: "Zeeland".into(),
            software: "schakel-node 0".into(),
            vocabulary: "starter".into(),
            weights_version: "nummer 1".into(),
            weights: weights_of(weights),
        }
    }

    #[test]
    fn first_14_a_changed_weight_changes_the_entry_and_nothing_else_does() {
        let entry_of = |text: &str| entry(&facts(text));
        let (before, after) = (entry_of("optional_share = 40"), entry_of("optional_share = 30"));
        let changed: Vec<_> =
            before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.name).collect();
        assert_eq!(changed, ["methods_and_models"]);
        assert_eq!(before, entry_of("# a remark\noptional_share = 40\n"), "a remark is no weight");
        let culture = |value| entry_of(&format!("[shares]\nculture = {value}\n"));
        let method =
            |fields: &[Field]| fields.iter().find(|it| it.name == "methods_and_models").unwrap().text.clone();
        assert!(method(&culture(0)).contains("telt niet mee (uit)"));
        assert!(!method(&culture(5)).contains("telt niet mee (uit)"));
    }

    #[test]
    fn every_weight_that_the_program_carries_is_told_in_dutch_and_in_english() {
        let weights = weights_of(&Weighting::default().to_text());
        assert!(weights.len() > 10);
        for weight in &weights {
            let (dutch, english) = weight.meaning();
            assert!(dutch != weight.key && english != weight.key && dutch != english, "{}", weight.key);
        }
        let unknown = Weight { key: "x.y".into(), value: "1".into() };
        assert_eq!(unknown.meaning().0, "x.y", "the contrast");
    }

    #[test]
    fn every_field_of_the_standard_stands_once_and_fits_its_length() {
        let fields = entry(&facts("optional_share = 40"));
        let names: BTreeSet<_> = fields.iter().map(|it| it.name).collect();
        assert_eq!((names.len(), fields.len()), (29, 29));
        let most = |name: &str| match name {
            "name" | "organization" => 100,
            "description_short" => 350,
            "methods_and_models" => 5000,
            _ => 2500,
        };
        for field in &fields {
            assert!(field.text.chars().count() <= most(field.name), "{} is too long", field.name);
        }
        let open: Vec<_> =
            fields.iter().filter(|it| it.is_required && it.text.is_empty()).map(|it| it.name).collect();
        assert_eq!(open, ["contact_email"], "only the region knows who answers questions");
    }
}
