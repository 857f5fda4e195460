use super::*;

/// Set to write the description anew: `UPDATE_GOLDENS=1 cargo nextest run -p node description`.
const UPDATE: &str = "UPDATE_GOLDENS";

#[test]
fn the_description_is_the_one_that_was_agreed_on() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let now = description() + "\n";
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let agreed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        agreed == now,
        "the interface differs from node/openapi.json; if that is meant, run `{UPDATE}=1 cargo nextest run -p node \
         description` and read the diff"
    );
}

#[test]
fn names_in_the_description_follow_the_rules() {
    let (_, description) = router().split_for_parts();
    for path in description.paths.paths.keys() {
        let words = path.trim_start_matches("/v1/").split('/').filter(|part| !part.starts_with('{'));
        for word in words {
            let kebab = word.bytes().all(|byte| byte.is_ascii_lowercase() || b"-.".contains(&byte));
            assert!(kebab && path.starts_with("/v1/"), "{path}");
        }
    }
    let schemas = serde_json::to_value(description.components.unwrap().schemas).unwrap();
    for (name, schema) in schemas.as_object().unwrap() {
        for field in schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
            let camel = field.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && field.starts_with(|first: char| first.is_ascii_lowercase());
            assert!(camel, "{name}.{field}");
        }
    }
}
