//! openraft's own suite on our log and state machine.

use coordinator::consensus::{
    log_store::LogStore,
    state_machine::StateMachine,
    type_config::{StorageError, TypeConfig},
};
use openraft::testing::{StoreBuilder, Suite};

struct OnDisk;

impl StoreBuilder<TypeConfig, LogStore, StateMachine, tempfile::TempDir> for OnDisk {
    async fn build(&self) -> Result<(tempfile::TempDir, LogStore, StateMachine), StorageError> {
        let folder = tempfile::tempdir().unwrap();
        let log = LogStore::open(&folder.path().join("log.db")).unwrap();
        let machine = StateMachine::open(folder.path()).unwrap();
        Ok((folder, log, machine))
    }
}

#[test]
fn openraft_storage_suite_passes() {
    Suite::test_all(OnDisk).unwrap();
}
