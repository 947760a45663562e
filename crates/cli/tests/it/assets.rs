use std::{fs, path::Path};

use flate2::{Compression, write::GzEncoder};

use crate::support::Folder;

/// A package as npm installs it.
fn install(modules: &Path, name: &str, version: &str, files: &[(&str, &str)]) {
    let folder = modules.join(name);
    fs::create_dir_all(folder.join("dist/parts")).unwrap();
    fs::write(folder.join("package.json"), format!("{{\"name\":\"{name}\",\"version\":\"{version}\"}}"))
        .unwrap();
    fs::write(folder.join("dist/parts/inner.js"), "for bundlers").unwrap();
    for (file, text) in files {
        fs::write(folder.join("dist").join(file), text).unwrap();
    }
}

/// A package as npm packs it.
fn pack(path: &Path, entries: &[(&str, &str)]) {
    let mut archive = tar::Builder::new(GzEncoder::new(fs::File::create(path).unwrap(), Compression::fast()));
    for (name, text) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, text.as_bytes()).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap();
}

fn stdout(folder: &Folder, args: &[&str]) -> String {
    let output = folder.run(args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_npm_installed_is_served_while_the_server_runs() {
    let folder = Folder::new();
    let server = folder.dev(&[]);
    let path = "/npm/@clerk/clerk-js@6/dist/clerk.browser.js";
    assert_eq!(server.send("GET", path, &[], "").status, 404);

    let modules = folder.path().join("app/node_modules");
    install(
        &modules,
        "@clerk/clerk-js",
        "6.40.0",
        &[("clerk.browser.js", "clerk()"), ("index.d.ts", "type")],
    );
    install(&modules, "@clerk/react", "6.18.0", &[("index.js", "react()")]);
    // pnpm's way, for a package that another one brings.
    install(
        &modules.join(".pnpm/@clerk+ui@1.36.0_react/node_modules"),
        "@clerk/ui",
        "1.36.0",
        &[("ui.css", "p {}")],
    );
    let added = stdout(&folder, &["assets", "add", "app"]);
    assert!(
        added.contains("@clerk/clerk-js@6.40.0: 1 files") && added.contains("@clerk/ui@1.36.0"),
        "{added}"
    );
    assert_eq!(stdout(&folder, &["assets", "list"]), "@clerk/clerk-js@6.40.0\n@clerk/ui@1.36.0\n");
    assert_eq!(server.send("GET", path, &[], "").body, "clerk()");
    let style = server.send("GET", "/npm/@clerk/ui@1/dist/ui.css", &[], "");
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(server.send("GET", "/npm/@clerk/clerk-js@6/dist/index.d.ts", &[], "").status, 404);

    let again = stdout(&folder, &["assets", "add", "app/node_modules"]);
    assert!(again.contains("@clerk/clerk-js@6.40.0 is there already"), "{again}");
}

#[test]
fn a_tarball_gives_its_scripts_and_nothing_outside_the_folder() {
    let folder = Folder::new();
    let manifest = r#"{"name":"@clerk/ui","version":"1.36.0"}"#;
    pack(
        &folder.path().join("ui.tgz"),
        &[
            ("package/dist/ui.browser.js", "ui()"),
            ("package/dist/../../../../outside.js", "outside"),
            ("package/dist/deep/inner.js", "inner"),
            ("package/package.json", manifest),
        ],
    );
    let added = stdout(&folder, &["assets", "add", "ui.tgz", "--assets", "kept"]);
    assert!(added.contains("@clerk/ui@1.36.0: 1 files"), "{added}");
    let dist = folder.path().join("kept/@clerk/ui/1.36.0/dist");
    assert_eq!(fs::read_to_string(dist.join("ui.browser.js")).unwrap(), "ui()");
    assert!(dist.join("ui.browser.js.gz").exists());
    assert_eq!(fs::read_dir(&dist).unwrap().count(), 2);
}

#[test]
fn a_source_without_the_packages_is_refused_with_what_to_do() {
    let folder = Folder::new();
    install(&folder.path().join("node_modules"), "react", "19.0.0", &[("react.js", "")]);
    fs::write(folder.path().join("text.tgz"), "no archive").unwrap();
    let refusal = folder.refusal(&["assets", "add", "node_modules"]);
    assert!(refusal.contains("error[assets_none_found]") && refusal.contains("npm pack"), "{refusal}");
    assert!(folder.refusal(&["assets", "add", "nowhere"]).contains("error[assets_none_found]"));
    assert!(folder.refusal(&["assets", "add", "text.tgz"]).contains("error[assets_unreadable]"));
    assert!(!folder.path().join(".nightdesk").exists(), "nothing was written");
}

#[test]
fn a_script_that_is_not_there_is_fetched_from_where_the_owner_says() {
    let folder = Folder::new();
    let server = folder.dev(&["--assets-cdn", "https://cdn.example/npm/"]);
    let answer = server.send("GET", "/npm/@clerk/ui@1/dist/ui.browser.js", &[], "");
    assert_eq!(
        (answer.status, answer.header("location")),
        (307, Some("https://cdn.example/npm/@clerk/ui@1/dist/ui.browser.js"))
    );
    assert!(folder.refusal(&["dev", "--assets-cdn", "cdn"]).contains("error[assets_cdn_invalid]"));
}
