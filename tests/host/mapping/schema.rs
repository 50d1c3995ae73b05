//! `docs/mapping.schema.json`: made from the content format's types, and the examples and the documentation hold to it.

use super::{example, file, json, open, script};
use crate::support::{Script, wait};
use qilou::{
    backend::Backend,
    model::{
        Home, ModlogPage, SearchPage, SectionPage, Site, StaticPage, ThreadList, ThreadPage,
        UserPage, UserPosts, UserThreads,
    },
    route::{SectionRoute, ThreadRoute},
};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json as of};
use std::{collections::BTreeMap, fs, path::Path};

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Pages {
    site: Site,
    home: Home,
    section: SectionPage,
    thread: ThreadPage,
    user: UserPage,
    user_threads: UserThreads,
    user_posts: UserPosts,
    newest: ThreadList,
    hot: ThreadList,
    digest: ThreadList,
    tag: ThreadList,
    search: SearchPage,
    page: StaticPage,
    modlog: ModlogPage,
}

fn note(schema: Value, about: &str) -> Value {
    let mut schema = schema;
    schema["description"] = about.into();
    schema
}

fn reference(name: &str) -> Value {
    of!({"$ref": format!("#/$defs/{name}")})
}

/// The name of the type that a schema refers to, past `or null`.
fn referred(schema: &Value) -> Option<&str> {
    let alone = schema["anyOf"]
        .as_array()
        .and_then(|all| all.iter().find_map(referred));
    schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
        .or(alone)
}

struct Maker {
    /// The content format's own definitions.
    format: Value,
    made: BTreeMap<String, Value>,
}

impl Maker {
    fn is_object(&self, name: &str) -> bool {
        self.format[name]["properties"].is_object()
    }

