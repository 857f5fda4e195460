//! Compares answers of an API with its OpenAPI description. For the tests.
//!
//! Only what our descriptions use is understood: `$ref`, `allOf`, `oneOf`, types, `properties`, `required`, `items`,
//! `enum`. A keyword that is not understood lets a value through, it never refuses one.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An OpenAPI description that answers are held against.
#[derive(Debug, Clone)]
pub struct Description {
    document: Value,
}

/// An answer as it was sent.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The method of the request, in capitals.
    pub method: &'a str,
    /// The path of the request, without its query.
    pub path: &'a str,
    /// The status.
    pub status: u16,
    /// The `Content-Type`; empty for none.
    pub content_type: &'a str,
    /// The body.
    pub body: &'a [u8],
}

impl Description {
    /// Reads a description.
    ///
    /// # Errors
    /// When the text is no JSON.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { document: serde_json::from_str(text)? })
    }

    /// What is wrong with the description as a whole, one sentence each: every operation needs an id of its own.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        for (path, method, operation) in self.operations() {
            let place = format!("{method} {path}");
            match operation["operationId"].as_str() {
                None => found.push(format!("{place} has no operationId")),
                Some(id) => {
                    if let Some(before) = seen.insert(id, place.clone()) {
                        found.push(format!("`{id}` is the operationId of {before} and of {place}"));
                    }
                }
            }
        }
        found
    }

    /// How an answer differs from what the description says of its operation, one sentence each. An answer of an
    /// operation that is not described has to be 404 or 405.
    #[must_use]
    pub fn differences(&self, answer: &Answer<'_>) -> Vec<String> {
        let place = format!("{} {} {}", answer.method, answer.path, answer.status);
        let method = answer.method.to_ascii_lowercase();
        let operation = self
            .operations()
            .into_iter()
            .find(|(path, of, _)| *of == method && fits(path, answer.path))
            .map(|(_, _, operation)| operation);
        let Some(operation) = operation else {
            let expected = matches!(answer.status, 404 | 405);
            return if expected { Vec::new() } else { vec![format!("{place}: not described")] };
        };
        let responses = &operation["responses"];
        let response = match &responses[answer.status.to_string()] {
            // Only a refusal may be described together with others.
            Value::Null if answer.status >= 400 => &responses["default"],
            response => response,
        };
        if response.is_null() {
            return vec![format!("{place}: the status is not described")];
        }
        self.of_content(response, answer).into_iter().map(|problem| format!("{place}: {problem}")).collect()
    }

    fn of_content(&self, response: &Value, answer: &Answer<'_>) -> Vec<String> {
        let sent = answer.content_type.split(';').next().unwrap_or_default().trim();
        let Some(described) = response["content"].as_object() else {
            let empty = answer.body.is_empty();
            return if empty {
                Vec::new()
            } else {
                vec![format!("a body of {sent} where none is described")]
            };
        };
        let Some(content) = described.get(sent) else {
            let wanted: Vec<_> = described.keys().cloned().collect();
            return vec![format!("`{sent}` instead of {}", wanted.join(" or "))];
        };
        let Some(schema) = content.get("schema") else { return Vec::new() };
        match serde_json::from_slice(answer.body) {
            Ok(value) => {
                let mut found = Vec::new();
                self.check(schema, &value, "body", &mut found);
                found
            }
            Err(error) => vec![format!("the body is no JSON: {error}")],
        }
    }

    fn operations(&self) -> Vec<(&str, &str, &Value)> {
        let paths = self.document["paths"].as_object().into_iter().flatten();
        let each = paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        });
        each.collect()
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => {
                self.document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null)
            }
            None => schema,
        }
    }

    fn check(&self, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
        let schema = self.resolved(schema);
        if !has_type(schema, value) {
            found.push(format!("{place} is {value}, not {}", schema["type"]));
            return;
        }
        if let Some(allowed) = schema["enum"].as_array()
            && !allowed.contains(value)
        {
            found.push(format!("{place} is {value}, which is not listed"));
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            let fits = |choice: &Value| {
                let mut wrong = Vec::new();
                self.check(choice, value, place, &mut wrong);
                wrong.is_empty()
            };
            if !choices.iter().any(fits) {
                found.push(format!("{place} is {value}, which no choice allows"));
            }
        }
        if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
            for (number, value) in values.iter().enumerate() {
                self.check(items, value, &format!("{place}[{number}]"), found);
            }
        }
        if let Some(fields) = value.as_object() {
            let mut known = BTreeSet::new();
            self.fields(schema, fields, place, &mut known, found);
            for field in fields.keys().filter(|field| !known.is_empty() && !known.contains(field.as_str())) {
                found.push(format!("{place}.{field} is not described"));
            }
        }
    }

    /// Checks the fields that a schema and all its parts name, and collects their names.
    fn fields<'a>(
        &'a self,
        schema: &'a Value,
        fields: &serde_json::Map<String, Value>,
        place: &str,
        known: &mut BTreeSet<&'a str>,
        found: &mut Vec<String>,
    ) {
        let schema = self.resolved(schema);
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.fields(part, fields, place, known, found);
        }
        for (name, of) in schema["properties"].as_object().into_iter().flatten() {
            known.insert(name);
            if let Some(value) = fields.get(name) {
                self.check(of, value, &format!("{place}.{name}"), found);
            }
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                found.push(format!("{place}.{name} is missing"));
            }
        }
    }
}

