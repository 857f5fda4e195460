//! Renews the replica's own certificate at two thirds of its life.

use crate::{
    consensus::type_config::ReplicaId,
    federation::{
        listener::{Listener, ReplicaCertificate},
        replicas::QuicTransport,
    },
    handle::CoordinatorHandle,
};
use anyhow::{Context as _, Result};
use jiff::Timestamp;
use std::sync::Arc;
use tracing::info;

/// What renewing needs.
#[derive(Debug)]
pub struct Renewal {
    /// This replica.
    pub replica: ReplicaId,
    /// When the present certificate is due.
    pub renew_from: Timestamp,
    /// Shows the certificate to nodes and replicas that come.
    pub listener: Listener,
    /// Shows it to replicas that are asked.
    pub transport: Arc<QuicTransport>,
}

impl Renewal {
    pub(super) async fn renew_when_due(&mut self, handle: &CoordinatorHandle) -> Result<()> {
        let now = handle.clock().now();
        if now < self.renew_from {
            return Ok(());
        }
        let renewed = ReplicaCertificate::issue(handle.authority(), self.replica, now)
            .context("a certificate cannot be issued")?;
        self.listener
            .server()
            .replace_credentials(&renewed.credentials)
            .context("the new certificate cannot be shown")?;
        self.transport.replace_credentials(&renewed.credentials).await;
        self.renew_from = renewed.renew_from;
        info!("the certificate of replica {} was renewed", self.replica);
        Ok(())
    }
}
