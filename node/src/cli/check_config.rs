//! `check-config`: reads the file as the node would, and says what holds.

use super::exit::OrUnusable as _;
use crate::config::Config;
use anyhow::{Context, Result};
use service::web::theme::Theme;
use std::path::Path;

/// Shows every setting with its value; ends with an error at the first that cannot be used.
pub(super) fn run(path: &Path) -> Result<()> {
    let config = Config::load(path)?;
    if let Some(theme) = &config.pages.theme {
        let read = Theme::load(theme).context("the look of the pages (`pages.theme`) cannot be used");
        read.or_unusable()?;
    }
    println!("{} can be used. What holds:", path.display());
    println!("{config:#?}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_in_which_text_cannot_be_read_is_refused_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let (config, theme) = (folder.path().join("program.toml"), folder.path().join("theme.css"));
        let text = "data_dir = \".\"\nregion = \"AM24\"\n[pages]\ntheme = \"theme.css\"\n";
        std::fs::write(&config, text).unwrap();
        std::fs::write(&theme, ".x-theme { --basis-color-default-color-document: #aaa }").unwrap();
        let refused = format!("{:#}", run(&config).unwrap_err());
        assert!(refused.contains("pages.theme") && refused.contains("contrast of"), "{refused}");
        std::fs::write(&theme, ".x-theme { --basis-color-default-color-document: #111 }").unwrap();
        assert!(run(&config).is_ok(), "the contrast");
    }
}
