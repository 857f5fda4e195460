//! Vacancies and released tables.

use crate::support::{DAY_MS, World, post, region, release, vacancy};
use coordinator::{
    state::{
        command::{Command, Reply},
        view::demand_by_group,
    },
    storage::{releases, vacancies, view},
};
use protocol::latest::{ErrorCode, TableId, VacancyStatus};
use vocabulary::IscoCode;

const OPEN: VacancyStatus = VacancyStatus::Open;

fn sequences(world: &World) -> Vec<(u64, u8)> {
    let entries = vacancies::feed_after(world.database.connection(), 0, usize::MAX).unwrap();
    entries.iter().map(|entry| (entry.sequence, entry.vacancy.record[0])).collect()
}

#[test]
fn the_newest_revision_of_a_vacancy_stands_in_the_feed_once() {
    let mut world = World::with_regions(&["AM24"]);
    world.run(post("AM24", 1, vec![vacancy(1, 1, OPEN), vacancy(2, 1, OPEN)]));
    world.run(post("AM24", 2, vec![vacancy(1, 3, OPEN)]));
    world.run(post("AM24", 3, vec![vacancy(1, 2, OPEN)]));
    assert_eq!(sequences(&world), [(2, 2), (3, 1)], "an older revision that comes late changes nothing");
}

#[test]
fn a_message_sent_twice_has_its_effect_once() {
    let mut world = World::with_regions(&["AM24"]);
    let first = world.run(post("AM24", 1, vec![vacancy(1, 1, OPEN)]));
    assert_eq!(first, Reply::Delivered { known_already: false });
    let hash = world.hash();
    let again = world.run(post("AM24", 1, vec![vacancy(1, 1, OPEN)]));
    assert_eq!(again, Reply::Delivered { known_already: true });
    assert_eq!(world.hash(), hash);
    assert_eq!(
        world.run(post("AM24", 2, vec![vacancy(1, 2, OPEN)])),
        Reply::Delivered { known_already: false }
    );
}

#[test]
fn a_region_cannot_change_another_regions_vacancy() {
    let mut world = World::with_regions(&["AM24", "AM25"]);
    world.run(post("AM24", 1, vec![vacancy(1, 1, OPEN)]));
    assert_eq!(
        world.refused(post("AM25", 2, vec![vacancy(2, 1, OPEN), vacancy(1, 9, OPEN)])),
        ErrorCode::Forbidden
    );
    assert_eq!(sequences(&world), [(1, 1)], "nothing of the refused message stays");
}

#[test]
fn a_closed_vacancy_stays_sixty_days_as_a_tombstone() {
    let mut world = World::with_regions(&["AM24"]);
    world.run(post("AM24", 1, vec![vacancy(1, 1, OPEN), vacancy(2, 1, OPEN)]));
    world.run(post("AM24", 2, vec![vacancy(1, 2, VacancyStatus::Closed)]));
    world.now_ms += 60 * DAY_MS;
    world.done(Command::PassTime);
    assert_eq!(sequences(&world).len(), 2);
    world.now_ms += 1;
    world.done(Command::PassTime);
    assert_eq!(sequences(&world), [(2, 2)], "an open vacancy stays however old it is");
}

#[test]
fn the_feed_comes_in_parts_that_fit() {
    let mut world = World::with_regions(&["AM24"]);
    let all = (1..=10).map(|number| vacancy(number, 1, OPEN)).collect();
    world.run(post("AM24", 1, all));
    let connection = world.database.connection();
    let first = vacancies::feed_after(connection, 0, 1000).unwrap();
    assert_eq!(first.len(), 2);
    let rest = vacancies::feed_after(connection, first[1].sequence, usize::MAX).unwrap();
    assert_eq!(rest.len(), 8);
    assert_eq!(vacancies::feed_after(connection, 9, 1).unwrap().len(), 1, "one entry always fits");
    assert!(vacancies::feed_after(connection, u64::MAX, 1000).unwrap().is_empty());
}