    /// What may be written for a field of this schema.
    fn field(&mut self, schema: &Value) -> Value {
        let about = schema["description"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let item = referred(&schema["items"]).filter(|name| self.is_object(name));
        let rule = match (referred(schema).filter(|name| self.is_object(name)), item) {
            (Some(name), _) => {
                let name = name.to_owned();
                of!({"anyOf": [reference("value"), reference(&self.object(&name))]})
            }
            (None, Some(name)) => {
                let name = name.to_owned();
                let entries = reference(&self.entries(&name));
                of!({"anyOf": [reference("value"), entries, {"type": "array", "items": entries}]})
            }
            _ => reference("value"),
        };
        note(rule, &about)
    }

    fn fields(&mut self, name: &str) -> Map<String, Value> {
        let fields = self.format[name]["properties"].as_object().unwrap().clone();
        fields
            .iter()
            .map(|(name, schema)| (name.clone(), self.field(schema)))
            .collect()
    }

    /// The rule of an object.
    fn object(&mut self, name: &str) -> String {
        self.rule(name, name.to_owned(), &["in", "use", "join"])
    }

    /// The rule of a list's entries.
    fn entries(&mut self, name: &str) -> String {
        let keys = [
            "each",
            "use",
            "join",
            "lookup",
            "follow",
            "threaded",
            "first_page_only",
        ];
        self.rule(name, format!("{name}Entries"), &keys)
    }

    fn rule(&mut self, name: &str, made: String, keys: &[&str]) -> String {
        if !self.made.contains_key(&made) {
            self.made.insert(made.clone(), Value::Null);
            let mut properties = self.fields(name);
            for key in keys {
                properties.insert((*key).to_owned(), reference(&format!("key_{key}")));
            }
            let about = self.format[name]["description"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            self.made
                .insert(made.clone(), note(closed(properties), &about));
        }
        made
    }

    /// What may be written for a kind of page.
    fn page(&mut self, kind: &str, schema: &Value) -> Value {
        let name = referred(schema).unwrap().to_owned();
        let mut properties = self.fields(&name);
        let paged = properties.contains_key("page");
        for key in ["get", "with", "in"] {
            properties.insert(key.to_owned(), reference(&format!("key_{key}")));
        }
        properties.remove("v");
        if paged {
            properties.insert("page".to_owned(), reference("page"));
        }
        note(closed(properties), &format!("The page `{kind}`."))
    }
}

/// An object of these fields, with remarks.
fn closed(properties: Map<String, Value>) -> Value {
    of!({"type": "object", "properties": properties, "patternProperties": {"^//": true}, "additionalProperties": false})
}

fn closed_of(properties: Value) -> Value {
    closed(properties.as_object().unwrap().clone())
}

fn schema() -> Value {
    let pages = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Pages>();
    let pages = serde_json::to_value(pages).unwrap();
    let mut maker = Maker {
        format: pages["$defs"].clone(),
        made: BTreeMap::new(),
    };
    let text = |about: &str| of!({"type": "string", "description": about});
    let expression = |about: &str| note(reference("expression"), about);
    let keep = of!({"type": "integer", "minimum": 0, "description": "For how many seconds the answer is not asked for again."});
    let conversions = [
        "unix",
        "unix_millis",
        "utc",
        "escaped",
        "html_to_text",
        "id",
        "html",
        "markdown",
        "text",
    ];
    let from = closed_of(of!({
        "from": expression("Where the value is."),
        "as": {"enum": conversions, "description": "What is made of it."},
        "map": {"type": "object", "description": "Which word stands for which; `*` for all others."}
    }));
    for (name, made) in [
        ("expression", text("A JMESPath expression.")),
        (
            "template",
            text("An address below the backend's: an RFC 6570 template."),
        ),
        ("from", of!({"allOf": [from], "required": ["from"]})),
        (
            "value",
            of!({"anyOf": [reference("expression"), {"type": ["boolean", "number", "null"]}, reference("from")]}),
        ),
        (
            "key_in",
            expression("Where the object is; its fields are looked for there."),
        ),
        (
            "key_each",
            expression("Where the list is; the fields are looked for in each of its entries."),
        ),
        ("key_use", text("A definition whose fields are taken over.")),
        (
            "key_lookup",
            text("The entries are ids, which this lookup turns into what they name."),
        ),
        (
            "key_follow",
            expression("What stands below an entry: entries, or ids if there is a lookup."),
        ),
        (
            "key_threaded",
            of!({"type": "boolean", "description": "Posts are put below the posts that they answer."}),
        ),
        (
            "key_first_page_only",
            of!({"type": "boolean", "description": "These entries stand on the first page, before all others."}),
        ),
        (
            "key_join",
            of!({
                "type": "object",
                "description": "What is added to an entry: under which name, from which lookup.",
                "additionalProperties": closed_of(of!({"in": text("The lookup."), "key": expression("The id, or a list of ids.")}))
            }),
        ),
        (
            "key_with",
            of!({
                "type": "object",
                "description": "Further variables, from those that there are.",
                "additionalProperties": reference("value")
            }),
        ),
        (
            "request",
            closed_of(of!({
                "url": reference("template"), "keep": keep,
                "optional": {"type": "boolean", "description": "Without an answer it is null."}
            })),
        ),
        (
            "key_get",
            of!({
                "description": "The requests by the names that their answers have; a single one is `answer`.",
                "anyOf": [reference("template"), {"type": "object", "additionalProperties": {"anyOf": [reference("template"), reference("request")]}}]
            }),
        ),
        (
            "page",
            note(
                closed_of(of!({
                    "use": reference("key_use"),
                    "by": {"enum": ["number", "offset", "cursor", "slice"]},
                    "size": {"type": "integer", "minimum": 1, "default": 20, "description": "Entries on a full page."},
                    "first": {"type": "integer", "minimum": 0, "default": 1, "description": "The number of the first page."},
                    "count": expression("How many pages there are."),
                    "total": expression("How many entries there are."),
                    "next": expression("The next cursor; or whether there is a next page.")
                })),
                "How the list is paged.",
            ),
        ),
        (
            "lookup",
            closed_of(of!({
                "get": note(reference("template"), "One request for each id."),
                "get_all": note(reference("template"), "One request for all ids."),
                "from": expression("The list in the answers that are there."),
                "each": expression("The list in the answer to `get_all`; the answer itself where it is absent."),
                "id": expression("The id of an entry of the list; `id` where it is absent."),
                "keep": keep
            })),
        ),
    ] {
        maker.made.insert(name.to_owned(), made);
    }
    let patterns =
        of!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
    let links: Map<String, Value> = ["home", "section", "thread", "post", "user", "page", "tag"]
        .map(|target| (target.to_owned(), patterns.clone()))
        .into_iter()
        .collect();
    let mut properties = of!({
        "$schema": {"type": "string"},
        "strict": {"type": "boolean", "description": "What does not fit is a problem even where it may be absent."},
        "headers": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Headers of every request."},
        "read_headers": {"type": "array", "items": {"type": "string"}, "description": "The headers of answers that expressions see."},
        "error": expression("Where a refusal has the server's own sentence."),
        "links": note(closed(links), "The addresses of the forum's own pages."),
        "define": {"type": "object", "additionalProperties": {"type": "object"}, "description": "Rules that others take over with `use`."},
        "lookups": {"type": "object", "additionalProperties": reference("lookup"), "description": "Where things are looked up by id."}
    })
    .as_object()
    .unwrap()
    .clone();
    for (kind, page) in pages["properties"].as_object().unwrap() {
        let page = maker.page(kind, page);
        properties.insert(kind.clone(), page);
    }
    let mut schema = closed(properties);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "Qilou mapping".into();
    schema["required"] = of!(["section", "thread"]);
    schema["$defs"] = maker.made.into_iter().collect::<Map<_, _>>().into();
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

/// The committed schema is that of the types; `QILOU_WRITE_SCHEMA=1` writes it anew.
#[test]
fn the_published_schema_is_that_of_the_types() {
    let schema = schema();
    if std::env::var_os("QILOU_WRITE_SCHEMA").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mapping.schema.json");
        fs::write(path, serde_json::to_string_pretty(&schema).unwrap() + "\n").unwrap();
    }
    assert!(
        json(&file("docs/mapping.schema.json")) == schema,
        "docs/mapping.schema.json is not that of the types; run the tests with QILOU_WRITE_SCHEMA=1"
    );
}

/// The JSON blocks of the documentation that are whole mappings.
fn documented() -> Vec<Value> {
    let text = file("docs/mapping.md");
    let blocks = text
        .split("```json\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let blocks: Vec<Value> = blocks.map(json).collect();
    assert!(blocks.len() > 10, "only {} blocks", blocks.len());
    blocks
        .into_iter()
        .filter(|block| block["thread"].is_object() && block["section"].is_object())
        .collect()
}

#[test]
fn the_examples_hold_to_the_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut mappings: Vec<Value> = ["json-server", "wordpress", "hacker-news"]
        .map(example)
        .into();
    mappings.extend(documented());
    assert!(mappings.len() > 3);
    for mapping in &mappings {
        if let Err(error) = validator.validate(mapping) {
            panic!("{error} at {}", error.instance_path);
        }
        if let Err(problem) = open(mapping, Script::default()) {
            panic!("{problem:?}");
        }
    }
}

#[test]
fn the_schema_and_the_program_refuse_the_same() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for (pointer, value) in [
        ("/sections", of!({})),
        ("/thread/posts/0/titel", of!("x")),
        ("/thread/thread/counts", of!({"reply": "x"})),
        ("/site/sections/each", of!(["x"])),
        ("/section/page/by", of!("pages")),
        ("/section/get", of!(7)),
        ("/search/hits/author", of!({"nick": "x"})),
        ("/user/user/joined", of!({"from": "x", "as": "unixx"})),
        ("/links", of!({"forum": "x"})),
        ("/lookups", of!({"x": {"get": "x/{id}", "kep": 3}})),
    ] {
        let mut mapping = example("wordpress");
        let (above, name) = pointer.rsplit_once('/').unwrap();
        mapping.pointer_mut(above).unwrap()[name] = value;
        assert!(validator.validate(&mapping).is_err(), "{pointer}");
        assert!(open(&mapping, Script::default()).is_err(), "{pointer}");
    }
    let conversions = schema()
        .pointer("/$defs/from/allOf/0/properties/as/enum")
        .unwrap()
        .clone();
    for name in conversions.as_array().unwrap() {
        let mut mapping = example("wordpress");
        mapping["user"]["user"]["bio_html"] = of!({"from": "x", "as": name});
        assert!(open(&mapping, Script::default()).is_ok(), "{name}");
    }
}

/// The first mapping of the documentation, over the answers that stand beside it.
#[test]
fn the_first_mapping_of_the_documentation_works() {
    let text = file("docs/mapping.md");
    let mut answers = Map::new();
    for rest in text.split("`GET ").skip(1) {
        let (path, rest) = rest.split_once("`\n\n```json\n").unwrap();
        let body = json(rest.split("```").next().unwrap());
        answers.insert(path.to_owned(), of!({"body": body}));
    }
    assert_eq!(answers.len(), 3);
    let (backend, asked) = open(&documented()[0], script(&answers.into())).unwrap();
    let site = wait(backend.site()).unwrap();
    assert_eq!(site.name, "My forum");
    let section = SectionRoute {
        id: "3".into(),
        page: 1,
        ..SectionRoute::default()
    };
    let section = wait(backend.section(&section)).unwrap();
    assert_eq!(
        (
            section.section.name.as_str(),
            section.threads[0].author.name.as_str()
        ),
        ("Houses", "Ann")
    );
    let thread = ThreadRoute {
        id: "7".into(),
        page: 1,
        ..ThreadRoute::default()
    };
    let thread = wait(backend.thread(&thread)).unwrap();
    assert_eq!(thread.posts[1].created.rfc3339(), "2023-11-14T22:23:20Z");
    assert_eq!(
        (
            thread.posts[0].body.text.as_str(),
            thread.section.name.as_str()
        ),
        ("Tiles or *tin*?", "Houses")
    );
    assert_eq!(
        *asked.asked.borrow(),
        ["forums", "topics?forum=3&page=1", "topics/7"]
    );
}

/// The tables of the documentation name all that there is.
#[test]
fn the_documentation_names_everything() {
    let text = file("docs/mapping.md");
    let schema = schema();
    let pages = schema["properties"].as_object().unwrap().keys();
    let keys = schema["$defs"]
        .as_object()
        .unwrap()
        .keys()
        .filter_map(|name| name.strip_prefix("key_"));
    let conversions = schema
        .pointer("/$defs/from/allOf/0/properties/as/enum")
        .unwrap();
    let conversions = conversions
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str);
    let paging = schema["$defs"]["page"]["properties"]
        .as_object()
        .unwrap()
        .keys();
    let lookup = schema["$defs"]["lookup"]["properties"]
        .as_object()
        .unwrap()
        .keys();
    let fields = schema["$defs"].as_object().unwrap().values();
    let fields = fields
        .filter_map(|made| made["properties"].as_object())
        .flat_map(Map::keys);
    for name in fields.map(String::as_str) {
        assert!(
            text.contains(&format!("`{name}`")),
            "docs/mapping.md does not name `{name}`"
        );
    }
    for name in pages
        .map(String::as_str)
        .chain(keys)
        .chain(conversions)
        .chain(paging.chain(lookup).map(String::as_str))
    {
        assert!(
            text.contains(&format!("`{name}`")),
            "docs/mapping.md does not name `{name}`"
        );
    }
}
