//! The JSON Schemas of the format and of `config.json`, made from their types, and the documents they must hold for.

use qilou::{
    backend::{Config, SiteConfig},
    model::{
        Home, ModlogPage, Problem, Read, SectionPage, Site, StaticPage, ThreadList, ThreadPage,
        UserPage, UserPosts, UserThreads,
    },
    transport::Response,
};
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Documents {
    site: Site,
    home: Home,
    list: ThreadList,
    section: SectionPage,
    thread: ThreadPage,
    user: UserPage,
    user_threads: UserThreads,
    user_posts: UserPosts,
    page: StaticPage,
    modlog: ModlogPage,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// One schema for all documents: `#/properties/thread` is that of a page of a thread, and so on.
fn schema() -> Value {
    let schema: Schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Documents>();
    let mut schema = serde_json::to_value(schema).unwrap();
    let about = schema.as_object_mut().unwrap();
    about.insert("title".into(), json!("Qilou content format, version 1"));
    about.insert(
        "description".into(),
        json!("Each property is one kind of document: validate against #/properties/<kind>."),
    );
    about.remove("required");
    sorted(schema)
}

/// The same with the fields of every object by name: whether they are so already depends on what else is compiled.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<_, _> = fields
                .into_iter()
                .map(|(name, value)| (name, sorted(value)))
                .collect();
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// What may stand in `config.json`; unlike the format it has no place for unknown names.
fn schema_of_config() -> Value {
    let schema: Schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Config>();
    let mut schema = serde_json::to_value(schema).unwrap();
    schema["title"] = json!("Qilou config.json");
    schema["additionalProperties"] = json!(false);
    schema["properties"]["$schema"] =
        json!({"type": "string", "description": "The address of this schema, for editors."});
    for name in ["BackendConfig", "SiteConfig"] {
        schema["$defs"][name]["additionalProperties"] = json!(false);
    }
    let backend = &mut schema["$defs"]["BackendConfig"];
    backend["properties"]["time_limit"]["minimum"] = json!(1);
    backend["properties"]["url"]["minLength"] = json!(1);
    // A mapping is named where it is needed, and nowhere else.
    backend["if"] = json!({"properties": {"kind": {"const": "mapping"}}});
    backend["then"] =
        json!({"required": ["mapping"], "properties": {"mapping": {"type": "string"}}});
    backend["else"] = json!({"properties": {"mapping": {"type": "null"}}});
    sorted(schema)
}

/// The committed schema is the types' own; `QILOU_WRITE_SCHEMA=1` writes it anew.
fn is_published(path: &str, schema: &Value) {
    let file = root().join(path);
    if std::env::var_os("QILOU_WRITE_SCHEMA").is_some() {
        let written = serde_json::to_string_pretty(schema).unwrap() + "\n";
        fs::write(&file, written).unwrap();
    }
    let published: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert!(
        published == *schema,
        "{path} is not that of the types; run the tests with QILOU_WRITE_SCHEMA=1"
    );
}

#[test]
fn the_published_schemas_are_those_of_the_types() {
    is_published("docs/format.schema.json", &schema());
    is_published("docs/config.schema.json", &schema_of_config());
}

/// `config.json` as the app reads it.
fn read_config(config: &Value) -> Result<Config, Problem> {
    Config::read(&Response {
        status: 200,
        content_type: Some("application/json".to_owned()),
        body: config.to_string(),
        ..Response::default()
    })
}

/// The whole `config.json` files among the examples of a page.
fn configs(page: &str) -> Vec<Value> {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let blocks = text.split("```json\n").skip(1);
    blocks
        .filter_map(|block| block.split("```").next())
        .filter_map(|block| serde_json::from_str(block).ok())
        .filter(|example: &Value| example["backend"].is_object())
        .collect()
}

#[test]
fn every_config_of_the_documentation_is_read_and_is_of_its_schema() {
    let validator = jsonschema::validator_for(&schema_of_config()).unwrap();
    let shipped = fs::read_to_string(root().join("public/config.json")).unwrap();
    let mut found = vec![serde_json::from_str(&shipped).unwrap()];
    for page in ["README.md", "docs/backends.md", "docs/mapping.md"] {
        let examples = configs(page);
        assert!(!examples.is_empty(), "{page}");
        found.extend(examples);
    }
    for config in found {
        if let Err(error) = validator.validate(&config) {
            panic!("{config}: {error} at {}", error.instance_path);
        }
        let read = read_config(&config).unwrap_or_else(|problem| panic!("{config}: {problem:?}"));
        if let Some(said) = read.site {
            SiteConfig::over(&said, Site::default())
                .unwrap_or_else(|problem| panic!("{config}: {problem:?}"));
        }
    }
}

#[test]
fn what_the_app_refuses_in_a_config_its_schema_refuses() {
    let validator = jsonschema::validator_for(&schema_of_config()).unwrap();
    for (wrong, is_right) in [
        (
            json!({"backend": {"kind": "lemmy", "url": "/"}, "$schema": "x"}),
            true,
        ),
        (
            json!({"backend": {"kind": "mapping", "url": "/", "mapping": "m.json"}}),
            true,
        ),
        (json!({"backend": {"kind": "phpbb", "url": "/"}}), false),
        (json!({"backend": {"kind": "lemmy"}}), false),
        (json!({"backend": {"kind": "lemmy", "url": ""}}), false),
        (
            json!({"backend": {"kind": "lemmy", "url": "/", "limit": 3}}),
            false,
        ),
        (
            json!({"backend": {"kind": "lemmy", "url": "/", "time_limit": 0}}),
            false,
        ),
        (
            json!({"backend": {"kind": "lemmy", "url": "/", "mapping": "m.json"}}),
            false,
        ),
        (json!({"backend": {"kind": "mapping", "url": "/"}}), false),
        (
            json!({"backend": {"kind": "lemmy", "url": "/"}, "site": {"title": "x"}}),
            false,
        ),
        (
            json!({"backend": {"kind": "lemmy", "url": "/"}, "sites": {}}),
            false,
        ),
        (json!({}), false),
    ] {
        // What is said of the site is read when the site is there.
        let read = read_config(&wrong).and_then(|config| match config.site {
            Some(said) => SiteConfig::over(&said, Site::default()).map(drop),
            None => Ok(()),
        });
        assert_eq!(read.is_ok(), is_right, "read: {wrong}");
        assert_eq!(validator.is_valid(&wrong), is_right, "schema: {wrong}");
    }
}

fn kind(path: &Path) -> Option<&'static str> {
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    Some(match *parts.as_slice() {
        ["site.json"] => "site",
        ["home.json"] => "home",
        ["lists", ..] => "list",
        ["sections", ..] => "section",
        ["threads", ..] => "thread",
        ["users", _, "threads", _] => "user_threads",
        ["users", _, "posts", _] => "user_posts",
        ["users", _] => "user",
        ["pages", ..] => "page",
        ["modlog", ..] => "modlog",
        ["media", ..] => return None,
        _ => panic!("no kind of document is at {}", path.display()),
    })
}

