//! `nightdesk assets`

mod package;

use std::{fs, io, path::Path};

use nightdesk_server::assets::{Assets, PACKAGES, SCOPE, compressed};
use package::Package;

use crate::{
    args::{AssetsArgs, AssetsCommand, AssetsFolder},
    failure::Failure,
    output,
};

/// Adds packages, or lists those that are there.
///
/// # Errors
/// If a source has no package of the browser SDK, or the folder cannot be read or written.
pub async fn run(args: AssetsArgs) -> Result<(), Failure> {
    match args.command {
        AssetsCommand::Add { sources, folder } => {
            let packages =
                sources.iter().map(|source| package::find(source)).collect::<Result<Vec<_>, _>>()?;
            packages.iter().flatten().try_for_each(|package| add(package, &folder))
        }
        AssetsCommand::List { folder } => list(&folder).await,
    }
}

fn add(package: &Package, folder: &AssetsFolder) -> Result<(), Failure> {
    let (name, version) = (package.name, &package.version);
    let home = Assets::in_folder(folder.assets.clone()).package(name);
    let target = home.join(version.to_string());
    if target.exists() {
        return Ok(output::line(&format!("{SCOPE}/{name}@{version} is there already"))?);
    }
    // The server takes what has the name of a version, so that name comes last. It cannot meet another's: no two
    // processes have this id at once, and what an earlier one left behind may go.
    let unfinished = home.join(format!(".adding-{version}-{}", std::process::id()));
    let written = write(package, &unfinished.join("dist")).and_then(|()| fs::rename(&unfinished, &target));
    written.map_err(|error| {
        // What is left has no name that the server would look at.
        let _ = fs::remove_dir_all(&unfinished);
        let text = format!("{SCOPE}/{name}@{version} cannot be written to {}: {error}.", target.display());
        Failure::new("assets_not_written", format!("{text} Name a folder that can be written with --assets."))
    })?;
    let count = package.files.len();
    Ok(output::line(&format!("{SCOPE}/{name}@{version}: {count} files in {}", target.display()))?)
}

fn write(package: &Package, dist: &Path) -> io::Result<()> {
    fs::create_dir_all(dist)?;
    for (name, content) in &package.files {
        let path = dist.join(name);
        let smaller = fs::File::create(compressed(&path))?;
        let mut encoder = flate2::write::GzEncoder::new(smaller, flate2::Compression::default());
        io::copy(&mut content.as_slice(), &mut encoder)?;
        encoder.finish()?.sync_all()?;
        fs::write(path, content)?;
    }
    Ok(())
}

async fn list(folder: &AssetsFolder) -> Result<(), Failure> {
    let assets = Assets::in_folder(folder.assets.clone());
    let mut none = true;
    for name in PACKAGES {
        let versions = assets.versions(name).await.map_err(|error| {
            let text = format!("the folder {} cannot be read: {error}.", folder.assets.display());
            Failure::new("assets_unreadable", text)
        })?;
        for version in versions {
            none = false;
            output::line(&format!("{SCOPE}/{name}@{version}"))?;
        }
    }
    if none {
        let remedy = "Add some with: nightdesk assets add node_modules";
        output::to_stderr(&format!("There are no packages in {}. {remedy}", folder.assets.display()))?;
    }
    Ok(())
}
