//! What was erased is gone, from the files too.

use serde_json::json;

use crate::{
    example::{import, line, lines, paystub, with},
    place::places,
};

const SECRET: &[u8] = b"Quandary-Okonkwo";

/// Whether any file of the folder has the bytes.
fn is_in_a_file(folder: &std::path::Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let content = std::fs::read(entry.unwrap().path()).unwrap();
        content.windows(bytes.len()).any(|window| window == bytes)
    })
}

#[tokio::test]
async fn an_erased_document_is_in_no_file_and_no_number_any_more() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(1..40, "APPROVE")).await;
        let secret = with(
            line(0, Some("REJECT")),
            json!({
                "id": "case-17/2",
                "group": "Quandary-Okonkwo",
                "document": {"name": "Quandary-Okonkwo"},
            }),
        );
        import(&store, &[secret]).await;
        if let Some(folder) = place.folder() {
            assert!(is_in_a_file(folder, SECRET), "the search finds nothing");
        }
        let newest = store.entries(&paystub(), None, 1).await.unwrap().remove(0);
        assert_eq!(newest.external_id.as_deref(), Some("case-17/2"));
        assert_eq!(newest.fold.is_some(), newest.label.is_some());

        let nobody = store.delete(&paystub(), "case-17").await.unwrap();
        assert_eq!(nobody.documents, 0);
        let other = "check".parse().unwrap();
        assert_eq!(
            store.delete(&other, "case-17/2").await.unwrap().documents,
            0
        );
        let erased = store.delete(&paystub(), "case-17/2").await.unwrap();
        assert_eq!(erased.documents, 1);
        if let Some(folder) = place.folder() {
            assert!(erased.is_scrubbed);
            assert!(!is_in_a_file(folder, SECRET));
            assert!(!is_in_a_file(folder, b"case-17/2"));
        }
        let stats = store.stats(&paystub()).await.unwrap();
        assert_eq!(stats.documents, 39);
        let by_digest = store.entries(&paystub(), None, 1).await.unwrap().remove(0);
        let digest = by_digest.id.to_string();
        assert_eq!(
            store.delete(&paystub(), &digest).await.unwrap().documents,
            1
        );
        place.close().await;
    }
}

#[tokio::test]
async fn entries_come_in_pages_none_twice_and_none_lost() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..25, "REJECT")).await;
        let (mut before, mut ids) = (None, Vec::new());
        loop {
            let page = store.entries(&paystub(), before, 10).await.unwrap();
            assert!(page.len() <= 10);
            let Some(last) = page.last() else { break };
            before = Some(last.sequence);
            ids.extend(page.iter().map(|entry| entry.external_id.clone().unwrap()));
        }
        let newest_first: Vec<String> = (0..25).rev().map(|number| number.to_string()).collect();
        assert_eq!(ids, newest_first);
        place.close().await;
    }
}
