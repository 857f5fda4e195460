use super::{
    samples::{SITE, all},
    words::WORDS,
};
use service::web::{catalogue_audit, locale::Locale, translator::SHARED};
use std::path::Path;

#[test]
fn every_page_renders_in_both_languages_with_one_heading_and_nothing_inline() {
    for locale in Locale::ALL {
        for (name, html) in all(locale) {
            let seen = format!("{name} {}", locale.tag());
            assert!(html.contains(&format!("<html lang=\"{}\"", locale.tag())), "{seen}");
            assert_eq!(html.matches("<h1>").count(), 1, "{seen}");
            assert!(html.contains("– Zij-instroom Zeeland</title>"), "{seen}");
            assert!(!html.contains('⟦'), "{seen}: {}", html.split('⟦').nth(1).unwrap_or_default());
            assert!(!html.contains(" style=") && !html.contains("<style"), "{seen}");
            assert!(!html.contains(" onclick") && html.matches("<script").count() == 1, "{seen}");
            assert_eq!(html.matches("<form").count(), html.matches("</form>").count(), "{seen}");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    for (name, html) in all(Locale::Nl) {
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            if form.contains("method=\"post\"") && name != "sign-in" {
                assert!(form.contains(r#"name="csrf" value="0123456789abcdef""#), "{name}: {form}");
            }
        }
    }
}

#[test]
fn every_empty_list_offers_a_next_step() {
    for (name, html) in all(Locale::Nl) {
        for empty in html.split("class=\"empty\"").skip(1) {
            let empty = empty.split("</div>").next().unwrap();
            assert!(empty.contains("<a href") || empty.contains("<form"), "{name}: {empty}");
        }
    }
}

#[test]
fn every_table_of_three_columns_lies_under_itself_on_a_narrow_screen() {
    for (name, html) in all(Locale::Nl) {
        for (at, _) in html.match_indices("<table") {
            let (around, table) = html.split_at(at);
            let columns = table.split("</thead>").next().unwrap().matches("<th ").count();
            let wrap = around.rsplit("<div class=\"").next().unwrap().split('"').next().unwrap();
            let card = around.rsplit("<article class=\"").next().unwrap().split('"').next().unwrap();
            let stacks = wrap.contains("stacks") || card.split(' ').any(|class| class == "match");
            assert!(columns < 3 || stacks, "{name}: a table of {columns} columns in {wrap}");
        }
    }
}

#[test]
fn nobody_reads_the_address_of_an_occupation_or_a_skill() {
    for locale in Locale::ALL {
        for (name, html) in all(locale) {
            let seen = html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
            for text in seen {
                assert!(!text.contains("data.europa.eu"), "{name}: {text}");
            }
        }
    }
}

#[test]
fn the_day_on_which_something_is_due_is_said_to_be_the_last_and_not_the_one_after() {
    let page = |locale| all(locale).into_iter().find(|(name, _)| *name == "worklist").unwrap().1;
    let (dutch, english) = (page(Locale::Nl), page(Locale::En));
    assert!(dutch.contains("Uiterlijk 30 nov 2026") && !dutch.contains("Voor 30 nov"), "{dutch}");
    assert!(english.contains("By 30 Nov 2026") && !english.contains("Before 30 Nov"), "{english}");
}

#[test]
fn a_match_can_be_ticked_only_where_another_can_be_put_beside_it() {
    for (name, html) in all(Locale::Nl) {
        let ticks = html.matches("name=\"kies\"").count();
        let forms = html.matches("id=\"compare\"").count();
        assert_eq!(
            ticks > 0,
            forms > 0,
            "{name}: boxes without the form that they belong to, or the other way round"
        );
    }
}

#[test]
fn an_id_stands_once_on_a_page_and_labels_have_their_field() {
    for (name, html) in all(Locale::En) {
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for (number, id) in ids.iter().enumerate() {
            assert!(!ids[number + 1..].contains(id), "{name}: {id} twice");
        }
        for target in html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&target), "{name}: no field {target}");
        }
    }
}

#[test]
fn the_nodes_words_are_complete_used_and_the_same_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found =
        catalogue_audit::problems(WORDS, &[SHARED], &[root.join("src/web"), root.join("templates")]).unwrap();
    assert!(found.is_empty(), "{found:#?}");
}

/// Writes every page with its assets where `SCHAKELNET_PAGES` says, to look at; without it only the rendering is
/// tested.
#[test]
fn pages_can_be_written_to_look_at() {
    let pages: Vec<_> = Locale::ALL
        .into_iter()
        .flat_map(|locale| all(locale).into_iter().map(move |page| (locale, page)))
        .collect();
    assert!(pages.len() > 40);
    let Some(folder) = std::env::var_os("SCHAKELNET_PAGES") else { return };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for (locale, (name, html)) in pages {
        std::fs::write(folder.join(format!("{name}.{}.html", locale.tag())), html).unwrap();
    }
    for (address, path) in [(SITE.assets.style(), "app.css"), (SITE.assets.script(), "app.js")] {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/service/assets").join(path);
        std::fs::copy(source, folder.join(address.trim_start_matches('/'))).unwrap();
    }
}
