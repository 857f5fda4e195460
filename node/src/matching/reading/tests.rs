use super::*;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Says {
    Begins,
    Likes,
}

const PHRASES: &[(Says, &str, &str)] = &[
    (Says::Begins, "Begint {on:day}, {hours:hours} uur", "Begins {on:day}, {hours:hours} hours"),
    (Says::Likes, "Graag {what:liked} en {more:liked}", "Likes {what:liked} and {more:liked}"),
];
const WORDS: &[WordTable] = &[("liked", &[("doen en maken", "making"), ("ordenen", "ordering")])];

#[test]
fn a_sentence_is_read_in_one_way_and_anything_else_is_not_read() {
    let phrases = Phrases::new(PHRASES, WORDS);
    let said = phrases.read("Begint 3 maart 2026, 16 tot 24 uur", Language::Dutch).unwrap();
    assert_eq!((said.says, said.hours("hours")), (Says::Begins, (16, 24)));
    assert_eq!(said.day("on"), jiff::civil::date(2026, 3, 3));
    assert_eq!(phrases.write(&said, Language::English), "Begins 3 March 2026, 16 to 24 hours");
    let said = phrases.read("Graag doen en maken en ordenen", Language::Dutch).unwrap();
    assert_eq!((said.word("what"), said.word("more")), (0, 1), "and inside a word is no and between words");
    for not_said in [
        "Begint 3 March 2026, 16 tot 24 uur",
        "Begint 03 maart 2026, 16 tot 24 uur",
        "Begint 31 februari 2026, 16 tot 24 uur",
        "Begint 3 maart 2026, 24 tot 16 uur",
        "Begint 3 maart 2026, 16 tot 24 uur.",
        "Graag slapen en ordenen",
    ] {
        assert!(phrases.read(not_said, Language::Dutch).is_err(), "{not_said}");
    }
    let cents = |text, language| Value::read("money", text, language, &[]);
    assert_eq!(cents("€ 1.234,50", Language::Dutch), Some(Value::Cents(123_450)));
    assert_eq!(cents("€ 1,234.05", Language::English), Some(Value::Cents(123_405)));
    assert_eq!(cents("€ 1.234,50", Language::English), None);
    assert_eq!(cents("€ 12.34,50", Language::Dutch), None);
}

#[test]
fn a_sentence_is_altered_in_each_slot() {
    let phrases = Phrases::new(PHRASES, WORDS);
    let altered = |sentence| phrases.altered(sentence, Language::English, |_| &[], "");
    assert_eq!(
        altered("Begins 31 March 2026, 16 to 24 hours"),
        ["Begins 31 March 2026, 16 to 25 hours", "Begins 1 April 2026, 16 to 24 hours"]
    );
    assert_eq!(
        altered("Likes making and making"),
        ["Likes making and ordering", "Likes ordering and making"]
    );
}
