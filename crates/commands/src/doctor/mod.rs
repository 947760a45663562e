//! `nightdesk doctor`: what is wrong with an extension, found before users find it.

mod checks;
mod codes;
mod csp;
mod extension;
mod finding;
mod fix;
mod instance;
mod keys;
mod pattern;
mod report;
mod server;
mod subject;

use std::{fs, process::ExitCode};

use extension::{Extension, Form, MANIFEST};
use finding::Finding;
use fix::Edit;
use report::Summary;
use server::Access;
use subject::{Subject, Told};

use crate::{args::DoctorArgs, extension_id::ExtensionId, extension_key, failure::Failure, output};

/// Checks an extension and says what it found; with `--fix` after adding what is missing.
///
/// # Errors
/// `extension_unreadable`, `extension_id_invalid`, `api_url_invalid`, `tls_unavailable`, and with `--fix`
/// `manifest_not_written`.
pub async fn run(args: &DoctorArgs) -> Result<ExitCode, Failure> {
    let extension_id = args.extension_id.as_deref().map(ExtensionId::parse).transpose();
    let extension_id = extension_id.map_err(|problem| {
        Failure::new("extension_id_invalid", format!("--extension-id: {problem}.")).usage()
    })?;
    let told = Told { extension_id, sync_host: args.sync_host.clone() };
    let mut extension = read(args)?;
    let mut fixed = 0;
    if args.fix {
        fixed = fix(args, &extension, &told)?;
        if fixed > 0 && matches!(extension.form, Form::Folder(_)) {
            extension = read(args)?;
        }
    }
    let subject = Subject::new(&extension, &told);
    let mut findings = checks::run(&subject);
    if args.offline {
        findings.extend(server::skipped(&subject));
    } else {
        let access = Access { secret_key: args.secret_key.clone(), api_url: args.api_url.clone() };
        findings.extend(server::check(&subject, &access).await?);
    }
    findings.sort_by(|a, b| (a.rule.severity, &a.place).cmp(&(b.rule.severity, &b.place)));
    if args.json {
        output::json_line(&report::json(&subject, &findings, fixed))?;
    } else {
        report::print(&subject, &findings)?;
    }
    let Summary { errors, warnings, .. } = Summary::of(&findings);
    let fails = errors > 0 || (args.strict && warnings > 0);
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn read(args: &DoctorArgs) -> Result<Extension, Failure> {
    extension::open(&args.extension)
        .map_err(|problem| Failure::new("extension_unreadable", problem.to_string()).usage())
}

/// Adds what is missing to the manifest of a folder, and shows the difference. Returns how many additions there were.
fn fix(args: &DoctorArgs, extension: &Extension, told: &Told) -> Result<usize, Failure> {
    let findings = checks::run(&Subject::new(extension, told));
    let edits: Vec<Edit> = findings.iter().flat_map(|Finding { edits, .. }| edits.iter().cloned()).collect();
    let before = extension.manifest.text();
    let (after, count) = fix::apply(before, &edits, extension_key::new_manifest_key)?;
    if after == before {
        return Ok(0);
    }
    // With --json standard output holds one line of JSON and nothing else.
    output::to_stderr(fix::diff(before, &after).trim_end())?;
    let Form::Folder(folder) = &extension.form else {
        output::to_stderr(
            "\nNothing was written: this is a package. Change the manifest that it is built from, and pack it again.\n",
        )?;
        return Ok(0);
    };
    let file = folder.join(MANIFEST);
    let mark = if extension.has_byte_order_mark() { "\u{feff}" } else { "" };
    fs::write(&file, format!("{mark}{after}")).map_err(|error| {
        Failure::new("manifest_not_written", format!("{} cannot be written: {error}.", file.display()))
            .usage()
    })?;
    if !args.json {
        output::to_stderr(
            "\nIf a build wrote this manifest, change what it is made from, or the next build undoes this.\n",
        )?;
    }
    Ok(count)
}
