//! What replicas decide together, with some of them away or cut off.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_replica_decides_alone_and_knows_it_after_a_restart() {
    let mut network = Network::of(1).await;
    assert_eq!(network.replica(1).propose(number(1)).await, Ok(Reply::Done));
    let before = network.hashes().await;
    network.stop(1).await;
    network.start(1).await;
    network.replica(1).found("1").await.unwrap();
    assert_eq!(network.hashes().await, before);
    assert_eq!(network.replica(1).propose(number(2)).await, Ok(Reply::Done));
    assert_eq!(seen(&network.replica(1)).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_replicas_go_on_without_their_leader_and_agree() {
    let mut network = Network::of(3).await;
    for count in 1..=5 {
        assert_eq!(network.replica(1).propose(number(count)).await, Ok(Reply::Done));
    }
    let leader = network.replica(1).status().leader.unwrap();
    network.stop(leader).await;
    let other = network.running()[0].clone();
    for count in 6..=10 {
        assert_eq!(other.propose(number(count)).await, Ok(Reply::Done), "command {count}");
    }
    let hashes = network.hashes().await;
    assert_eq!(hashes.len(), 2);
    assert_eq!(hashes[0], hashes[1]);
    network.start(leader).await;
    let hashes = network.hashes().await;
    assert_eq!(hashes.len(), 3);
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "the one that came back agrees");
    assert_eq!(seen(&network.replica(leader)).await, 10, "nothing lost, nothing twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_forwards_and_reads_its_own_writes() {
    let network = Network::of(3).await;
    let leader = network.replica(1).status().leader.unwrap();
    let follower = network.replica(if leader == 3 { 2 } else { 3 });
    for count in 1..=3 {
        assert_eq!(follower.propose(number(count)).await, Ok(Reply::Done));
        assert_eq!(seen(&follower).await, usize::from(count));
    }
    let refused = follower.propose(post("AM24", 1, vec![vacancy(1, 1, VacancyStatus::Open)])).await;
    let Ok(Reply::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, ErrorCode::NotAdmitted, "a refusal comes back as it is");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_was_long_away_gets_a_snapshot() {
    let mut network = Network::of(3).await;
    let leader = network.replica(1).status().leader.unwrap();
    let away = if leader == 3 { 2 } else { 3 };
    network.stop(away).await;
    // Far beyond `snapshot_every`, so that the log it lacks is gone.
    for count in 1..=80 {
        assert_eq!(network.replica(leader).propose(number(count)).await, Ok(Reply::Done));
    }
    network.compact().await;
    network.start(away).await;
    let hashes = network.hashes().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    assert_eq!(seen(&network.replica(away)).await, 80);
    let snapshots = std::fs::read_dir(network.data(away).join("snapshots")).unwrap().count();
    assert_eq!(snapshots, 1, "the snapshot that came in is the only one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_speaks_in_no_other_replicas_name() {
    let network = Network::of(3).await;
    let (leader, follower) = network.leader_and_follower();
    network.carry_out(vec![number(1)]).await;
    let append = network.wires.last.lock().unwrap()[&protocol::kind::RAFT_APPEND].clone();
    let replica = network.replica(follower);
    let other = 6 - leader - follower;
    let refused = replica.serve(other, protocol::kind::RAFT_APPEND, &append).await.unwrap_err();
    assert!(refused.contains(&format!("in the name of replica {leader}")), "{refused}");
    replica.serve(leader, protocol::kind::RAFT_APPEND, &append).await.unwrap();

    follower_forwards(&network, follower).await;
    let forward = network.wires.last.lock().unwrap()[&protocol::kind::RAFT_FORWARD].clone();
    let refused = network.replica(leader).serve(9, protocol::kind::RAFT_FORWARD, &forward).await.unwrap_err();
    assert!(refused.contains("replica 9 is not a member"), "{refused}");
    network.replica(leader).serve(follower, protocol::kind::RAFT_FORWARD, &forward).await.unwrap();
}

async fn follower_forwards(network: &Network, follower: ReplicaId) {
    assert_eq!(network.replica(follower).propose(number(2)).await, Ok(Reply::Done));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leader_that_is_cut_off_decides_nothing() {
    let network = Network::at(BRISK, 3).await;
    let leader = network.replica(1).status().leader.unwrap();
    network.wires.cut.lock().unwrap().insert(leader);
    let cut_off = network.replica(leader);
    let (in_vain, caught_up) = tokio::join!(cut_off.propose(number(1)), cut_off.catch_up());
    assert!(matches!(in_vain, Err(ProposeError::Unavailable(_))), "{in_vain:?}");
    assert!(caught_up.is_err(), "and it does not claim to be up to date");
    let others: Vec<_> =
        network.running().into_iter().filter(|replica| replica.status().id != leader).collect();
    let others_lead = || others.iter().any(|replica| replica.status().role == "leader");
    eventually("one of the others leads", others_lead).await;
    assert_eq!(others[0].propose(number(2)).await, Ok(Reply::Done));
    network.heal().await;
    let hashes = network.hashes().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    let known =
        others[0].readers().read(|connection| regions::find(connection, &region("AM22"))).await.unwrap();
    assert_eq!(known, None, "an invitation is not a region");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_writers_at_once_are_all_answered() {
    let network = Network::of(1).await;
    let replica = network.replica(1);
    let tasks: Vec<_> = (0..100)
        .map(|count| {
            let replica = replica.clone();
            async move { replica.propose(number(count)).await }
        })
        .collect();
    let mut answered = 0;
    for reply in join_all(tasks).await {
        assert_eq!(reply, Ok(Reply::Done));
        answered += 1;
    }
    assert_eq!((answered, seen(&replica).await), (100, 100));
    let entries = replica.status().log_index.unwrap();
    assert!(entries < 60, "100 commands made {entries} entries: they were not batched");
}

async fn join_all<F: Future<Output = T> + Send + 'static, T: Send + 'static>(futures: Vec<F>) -> Vec<T> {
    let mut set = tokio::task::JoinSet::new();
    for future in futures {
        set.spawn(future);
    }
    set.join_all().await
}