#[test]
fn open_vacancies_are_counted_by_region_and_group() {
    let mut world = World::with_regions(&["AM24", "AM25"]);
    world.run(post("AM24", 1, vec![vacancy(1, 1, OPEN), vacancy(2, 1, OPEN)]));
    world.run(post("AM25", 2, vec![vacancy(3, 1, OPEN), vacancy(4, 1, VacancyStatus::Closed)]));
    let demand = vacancies::demand(world.database.connection()).unwrap();
    let (groups, unknown) = demand_by_group(&demand, 2, |_| IscoCode::new("2221").ok());
    let count = |code| groups[&(region(code), IscoCode::new("22").unwrap())];
    assert_eq!((count("AM24"), count("AM25"), unknown), (2, 1, 0));
    assert_eq!(demand_by_group(&demand, 2, |_| None).1, 3, "what is not known is counted as such");
}

#[test]
fn a_release_is_kept_once_byte_for_byte() {
    let mut world = World::with_regions(&["AM24"]);
    let Reply::Released { received_at_ms } = world.run(release("AM24", 1, 1, "2026-W47")) else { panic!() };
    world.now_ms += 5;
    assert_eq!(world.run(release("AM24", 1, 1, "2026-W47")), Reply::Released { received_at_ms });
    let mut other = release("AM24", 1, 1, "2026-W47");
    let Command::PutRelease { release: put, .. } = &mut other else { unreachable!() };
    put.record_sha256 = [99; 32];
    assert_eq!(world.refused(other), ErrorCode::Conflict, "other bytes under a known id");
    assert_eq!(world.refused(release("AM24", 2, 2, "2026-W47")), ErrorCode::Conflict, "the same week again");
    assert_eq!(
        world.refused(release("AM24", 3, 1, "2026-W48")),
        ErrorCode::Conflict,
        "the same number again"
    );
    assert!(matches!(world.run(release("AM24", 3, 3, "2026-W48")), Reply::Released { .. }), "a gap is taken");
    let kept = releases::of_region_after(world.database.connection(), &region("AM24"), 1, 10).unwrap();
    assert_eq!(kept.iter().map(|kept| kept.put.sequence).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_release_of_one_region_keeps_none_of_another_out_whatever_id_it_claims() {
    let mut world = World::with_regions(&["AM24", "AM25"]);
    // The id of West-Brabant's release is no secret; Zeeland puts its own table under it, first.
    assert!(matches!(world.run(release("AM24", 7, 1, "2026-W47")), Reply::Released { .. }));
    assert!(matches!(world.run(release("AM25", 7, 1, "2026-W47")), Reply::Released { .. }));
    let kept = |code| releases::of_region_after(world.database.connection(), &region(code), 0, 10).unwrap();
    assert_eq!((kept("AM24").len(), kept("AM25").len()), (1, 1));
}

#[test]
fn releases_of_the_first_schema_are_kept_by_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sm.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../migrations/0001_state.sql")).unwrap();
    old.execute(
        "INSERT INTO releases VALUES (zeroblob(32), 'AM24', 1, '2026-W47', 3, 100, x'01', zeroblob(32), x'02', 5)",
        [],
    )
    .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    drop(old);
    let database = coordinator::storage::StateDatabase::open(&path).unwrap();
    let kept = releases::all(database.connection()).unwrap();
    assert_eq!((kept.len(), kept[0].put.sequence, kept[0].received_at_ms), (1, 3, 5));
}

#[test]
fn the_view_tells_of_regions_and_deliveries() {
    let mut world = World::with_regions(&["AM24", "AM25"]);
    world.run(release("AM24", 1, 1, "2026-W47"));
    world.run(release("AM24", 2, 2, "2026-W48"));
    world.run(post("AM25", 2, vec![vacancy(3, 1, OPEN)]));
    let mut reader = coordinator::storage::StateDatabase::reader(world.database.path()).unwrap();
    let view = view::view(&mut reader).unwrap();
    assert_eq!(view.regions.len(), 2);
    assert_eq!(view.regions[1].open_vacancies, 1);
    assert!(view.regions.iter().all(|region| region.last_delivery_ms.is_some()));
    assert_eq!(view.deliveries.len(), 2);
    assert_eq!(view.deliveries[0].period.to_string(), "2026-W48", "newest first");
    assert!(view.deliveries[0].tables.contains_key(&TableId::UnitGroups));
}
