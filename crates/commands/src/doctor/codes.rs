//! Every code that the doctor knows, with what it means. `docs/doctor.md` shows this table, and a test holds it to it.

use super::finding::{
    Rule,
    Severity::{Error, Note, Warning},
};

/// Makes a constant of each rule, and the list of all of them, which none can then be missing from.
macro_rules! rules {
    ($($name:ident $severity:ident $code:literal $meaning:literal)*) => {
        $(pub const $name: Rule = Rule { code: $code, severity: $severity, meaning: $meaning };)*
        /// All rules, in the order of the documentation.
        #[cfg(test)]
        pub const ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    MANIFEST_INVALID Error "manifest_invalid"
        "Browsers refuse to load the extension."
    MANIFEST_VERSION_UNSUPPORTED Error "manifest_version_unsupported"
        "Chrome no longer runs Manifest V2, and the client needs what came with V3."
    MANIFEST_INCOMPLETE Error "manifest_incomplete"
        "Browsers refuse to load an extension without a name and a version."
    FILE_MISSING Error "file_missing"
        "The manifest names a file that is not there, so browsers refuse to load the extension or show nothing."
    MANIFEST_BACKGROUND_MISSING Warning "manifest_background_missing"
        "Without a background entry nothing can give out tokens once the popup is closed."
    BACKGROUND_INVALID Error "background_invalid"
        "Chrome runs one service worker and nothing else in the background."
    WORKER_NOT_A_MODULE Error "worker_not_a_module"
        "A classic worker cannot use import and export: it does not start."
    WORKER_DYNAMIC_IMPORT Warning "worker_dynamic_import"
        "Service workers refuse import(): the call fails whenever it is reached."
    WORKER_TOP_LEVEL_AWAIT Error "worker_top_level_await"
        "Service workers refuse top-level await: the worker does not start."
    CHROME_VERSION_OPEN Note "chrome_version_open"
        "The client is built for Chrome 116 and newer; older browsers would install the extension and fail in it."
    GECKO_ID_MISSING Warning "gecko_id_missing"
        "Firefox gives an extension without an id a new one at every temporary install, and its storage is lost."

    MANIFEST_STORAGE_MISSING Error "manifest_storage_missing"
        "The sign-in is kept in chrome.storage; the client refuses to start without it."
    MANIFEST_COOKIES_MISSING Error "manifest_cookies_missing"
        "syncHost reads the web app's sign-in from its cookies; the client refuses to start without the permission."
    MANIFEST_ALARMS_MISSING Error "manifest_alarms_missing"
        "The refresh option wakes the worker by chrome.alarms, which needs the permission."
    MANIFEST_IDENTITY_MISSING Error "manifest_identity_missing"
        "The worker may open no window for a sign-in at a provider, and no tab that it could watch; such sign-ins fail."

    HOST_PATTERN_INVALID Error "host_pattern_invalid"
        "Chrome ignores a host permission that is no match pattern, with no more than a warning."
    HOST_PATTERN_MISPLACED Error "host_pattern_misplaced"
        "Manifest V3 ignores host patterns in \"permissions\"."
    HOST_FRONTEND_API_MISSING Warning "host_frontend_api_missing"
        "Requests to the frontend API then follow CORS: each costs a preflight, and a wrong clock cannot be corrected."
    HOST_SYNC_MISSING Error "host_sync_missing"
        "Chrome shows an extension no cookies of hosts it has no permission for, so the web app's sign-in is never found."
    HOST_SYNC_PARENT_MISSING Warning "host_sync_parent_missing"
        "In production the sign-in's cookie belongs to the domain that web app and frontend API share; changes of it, \
         like a sign-out on the web, are reported under that domain only."
    HOST_OPTIONAL Note "host_optional"
        "An optional host permission counts only after the extension has asked the user for it."
    HOST_BROAD Note "host_broad"
        "Access to every site makes Chrome warn users at install time and the store review take longer."
    SYNC_HOST_INVALID Error "sync_host_invalid"
        "The client refuses a syncHost that is no host or URL."
    SYNC_HOST_UNKNOWN Note "sync_host_unknown"
        "The bundle uses syncHost, but its value is made at run time, so its permissions were not checked."

    CSP_INVALID Error "csp_invalid"
        "Manifest V3 takes an object with the key extension_pages; Chrome refuses anything else."
    WASM_CSP_MISSING Error "wasm_csp_missing"
        "The default policy of Manifest V3 forbids WebAssembly, so the client cannot start."
    WASM_CSP_UNUSED Note "wasm_csp_unused"
        "The policy allows WebAssembly, and nothing in the bundle uses it."
    CSP_UNSAFE Error "csp_unsafe"
        "Chrome refuses to load a Manifest V3 extension whose policy allows code from strings or inline scripts."
    CSP_REMOTE_SCRIPT Error "csp_remote_script"
        "Chrome refuses to load a Manifest V3 extension whose policy allows scripts from elsewhere."
    CSP_CONNECT_BLOCKED Error "csp_connect_blocked"
        "The policy forbids requests to the frontend API, from pages and from the worker."

    SECRET_KEY_SHIPPED Error "secret_key_shipped"
        "A secret key gives full access to all users, and everybody who installs the extension can read it."
    PRIVATE_KEY_SHIPPED Error "private_key_shipped"
        "Whoever has the private key of an extension can sign updates of it; Chrome warns about it, the store refuses it."
    PUBLISHABLE_KEY_MISSING Warning "publishable_key_missing"
        "Nothing says which instance the extension signs in to, so hosts, policy and server were not checked."
    PUBLISHABLE_KEY_INVALID Error "publishable_key_invalid"
        "The client refuses a publishable key that is damaged or names no host."
    INSTANCES_SEVERAL Warning "instances_several"
        "Two instances have separate users; a leftover key often means that one part signs in where another does not look."
    DEVELOPMENT_KEY_PACKED Warning "development_key_packed"
        "A packed extension is on its way to users, and a development instance is not for them."

    EXTENSION_KEY_INVALID Error "extension_key_invalid"
        "Chrome refuses to load an extension whose \"key\" is no public key."
    EXTENSION_ID_UNSTABLE Warning "extension_id_unstable"
        "Without a \"key\", Chrome derives the id of an unpacked extension from the folder's path: on another machine it \
         is another one, the server does not know it, and nobody is signed in."
    EXTENSION_ID_MISMATCH Error "extension_id_mismatch"
        "The package is signed by another key than the manifest's, so Chrome refuses it."
    EXTENSION_ID_UNKNOWN Note "extension_id_unknown"
        "The store gives a package without \"key\" its id, so whether the server allows it was not checked."

    SERVER_NOT_ASKED Note "server_not_asked"
        "Whether the server is there and allows this extension was not checked."
    SERVER_UNREACHABLE Error "server_unreachable"
        "Without the frontend API nobody can sign in, and no token can be refreshed."
    SERVER_TLS_UNTRUSTED Error "server_tls_untrusted"
        "Browsers refuse the connection, and the extension sees a network error with no reason."
    SERVER_NOT_A_FRONTEND_API Error "server_not_a_frontend_api"
        "Something answers at the host inside the publishable key, but it is no frontend API."
    SERVER_FAILING Warning "server_failing"
        "The server answers, but with an error of its own, so it says nothing about this extension."
    INSTANCE_UNKNOWN Error "instance_unknown"
        "The server has no instance at the host inside the publishable key."
    ORIGIN_NOT_ALLOWED Error "origin_not_allowed"
        "The server refuses whatever this extension asks: nobody can sign in."
    SECRET_KEY_REJECTED Error "secret_key_rejected"
        "The backend API did not accept the secret key, so the list of allowed origins could not be read."
    SECRET_KEY_OF_OTHER_INSTANCE Error "secret_key_of_other_instance"
        "Backend and extension speak of different users: the backend cannot verify the extension's tokens."

    REMOTE_CODE Error "remote_code"
        "Manifest V3 forbids code from elsewhere: the browser blocks it, and the Chrome Web Store refuses the extension."
    SCRIPT_URL_UNKNOWN Warning "script_url_unknown"
        "If the address is on the web, the browser blocks it and the Chrome Web Store refuses the extension."
    CODE_FROM_STRING Warning "code_from_string"
        "Extension pages and workers may not run code from strings: the call throws when it is reached, and store \
         reviews ask about it."
    SCRIPT_UNREADABLE Warning "script_unreadable"
        "The file was not checked, and a browser will most likely not run it either."

    WORKER_OVERSIZED Warning "worker_oversized"
        "A worker is loaded again after every 30 idle seconds, and each time all of it is read and compiled."
    OFFICIAL_PACKAGE_FOUND Note "official_package_found"
        "@nightdesk/chrome-extension is a drop-in for it, with a worker of a tenth of the size."

    SESSION_STORAGE_OPEN Error "session_storage_open"
        "Session tokens are kept in chrome.storage.session; content scripts, and with them a compromised page's \
         process, could read them."
    LOCAL_STORAGE_OPEN Warning "local_storage_open"
        "The official package keeps the long-lived client token in chrome.storage.local, which content scripts can read."
    CLIENT_IN_CONTENT_SCRIPT Error "client_in_content_script"
        "A content script runs in the page's process: whatever it holds, a compromised page holds too."
    PAGES_WEB_ACCESSIBLE Warning "pages_web_accessible"
        "Any site can put these pages of the extension into a frame and have users click in it."
    RESOURCES_WEB_ACCESSIBLE Note "resources_web_accessible"
        "Any site can find out that the extension is installed."
    CONNECTABLE_BY_ALL Warning "connectable_by_all"
        "Far too many senders can message the worker and ask it for tokens."
    EXTERNAL_MESSAGES_OPEN Warning "external_messages_open"
        "Without \"externally_connectable\" every other extension can send the worker messages."
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, fs, path::Path};

    use super::*;

    #[test]
    fn codes_are_unique() {
        let codes: HashSet<_> = ALL.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), ALL.len());
    }

    #[test]
    fn the_documentation_has_the_table_of_codes() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/doctor.md");
        let text = fs::read_to_string(path).unwrap();
        let listed: Vec<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
        let row = |rule: &&Rule| format!("| `{}` | {} | {} |", rule.code, rule.severity, rule.meaning);
        let wanted: Vec<String> = ALL.iter().map(row).collect();
        assert!(
            listed == wanted,
            "the table of codes in docs/doctor.md must read:\n\n{}\n",
            wanted.join("\n")
        );
    }
}
