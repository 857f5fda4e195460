//! Every sentence that can be said of a match, in both languages, with what it claims.

use crate::matching::reading::{Phrases, WordTable};
use std::sync::LazyLock;

/// What a sentence of a match claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    OneNeeded,
    Needed,
    OneHelps,
    Helps,
    Begun,
    OneLike,
    Like,
    ToLearn,
    NotThere,
    FitsNow,
    FitsSoon,
    FitsNotYet,
    There,
    Beginning,
    Narrower,
    Broader,
    Related,
    SameParent,
    SameGroup,
    SameUseOnce,
    SameUse,
    SameWords,
    MissingBefore,
    MissingOnTheJob,
    MissingHelps,
    HardPotential,
    SoftPotential,
    HardUnknown,
    SoftUnknown,
    Interests,
    InterestsUnknown,
    WorkUnknown,
    CultureUnknown,
    HoursFit,
    HoursDoNotFit,
    HoursUnknown,
    TravelWithin,
    TravelBeyond,
    TravelTooLong,
    TravelUnknown,
    EntryHas,
    EntryLacks,
    EntryUnknown,
    StartInTime,
    StartLate,
    StartUnknown,
}

use Says::{
    Beginning, Begun, Broader, CultureUnknown, EntryHas, EntryLacks, EntryUnknown, FitsNotYet, FitsNow,
    FitsSoon, HardPotential, HardUnknown, Helps, HoursDoNotFit, HoursFit, HoursUnknown, Interests,
    InterestsUnknown, Like, MissingBefore, MissingHelps, MissingOnTheJob, Narrower, Needed, NotThere,
    OneHelps, OneLike, OneNeeded, Related, SameGroup, SameParent, SameUse, SameUseOnce, SameWords,
    SoftPotential, SoftUnknown, StartInTime, StartLate, StartUnknown, There, ToLearn, TravelBeyond,
    TravelTooLong, TravelUnknown, TravelWithin, WorkUnknown,
};

/// The sentences; a summary is read clause by clause.
pub(super) static PHRASES: LazyLock<Phrases<Says>> = LazyLock::new(|| Phrases::new(ALL, WORDS));

