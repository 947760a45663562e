//! Code that an extension would load from elsewhere, which the Chrome Web Store refuses.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::{Finding, Source};
use crate::{extension, workspace};

const REMEDY: &str = "ship the code in the package; an extension must not load any at run time";

/// How much is refused.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// All of it.
    Everything,
    /// All but making a script element, which React's renderer contains for documents it hydrates.
    AllowScriptElements,
}

/// Strings that load code, written without white space and with single quotes.
const LOADERS: &[&str] = &[
    "importScripts(",
    "newFunction(",
    "import('http",
    "import('//",
    "from'http",
    "<scriptsrc='http",
    "<scriptsrc='//",
    "cdn.jsdelivr.net",
    "unpkg.com",
    "cdnjs.cloudflare.com",
    "https://esm.sh",
    "npm.clerk.accounts",
    "settimeout('",
];

const SCRIPT_ELEMENTS: &[&str] =
    &["createElement('script'", "createElementNS('http://www.w3.org/1999/xhtml','script'"];

/// Finds them in the sources of what is shipped to browsers.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let shipped = |source: &&Source| {
        let folder = source.path.starts_with("packages/") || source.path.starts_with("examples/");
        folder && is_code(&source.path) && !is_about_packaging(&source.path)
    };
    sources.iter().filter(shipped).flat_map(|source| in_text(source, Strictness::Everything)).collect()
}

/// Builds the demo extension and finds them in it.
///
/// # Errors
/// When the build fails.
pub fn in_demo() -> Result<Vec<Finding>> {
    let built = workspace::at("target/lint/extension");
    extension::build(&extension::Options::sample(built.clone()))?;
    in_folder(&built, Strictness::AllowScriptElements)
}

/// Finds them in every code file below a folder.
///
/// # Errors
/// When a file cannot be read.
pub fn in_folder(folder: &Path, strictness: Strictness) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let shown = path.strip_prefix(workspace::root()).unwrap_or(&path).to_string_lossy().into_owned();
        if path.is_dir() {
            findings.extend(in_folder(&path, strictness)?);
        } else if is_code(&shown) {
            // A worker has no document, so nothing of React is an excuse there.
            let worker = path.file_name().is_some_and(|name| name == "background.js");
            let strictness = if worker { Strictness::Everything } else { strictness };
            findings.extend(in_text(&Source { path: shown, text: fs::read_to_string(&path)? }, strictness));
        }
    }
    Ok(findings)
}

fn in_text(source: &Source, strictness: Strictness) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, text) in source.lines() {
        let text = squeezed(text);
        let script_elements = if strictness == Strictness::Everything { SCRIPT_ELEMENTS } else { &[] };
        let loader = LOADERS.iter().chain(script_elements).find(|loader| text.contains(**loader));
        let found = loader.copied().or_else(|| calls_eval(&text).then_some("eval("));
        if let Some(found) = found {
            let what = format!("`{found}` can load remote code");
            findings.push(Finding { file: source.path.clone(), line, what, remedy: REMEDY });
        }
    }
    findings
}

/// One spelling for all ways to write the same code.
fn squeezed(line: &str) -> String {
    line.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '"' | '`') { '\'' } else { c })
        .collect()
}

/// Whether `eval(` is called as such, not as the end of another name.
fn calls_eval(squeezed: &str) -> bool {
    squeezed.match_indices("eval(").any(|(at, _)| {
        let before = squeezed[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$')
    })
}

fn is_code(path: &str) -> bool {
    [".js", ".mjs", ".cjs", ".ts", ".tsx", ".html"].iter().any(|extension| path.ends_with(extension))
}

/// Tests and build scripts never reach a browser.
fn is_about_packaging(path: &str) -> bool {
    path.contains("/test/")
        || path.contains(".test.")
        || path.contains("/build/")
        || path.contains("/scripts/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> usize {
        check(&[Source::planted("packages/chrome-extension/src/index.ts", code)]).len()
    }

    #[test]
    fn ways_to_load_remote_code_are_found() {
        for code in [
            "document.createElement('script')",
            "document.createElement( \"script\" )",
            "importScripts('https://example.com/a.js')",
            "const f = new Function('return 1')",
            "(0, eval('1')); eval(x)",
            "await import(`https://example.com/a.js`)",
            "<script src=\"https://example.com/a.js\"></script>",
        ] {
            assert_eq!(found(code), 1, "{code}");
        }
    }

    #[test]
    fn names_that_end_in_eval_are_not_calls_of_it() {
        assert_eq!(found("const { retrieval } = medieval(x)"), 0);
    }

    #[test]
    fn react_may_make_script_elements_in_pages_but_nothing_else() {
        let page = Source::planted("assets/page.js", "e.createElement('script');");
        assert!(in_text(&page, Strictness::AllowScriptElements).is_empty());
        let page = Source::planted("assets/page.js", "importScripts(x)");
        assert_eq!(in_text(&page, Strictness::AllowScriptElements).len(), 1);
    }
}
