//! The pages about hand-overs and about what leaves a region.

use super::views::{
    ConnectionView, Fact, HandoverRow, HandoverStage, LeftCount, MessageView, ReleaseView, SkillView,
};
use super::{templates::CandidatePage, words};
use askama::Template;
use jiff::Timestamp;
use service::web::{
    components::Tag,
    form::{Choice, Form},
    page::Page,
};

/// All hand-overs.
#[derive(Debug, Template)]
#[template(path = "handovers.html")]
pub struct HandoversPage {
    /// The frame.
    pub page: Page,
    /// Offered to this region, to be decided here.
    pub to_decide: Vec<HandoverRow>,
    /// Offered by this region, waiting for the other.
    pub waiting: Vec<HandoverRow>,
    /// Ended, latest first.
    pub ended: Vec<HandoverRow>,
    /// Where those before that stand; empty when these are all.
    pub earlier: String,
}

/// One hand-over.
#[derive(Debug, Template)]
#[template(path = "handover.html")]
pub struct HandoverPage {
    /// The frame.
    pub page: Page,
    /// Its address.
    pub href: String,
    /// Where it stands.
    pub stage: HandoverStage,
    /// The region that offers.
    pub from: String,
    /// The region that is asked.
    pub to: String,
    /// Which region owns the case now.
    pub owner: String,
    /// Whether this region is the receiver.
    pub is_receiver: bool,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// What this region asked and has no answer to yet, in words; empty for nothing.
    pub asked: String,
    /// Whether the case is this region's and nobody here answers for it.
    pub waits_for_an_owner: bool,
    /// Why it was refused, in words; empty when it was not.
    pub refusal: String,
    /// The fields that the consent names, in words.
    pub fields: Vec<String>,
    /// What the receiver may see before accepting; the sender sees the file itself.
    pub preview: Vec<Fact>,
    /// Skills in the preview, the best first.
    pub preview_skills: Vec<SkillView>,
    /// The candidate's file at this node, where this region has it; empty elsewhere.
    pub file_href: String,
    /// Whether there is a receipt.
    pub has_receipt: bool,
    /// What was typed into the refusal, and what is wrong with it.
    pub refusal_form: RefusalForm,
    /// Reasons for a refusal.
    pub refusal_reasons: Vec<Choice>,
}

/// The form that refuses a case, as it was sent; empty as long as nobody has sent it.
#[derive(Debug, Clone, Default)]
pub struct RefusalForm {
    /// What is wrong; empty when nothing.
    pub error: String,
    /// The field that it is wrong with.
    pub error_at: &'static str,
    /// The reason that was chosen.
    pub reason: String,
    /// The note that was typed.
    pub note: String,
}

impl RefusalForm {
    /// Whether something is wrong with this field.
    #[must_use]
    pub fn is_wrong(&self, field: &str) -> bool {
        !self.error.is_empty() && self.error_at == field
    }
}

impl HandoverPage {
    /// Whether the receiver can decide now.
    #[must_use]
    pub fn can_decide(&self) -> bool {
        self.is_receiver && self.stage == HandoverStage::Offered && self.asked.is_empty()
    }

    /// Whether somebody of the receiver can take the case on now.
    #[must_use]
    pub fn can_accept(&self) -> bool {
        self.can_decide() || self.waits_for_an_owner
    }

    /// Whether the sender can take it back now.
    #[must_use]
    pub fn can_withdraw(&self) -> bool {
        !self.is_receiver
            && matches!(self.stage, HandoverStage::Drafted | HandoverStage::Offered)
            && self.asked.is_empty()
    }

    /// Whether the receiver still has to decide, so that something may be seen before.
    #[must_use]
    pub const fn is_undecided(&self) -> bool {
        matches!(self.stage, HandoverStage::Drafted | HandoverStage::Offered)
    }

    /// What the stage means for whoever reads it.
    #[must_use]
    pub fn meaning(&self) -> String {
        let is_asked = self.is_receiver && self.stage == HandoverStage::Offered;
        self.page.say(if is_asked { "handover-offered-here" } else { words::handover_meaning(self.stage) })
    }

    /// The stages on the way, for the bar on top: key, class and whether it is the present one.
    #[must_use]
    pub fn way(&self) -> Vec<(&'static str, &'static str, bool)> {
        let last = match self.stage {
            HandoverStage::Refused | HandoverStage::Expired | HandoverStage::Withdrawn => self.stage,
            _ => HandoverStage::Accepted,
        };
        let mut way = vec![HandoverStage::Drafted, HandoverStage::Offered, last];
        if last == HandoverStage::Accepted {
            way.push(HandoverStage::Closed);
        }
        let here = way.iter().position(|stage| *stage == self.stage).unwrap_or(0);
        way.into_iter()
            .enumerate()
            .map(|(place, stage)| {
                (words::handover_stage(stage), if place < here { "done" } else { "" }, place == here)
            })
            .collect()
    }
}

/// Offering a case to another region.
#[derive(Debug, Template)]
#[template(path = "handover_offer.html")]
pub struct OfferPage {
    /// The frame.
    pub page: Page,
    /// Which region.
    pub form: Form,
    /// The candidate's file.
    pub file_href: String,
    /// Where consent is recorded.
    pub consent_href: String,
    /// Whether there is consent for any region.
    pub has_consent: bool,
    /// The region that was meant and for which there is no consent; empty otherwise.
    pub missing_consent: String,
    /// Whether there is a case that can be offered.
    pub has_case: bool,
}

/// What left this node.
#[derive(Debug, Template)]
#[template(path = "federation.html")]
pub struct FederationPage {
    /// The frame.
    pub page: Page,
    /// How the node stands with the coordinator.
    pub connection: ConnectionView,
    /// How the daily round stands, in a sentence.
    pub round: String,
    /// Since when the oldest message waits.
    pub oldest: Option<Timestamp>,
    /// What waits, oldest first: the first of them.
    pub queue: Vec<MessageView>,
    /// How many wait in all.
    pub queue_count: u64,
    /// What the coordinator refused for good, newest first: the first of them.
    pub refused: Vec<MessageView>,
    /// How many it refused in all.
    pub refused_count: u64,
    /// Noisy tables, newest first: a part of them.
    pub releases: Vec<ReleaseView>,
    /// Where those before that stand; empty when these are the last.
    pub older_releases: String,
    /// What of the year's privacy budget is spent and how much there is (rho).
    pub budget: Option<(f64, f64)>,
    /// How many tables were published in all.
    pub release_count: u64,
    /// Whether publication is stopped because a copy of this node publishes too.
    pub publication_stopped: bool,
    /// Everything that left, newest first: a part of it.
    pub left: Vec<MessageView>,
    /// How many left in all, by kind.
    pub counts: Vec<LeftCount>,
    /// The kind that is shown; empty for all.
    pub kind: &'static str,
    /// Where those before that stand; empty when these are the last.
    pub older: String,
}

/// One noisy table, exactly as it was sent.
#[derive(Debug, Template)]
#[template(path = "release.html")]
pub struct ReleasePage {
    /// The frame.
    pub page: Page,
    /// Table, week, cost and the like.
    pub facts: Vec<Fact>,
    /// Each cell: code, name, noisy count.
    pub cells: Vec<(String, String, i64)>,
}
