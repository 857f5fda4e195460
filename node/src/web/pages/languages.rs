//! The names of languages that people in the Netherlands speak most, to choose from; any other code stays as it is.

use service::web::locale::Locale;

/// ISO 639 code, Dutch name, English name.
const LANGUAGES: [(&str, &str, &str); 42] = [
    ("nl", "Nederlands", "Dutch"),
    ("en", "Engels", "English"),
    ("am", "Amhaars", "Amharic"),
    ("ar", "Arabisch", "Arabic"),
    ("bg", "Bulgaars", "Bulgarian"),
    ("bn", "Bengaals", "Bengali"),
    ("bs", "Bosnisch", "Bosnian"),
    ("cs", "Tsjechisch", "Czech"),
    ("da", "Deens", "Danish"),
    ("de", "Duits", "German"),
    ("el", "Grieks", "Greek"),
    ("es", "Spaans", "Spanish"),
    ("fa", "Perzisch", "Persian"),
    ("fr", "Frans", "French"),
    ("fy", "Fries", "West Frisian"),
    ("hi", "Hindi", "Hindi"),
    ("hr", "Kroatisch", "Croatian"),
    ("hu", "Hongaars", "Hungarian"),
    ("id", "Indonesisch", "Indonesian"),
    ("it", "Italiaans", "Italian"),
    ("ja", "Japans", "Japanese"),
    ("ku", "Koerdisch", "Kurdish"),
    ("lt", "Litouws", "Lithuanian"),
    ("lv", "Lets", "Latvian"),
    ("pap", "Papiaments", "Papiamento"),
    ("pl", "Pools", "Polish"),
    ("ps", "Pasjtoe", "Pashto"),
    ("pt", "Portugees", "Portuguese"),
    ("ro", "Roemeens", "Romanian"),
    ("ru", "Russisch", "Russian"),
    ("so", "Somalisch", "Somali"),
    ("sq", "Albanees", "Albanian"),
    ("sr", "Servisch", "Serbian"),
    ("srn", "Sranantongo", "Sranan Tongo"),
    ("sv", "Zweeds", "Swedish"),
    ("th", "Thais", "Thai"),
    ("ti", "Tigrinya", "Tigrinya"),
    ("tr", "Turks", "Turkish"),
    ("uk", "Oekraïens", "Ukrainian"),
    ("ur", "Urdu", "Urdu"),
    ("vi", "Vietnamees", "Vietnamese"),
    ("zh", "Chinees", "Chinese"),
];

/// A language's name in the reader's language; its code when it is none of these.
pub(super) fn name(code: &str, locale: Locale) -> String {
    let known = LANGUAGES.iter().find(|(of, _, _)| *of == code);
    known.map_or_else(|| code.to_owned(), |(_, nl, en)| in_language(nl, en, locale).to_owned())
}

/// The codes of the languages in whose name a word occurs.
pub(super) fn search(query: &str, locale: Locale) -> Vec<String> {
    let wanted = query.trim().to_lowercase();
    let found = LANGUAGES.iter().filter(|(code, nl, en)| {
        *code == wanted || in_language(nl, en, locale).to_lowercase().contains(&wanted)
    });
    found.map(|(code, _, _)| (*code).to_owned()).collect()
}

const fn in_language<'a>(nl: &'a str, en: &'a str, locale: Locale) -> &'a str {
    match locale {
        Locale::Nl => nl,
        Locale::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_name_and_every_code_is_one() {
        assert_eq!(search("oekr", Locale::Nl), ["uk"]);
        assert_eq!(search("pol", Locale::En), ["pl"]);
        assert_eq!(search("nl", Locale::En), ["nl"]);
        assert_eq!(name("nl", Locale::Nl), "Nederlands");
        assert_eq!(name("xh", Locale::Nl), "xh");
        for (code, _, _) in LANGUAGES {
            code.parse::<crate::domain::candidate::LanguageCode>().unwrap();
        }
    }
}