const ALL: &[(Says, &str, &str)] = &[
    (OneNeeded, "{held:n} van 1 nodige skill aanwezig", "{held:n} of 1 needed skill is there"),
    (
        Needed,
        "{held:n} van {wanted:n} nodige skills aanwezig",
        "{held:n} of {wanted:n} needed skills are there",
    ),
    (OneHelps, "{held:n} van 1 skill die helpt aanwezig", "{held:n} of 1 skill that helps is there"),
    (
        Helps,
        "{held:n} van {wanted:n} skills die helpen aanwezig",
        "{held:n} of {wanted:n} skills that help are there",
    ),
    (Begun, "waarvan {begun:n} een begin", "of which {begun:n} a beginning"),
    (OneLike, "1 die erop lijkt", "1 that is like one"),
    (Like, "{like:n} die erop lijken", "{like:n} that are like one"),
    (ToLearn, "{missing:n} te leren", "{missing:n} to learn"),
    (NotThere, "{missing:n} niet aanwezig", "{missing:n} not there"),
    (FitsNow, "Past nu", "Fits now"),
    (FitsSoon, "Past bijna", "Nearly fits"),
    (FitsNotYet, "Past nog niet", "Does not fit yet"),
    (There, "Aanwezig: niveau {level:n} van 4, {by:evidence}", "There: level {level:n} of 4, {by:evidence}"),
    (
        Beginning,
        "Een begin is er: niveau {level:n} van 4, {by:evidence}",
        "A beginning is there: level {level:n} of 4, {by:evidence}",
    ),
    (
        Narrower,
        "‘{held:text}’ is een bijzondere vorm van wat gevraagd wordt",
        "‘{held:text}’ is a special case of what is asked",
    ),
    (
        Broader,
        "‘{held:text}’ is de algemene vorm van wat gevraagd wordt",
        "‘{held:text}’ is the general case of what is asked",
    ),
    (
        Related,
        "‘{held:text}’ hoort volgens ESCO bij wat gevraagd wordt",
        "‘{held:text}’ belongs to what is asked, says ESCO",
    ),
    (
        SameParent,
        "‘{held:text}’ is net als het gevraagde een vorm van ‘{parent:text}’",
        "‘{held:text}’ is, like what is asked, a case of ‘{parent:text}’",
    ),
    (
        SameGroup,
        "‘{held:text}’ hoort net als het gevraagde bij ‘{group:text}’",
        "‘{held:text}’ belongs, like what is asked, to ‘{group:text}’",
    ),
    (
        SameUseOnce,
        "‘{held:text}’ wordt net als het gevraagde gebruikt in dezelfde beroepsgroep",
        "‘{held:text}’ is used, like what is asked, in the same group of occupations",
    ),
    (
        SameUse,
        "‘{held:text}’ wordt net als het gevraagde gebruikt in {groups:n} dezelfde beroepsgroepen",
        "‘{held:text}’ is used, like what is asked, in the same {groups:n} groups of occupations",
    ),
    (
        SameWords,
        "‘{held:text}’ heeft in ESCO een naam die lijkt op een naam van het gevraagde",
        "‘{held:text}’ has a name in ESCO that is like a name of what is asked",
    ),
    (MissingBefore, "Te leren voordat het werk begint", "To learn before the work begins"),
    (MissingOnTheJob, "Te leren op het werk", "Can be learnt on the job"),
    (MissingHelps, "Helpt, maar hoeft niet", "Helps, but is not needed"),
    (
        HardPotential,
        "Ontwikkelpotentie voor vakvaardigheden: {level:n} van 5",
        "Potential to develop hard skills: {level:n} of 5",
    ),
    (
        SoftPotential,
        "Ontwikkelpotentie voor sociale vaardigheden: {level:n} van 5",
        "Potential to develop soft skills: {level:n} of 5",
    ),
    (
        HardUnknown,
        "De ontwikkelpotentie voor vakvaardigheden is niet bekend: dat telt als het midden",
        "The potential to develop hard skills is not known: that counts as the middle",
    ),
    (
        SoftUnknown,
        "De ontwikkelpotentie voor sociale vaardigheden is niet bekend: dat telt als het midden",
        "The potential to develop soft skills is not known: that counts as the middle",
    ),
    (
        Interests,
        "De interesses passen {fit:fit} bij dit werk ({first:liked} en {second:liked})",
        "The interests {fit:fit} ({first:liked} and {second:liked})",
    ),
    (
        InterestsUnknown,
        "De interesses zijn niet bekend: dat telt als het midden",
        "The interests are not known: that counts as the middle",
    ),
    (
        WorkUnknown,
        "Welke interesses dit werk vraagt is niet bekend: dat telt als het midden",
        "Which interests this work asks is not known: that counts as the middle",
    ),
    (
        CultureUnknown,
        "De cultuur van de organisatie is niet bekend: dat telt als het midden",
        "The culture of the organisation is not known: that counts as the middle",
    ),
    (
        HoursFit,
        "{own:hours} uur per week past bij het werk ({work:hours} uur)",
        "{own:hours} hours a week fits the work ({work:hours} hours)",
    ),
    (
        HoursDoNotFit,
        "{own:hours} uur per week past niet bij het werk ({work:hours} uur)",
        "{own:hours} hours a week does not fit the work ({work:hours} hours)",
    ),
    (HoursUnknown, "Het aantal uren is niet bekend: vraag het na", "The hours are not known: ask"),
    (
        TravelWithin,
        "{minutes:n} minuten reizen, binnen de eigen grens van {limit:n}",
        "{minutes:n} minutes of travel, within the own limit of {limit:n}",
    ),
    (
        TravelBeyond,
        "{minutes:n} minuten reizen, meer dan de eigen grens van {limit:n}",
        "{minutes:n} minutes of travel, more than the own limit of {limit:n}",
    ),
    (
        TravelTooLong,
        "Meer dan 4 uur reizen, meer dan de eigen grens van {limit:n} minuten",
        "More than 4 hours of travel, more than the own limit of {limit:n} minutes",
    ),
    (
        TravelUnknown,
        "De reistijd of de eigen grens is niet bekend: vraag het na",
        "The travel time or the own limit is not known: ask",
    ),
    (
        EntryHas,
        "Heeft het instapniveau dat de wet voor lesgeven vraagt ({level:level})",
        "Has the entry level that the law asks for teaching ({level:level})",
    ),
    (
        EntryLacks,
        "Heeft niet het instapniveau dat de wet voor lesgeven vraagt ({level:level})",
        "Lacks the entry level that the law asks for teaching ({level:level})",
    ),
    (
        EntryUnknown,
        "De wet vraagt {level:level} voor lesgeven; de opleiding is niet bekend: vraag het na",
        "The law asks {level:level} for teaching; the education is not known: ask",
    ),
    (
        StartInTime,
        "Kan beginnen vanaf {from:day}, op tijd voor de start van het werk op {starts:day}",
        "Can begin from {from:day}, in time for the start of the work on {starts:day}",
    ),
    (
        StartLate,
        "Kan beginnen vanaf {from:day}, later dan de start van het werk op {starts:day}",
        "Can begin from {from:day}, later than the start of the work on {starts:day}",
    ),
    (
        StartUnknown,
        "Het werk begint op {starts:day}; vanaf wanneer iemand kan beginnen is niet bekend: vraag het na",
        "The work begins on {starts:day}; from when the person can begin is not known: ask",
    ),
];

