//! What pages ask, answered by the running coordinator: the bridge between `dashboards` and [`CoordinatorHandle`].

use crate::{
    dashboards::source::{Answer, Demand, RegionDecision, Source, SourceError},
    handle::{CoordinatorHandle, HandleError},
    state::{
        command::StateChange,
        record::Account,
        store::StoreError,
        view::{CoordinatorView, demand_by_group},
    },
};
use protocol::{
    Message as _,
    latest::{ErrorCode, ReleaseDelivery, ReleaseRecord},
};
use std::{collections::BTreeMap, path::Path};
use vocabulary::{EscoUri, IscoCode, RegionId, TableError, Vocabulary, import};

/// Which ISCO-08 unit group an occupation belongs to.
#[derive(Debug, Clone)]
pub struct Occupations {
    groups: BTreeMap<EscoUri, IscoCode>,
}

impl Occupations {
    /// From an official release, or from the list in the program.
    ///
    /// # Errors
    /// [`TableError`] with file, line and reason when the release is broken.
    pub fn load(esco: Option<&Path>) -> Result<Self, TableError> {
        let vocabulary = match esco {
            None => Vocabulary::starter(),
            Some(path) => {
                let mut release = import::Release::open(path)?;
                import::import(&mut release, &import::ImportOptions::default(), &mut |_| {})?.vocabulary
            }
        };
        let group = |index| (vocabulary.occupation_uri(index), vocabulary.isco(index).at_level(4));
        Ok(Self { groups: vocabulary.occupations().map(group).collect() })
    }
}

/// The running coordinator, as pages see it.
#[derive(Debug)]
pub struct PagesSource {
    handle: CoordinatorHandle,
    occupations: Occupations,
}

impl PagesSource {
    /// Pages over this coordinator.
    #[must_use]
    pub const fn new(handle: CoordinatorHandle, occupations: Occupations) -> Self {
        Self { handle, occupations }
    }
}

impl Source for PagesSource {
    fn view(&self) -> Answer<'_, CoordinatorView> {
        Box::pin(async move { self.handle.view().await.map_err(unreadable) })
    }

    fn releases(&self) -> Answer<'_, Vec<ReleaseRecord>> {
        Box::pin(async move {
            let kept = self.handle.releases().await.map_err(unreadable)?;
            // Every kept record was read before it was kept.
            let read = |kept: crate::state::record::StoredRelease| {
                protocol::decode(&kept.put.record.0, ReleaseDelivery::LIMIT_BYTES).ok()
            };
            Ok(kept.into_iter().filter_map(read).collect())
        })
    }

    fn demand(&self) -> Answer<'_, Demand> {
        Box::pin(async move {
            let demand = self.handle.demand().await.map_err(unreadable)?;
            let (groups, unknown_occupation) =
                demand_by_group(&demand, 4, |occupation| self.occupations.groups.get(occupation).cloned());
            let count = |(key, open)| (key, u32::try_from(open).unwrap_or(u32::MAX));
            Ok(Demand { by_unit_group: groups.into_iter().map(count).collect(), unknown_occupation })
        })
    }

    fn account<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Account>> {
        Box::pin(async move { self.handle.account(name).await.map_err(unreadable) })
    }

    fn decide<'a>(
        &'a self,
        region: &'a RegionId,
        decision: RegionDecision,
        actor: &'a str,
    ) -> Answer<'a, ()> {
        Box::pin(async move {
            let region = region.clone();
            let is_approval = matches!(decision, RegionDecision::Approve { .. });
            let decided = match decision {
                RegionDecision::Approve { words } => self.handle.approve(region, &words, actor).await,
                RegionDecision::Reject { reason } => self.handle.reject(region, &reason, actor).await,
                RegionDecision::Suspend { reason } => {
                    self.handle.change_region(region, StateChange::Suspend, &reason, actor).await
                }
                RegionDecision::Readmit { reason } => {
                    self.handle.change_region(region, StateChange::Readmit, &reason, actor).await
                }
                RegionDecision::Revoke { reason } => {
                    self.handle.change_region(region, StateChange::Revoke, &reason, actor).await
                }
            };
            decided.map_err(|error| match error {
                HandleError::Refused(refusal) if is_approval && refusal.code == ErrorCode::Forbidden => {
                    SourceError::WrongWords
                }
                error if error.is_transient() => SourceError::Unavailable(error.to_string()),
                error => SourceError::Refused(error.to_string()),
            })
        })
    }
}

fn unreadable(error: StoreError) -> SourceError {
    let error = anyhow::Error::from(error);
    tracing::error!("a page could not be made: {error:#}");
    SourceError::Unavailable("the state of this replica cannot be read".to_owned())
}
