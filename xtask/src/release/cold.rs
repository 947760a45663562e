//! What did not run, of packages that are built for speed only as far as they do run.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::workspace;

/// What the compiler says of every function that is in another package than the one it compiles.
pub const NOISE: &str = "Function in CSV file at line ";

/// The packages that Cargo.toml builds for speed only as far as they run, as they are called in code.
///
/// # Errors
/// When Cargo.toml does not have them.
pub fn packages() -> Result<Vec<String>> {
    let manifest = fs::read_to_string(workspace::at("Cargo.toml"))?;
    let (_, rest) =
        manifest.split_once("[profile.profiled.package]").context("Cargo.toml has no such profile")?;
    let lines = rest.lines().skip(1).take_while(|line| !line.starts_with('['));
    Ok(lines.filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_"))).collect())
}

/// A program to run the compiler by, which tells it of `attributes` where it compiles one of these packages: all others have little
/// that could be made smaller, and it would say much.
pub fn wrapper(attributes: &Path, packages: &[String]) -> String {
    let patterns: Vec<_> = packages.iter().map(|package| format!("*' --crate-name {package} '*")).collect();
    format!(
        "#!/bin/sh\ncase \" $* \" in\n{})\n  exec \"$@\" '-Cllvm-args=-forceattrs-csv-path={}' ;;\n*)\n  exec \"$@\" ;;\nesac\n",
        patterns.join("|"),
        attributes.display()
    )
}

/// What ran less often does not count as having run: mostly it makes the server ready.
const OFTEN: u64 = 100;

/// Generic code of the standard library lies in whatever uses it.
const STANDARD: [&str; 4] = ["alloc", "core", "hashbrown", "std"];

/// Has each function of these packages that hardly ever ran be as small as in an ordinary build. `counts` is what
/// `llvm-profdata show --all-functions --counts` prints.
pub fn attributes(counts: &str, packages: &[String]) -> String {
    let mut name = "";
    let mut attributes = String::new();
    for line in counts.lines() {
        if let Some(blocks) = line.strip_prefix("    Block counts: ") {
            let counts =
                blocks.split(|c: char| !c.is_ascii_digit()).filter_map(|count| count.parse::<u64>().ok());
            let ran = counts.max().is_some_and(|most| most >= OFTEN);
            let named = || packages.iter().map(String::as_str).chain(STANDARD);
            if !ran && named().any(|package| is_of(name, package)) {
                attributes += &format!("{name},minsize\n");
            }
        } else if let Some(function) = line.strip_suffix(':').filter(|line| !line.starts_with("   ")) {
            // Before the name of one that only its own file sees comes that file's.
            name = function.rsplit(';').next().unwrap_or(function).trim_start();
        }
    }
    attributes
}

/// Whether a mangled name has a part in a package: `_ZN16nightdesk_server4fapi...`, or a type as in
/// `...drop_in_place$LT$nightdesk_server..fapi...`.
fn is_of(name: &str, package: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    name.match_indices(package).any(|(at, _)| {
        let (before, after) = (&name[..at], &name[at + package.len()..]);
        let length = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        length.parse() == Ok(package.len())
            || (after.starts_with("..") && !before.bytes().last().is_some_and(is_part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hardly_ran_of_the_packages_is_to_be_small() {
        let counts = "\
Counters:
  _ZN16nightdesk_server4fapi3ran17h01E:
    Hash: 0x01
    Counters: 2
    Block counts: [0, 700]
  server.cgu.0;_ZN4core3ptr40drop_in_place$LT$nightdesk_server..Cold$GT$17h02E:
    Hash: 0x02
    Counters: 2
    Block counts: [0, 99]
  _ZN6bcrypt4hash17h03E:
    Hash: 0x03
    Counters: 1
    Block counts: [0]
Total functions: 3
";
        let cold = "_ZN4core3ptr40drop_in_place$LT$nightdesk_server..Cold$GT$17h02E";
        let packages = ["nightdesk_server".to_owned(), "axum".to_owned()];
        assert_eq!(attributes(counts, &packages), format!("{cold},minsize\n"));
    }

    #[test]
    fn a_package_is_not_taken_for_another_that_its_name_ends() {
        assert!(is_of("_ZN4http6header17h01E", "http"));
        assert!(is_of("_ZN40_$LT$http..header..X$u20$as$u20$Y$GT$17h01E", "http"));
        assert!(!is_of("_ZN40_$LT$tower_http..X$u20$as$u20$Y$GT$17h01E", "http"));
        assert!(!is_of("_ZN10tower_http1x17h01E", "http"));
        assert!(!is_of("_ZN14http_extension1x17h01E", "http"));
    }

    #[test]
    fn the_compiler_is_told_where_it_compiles_one_of_the_packages() {
        let script = std::env::temp_dir().join(format!("nightdesk-wrapper-{}", std::process::id()));
        fs::write(&script, wrapper(Path::new("/x/cold.csv"), &["axum".to_owned(), "http".to_owned()]))
            .unwrap();
        let said = |package: &str| {
            let mut shell = crate::run::command("sh");
            let said = shell.arg(&script).args(["echo", "--crate-name", package, "-O"]).output().unwrap();
            String::from_utf8(said.stdout).unwrap()
        };
        let flag = "-Cllvm-args=-forceattrs-csv-path=/x/cold.csv";
        assert_eq!(said("http"), format!("--crate-name http -O {flag}\n"));
        assert_eq!(said("http_body"), "--crate-name http_body -O\n");
        fs::remove_file(&script).unwrap();
    }

    #[test]
    fn the_packages_are_read_from_the_manifest() {
        assert!(packages().unwrap().contains(&"nightdesk_server".to_owned()));
    }
}
