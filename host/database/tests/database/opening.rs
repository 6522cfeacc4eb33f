//! Opening and migrating.

use std::{error::Error as _, fs, time::Duration};

use refit_database::{Counter, Database, Engine, Error, Location};
use sqlx::{Executor, migrate::MigrateError};

use crate::place::{Place, places};

const TABLES: [&str; 7] = [
    "active", "audit", "counter", "document", "fold", "run", "version",
];

/// Guards against a test that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_fresh_database_gets_all_tables() {
    for place in places().await {
        let database = place.open().await;
        for table in TABLES {
            let count = format!("select count(*) from {table}");
            let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count))
                .fetch_one(database.reader())
                .await
                .unwrap();
            // Only the counters begin with rows.
            assert_eq!(rows > 0, table == "counter", "{table}");
        }
        database.close().await;
        place.close().await;
    }
}

#[tokio::test]
async fn opening_twice_keeps_what_is_there() {
    for place in places().await {
        let first = place.open().await;
        let mut transaction = first.begin().await.unwrap();
        assert_eq!(Counter::Run.next(&mut transaction).await.unwrap(), 1);
        transaction.commit().await.unwrap();
        // Beside the first, and after it.
        let second = place.open().await;
        first.close().await;
        second.close().await;
        let third = place.open().await;
        let mut transaction = third.begin().await.unwrap();
        assert_eq!(Counter::Run.next(&mut transaction).await.unwrap(), 2);
        transaction.rollback().await.unwrap();
        third.close().await;
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_hosts_may_open_a_fresh_database_at_the_same_time() {
    for _ in 0..5 {
        for place in places().await {
            let hosts: Vec<_> = (0..4)
                .map(|_| {
                    let location = place.location.clone();
                    tokio::spawn(async move { Database::open(&location).await })
                })
                .collect();
            for host in hosts {
                host.await.unwrap().unwrap().close().await;
            }
            place.close().await;
        }
    }
}

#[tokio::test]
async fn opening_what_is_up_to_date_does_not_wait_for_a_writer() {
    for place in places().await {
        let first = place.open().await;
        let mut writer = first.begin().await.unwrap();
        Counter::Run.next(&mut writer).await.unwrap();
        // SQLite would refuse a second writer after ten seconds.
        let second = place.open().await;
        writer.commit().await.unwrap();
        first.close().await;
        second.close().await;
        place.close().await;
    }
}

#[tokio::test]
async fn tables_of_a_newer_refit_are_refused_and_left_alone() {
    for place in places().await {
        let database = place.open().await;
        let checksum = match database.engine() {
            Engine::Sqlite => "x'00'",
            Engine::Postgres => r"'\x00'::bytea",
        };
        let statement = format!(
            "insert into _sqlx_migrations(version, description, success, checksum, execution_time)
             values (9999, 'later', true, {checksum}, 0)"
        );
        database
            .writer()
            .execute(sqlx::AssertSqlSafe(statement))
            .await
            .unwrap();
        // A refusal leaves no lock behind that would hold up the next one.
        for _ in 0..2 {
            let opening = tokio::time::timeout(PATIENCE, Database::open(&place.location));
            let error = opening.await.unwrap().unwrap_err();
            let expected = format!(
                "the tables of {} cannot be brought up to date; a newer Refit may have written them",
                place.location
            );
            assert_eq!(error.to_string(), expected);
            let Error::Migrate { source, .. } = error else {
                panic!("{error:?}");
            };
            assert!(
                matches!(source, MigrateError::VersionMissing(9999)),
                "{source}"
            );
        }
        let counters: i64 = sqlx::query_scalar("select count(*) from counter")
            .fetch_one(database.reader())
            .await
            .unwrap();
        assert_eq!(counters, 3);
        database.close().await;
        place.close().await;
    }
}

#[tokio::test]
async fn a_migration_that_failed_leaves_no_table() {
    for place in places().await {
        // Somebody else's table is where one of ours belongs, after the first migration.
        let database = place.open().await;
        for statement in [
            "drop table version",
            "drop table active",
            "drop table audit",
            "delete from _sqlx_migrations where version = 2",
        ] {
            database.writer().execute(statement).await.unwrap();
        }
        let error = Database::open(&place.location).await.unwrap_err();
        assert!(matches!(error, Error::Migrate { .. }), "{error}");
        // `version` comes before `run`, which was there.
        let error = sqlx::query("select count(*) from version")
            .execute(database.writer())
            .await
            .unwrap_err();
        assert!(error.to_string().contains("version"), "{error}");
        database.writer().execute("drop table run").await.unwrap();
        place.open().await.close().await;
        database.close().await;
        place.close().await;
    }
}

#[tokio::test]
async fn the_folders_of_a_file_are_made() {
    let root = tempfile::tempdir().unwrap();
    let location = Location::parse("sqlite://data/of/refit.db", root.path()).unwrap();
    Database::open(&location).await.unwrap().close().await;
    assert!(root.path().join("data/of/refit.db").is_file());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("data");
    fs::write(&file, "a file, not a folder").unwrap();
    let location = Location::parse("sqlite://data/refit.db", root.path()).unwrap();
    let error = Database::open(&location).await.unwrap_err();
    let expected = format!(
        "the folder {} of the database cannot be made",
        file.display()
    );
    assert_eq!(error.to_string(), expected);
    assert!(error.source().is_some());
    assert!(matches!(error, Error::Folder { path, .. } if path == file));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named_and_kept() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("refit.db");
    let text = "this is a letter, not a database\n".repeat(100);
    fs::write(&file, &text).unwrap();
    let location = Location::parse("sqlite://refit.db", root.path()).unwrap();
    let error = Database::open(&location).await.unwrap_err();
    let expected = format!("the database sqlite://{} cannot be opened", file.display());
    assert_eq!(error.to_string(), expected);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[tokio::test]
async fn any_name_of_a_file_is_taken_as_it_stands() {
    let root = tempfile::tempdir().unwrap();
    for name in [
        "with space/re fit.db",
        "100%/50%25.db",
        "what?/mode=ro&x.db",
        "number#1/a#b.db",
        "colon:8080/user@host:1.db",
        "brackets[1]/<a>{b}|c^`.db",
        "line\nbreak/tab\t.db",
        "back\\slash/quote'\".db",
        "Ümläut/数据.db",
    ] {
        let location = Location::parse(&format!("sqlite://{name}"), root.path()).unwrap();
        Database::open(&location).await.unwrap().close().await;
        assert!(root.path().join(name).is_file(), "{name:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_path_that_goes_up_from_a_link_is_followed_as_the_system_does() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("disk/deep")).unwrap();
    std::os::unix::fs::symlink(root.path().join("disk/deep"), root.path().join("link")).unwrap();
    let location = Location::parse("sqlite://link/../refit.db", root.path()).unwrap();
    Database::open(&location).await.unwrap().close().await;
    assert!(root.path().join("disk/refit.db").is_file());
}

#[tokio::test]
async fn a_file_may_be_named_from_the_current_folder() {
    // Tests of one process share the current folder, so this one only names it.
    let root = tempfile::tempdir_in(".").unwrap();
    let relative = root.path().file_name().unwrap();
    for (number, address) in ["sqlite://refit.db", "sqlite://a:b/refit.db"]
        .iter()
        .enumerate()
    {
        let location = Location::parse(address, relative.as_ref()).unwrap();
        Database::open(&location).await.unwrap().close().await;
        let name = ["refit.db", "a:b/refit.db"][number];
        assert!(root.path().join(name).is_file(), "{name}");
    }
}

#[tokio::test]
async fn a_database_says_which_engine_it_is() {
    let place = Place::sqlite();
    let database = place.open().await;
    assert_eq!(database.engine(), Engine::Sqlite);
    database.close().await;
    if let Some(place) = Place::postgres().await {
        let database = place.open().await;
        assert_eq!(database.engine(), Engine::Postgres);
        database.close().await;
        place.close().await;
    }
}
