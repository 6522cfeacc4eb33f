//! The frame of all artifacts: eight bytes of magic, a format version, a postcard payload.

use serde::{Serialize, de::DeserializeOwned};

use crate::{ArtifactFault, ArtifactKind, Error};

/// Raised when a payload's meaning changes.
const FORMAT_VERSION: u16 = 1;

/// The usual 100 + 100 trees come to 3 MB; in memory a tree takes up to seven times its bytes.
const MAX_BYTES: usize = 256 << 20;

/// What an artifact contains.
pub(crate) trait Payload: Serialize + DeserializeOwned {
    const KIND: ArtifactKind;
    const MAGIC: [u8; 8];

    /// What makes the content unusable. Whatever comes from bytes passes this before it is used.
    fn fault(&self) -> Option<ArtifactFault>;
}

pub(crate) fn encode<P: Payload>(payload: &P) -> Result<Vec<u8>, Error> {
    let refused = |fault| Error::Artifact {
        kind: P::KIND,
        fault,
    };
    let mut bytes = P::MAGIC.to_vec();
    bytes.extend(FORMAT_VERSION.to_le_bytes());
    let bytes =
        postcard::to_extend(payload, bytes).map_err(|_| refused(ArtifactFault::Unreadable))?;
    // Nothing is written that could not be read.
    check_size(&bytes).map_err(refused)?;
    Ok(bytes)
}

fn check_size(bytes: &[u8]) -> Result<(), ArtifactFault> {
    if bytes.len() > MAX_BYTES {
        return Err(ArtifactFault::TooLarge {
            found: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    Ok(())
}

pub(crate) fn decode<P: Payload>(bytes: &[u8]) -> Result<P, Error> {
    read(bytes).map_err(|fault| Error::Artifact {
        kind: P::KIND,
        fault,
    })
}

fn read<P: Payload>(bytes: &[u8]) -> Result<P, ArtifactFault> {
    check_size(bytes)?;
    let rest = bytes.strip_prefix(&P::MAGIC).ok_or(ArtifactFault::Magic)?;
    let (version, content) = rest.split_first_chunk().ok_or(ArtifactFault::Unreadable)?;
    let found = u16::from_le_bytes(*version);
    if found != FORMAT_VERSION {
        return Err(ArtifactFault::FormatVersion {
            found,
            known: FORMAT_VERSION,
        });
    }
    // A length is believed for no more than 1 MiB ahead of the bytes that are there (serde).
    let (payload, trailing): (P, _) =
        postcard::take_from_bytes(content).map_err(|_| ArtifactFault::Unreadable)?;
    if !trailing.is_empty() {
        return Err(ArtifactFault::TrailingBytes(trailing.len()));
    }
    match payload.fault() {
        Some(fault) => Err(fault),
        None => Ok(payload),
    }
}
