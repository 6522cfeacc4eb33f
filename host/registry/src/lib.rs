//! Model versions: artifacts, manifests, the active pointer, the audit trail.
