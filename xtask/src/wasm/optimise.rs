//! Making the module small, and translating it to plain JavaScript.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::{npm, run};

const REMEDY: &str = "binaryen of this workspace's node_modules rejected the module; see above";

/// What compilers emit by default and every Chromium that runs MV3 accepts. Named one by
/// one: `--all-features` lets the optimiser use proposals that browsers refuse.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Measured to be the smallest after gzip; Rust's stack lies below its data, so nothing lives in the lowest addresses.
const SMALLEST: &[&str] =
    &["--low-memory-unused", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge"];

const STRIP: &[&str] = &["--strip-debug", "--strip-producers", "--strip-target-features"];

/// JavaScript has none of these operations, so they become the operations of the first
/// version of WebAssembly before the translation.
const LOWERINGS: &[&str] =
    &["--llvm-memory-copy-fill-lowering", "--signext-lowering", "--llvm-nontrapping-fptoint-lowering"];

/// Writes the module optimised for size.
pub fn wasm(module: &Path, out: &Path) -> Result<()> {
    optimise(module, out, &[SMALLEST, STRIP].concat())
}

/// Writes the module as an ES module of plain JavaScript.
pub fn javascript(module: &Path, out: &Path) -> Result<()> {
    let lowered = out.with_extension("mvp.wasm");
    optimise(module, &lowered, &[LOWERINGS, SMALLEST, STRIP].concat())?;
    let written = out.with_extension("js.part");
    let mut wasm2js = run::command(npm::program("wasm2js")?);
    wasm2js.arg(&lowered).args(["-Oz", "--enable-mutable-globals", "-o"]).arg(&written);
    run::succeed(&mut wasm2js, REMEDY)?;
    fs::rename(written, out)?;
    Ok(())
}

fn optimise(module: &Path, out: &Path, passes: &[&str]) -> Result<()> {
    // Written aside and renamed, so that a build running at the same time never reads half a file.
    let written = out.with_extension("part");
    let mut wasm_opt = run::command(npm::program("wasm-opt")?);
    wasm_opt.arg(module).args(FEATURES).args(passes).arg("-o").arg(&written);
    run::succeed(&mut wasm_opt, REMEDY)?;
    fs::rename(written, out)?;
    Ok(())
}
