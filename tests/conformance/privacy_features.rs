//! What the noise of the summaries is built from: OpenDP with its secure generator and nothing that weakens it.

use crate::source::root;
use std::{fs, path::Path};
use toml::{Table, Value};

/// The features that the noise needs: the constructors of mechanisms, and noise from OpenSSL's generator. The
/// others bring floating-point mechanisms, measurements that only claim to be private, or a weaker generator.
const OPENDP_FEATURES: [&str; 2] = ["contrib", "use-openssl"];

fn manifest(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What is wrong with the workspace's line for OpenDP.
fn faults_of_opendp(workspace: &Table) -> Vec<String> {
    let opendp = &workspace["workspace"]["dependencies"]["opendp"];
    let mut faults = Vec::new();
    if opendp.get("default-features").and_then(Value::as_bool) != Some(false) {
        faults.push("opendp: default features are not off".to_owned());
    }
    let features: Vec<_> =
        opendp["features"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if features != OPENDP_FEATURES {
        faults.push(format!("opendp: features are {features:?}, not {OPENDP_FEATURES:?}"));
    }
    if !opendp["version"].as_str().is_some_and(|version| version.starts_with('=')) {
        faults.push(
            "opendp: the version is not pinned; its API and its defaults change between minors".to_owned(),
        );
    }
    faults
}

/// What is wrong with one package: it may not add features to OpenDP, nor bring the seeded sampler into a program.
fn faults_of_package(name: &str, package: &Table) -> Vec<String> {
    let mut faults = Vec::new();
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let of = |dependency| package.get(kind).and_then(|it| it.get(dependency));
        if let Some(opendp) = of("opendp")
            && (name != "shared/privacy" || opendp.get("features").is_some())
        {
            faults.push(format!("{name}: only shared/privacy uses opendp, with the workspace's features"));
        }
        let testing = of("privacy").and_then(|it| it.get("features")).is_some();
        if testing && kind != "dev-dependencies" {
            faults.push(format!("{name}: the seeded sampler of `privacy` would be built into a program"));
        }
    }
    faults
}

#[test]
fn the_noise_comes_from_opendp_with_its_secure_generator_and_nothing_weaker() {
    let workspace = manifest(&root().join("Cargo.toml"));
    let mut faults = faults_of_opendp(&workspace);
    for member in workspace["workspace"]["members"].as_array().expect("the workspace has members") {
        let member = member.as_str().expect("a member is a path");
        faults.extend(faults_of_package(member, &manifest(&root().join(member).join("Cargo.toml"))));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The contrast: each weaker line is told.
#[test]
fn a_weaker_noise_is_noticed() {
    let workspace = |opendp: &str| -> Table {
        format!("[workspace.dependencies]\nopendp = {opendp}").parse().expect("the example is TOML")
    };
    let right = r#"{ version = "=0.16.0", default-features = false, features = ["contrib", "use-openssl"] }"#;
    assert!(faults_of_opendp(&workspace(right)).is_empty());
    for (from, to) in [
        ("=0.16.0", "0.16"),
        ("default-features = false, ", ""),
        (r#", "use-openssl""#, ""),
        (r#""contrib""#, r#""contrib", "honest-but-curious""#),
    ] {
        assert_eq!(faults_of_opendp(&workspace(&right.replace(from, to))).len(), 1, "{from}");
    }
    let package = |text: &str| -> Table { text.parse().expect("the example is TOML") };
    let seeded = "[dependencies]\nprivacy = { workspace = true, features = [\"testing\"] }";
    assert_eq!(faults_of_package("node", &package(seeded)).len(), 1);
    assert!(faults_of_package("node", &package(&seeded.replace("[dep", "[dev-dep"))).is_empty());
    assert_eq!(faults_of_package("node", &package("[dependencies]\nopendp.workspace = true")).len(), 1);
}
