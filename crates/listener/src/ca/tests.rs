use super::*;
use crate::certificate_names;

const NOW: UnixMs = UnixMs::from_secs(1_790_000_000);

fn names() -> Vec<String> {
    certificate_names("auth.nightdesk.localhost:4400")
}

fn read(directory: &Path, file: &str) -> String {
    fs::read_to_string(directory.join(file)).expect("the file exists")
}

#[test]
fn a_second_start_keeps_authority_and_certificate() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = |directory: &Path| [AUTHORITY_FILE, CERTIFICATE_FILE].map(|file| read(directory, file));
    load_or_make(directory.path(), &names(), NOW).expect("made");
    let first = files(directory.path());
    load_or_make(directory.path(), &names(), NOW + DAY).expect("loaded");
    assert_eq!(files(directory.path()), first);
}

#[test]
fn a_missing_name_renews_the_certificate_and_keeps_the_authority() {
    let directory = tempfile::tempdir().expect("a directory");
    load_or_make(directory.path(), &names(), NOW).expect("made");
    let authority = read(directory.path(), AUTHORITY_FILE);
    let certificate = read(directory.path(), CERTIFICATE_FILE);
    load_or_make(directory.path(), &certificate_names("auth.other.example"), NOW).expect("renewed");
    assert_eq!(read(directory.path(), AUTHORITY_FILE), authority);
    assert_ne!(read(directory.path(), CERTIFICATE_FILE), certificate);
}

#[test]
fn a_certificate_near_its_end_is_renewed() {
    let directory = tempfile::tempdir().expect("a directory");
    load_or_make(directory.path(), &names(), NOW).expect("made");
    let certificate = read(directory.path(), CERTIFICATE_FILE);
    load_or_make(directory.path(), &names(), NOW + CERTIFICATE_LIFE - 20 * DAY).expect("renewed");
    assert_ne!(read(directory.path(), CERTIFICATE_FILE), certificate);
}

#[cfg(unix)]
#[test]
fn private_keys_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = tempfile::tempdir().expect("a directory");
    load_or_make(directory.path(), &names(), NOW).expect("made");
    for file in [AUTHORITY_KEY_FILE, CERTIFICATE_KEY_FILE] {
        let mode = fs::metadata(directory.path().join(file)).expect("the file exists").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[test]
fn an_authority_of_mismatched_halves_is_named_as_damaged() {
    let (one, other) = (tempfile::tempdir().expect("a directory"), tempfile::tempdir().expect("a directory"));
    load_or_make(one.path(), &names(), NOW).expect("made");
    load_or_make(other.path(), &names(), NOW).expect("made");
    fs::copy(other.path().join(AUTHORITY_FILE), one.path().join(AUTHORITY_FILE)).expect("copied");
    let error = load_or_make(one.path(), &names(), NOW).err().expect("refused");
    assert!(error.to_string().contains("do not belong together"), "{error}");
}

#[test]
fn a_lost_key_is_named_and_nothing_is_overwritten() {
    let directory = tempfile::tempdir().expect("a directory");
    load_or_make(directory.path(), &names(), NOW).expect("made");
    let authority = read(directory.path(), AUTHORITY_FILE);
    fs::remove_file(directory.path().join(AUTHORITY_KEY_FILE)).expect("removed");
    let error = load_or_make(directory.path(), &names(), NOW).err().expect("refused");
    assert!(error.to_string().contains(AUTHORITY_KEY_FILE), "{error}");
    assert_eq!(read(directory.path(), AUTHORITY_FILE), authority);
}
