//! What the system lets this process have.

/// Every connection is an open file, and systems begin with 1,024: takes as many as are allowed.
pub(crate) fn raise_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let raised = Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the number of open files stays as it is"
            );
        }
    }
}