const WORDS: &[WordTable] = &[
    (
        "evidence",
        &[
            ("zelf genoemd", "the person says so"),
            ("volgens een werkgever", "an employer says so"),
            ("met een certificaat", "with a certificate"),
            ("gemeten in een toets", "measured in an assessment"),
        ],
    ),
    (
        "fit",
        &[
            ("niet", "do not fit"),
            ("weinig", "hardly fit"),
            ("redelijk", "fit this work fairly"),
            ("goed", "fit well"),
            ("heel goed", "fit very well"),
        ],
    ),
    (
        "liked",
        &[
            ("doen en maken", "doing and making"),
            ("uitzoeken", "finding out"),
            ("bedenken en vormgeven", "creating"),
            ("mensen helpen", "helping people"),
            ("ondernemen", "enterprise"),
            ("ordenen", "ordering"),
        ],
    ),
    ("level", &[("mbo", "mbo"), ("hbo", "hbo"), ("wo", "wo")]),
];

/// What is false whenever the sentence is true.
pub(super) const fn opposites(says: Says) -> &'static [Says] {
    match says {
        OneNeeded => &[OneHelps],
        Needed => &[Helps],
        OneHelps => &[OneNeeded],
        Helps => &[Needed],
        ToLearn => &[NotThere],
        NotThere => &[ToLearn],
        FitsNow => &[FitsSoon, FitsNotYet],
        FitsSoon => &[FitsNow, FitsNotYet],
        FitsNotYet => &[FitsNow, FitsSoon],
        There => &[Beginning],
        Beginning => &[There],
        Narrower => &[Broader, Related, SameUseOnce, SameWords],
        Broader => &[Narrower, Related, SameUseOnce, SameWords],
        Related => &[Narrower, Broader, SameUseOnce, SameWords],
        SameUseOnce => &[Narrower, Broader, Related, SameWords],
        SameWords => &[Narrower, Broader, Related, SameUseOnce],
        MissingBefore => &[MissingOnTheJob, MissingHelps],
        MissingOnTheJob => &[MissingBefore, MissingHelps],
        MissingHelps => &[MissingBefore, MissingOnTheJob],
        HoursFit => &[HoursDoNotFit],
        HoursDoNotFit => &[HoursFit],
        TravelWithin => &[TravelBeyond],
        TravelBeyond => &[TravelWithin],
        EntryHas => &[EntryLacks, EntryUnknown],
        EntryLacks => &[EntryHas, EntryUnknown],
        EntryUnknown => &[EntryHas, EntryLacks],
        StartInTime => &[StartLate],
        StartLate => &[StartInTime],
        _ => &[],
    }
}
