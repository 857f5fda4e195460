//! What regions deliver and fetch: vacancies, releases, and what is not understood.

use crate::network::{Network, code_of, record, region, version_1};
use identity::receipt;
use jiff::SignedDuration;
use protocol::{
    Frame, FrameHeader, Message as _, ProtocolVersion, kind,
    latest::{
        DirectoryRequest, ErrorCode, ErrorReply, FeedRequest, Hello, ReleaseMarksRequest, ReleaseRecord,
        VacancyChanges, VacancyRecord,
    },
};
use service::Clock as _;
use vocabulary::MessageId;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_understood_is_answered_and_the_connection_goes_on() {
    let network = Network::start().await;
    let zeeland = network.join("AM24").await;
    let send = async |version: u16, kind: u16, payload: Vec<u8>| {
        let header = FrameHeader { version: ProtocolVersion(version), kind, message_id: MessageId::random() };
        let answer = zeeland.connection.call_frame(Frame { header, payload }).await.unwrap();
        assert_eq!(answer.header.kind, kind::ERROR);
        assert_eq!(answer.header.message_id, header.message_id);
        protocol::decode::<ErrorReply>(&answer.payload, ErrorReply::LIMIT_BYTES).unwrap().code
    };
    assert_eq!(send(3, kind::DIRECTORY_REQUEST, vec![0]).await, ErrorCode::UnknownVersion);
    assert_eq!(send(0, kind::DIRECTORY_REQUEST, vec![0]).await, ErrorCode::UnknownVersion);
    assert_eq!(send(2, 999, vec![0]).await, ErrorCode::UnknownKind);
    assert_eq!(send(2, kind::ENROL_REQUEST, vec![0]).await, ErrorCode::UnknownKind, "not on this connection");
    assert_eq!(send(2, kind::RAFT_APPEND, vec![0]).await, ErrorCode::UnknownKind, "regions are no replicas");
    assert_eq!(send(2, kind::DIRECTORY_REQUEST, vec![]).await, ErrorCode::Malformed, "cut off");
    assert_eq!(send(2, kind::DIRECTORY_REQUEST, vec![0, 0]).await, ErrorCode::Malformed, "a byte too many");
    assert_eq!(
        send(2, kind::FEED_REQUEST, vec![0; 2000]).await,
        ErrorCode::Malformed,
        "too large for its kind"
    );
    let hello = Hello {
        oldest: ProtocolVersion(3),
        newest: ProtocolVersion(4),
        software: String::new(),
        directory_version: 0,
        clock_ms: 0,
    };
    assert_eq!(zeeland.refused(&hello).await, ErrorCode::UnknownVersion);
    zeeland.ask(&DirectoryRequest { known_version: 0 }).await.unwrap();
    // A node that is a version behind asks in its own version and is answered in it.
    let older = Frame {
        header: FrameHeader {
            version: ProtocolVersion::OLDEST,
            kind: kind::FEED_REQUEST,
            message_id: MessageId::random(),
        },
        payload: protocol::encode(&FeedRequest { after_sequence: 0 }).unwrap(),
    };
    let answer = zeeland.connection.call_frame(older).await.unwrap();
    assert_eq!((answer.header.kind, answer.header.version), (kind::FEED_REPLY, ProtocolVersion::OLDEST));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vacancy_reaches_the_others_once_as_its_region_signed_it() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let changes = VacancyChanges { vacancies: vec![zeeland.vacancy(1, 1), zeeland.vacancy(2, 1)] };
    let message = MessageId::random();
    let post = || zeeland.connection.call(ProtocolVersion::NEWEST, message, &changes);
    assert!(!post().await.unwrap().known_already);
    assert!(post().await.unwrap().known_already);
    let feed = rijnmond.ask(&FeedRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!((feed.entries.len(), feed.last_sequence), (2, 2));
    let read = VacancyRecord::from_signed(&feed.entries[0].vacancy).unwrap();
    assert_eq!(read.title, "Verzorgende");
    assert_eq!(feed.entries[0].vacancy, changes.vacancies[0]);
    assert!(rijnmond.ask(&FeedRequest { after_sequence: 2 }).await.unwrap().entries.is_empty());
    let demand = network.running().handle().demand().await.unwrap();
    assert_eq!((demand.len(), demand[0].open), (1, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_upgraded_is_known_by_its_new_versions_at_its_next_greeting() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let hello = |oldest, newest| Hello {
        oldest: ProtocolVersion(oldest),
        newest: ProtocolVersion(newest),
        software: "schakel-node".to_owned(),
        directory_version: 0,
        clock_ms: network.clock.now_ms(),
    };
    let listed = async || {
        let signed = rijnmond.ask(&DirectoryRequest { known_version: 0 }).await.unwrap().newer.unwrap();
        let network_key = network.running().handle().authority().network_key();
        let document = identity::directory::verify(&network_key, &signed).unwrap();
        let newest = document.regions.iter().find(|listed| listed.region == region("AM24")).unwrap().newest;
        (document.version, newest)
    };
    let (before, newest) = listed().await;
    assert_eq!(newest, ProtocolVersion(2));
    assert_eq!(zeeland.ask(&hello(1, 1)).await.unwrap().version, ProtocolVersion(1));
    assert_eq!(listed().await, (before + 1, ProtocolVersion(1)), "a version behind");
    assert_eq!(zeeland.ask(&hello(1, 2)).await.unwrap().version, ProtocolVersion(2));
    assert_eq!(listed().await, (before + 2, ProtocolVersion(2)), "upgraded");
    zeeland.ask(&hello(1, 2)).await.unwrap();
    assert_eq!(listed().await.0, before + 2, "nothing new, no new directory");
    assert_eq!(zeeland.refused(&hello(3, 4)).await, ErrorCode::UnknownVersion);
    assert_eq!(listed().await.0, before + 2, "nothing is noted of what is refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vacancy_of_a_region_that_is_a_version_behind_reaches_the_others_as_it_signed_it() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let newest = record(&region("AM24"), 1, 1);
    let signed = zeeland.signed_as(ProtocolVersion(1), protocol::encode(&version_1(newest.clone())).unwrap());
    let changes = VacancyChanges { vacancies: vec![signed.clone()] };
    zeeland.connection.call(ProtocolVersion(1), MessageId::random(), &changes).await.unwrap();
    let feed = rijnmond.ask(&FeedRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!(feed.entries[0].vacancy, signed);
    let read = VacancyRecord::from_signed(&feed.entries[0].vacancy).unwrap();
    assert_eq!(read, VacancyRecord { job_guarantee: false, trainable_skills: Vec::new(), ..newest });
    // The contrast: bytes of version 2 that claim to be of version 1.
    let claimed =
        zeeland.signed_as(ProtocolVersion(1), protocol::encode(&record(&region("AM24"), 2, 1)).unwrap());
    let changes = VacancyChanges { vacancies: vec![claimed] };
    assert_eq!(zeeland.refused(&changes).await, ErrorCode::Malformed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vacancy_that_its_region_did_not_sign_is_refused() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let good = zeeland.vacancy(1, 1);
    let post = |vacancy| VacancyChanges { vacancies: vec![vacancy] };

    let mut changed = good.clone();
    changed.record[20] ^= 1;
    assert_eq!(zeeland.refused(&post(changed)).await, ErrorCode::BadSignature);
    assert_eq!(rijnmond.refused(&post(good.clone())).await, ErrorCode::Forbidden, "another region's");
    let mut stolen = good.clone();
    stolen.region = region("AM22");
    assert_eq!(rijnmond.refused(&post(stolen)).await, ErrorCode::BadSignature);
    let inside = rijnmond.signed(&record(&region("AM24"), 1, 1));
    assert_eq!(
        rijnmond.refused(&post(inside)).await,
        ErrorCode::Forbidden,
        "the record names another region"
    );
    let mut future = good.clone();
    future.record_version = ProtocolVersion(3);
    assert_eq!(zeeland.refused(&post(future)).await, ErrorCode::UnknownVersion);
    let many = VacancyChanges { vacancies: vec![good.clone(); VacancyChanges::MOST + 1] };
    assert_eq!(zeeland.refused(&many).await, ErrorCode::Malformed);

    zeeland.ask(&post(good)).await.unwrap();
    let over = rijnmond.vacancy(1, 2);
    assert_eq!(rijnmond.refused(&post(over)).await, ErrorCode::Forbidden, "the id belongs to another region");
    let feed = zeeland.ask(&FeedRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!(feed.entries.len(), 1, "nothing of the refused ones stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_gets_one_receipt_for_ever_and_other_bytes_get_none() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let network_key = network.running().handle().authority().network_key();
    let delivery = zeeland.release(1, "2026-W47");
    let receipt = zeeland.ask(&delivery).await.unwrap();
    assert!(receipt::verify_release(&network_key, &receipt));
    assert_eq!(receipt.record_sha256, identity::sha256(&delivery.record));
    network.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(zeeland.ask(&delivery).await.unwrap(), receipt, "the same bytes, the same receipt");

    let mut redrawn = zeeland.release(2, "2026-W47");
    assert_eq!(zeeland.refused(&redrawn).await, ErrorCode::Conflict, "a week is released once");
    redrawn.record[40] ^= 1;
    assert_eq!(zeeland.refused(&redrawn).await, ErrorCode::BadSignature);
    assert_eq!(rijnmond.refused(&delivery).await, ErrorCode::BadSignature, "another region's table");

    zeeland.ask(&zeeland.release(2, "2026-W48")).await.unwrap();
    let marks = zeeland.ask(&ReleaseMarksRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!(marks.receipts.len(), 2);
    assert_eq!(marks.receipts[0], receipt);
    let marks = zeeland.ask(&ReleaseMarksRequest { after_sequence: 1 }).await.unwrap();
    assert_eq!(marks.receipts.len(), 1);
    assert!(rijnmond.ask(&ReleaseMarksRequest { after_sequence: 0 }).await.unwrap().receipts.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_that_is_not_as_its_table_says_is_refused() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let good = zeeland.release_record(1, "2026-W47");
    let refused = async |what: &str, change: &dyn Fn(&mut ReleaseRecord)| {
        let mut record = good.clone();
        change(&mut record);
        let answer = zeeland.ask(&zeeland.deliver(&record)).await;
        assert_eq!(code_of(answer), ErrorCode::Malformed, "{what}");
    };
    refused("cheaper than it is", &|record| record.rho_micro = 51).await;
    refused("less noise than it has", &|record| record.sigma_centi = 9860).await;
    refused("more noise than it has", &|record| record.sigma_centi = 9862).await;
    refused("other keys", &|record| record.schema_version = 2).await;
    refused("another week's id", &|record| record.period = "2026-W46".parse().unwrap()).await;
    let taken = rijnmond.release_record(1, "2026-W47").release_id;
    refused("another region's id", &move |record| record.release_id = taken).await;
    refused("a cell too few", &|record| record.cells.truncate(42 * 8)).await;
    refused("half a cell", &|record| record.cells.truncate(43 * 8 - 4)).await;
    zeeland.ask(&zeeland.deliver(&good)).await.unwrap();
    rijnmond.ask(&rijnmond.release(1, "2026-W47")).await.unwrap();
}
