//! A password is shown nowhere, however badly the address is written.

use std::{error::Error as _, net::TcpListener, path::Path, thread};

use refit_database::{Database, Error, Location};

use crate::place::Place;

/// Every part of the passwords below.
const SECRETS: [&str; 3] = ["s3cret", "hidd3n", "qu1et"];

fn assert_no_secret(text: &str, address: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{address} is shown as {text}");
    }
}

/// Both ways to show an error, and its causes.
fn assert_error_has_no_secret(error: &Error, address: &str) {
    assert_no_secret(&format!("{error:?}"), address);
    assert_no_secret(&error.to_string(), address);
    let mut cause = error.source();
    while let Some(error) = cause {
        assert_no_secret(&error.to_string(), address);
        cause = error.source();
    }
}

/// Passwords with signs that divide an address, not escaped.
fn passwords() -> Vec<String> {
    let mut passwords = vec!["s3cret".to_owned()];
    for first in ["/", "@", ":", "?", "#", "://", "&password=", "%"] {
        passwords.push(format!("s3cret{first}hidd3n"));
        passwords.push(format!("{first}s3cret"));
        for second in ["/", "@", ":", "?", "#"] {
            passwords.push(format!("s3cret{first}hidd3n{second}qu1et"));
        }
    }
    passwords
}

#[test]
fn no_address_shows_a_part_of_its_password() {
    for password in passwords() {
        for scheme in [
            "postgres://",
            "postgresql://",
            "mysql://",
            "Postgres://",
            "postgres:",
            "postgres:/",
            "",
        ] {
            for host in ["db.internal:5432/refit", "host", "[::1]:5432/refit?a=b"] {
                let address = format!("{scheme}refit:{password}@{host}");
                match Location::parse(&address, Path::new("/srv")) {
                    Ok(location) => {
                        assert_no_secret(&location.to_string(), &address);
                        assert_no_secret(&format!("{location:?}"), &address);
                    }
                    Err(error) => assert_error_has_no_secret(&error, &address),
                }
            }
        }
    }
}

#[test]
fn a_password_that_stands_elsewhere_is_not_shown_either() {
    for address in [
        "postgres://host/refit?password=s3cret",
        "postgres://host/refit?user=refit&password=s3cret@hidd3n&sslmode=require",
        "postgres://refit:s3cret@host/refit?password=hidd3n",
        // The host was forgotten.
        "postgres://refit:s3cret",
        "postgres://refit:s3cret/hidd3n",
        "mysql://refit:s3cret/refit",
    ] {
        match Location::parse(address, Path::new("/srv")) {
            Ok(location) => assert_no_secret(&location.to_string(), address),
            Err(error) => assert_error_has_no_secret(&error, address),
        }
    }
}

#[test]
fn all_but_the_password_is_shown() {
    for (address, shown) in [
        (
            "postgres://refit:s3cret@db.internal:5432/refit?sslmode=require",
            "postgres://refit:***@db.internal:5432/refit?sslmode=require",
        ),
        (
            "postgres://refit:a@b:c@[::1]:5432/refit",
            "postgres://refit:***@[::1]:5432/refit",
        ),
        ("postgres://refit@host/refit", "postgres://refit@host/refit"),
        ("postgres://host:5432/refit", "postgres://host:5432/refit"),
        ("postgres://[::1]:5432/refit", "postgres://[::1]:5432/refit"),
        ("postgres:///refit?host=/run", "postgres:///refit?host=/run"),
        (
            "postgres://host/refit?password=s3cret&sslmode=require",
            "postgres://host/refit?password=***",
        ),
    ] {
        let location = Location::parse(address, Path::new("/srv")).unwrap();
        assert_eq!(location.to_string(), shown);
    }
}

/// The driver would take a part of the password for the host or for the database's name.
#[test]
fn a_password_that_divides_its_address_is_refused_with_advice() {
    for password in ["s3cret/hidd3n", "12/34", "12?34", "s3#cret", "a@b/c", "/"] {
        let address = format!("postgres://refit:{password}@host/refit");
        let error = Location::parse(&address, Path::new("/srv")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the database address 'postgres://refit:***@host/refit' cannot be read: \
             in its user and password write / as %2F, ? as %3F, # as %23 and @ as %40"
        );
    }
    for password in ["s3%2Fcret", "s3@cret", "s3:cret", "%3F%23%40"] {
        let address = format!("postgres://refit:{password}@host/refit");
        assert!(
            Location::parse(&address, Path::new("/srv")).is_ok(),
            "{address}"
        );
    }
}

#[tokio::test]
async fn a_database_that_does_not_open_does_not_show_its_password() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // Answers, but not as PostgreSQL does.
    let server = thread::spawn(move || drop(listener.accept()));
    let there = format!("postgres://refit:s3cret@127.0.0.1:{port}/refit");
    for address in [
        there.as_str(),
        "postgres://refit:s3cret@127.0.0.1:99999/refit",
    ] {
        let location = Location::parse(address, Path::new("/srv")).unwrap();
        let error = Database::open(&location).await.unwrap_err();
        assert!(matches!(error, Error::Open { .. }), "{error:?}");
        assert_error_has_no_secret(&error, address);
        assert!(error.to_string().contains("refit:***@127.0.0.1"), "{error}");
    }
    server.join().unwrap();
}

#[tokio::test]
async fn an_open_database_does_not_show_its_password() {
    let Some(place) = Place::postgres().await else {
        return;
    };
    let Location::Postgres(address) = &place.location else {
        panic!("{}", place.location);
    };
    // A later parameter counts; where the server asks for no password, any will do.
    let address = format!("{address}&application_name=s3cret");
    let location = Location::parse(&address, Path::new("/")).unwrap();
    let database = Database::open(&location).await.unwrap();
    assert_no_secret(&format!("{database:?}"), &address);
    database.close().await;
    place.close().await;
}
