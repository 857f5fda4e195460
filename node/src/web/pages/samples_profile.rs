//! Invented values for tests, gaps and proposals, and the pages about them.

use super::{
    profile_views::{ArmRow, DifferenceView, GapView, ProfileView, ProposalView, TestView},
    samples::page,
    templates::ProposalReportPage,
    words,
};
use crate::domain::proposal::Finding;
use jiff::civil::date;
use service::web::{locale::Locale, page::Page};

/// A file with something of everything.
pub(super) fn profile(page: &Page) -> ProfileView {
    let proposal = |title: &str, stage: &'static str, reason: String| ProposalView {
        title: title.into(),
        href: "/vacatures/1".into(),
        made_on: date(2026, 11, 18),
        origin: page.say("proposal-by-hand"),
        stage,
        reason,
        outcome_href: if stage == "proposed" { "/kandidaten/1/voorstellen/1".into() } else { String::new() },
    };
    ProfileView {
        tests: vec![TestView {
            title: "Werkproef zorg, Feloekes Test".into(),
            taken_on: date(2026, 11, 2),
            skills: vec![("rapporteren".into(), 3), ("zorgplanning maken".into(), 2)],
            interests: page.say("interest-social"),
        }],
        differences: vec![DifferenceView {
            label: "klantgesprekken voeren".into(),
            uri: "http://data.europa.eu/esco/skill/1".into(),
            known: 3,
            evidence: "employer",
            tested: 2,
            action: "/kandidaten/1/testuitslag/1/keuze".into(),
        }],
        gaps: vec![
            GapView {
                target: "verzorgende".into(),
                is_known: true,
                held: vec!["rapporteren".into()],
                stand_ins: vec![("zorg coördineren".into(), "– zorgplanning maken".into())],
                missing: (1..=10).map(|number| format!("te leren skill {number}")).collect(),
            },
            GapView {
                target: "http://data.europa.eu/esco/occupation/1".into(),
                is_known: false,
                held: vec![],
                stand_ins: vec![],
                missing: vec![],
            },
        ],
        proposals: vec![
            proposal("Medewerker thuiszorg", "proposed", String::new()),
            proposal("Verzorgende IG", "unfit", page.say(words::unfit_reason("hours"))),
            proposal("Gastvrouw", "hired", String::new()),
        ],
    }
}

/// The comparison of the two ways, one of which has too few proposals for a share.
pub(super) fn proposal_report(locale: Locale, is_empty: bool) -> ProposalReportPage {
    let page = page(locale, "/rapporten/voorstellen", "title-proposal-report");
    let row = |arm: &str, proposed: u32, share: Option<(f64, f64, f64)>| ArmRow {
        label: page.say(words::arm(arm)),
        proposed,
        interviews: proposed / 2,
        interview_share: share,
        hired: proposed / 3,
        hired_share: share,
    };
    let rows = if is_empty {
        vec![row("matching", 0, None), row("manual", 0, None)]
    } else {
        vec![row("matching", 21, Some((0.62, 0.41, 0.79))), row("manual", 9, None)]
    };
    ProposalReportPage {
        rows,
        interviews: page.say(words::finding(Finding::NoDifferenceShown)),
        hired: page.say(words::finding(Finding::TooFew)),
        page,
    }
}
