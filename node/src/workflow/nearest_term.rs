//! Which skill somebody probably meant by an address that no list has: a typing error in it, or the skill's name
//! where its address belongs. Pure; suggests and never replaces.

use vocabulary::{EscoUri, Language, SkillIndex, Vocabulary};

/// The most letters in which an address may differ from the one that is suggested. Two addresses that have nothing
/// to do with each other differ in some 25 of the 36 letters of their last part.
const FORGIVEN: usize = 6;

/// The longest text that is compared: an address has 70 letters, a skill's name seldom more than 100.
const LONGEST: usize = 200;

/// The skill that a text probably means, if any is near.
#[must_use]
pub fn nearest_skill(vocabulary: &Vocabulary, text: &str) -> Option<SkillIndex> {
    let text: String = text.trim().chars().take(LONGEST).collect();
    if text.contains("://") {
        let wanted = last_part(&text).to_lowercase();
        let near = vocabulary.skills().filter_map(|skill| {
            let uri = vocabulary.skill_uri(skill);
            let known = last_part(uri.as_str());
            let length = known.len().abs_diff(wanted.len());
            let errors = (length <= FORGIVEN).then(|| strsim::osa_distance(&wanted, known))?;
            (errors <= FORGIVEN && errors * 4 <= known.len()).then_some((errors, skill))
        });
        return near.min_by_key(|(errors, skill)| (*errors, skill.0)).map(|(_, skill)| skill);
    }
    let hit = |language| vocabulary.search_skills(&text, language, 1).into_iter().next();
    hit(Language::NL).or_else(|| hit(Language::EN)).map(|hit| hit.index)
}

/// The suggestion in words: the address with the name, or where to look.
#[must_use]
pub fn suggestion(vocabulary: &Vocabulary, text: &str, language: Language) -> Option<(EscoUri, String)> {
    let skill = nearest_skill(vocabulary, text)?;
    Some((vocabulary.skill_uri(skill), vocabulary.skill_label(skill, language).to_owned()))
}

fn last_part(uri: &str) -> &str {
    uri.rsplit('/').next().unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_typing_error_and_a_name_find_the_skill_and_nonsense_finds_none() {
        let vocabulary = Vocabulary::starter();
        let skill = vocabulary.skills().next().unwrap();
        let uri = vocabulary.skill_uri(skill);
        let mut wrong = uri.to_string();
        let last = wrong.pop().unwrap();
        wrong.push(if last == '0' { '1' } else { '0' });
        assert!(nearest_skill(&vocabulary, &wrong).is_some_and(|found| found == skill), "{wrong}");
        let label = vocabulary.skill_label(skill, Language::NL);
        assert_eq!(nearest_skill(&vocabulary, label), Some(skill), "{label}");
        assert_eq!(nearest_skill(&vocabulary, "http://data.europa.eu/esco/skill/none"), None);
        assert_eq!(nearest_skill(&vocabulary, &"http://x/".repeat(1000)), None);
    }
}