/// Whether a path is one of a described path: `{…}` stands for any one part.
fn fits(described: &str, path: &str) -> bool {
    let (described, path): (Vec<_>, Vec<_>) = (described.split('/').collect(), path.split('/').collect());
    described.len() == path.len()
        && described
            .iter()
            .zip(path)
            .all(|(described, part)| described.starts_with('{') || *described == part)
}

fn has_type(schema: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    match &schema["type"] {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r##"{
        "paths": {
            "/v1/things/{id}": { "get": { "operationId": "viewThing", "responses": {
                "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
                "204": { "description": "nothing" },
                "default": { "content": { "application/problem+json": { "schema": { "type": "object" } } } }
            } } },
            "/v1/things": { "get": { "operationId": "viewThing", "responses": {} }, "post": { "responses": {} } }
        },
        "components": { "schemas": {
            "Base": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } },
            "Thing": { "allOf": [ { "$ref": "#/components/schemas/Base" }, { "type": "object",
                "properties": { "size": { "type": ["integer", "null"] }, "kind": { "enum": ["a", "b"] } } } ] }
        } }
    }"##;

    fn check(status: u16, content_type: &str, body: &str, expected: &[&str]) {
        let description = Description::parse(DOCUMENT).unwrap();
        let body = body.as_bytes();
        let found = description.differences(&Answer {
            method: "GET",
            path: "/v1/things/7",
            status,
            content_type,
            body,
        });
        let shown: Vec<_> = found.iter().map(|problem| problem.split(": ").nth(1).unwrap()).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn an_answer_is_held_against_status_content_and_schema_of_its_operation() {
        let json = "application/json; charset=utf-8";
        check(200, json, r#"{"id":"x","size":null,"kind":"a"}"#, &[]);
        check(
            200,
            json,
            r#"{"size":"x"}"#,
            &["body.id is missing", "body.size is \"x\", not [\"integer\",\"null\"]"],
        );
        check(200, json, r#"{"id":"x","more":1}"#, &["body.more is not described"]);
        check(200, json, r#"{"id":"x","kind":"c"}"#, &["body.kind is \"c\", which is not listed"]);
        check(200, "text/html", "", &["`text/html` instead of application/json"]);
        check(204, "", "", &[]);
        check(204, json, "{}", &["a body of application/json where none is described"]);
        check(404, "application/problem+json", "{}", &[]);
        check(201, json, "{}", &["the status is not described"]);
    }

    #[test]
    fn two_operations_never_share_an_id_and_none_goes_without() {
        let problems = Description::parse(DOCUMENT).unwrap().problems();
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems.iter().any(|problem| problem.starts_with("`viewThing`")));
        assert!(problems.iter().any(|problem| problem == "post /v1/things has no operationId"));
    }

    #[test]
    fn an_answer_of_nothing_that_is_described_says_so() {
        let description = Description::parse(DOCUMENT).unwrap();
        let of = |status| {
            let answer = Answer { method: "DELETE", path: "/v1/other", status, content_type: "", body: &[] };
            description.differences(&answer).len()
        };
        assert_eq!((of(404), of(405), of(200)), (0, 0, 1));
    }
}
