//! Renews the node's TLS certificate at two thirds of its life.

use super::{Network, driver::Done};
use crate::storage::{
    StorageError,
    audit_log::{self, AuditEntry},
    certificates::{self, StoredCertificate},
};
use anyhow::{Context as _, Result, bail, ensure};
use identity::{CertificateIdentity, Holder, certificate::identify};
use protocol::latest::{RenewReply, RenewRequest};
use tracing::info;

/// One round: renews when it is time.
///
/// # Errors
/// When the certificate has ended already, the coordinator cannot be reached, or what it sends is not ours.
pub async fn run(network: Network) -> Result<Done> {
    let context = &network.context;
    let Some(stored) = context.storage.read(certificates::newest).await? else {
        bail!("this node has no certificate: join the network again with a new token");
    };
    let now = context.clock.now();
    let identity = identify(&stored.certificate.as_slice().into())?;
    if now < identity.renew_from() {
        return Ok(Done::ForNow);
    }
    ensure!(
        now < stored.not_after,
        "the certificate ended on {}: join the network again with a new token",
        stored.not_after
    );
    let signing_request = network.keys.signing_request(&context.region)?;
    let RenewReply { chain } = network.session.ask(&RenewRequest { signing_request }).await?;
    let [certificate, authority] = <[Vec<u8>; 2]>::try_from(chain)
        .map_err(|chain| anyhow::anyhow!("{} certificates came instead of two", chain.len()))?;
    ensure!(authority.as_slice() == &*network.authority, "the new certificate is of another authority");
    let identity = identify(&certificate.as_slice().into()).context("the new certificate cannot be read")?;
    ensure!(
        identity.holder == Holder::Region(context.region.clone()),
        "the new certificate is of another region"
    );
    let renewed = StoredCertificate {
        certificate: certificate.clone(),
        not_before: identity.not_before,
        not_after: identity.not_after,
    };
    save(&network, certificate, identity).await?;
    network.session.use_certificate(&renewed, &network.authority, &network.keys).await;
    info!("the certificate was renewed; it lasts until {}", renewed.not_after);
    Ok(Done::ForNow)
}

async fn save(network: &Network, certificate: Vec<u8>, identity: CertificateIdentity) -> Result<()> {
    let now = network.context.clock.now();
    let entry = AuditEntry {
        at: now,
        actor: "system".to_owned(),
        purpose: "operation".to_owned(),
        action: "certificate.renew".to_owned(),
        subject: format!("region/{}", network.context.region),
        detail: format!("until {}", identity.not_after),
    };
    network
        .context
        .storage
        .write(move |tx| {
            certificates::put(tx, &certificate, &identity)?;
            audit_log::append(tx, &entry)
        })
        .await
        .map_err(|error: StorageError| error.into())
}
