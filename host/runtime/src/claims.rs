//! Which plugin gets the document type and the plural that it claims.

use std::{path::PathBuf, sync::Arc};

use refit_core::plugin::DocumentPlugin;

use crate::{Error, Plugin};

/// How good a claim is. The order of names in a folder is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// It has the type, or had it when the host was stopped.
    Bound,
    /// It comes from the file that has the type.
    Successor,
    /// The file that had the type is gone, and these are its bytes under another name.
    Renamed,
    /// Nothing speaks for it.
    New,
}

/// A plugin that passed its checks and would be used.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) file: PathBuf,
    pub(crate) plugin: Arc<Plugin>,
    pub(crate) rank: Rank,
}

/// What became of an offer.
pub(crate) type Ruling = (Offer, Result<(), Error>);

/// Decides. A claim gives way to a better one; of equal ones that clash, none is used.
pub(crate) fn settle(mut offers: Vec<Offer>) -> Vec<Ruling> {
    offers.sort_by_key(|offer| offer.rank);
    let mut rulings: Vec<Ruling> = Vec::with_capacity(offers.len());
    for peers in offers.chunk_by(|one, other| one.rank == other.rank) {
        let better: Vec<&Offer> = rulings
            .iter()
            .filter(|(_, ruling)| ruling.is_ok())
            .map(|(offer, _)| offer)
            .collect();
        let decided: Vec<Ruling> = peers
            .iter()
            .map(|offer| {
                let rivals = better.iter().copied().chain(peers);
                let twin = rivals
                    .filter(|rival| rival.file != offer.file)
                    .find_map(|rival| clash(offer, rival));
                (offer.clone(), twin.map_or(Ok(()), Err))
            })
            .collect();
        rulings.extend(decided);
    }
    rulings
}

/// Why one cannot be used beside the other.
fn clash(offer: &Offer, rival: &Offer) -> Option<Error> {
    let (mine, theirs) = (offer.plugin.descriptor(), rival.plugin.descriptor());
    let claim = if theirs.document_type == mine.document_type {
        format!("the document type '{}'", mine.document_type)
    } else if theirs.plural == mine.plural {
        format!("the plural '{}'", mine.plural)
    } else {
        return None;
    };
    Some(Error::Twin {
        file: offer.file.clone(),
        other: rival.file.clone(),
        document_type: mine.document_type.clone(),
        claim,
    })
}