fn documents() -> Vec<(PathBuf, &'static str, Value)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found)
            } else {
                found.push(path)
            }
        }
    }
    let content = root().join("content");
    let mut found = Vec::new();
    walk(&content, &mut found);
    found
        .into_iter()
        .filter_map(|path| {
            let inner = path.strip_prefix(&content).unwrap().to_path_buf();
            let kind = kind(&inner)?;
            Some((
                inner,
                kind,
                serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap(),
            ))
        })
        .collect()
}

#[test]
fn every_shipped_document_is_of_its_kind() {
    let schema = schema();
    let validators: Vec<(String, jsonschema::Validator)> = schema["properties"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(kind, part)| {
            let mut part = part.clone();
            let part_object = part.as_object_mut().unwrap();
            part_object.insert("$schema".into(), schema["$schema"].clone());
            part_object.insert("$defs".into(), schema["$defs"].clone());
            (kind.clone(), jsonschema::validator_for(&part).unwrap())
        })
        .collect();
    let documents = documents();
    assert!(documents.len() > 300, "only {} documents", documents.len());
    for (path, kind, document) in documents {
        let (_, validator) = validators.iter().find(|(name, _)| name == kind).unwrap();
        if let Err(error) = validator.validate(&document) {
            panic!("{}: {} at {}", path.display(), error, error.instance_path);
        }
    }
}

/// What is read and written again says the same, so the types lose nothing of what is shipped.
#[test]
fn reading_and_writing_a_document_loses_nothing() {
    fn same<T: Read + Serialize>(document: &Value) -> Result<(), String> {
        let read: T = T::read(document).map_err(|misfit| misfit.to_string())?;
        let written = serde_json::to_value(&read).unwrap();
        contains(&written, document, "")
    }
    fn contains(whole: &Value, part: &Value, at: &str) -> Result<(), String> {
        match (whole, part) {
            (Value::Object(whole), Value::Object(part)) => part
                .iter()
                .filter(|(_, value)| !is_nothing(value))
                .try_for_each(|(key, value)| {
                    contains(
                        whole.get(key).unwrap_or(&Value::Null),
                        value,
                        &format!("{at}/{key}"),
                    )
                }),
            (Value::Array(whole), Value::Array(part)) if whole.len() == part.len() => whole
                .iter()
                .zip(part)
                .enumerate()
                .try_for_each(|(index, (whole, part))| {
                    contains(whole, part, &format!("{at}/{index}"))
                }),
            _ if whole == part => Ok(()),
            _ => Err(format!("{at}: {part} became {whole}")),
        }
    }
    fn is_nothing(value: &Value) -> bool {
        value.is_null() || value == false || value.as_array().is_some_and(Vec::is_empty)
    }
    for (path, kind, document) in documents() {
        let result = match kind {
            "site" => same::<Site>(&document),
            "home" => same::<Home>(&document),
            "list" => same::<ThreadList>(&document),
            "section" => same::<SectionPage>(&document),
            "thread" => same::<ThreadPage>(&document),
            "user" => same::<UserPage>(&document),
            "user_threads" => same::<UserThreads>(&document),
            "user_posts" => same::<UserPosts>(&document),
            "page" => same::<StaticPage>(&document),
            _ => same::<ModlogPage>(&document),
        };
        if let Err(error) = result {
            panic!("{}: {error}", path.display());
        }
    }
}
