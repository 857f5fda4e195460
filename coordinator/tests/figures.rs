//! The figures of all regions on their way out: the same for everybody, in editions, as long as a region takes part.

use crate::network::{Network, Region, eventually, region};
use coordinator::state::command::StateChange;
use protocol::{
    Frame, FrameHeader, Message as _, ProtocolVersion, kind,
    latest::{ErrorCode, ErrorReply, FiguresDocument, FiguresReply, FiguresRequest, SignedFigures},
};
use vocabulary::MessageId;

async fn newer_than(asker: &Region, known_edition: u64) -> Option<SignedFigures> {
    asker.ask(&FiguresRequest { known_edition }).await.unwrap().newer
}

fn read(network: &Network, signed: &SignedFigures) -> (FiguresDocument, Vec<String>) {
    let network_key = network.running().handle().authority().network_key();
    let document = identity::figures::verify(&network_key, signed).unwrap();
    let codes = document.regions.iter().map(|figures| figures.region.to_string()).collect();
    (document, codes)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_release_makes_an_edition_that_everybody_gets_in_the_same_bytes_and_only_once() {
    let mut network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let (empty, codes) = read(&network, &newer_than(&zeeland, 0).await.unwrap());
    assert!(codes.is_empty(), "nothing was released: {codes:?}");
    assert_eq!(newer_than(&zeeland, empty.edition).await, None);

    zeeland.ask(&zeeland.release(1, "2026-W47")).await.unwrap();
    let first = newer_than(&rijnmond, empty.edition).await.unwrap();
    assert_eq!(newer_than(&zeeland, empty.edition).await.unwrap(), first);
    let (document, codes) = read(&network, &first);
    assert_eq!((document.edition, codes), (empty.edition + 1, vec!["AM24".to_owned()]));
    let figures = &document.regions[0];
    assert_eq!((figures.week.to_string().as_str(), figures.weeks), ("2026-W47", 1));
    assert_eq!((figures.unit_groups.len(), figures.sub_major_groups.len()), (436, 43));

    // The same release again is no news, and one of another region is; what is asked for after a restart is the same.
    zeeland.ask(&zeeland.release(1, "2026-W47")).await.unwrap();
    assert_eq!(newer_than(&rijnmond, document.edition).await, None);
    assert_eq!(newer_than(&rijnmond, u64::MAX).await, None, "an edition that there is not");
    rijnmond.ask(&rijnmond.release(1, "2026-W47")).await.unwrap();
    let second = newer_than(&zeeland, document.edition).await.unwrap();
    assert_eq!(read(&network, &second).1, ["AM22", "AM24"]);
    network.restart().await;
    let asked = FiguresRequest { known_edition: document.edition };
    eventually("the coordinator is back", async || zeeland.ask(&asked).await.is_ok()).await;
    assert_eq!(newer_than(&zeeland, document.edition).await.unwrap(), second);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suspended_region_stays_in_the_figures_and_gets_none_and_a_revoked_one_leaves_them() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    zeeland.ask(&zeeland.release(1, "2026-W47")).await.unwrap();
    let (document, _) = read(&network, &newer_than(&rijnmond, 0).await.unwrap());
    let handle = network.running().handle();
    handle.change_region(region("AM24"), StateChange::Suspend, "a test", "els").await.unwrap();
    let (suspended, codes) = read(&network, &newer_than(&rijnmond, document.edition).await.unwrap());
    assert_eq!((suspended.edition, codes), (document.edition + 1, vec!["AM24".to_owned()]));
    assert_eq!(zeeland.refused(&FiguresRequest { known_edition: 0 }).await, ErrorCode::NotAdmitted);
    handle.change_region(region("AM24"), StateChange::Revoke, "a test", "els").await.unwrap();
    let (revoked, codes) = read(&network, &newer_than(&rijnmond, suspended.edition).await.unwrap());
    assert_eq!((revoked.edition, codes), (document.edition + 2, Vec::new()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_a_version_behind_is_told_that_its_version_has_no_figures() {
    let network = Network::start().await;
    let zeeland = network.join("AM24").await;
    let send = async |version: u16| {
        let header = FrameHeader {
            version: ProtocolVersion(version),
            kind: kind::FIGURES_REQUEST,
            message_id: MessageId::random(),
        };
        let payload = protocol::encode(&FiguresRequest { known_edition: 0 }).unwrap();
        zeeland.connection.call_frame(Frame { header, payload }).await.unwrap()
    };
    let older = send(1).await;
    assert_eq!((older.header.kind, older.header.version), (kind::ERROR, ProtocolVersion(1)));
    let reply: ErrorReply = protocol::decode(&older.payload, ErrorReply::LIMIT_BYTES).unwrap();
    assert_eq!(reply.code, ErrorCode::UnknownKind);
    // The contrast: the newest version has them.
    assert_eq!(send(2).await.header.kind, FiguresReply::KIND);
}
