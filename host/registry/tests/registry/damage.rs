//! Files that are not what was saved.

use std::{fs, path::PathBuf};

use refit_core::Sha256Digest;
use refit_registry::Error;

use crate::{
    example::{KINDS, activate, paystub, save},
    place::{Place, places},
};

fn name(path: &std::path::Path) -> String {
    format!("paystub/{}", path.file_name().unwrap().to_str().unwrap())
}

#[tokio::test]
async fn a_changed_byte_is_refused_by_name() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        for kind in KINDS {
            let file = place.artifact(kind, &id);
            let whole = fs::read(&file).unwrap();
            let mut changed = whole.clone();
            changed[whole.len() / 2] ^= 1;
            fs::write(&file, changed).unwrap();
            match registry.load(&paystub(), &id).await {
                Err(Error::Digest { file: named }) => assert_eq!(named, name(&file)),
                other => panic!("{other:?}"),
            }
            fs::write(&file, whole).unwrap();
        }
        registry.load(&paystub(), &id).await.unwrap();
        place.close().await;
    }
}

#[tokio::test]
async fn a_longer_and_a_shorter_file_are_refused_by_name() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        let file = place.artifact("xgboost", &id);
        let whole = fs::read(&file).unwrap();
        let length = whole.len() as u64;
        let longer = [&whole[..], b"x"].concat();
        for (content, bytes) in [
            (&longer[..], length + 1),
            (&whole[1..], length - 1),
            (b"", 0),
        ] {
            fs::write(&file, content).unwrap();
            match registry.load(&paystub(), &id).await {
                Err(Error::Length {
                    file: named,
                    expected,
                    found,
                }) => {
                    assert_eq!((named, expected, found), (name(&file), length, bytes));
                }
                other => panic!("{other:?}"),
            }
        }
        place.close().await;
    }
}

#[tokio::test]
async fn a_missing_file_is_refused_by_name() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        let file = place.artifact("feature_scaler", &id);
        fs::remove_file(&file).unwrap();
        match registry.load(&paystub(), &id).await {
            Err(Error::Missing { file: named }) => assert_eq!(named, name(&file)),
            other => panic!("{other:?}"),
        }
        place.close().await;
    }
}

#[tokio::test]
async fn a_version_without_its_manifest_is_not_loaded() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        fs::remove_file(place.manifest(&id)).unwrap();
        match registry.load(&paystub(), &id).await {
            Err(Error::Missing { file }) => assert_eq!(file, name(&place.manifest(&id))),
            other => panic!("{other:?}"),
        }
        place.close().await;
    }
}

#[tokio::test]
async fn a_manifest_edited_by_hand_is_refused() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        let file = place.artifact("random_forest", &id);
        let manifest = place.manifest(&id);
        // Even one that agrees with a file that was changed along with it.
        let before = Sha256Digest::of(&fs::read(&file).unwrap()).to_string();
        let mut bytes = fs::read(&file).unwrap();
        bytes[0] ^= 1;
        fs::write(&file, &bytes).unwrap();
        let text = fs::read_to_string(&manifest).unwrap();
        let edited = text.replace(&before, &Sha256Digest::of(&bytes).to_string());
        assert_ne!(edited, text);
        fs::write(&manifest, edited).unwrap();
        match registry.load(&paystub(), &id).await {
            Err(Error::Digest { file }) => assert_eq!(file, name(&manifest)),
            other => panic!("{other:?}"),
        }
        place.close().await;
    }
}

#[tokio::test]
async fn one_damaged_version_does_not_hide_the_others() {
    for place in places().await {
        let registry = place.open().await;
        let (broken, good) = (save(&registry).await, save(&registry).await);
        activate(&registry, &broken).await.unwrap();
        fs::write(place.manifest(&broken), "{").unwrap();
        let registry = place.open().await;
        let versions = registry.versions(&paystub()).await.unwrap();
        assert_eq!(versions.len(), 1);
        assert_eq!(versions[0].version, good);
        // The pointer still says what is so; falling back is a decision of its own.
        assert_eq!(
            registry.active(&paystub()).await.unwrap().unwrap().version,
            broken
        );
        assert_eq!(place.active_version_file(), format!("{broken}\n"));
        activate(&registry, &good).await.unwrap();
        place.close().await;
    }
}

/// Files as killed writers leave them.
fn leave_behind(place: &Place, names: &[String]) -> Vec<PathBuf> {
    fs::create_dir_all(place.type_folder()).unwrap();
    names
        .iter()
        .map(|name| {
            let file = place.file(name);
            fs::write(&file, "half").unwrap();
            file
        })
        .collect()
}

#[tokio::test]
async fn what_killed_writers_left_is_swept_at_the_next_start() {
    for place in places().await {
        let registry = place.open().await;
        let good = save(&registry).await;
        let half = registry.reserve(&paystub(), None).await.unwrap();
        let left = leave_behind(
            &place,
            &[
                format!("paystub_xgboost_{half}.bin#1"),
                format!("paystub_manifest_{good}.json#12"),
                "ACTIVE_VERSION.txt#1".to_owned(),
                format!("paystub_random_forest_{half}.bin"),
                format!("paystub_manifest_{half}.json"),
            ],
        );
        let kept = leave_behind(
            &place,
            &[
                "notes.txt".to_owned(),
                "paystub_random_forest.bin".to_owned(),
                "paystub_random_forest_20200101_000000.bin".to_owned(),
            ],
        );
        let registry = place.open().await;
        for file in left {
            assert!(!file.exists(), "{} stayed", file.display());
        }
        for file in kept {
            assert!(file.exists(), "{} went", file.display());
        }
        registry.load(&paystub(), &good).await.unwrap();
        let error = registry.version(&paystub(), &half).await.unwrap_err();
        assert!(matches!(error, Error::UnknownVersion { .. }), "{error}");
        place.close().await;
    }
}

#[tokio::test]
async fn nothing_is_swept_while_another_process_writes() {
    for place in places().await {
        let registry = place.open().await;
        let half = registry.reserve(&paystub(), None).await.unwrap();
        let left = leave_behind(&place, &[format!("paystub_xgboost_{half}.bin#1")]);
        let lock = place.type_folder().parent().unwrap().join(".writing.lock");
        let writer = fs::File::options().write(true).open(lock).unwrap();
        writer.lock_shared().unwrap();
        place.open().await;
        assert!(left[0].exists());
        drop(writer);
        place.open().await;
        assert!(!left[0].exists());
        place.close().await;
    }
}
