//! One file per target. `cargo xtask fuzz` finds them by their names.

/// A target by its name.
pub fn find(name: &str) -> Option<fn(&[u8])> {
    targets().into_iter().find(|(known, _)| *known == name).map(|(_, run)| run)
}

macro_rules! targets {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*

        fn targets() -> Vec<(&'static str, fn(&[u8]))> {
            vec![$((stringify!($name), $name::run)),*]
        }
    };
}

targets!(
    client,
    cookies,
    digests,
    forms,
    identifiers,
    injection,
    json,
    jwts,
    methods,
    passkeys,
    pictures,
    publishable_keys,
    redirects,
    router,
    templates,
    tickets,
);
