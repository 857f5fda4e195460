//! Words that change what somebody does with a subject: a *lasinspecteur* does not weld, a *docent wiskunde* is no
//! mathematician. A name with such a word that the query does not have is mostly another occupation.

/// Kinds of role, each with the words that name it.
const ROLES: &[&str] = &[
    // leading
    "\
     manager directeur directrice hoofd leidinggevend leider leidster chef supervisor opzichter \
     ploegbaas voorman teamleider head director foreman lead voorzitter verantwoordelijke \
     bedrijfsleider",
    // teaching
    "\
     docent docente leerkracht leraar lerares lector teacher lecturer instructeur instructor \
     vakdocent hoogleraar trainer opleider juf meester onderwijzer",
    // checking
    "\
     inspecteur inspector controleur keurmeester keurder auditor examinator controller tester",
    // helping
    "\
     assistent assistente assistant hulp helpende helper",
    // designing and advising
    "\
     ingenieur engineer architect ontwerper designer adviseur consultant adviser onderzoeker \
     scientist researcher ontwikkelaar developer",
    // selling
    "\
     verkoper verkoopster verkoopspecialist verkoop groothandelaar vertegenwoordiger sales import \
     export importmanager exportmanager distributiemanager merchant winkel",
    // making and repairing
    "\
     monteur technicus technician mechanic operator bediener installateur reparateur machinist",
    // driving
    "\
     chauffeur bestuurder driver koerier",
    // nursing and caring
    "\
     verpleegkundige nurse verzorgende begeleider arts doctor psycholoog",
    // office
    "\
     administratief administrateur secretaresse secretaris clerk planner coordinator boekhouder \
     analist analyst beleidsmedewerker policy",
];

/// The roles that some words name, one bit for each kind.
pub(crate) fn roles<'a>(words: impl IntoIterator<Item = &'a str>) -> u16 {
    words.into_iter().map(role).fold(0, |all, it| all | it)
}

/// The role that one word names; of a compound its last part decides.
pub(crate) fn role(word: &str) -> u16 {
    let names =
        |role: &str| word == role || role.len() >= 5 && word.len() > role.len() && word.ends_with(role);
    let kinds = ROLES.iter().zip(0..).filter(|(words, _)| words.split_whitespace().any(names));
    kinds.fold(0, |all, (_, at)| all | 1 << at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_known_by_its_word_or_the_end_of_a_compound() {
        assert_eq!(roles(["lasinspecteur"]), roles(["inspector"]));
        assert_ne!(roles(["lasser"]), roles(["lasinspecteur"]));
        assert_eq!(roles(["lasser"]), 0);
        assert_eq!(roles(["docent", "wiskunde"]), roles(["leerkracht"]));
    }
}
