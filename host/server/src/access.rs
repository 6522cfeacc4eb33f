//! Who may do what.

use std::fmt;

use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

use crate::{identify::Principal, problem::Problem};

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody may: no key is looked at.
    Anyone,
    /// To read: status, versions, jobs, audit.
    Viewer,
    /// To score documents.
    Scorer,
    /// To retrain, cancel, activate and roll back; and all that viewers and scorers may.
    Operator,
    /// Everything, plugins, keys and the removal of documents too.
    Admin,
}

impl Access {
    /// The word in keys, documents and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Viewer => "viewer",
            Self::Scorer => "scorer",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }

    /// The role of a key, by its word.
    #[must_use]
    pub fn of_key(word: &str) -> Option<Self> {
        [Self::Viewer, Self::Scorer, Self::Operator, Self::Admin]
            .into_iter()
            .find(|access| access.as_str() == word)
    }

    /// Whether who has this may do what needs `needed`.
    #[must_use]
    pub const fn includes(self, needed: Self) -> bool {
        matches!(
            (self, needed),
            (_, Self::Anyone)
                | (Self::Admin, _)
                | (Self::Operator, Self::Viewer | Self::Scorer | Self::Operator)
                | (Self::Viewer, Self::Viewer)
                | (Self::Scorer, Self::Scorer)
        )
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a route needs, as a type: [`crate::routes::Routes`] mounts none without.
pub(crate) trait Role: 'static {
    const NEEDED: Access;
}

macro_rules! roles {
    ($($role:ident),*) => {$(
        pub(crate) struct $role;

        impl Role for $role {
            const NEEDED: Access = Access::$role;
        }
    )*};
}

roles!(Anyone, Viewer, Scorer, Operator, Admin);

/// Lets those through who may.
pub(crate) async fn allow<R: Role>(request: Request, next: Next) -> Response {
    if R::NEEDED == Access::Anyone {
        return next.run(request).await;
    }
    match request.extensions().get::<Principal>() {
        None => Problem::new(
            StatusCode::UNAUTHORIZED,
            "key-missing",
            "this needs a key: send it as 'Authorization: Bearer KEY'; `refit key create` makes one",
        )
        .into_response(),
        Some(principal) if principal.access.includes(R::NEEDED) => next.run(request).await,
        Some(principal) => Problem::new(
            StatusCode::FORBIDDEN,
            "role-insufficient",
            format!(
                "this needs the role '{}', and the key has '{}'",
                R::NEEDED,
                principal.access
            ),
        )
        .into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_includes_what_it_is_for_and_no_more() {
        use Access::{Admin, Anyone, Operator, Scorer, Viewer};
        let may = |access: Access| {
            [Anyone, Viewer, Scorer, Operator, Admin].map(|needed| access.includes(needed))
        };
        assert_eq!(may(Anyone), [true, false, false, false, false]);
        assert_eq!(may(Viewer), [true, true, false, false, false]);
        assert_eq!(may(Scorer), [true, false, true, false, false]);
        assert_eq!(may(Operator), [true, true, true, true, false]);
        assert_eq!(may(Admin), [true; 5]);
    }
}
