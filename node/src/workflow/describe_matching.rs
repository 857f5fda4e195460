//! What this node matches with, for the page that explains it and for the register of algorithms.

use super::{Context, WorkflowError, matching_weights::weights_in_force};
use crate::matching::{
    register::{Facts, weights_of},
    weighting::Weighting,
};
use vocabulary::{Geography, RegionId, Vocabulary};

/// The program, as it calls itself.
const SOFTWARE: &str = concat!("schakel-node ", env!("CARGO_PKG_VERSION"));

/// What a running node matches with.
///
/// # Errors
/// [`WorkflowError`] when the list of weights cannot be read.
pub async fn describe_matching(context: &Context) -> Result<Facts, WorkflowError> {
    let weights = weights_in_force(context).await?;
    Ok(facts(&context.region, &context.geography, &context.vocabulary, weights.number, &weights.weighting))
}

/// What a node of this region matches with; `number` is that of the weights in its list, once they are in it.
#[must_use]
pub fn facts(
    region: &RegionId,
    geography: &Geography,
    vocabulary: &Vocabulary,
    number: Option<i64>,
    weighting: &Weighting,
) -> Facts {
    let name = geography.region(region).map_or_else(|| region.to_string(), |it| it.name.to_string());
    Facts {
        region: name,
        software: SOFTWARE.to_owned(),
        vocabulary: vocabulary.version().to_owned(),
        weights_version: number.map_or_else(|| format!("die van {SOFTWARE}"), |number| number.to_string()),
        weights: weights_of(&weighting.to_text()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::register::as_markdown;
    use std::path::Path;

    #[test]
    fn the_entry_in_the_tree_is_the_one_that_the_program_writes() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/algorithm-register.md");
        let found = as_markdown(&sample());
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(&path).unwrap_or_default(),
            found,
            "write it anew with UPDATE_GOLDENS=1"
        );
    }
    /// A node of the region Zeeland with what the program carries, for the entry in the tree.
    fn sample() -> Facts {
        let region = RegionId::new("AM24").unwrap();
        let software = "schakel-node".to_owned();
        let facts =
            facts(&region, &Geography::embedded(), &Vocabulary::starter(), None, &Weighting::default());
        // Without the number of the release, so that a release is no change of the entry in the tree.
        Facts { weights_version: "die van het programma".to_owned(), software, ..facts }
    }
}
