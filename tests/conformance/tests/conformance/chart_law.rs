//! The law of charts on random projects: rendered with its values, a chart is the plain manifests of each environment.
//!
//! The projects have services with overlays, blocks of some environments, late values, and raw objects whose trees are anything: the text of
//! every grammar that reads them next, numbers beyond what a reader of JSON keeps, `null`, lists with keys and without.

use camino::Utf8Path;
use infrac_conformance::built::stand_ins;
use infrac_conformance::template::{Chart, by_name, merge};
use infrac_conformance::tools::{run, tool};
use infrac_driver::{Compiled, Memory, Request, compile};
use infrac_tree::print;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;

const ENVIRONMENTS: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

/// Texts that some reader takes for something else.
const TEXTS: &[&str] = &[
    "plain",
    "two words",
    "",
    " ",
    "{{ .Values.x }}",
    "{{",
    "}}",
    "a{",
    "{{{ x",
    "{",
    "{{- x -}}",
    "$(X)",
    "$$(X)",
    "$",
    "yes",
    "null",
    "~",
    "1e3",
    "0x1f",
    "22:22",
    "2024-01-01",
    " lead",
    "trail ",
    "two\nlines\n",
    "{{ a }}\n{{ b }}",
    "a\n\n  b\n\n",
    "\n",
    "é日本",
    "it's",
    "say \"x\"",
    "a: b",
    "# c",
    "%s %d %",
    "-",
    "- a",
    "\u{2028}",
    "tab\there",
    "\\n",
    "`tick`",
    "<a>&b",
    "{{/* c */}}",
    "!tag",
    "*x",
    "&y",
    "|",
    ">",
];

/// A random value of a raw object.
#[derive(Clone, Debug)]
enum Tree {
    Text(&'static str),
    Late,
    Int(i64),
    Decimal(i8),
    Bool(bool),
    Null,
    List(Vec<Tree>),
    Map(BTreeMap<&'static str, Tree>),
}

const KEYS: [&str; 12] =
    ["name", "value", "image", "host", "requests", "port", "a-b", "x.y/z", "replicas", "LOG_LEVEL", "enabled", "key"];
/// Lists with keys, and one without.
const LISTS: [&str; 6] = ["env", "ports", "rules", "hosts", "containers", "things"];

fn leaf() -> impl Strategy<Value = Tree> {
    prop_oneof![
        6 => prop::sample::select(TEXTS).prop_map(Tree::Text),
        1 => Just(Tree::Late),
        2 => (0_i64..4).prop_map(Tree::Int),
        1 => prop::sample::select(&[i64::MAX, 1_000_000, -1, 1 << 53, (1 << 53) + 1][..]).prop_map(Tree::Int),
        1 => (0_i8..20).prop_map(Tree::Decimal),
        1 => any::<bool>().prop_map(Tree::Bool),
        1 => Just(Tree::Null),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        let entry = (prop::sample::select(&KEYS[..]), inner.clone());
        let map = prop::collection::btree_map(prop::sample::select(&KEYS[..]), inner.clone(), 0..4).prop_map(Tree::Map);
        let named = prop::collection::vec(
            (prop::sample::select(&["a", "b", "c", "d"][..]), prop::collection::vec(entry, 0..3)),
            0..4,
        )
        .prop_map(|items| {
            let item = |(name, entries): (&'static str, Vec<(&'static str, Tree)>)| {
                let mut map: BTreeMap<&str, Tree> = entries.into_iter().collect();
                map.insert("name", Tree::Text(name));
                Tree::Map(map)
            };
            Tree::List(items.into_iter().map(item).collect())
        });
        let list = prop::collection::vec(inner, 0..3).prop_map(Tree::List);
        let lists = (prop::sample::select(&LISTS[..]), prop_oneof![named, list]);
        let listed = prop::collection::vec(lists, 1..3).prop_map(|lists| Tree::Map(lists.into_iter().collect()));
        prop_oneof![2 => map, 3 => listed]
    })
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '$' => out.push_str("\\$"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            character => out.push(character),
        }
    }
    out + "\""
}

impl Tree {
    fn print(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Late => "\"${release}\"".to_owned(),
            Self::Int(number) => number.to_string(),
            Self::Decimal(number) => format!("{number}.5"),
            Self::Bool(value) => value.to_string(),
            Self::Null => "null".to_owned(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::print).collect::<Vec<_>>().join(", ")),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{} = {}", quoted(key), value.print()));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

#[derive(Clone, Debug)]
struct Service {
    image: usize,
    replicas: (u8, u8),
    /// By environment, where it differs.
    overlays: Vec<Option<(u8, u8, usize, bool)>>,
    /// A bit an environment; none: everywhere.
    alive: u8,
    text: usize,
}

fn service() -> impl Strategy<Value = Service> {
    let overlay = prop::option::of((1_u8..3, 0_u8..3, 0..TEXTS.len(), any::<bool>()));
    (0..3_usize, (1_u8..3, 0_u8..3), prop::collection::vec(overlay, 4), 0_u8..16, 0..TEXTS.len())
        .prop_map(|(image, replicas, overlays, alive, text)| Service { image, replicas, overlays, alive, text })
}

#[derive(Clone, Debug)]
struct Project {
    environments: usize,
    namespaces: u8,
    services: Vec<Service>,
    /// Base, and overlays by environment.
    objects: Vec<(Tree, Vec<Option<Tree>>, u8)>,
}

fn project() -> impl Strategy<Value = Project> {
    let object = (tree(), prop::collection::vec(prop::option::of(tree()), 4), 0_u8..16);
    (1..=4_usize, 0_u8..16, prop::collection::vec(service(), 1..3), prop::collection::vec(object, 0..4)).prop_map(
        |(environments, namespaces, services, objects)| Project { environments, namespaces, services, objects },
    )
}

impl Project {
    fn alive(&self, bits: u8) -> String {
        let own = ENVIRONMENTS.iter().take(self.environments).enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        let names: Vec<&str> = own.map(|(_, name)| *name).collect();
        if names.is_empty() { String::new() } else { format!("in {} ", names.join(", ")) }
    }

    fn lives(&self, bits: u8, at: usize) -> bool {
        bits >> at & 1 == 1 || (0..self.environments).all(|at| bits >> at & 1 == 0)
    }

    fn print(&self) -> String {
        let mut out = String::from("project shop { }\nparam release: String\nsecret key { description = \"signs\" }\n");
        for (at, name) in ENVIRONMENTS.iter().take(self.environments).enumerate() {
            let namespace =
                if self.namespaces >> at & 1 == 1 { format!(", namespace = \"shop-{name}\"") } else { String::new() };
            writeln!(out, "environment {name} {{ runtime = kubernetes {{ version = \"1.33\"{namespace} }} }}").unwrap();
        }
        for (number, service) in self.services.iter().enumerate() {
            let image = ["acme/web:1.2", "acme/web:${release}", "${release}"][service.image];
            let (min, more) = service.replicas;
            writeln!(out, "service s{number} {}{{", self.alive(service.alive)).unwrap();
            writeln!(out, "  image = \"{image}\"\n  ports = {{ http = 8080 }}\n  replicas = {min}..{}", min + more)
                .unwrap();
            writeln!(out, "  env = {{ A = {}, KEY = key, RELEASE = release, B = \"x\" }}", quoted(TEXTS[service.text]))
                .unwrap();
            writeln!(out, "  files = {{ \"/etc/x.conf\" = \"tag=${{release}}=\\nx={}\\n\" }}", number).unwrap();
            writeln!(out, "  resources = {{ cpu = 100m..1, memory = 64Mi..128Mi }}").unwrap();
            for (at, overlay) in service.overlays.iter().enumerate().take(self.environments) {
                let Some((min, more, text, removes)) = overlay else { continue };
                if !self.lives(service.alive, at) {
                    continue;
                }
                let removed = if *removes { "unset env.B\n" } else { "" };
                writeln!(
                    out,
                    "  in {} {{\n replicas = {min}..{}\n {removed} env = {{ A = {}, C = 1 }}\n resources = {{ cpu = {min}00m..2 }}\n }}",
                    ENVIRONMENTS[at],
                    min + more,
                    quoted(TEXTS[*text])
                )
                .unwrap();
            }
            writeln!(out, "}}").unwrap();
        }
        for (number, (base, overlays, alive)) in self.objects.iter().enumerate() {
            writeln!(out, "object Widget w{number} {}{{", self.alive(*alive)).unwrap();
            writeln!(out, "  apiVersion = \"example.com/v1\"").unwrap();
            // Raw blocks have no overlays: they ask for the environment.
            for (at, overlay) in overlays.iter().enumerate().take(self.environments) {
                let spec = overlay.as_ref().unwrap_or(base).print();
                writeln!(out, "  if env == {} {{ spec = {spec} }}", ENVIRONMENTS[at]).unwrap();
            }
            writeln!(out, "}}").unwrap();
        }
        out
    }
}

fn compiled(text: &str) -> Compiled {
    let targets = vec!["kubernetes".to_owned(), "helm".to_owned()];
    let compiled = compile(&Memory::new([("shop.infra", text)]), &Request { targets, ..Request::default() }).unwrap();
    let errors: Vec<String> =
        compiled.diagnostics.0.iter().map(|found| format!("{}: {}", found.code.as_str(), found.message)).collect();
    assert!(!compiled.diagnostics.has_errors(), "{text}\n{}", errors.join("\n"));
    compiled
}

fn documents(text: &str) -> Vec<Value> {
    serde_saphyr::from_multiple::<Value>(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What is printed, by path.
fn files(compiled: &Compiled) -> BTreeMap<String, String> {
    compiled.documents.iter().map(|document| (document.path.to_string(), print(document).text)).collect()
}

fn plain(files: &BTreeMap<String, String>, environment: &str) -> Map<String, Value> {
    let folder = format!("kubernetes/{environment}/");
    let own = files.iter().filter(|(path, _)| {
        path.starts_with(&folder) && path.ends_with(".yaml") && !path.ends_with("/kustomization.yaml")
    });
    by_name(own.flat_map(|(_, text)| documents(text))).unwrap()
}

fn chart(files: &BTreeMap<String, String>) -> Chart {
    let own = |path: &String| path.strip_prefix("helm/shop/templates/").map(str::to_owned);
    let templates = files.iter().filter(|(path, _)| path.ends_with(".yaml"));
    Chart {
        templates: templates.filter_map(|(path, text)| Some((own(path)?, text.clone()))).collect(),
        helpers: files.get("helm/shop/templates/_helpers.tpl").cloned().unwrap_or_default(),
    }
}

/// `values.yaml`, the environment's own file, and stand-ins for what is known only when deploying.
fn values(compiled: &Compiled, files: &BTreeMap<String, String>, environment: &str) -> Value {
    let file = |name: &str| documents(&files[&format!("helm/shop/{name}")]).remove(0);
    let mut values = file("values.yaml");
    merge(&mut values, &file(&format!("values-{environment}.yaml")));
    for (path, text) in stand_ins(&compiled.documents).get(environment).into_iter().flatten() {
        let nested = path.rsplit('.').fold(Value::String(text.clone()), |inner, segment| {
            Value::Object([(segment.to_owned(), inner)].into_iter().collect())
        });
        merge(&mut values, &nested);
    }
    values
}

fn holds(project: &Project) {
    let text = project.print();
    let compiled = compiled(&text);
    let files = files(&compiled);
    let chart = chart(&files);
    for environment in ENVIRONMENTS.iter().take(project.environments) {
        let values = values(&compiled, &files, environment);
        let rendered = chart.render(&values).unwrap_or_else(|error| panic!("{environment}: {error}\n{text}"));
        let (rendered, plain) = (by_name(documents(&rendered)).unwrap(), plain(&files, environment));
        same(&rendered, &plain, &format!("{environment} of\n{text}\n{:#?}", chart.templates));
    }
}

fn same(rendered: &Map<String, Value>, plain: &Map<String, Value>, what: &str) {
    assert_eq!(rendered.keys().collect::<std::collections::BTreeSet<_>>(), plain.keys().collect(), "{what}");
    for (title, object) in plain {
        assert_eq!(rendered.get(title), Some(object), "{title} in {what}");
    }
}

proptest! {
    #![proptest_config(Config { cases: 400, ..Config::default() })]

    #[test]
    fn a_chart_with_its_values_is_the_manifests_of_each_environment(project in project()) {
        holds(&project);
    }
}

/// The same with Helm's own engine, on a sample: it shows that the evaluator reads templates as Helm does.
#[test]
fn helm_itself_agrees_on_a_sample() {
    let helms: Vec<_> = ["bin/helm", "bin/helm4"].iter().filter_map(|helm| tool(helm)).collect();
    let mut runner = TestRunner::deterministic();
    for _ in 0..20 {
        let project = project().new_tree(&mut runner).unwrap().current();
        let text = project.print();
        let compiled = compiled(&text);
        let files = files(&compiled);
        let temporary = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(temporary.path()).unwrap();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("helm/")) {
            let place = folder.join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, text).unwrap();
        }
        for environment in ENVIRONMENTS.iter().take(project.environments) {
            let values = format!("helm/shop/values-{environment}.yaml");
            let late = stand_ins(&compiled.documents).remove(*environment).unwrap_or_default();
            let late =
                serde_json::to_string(&late.into_iter().fold(Value::Object(Map::new()), |mut all, (path, text)| {
                    let nested = path.rsplit('.').fold(Value::String(text), |inner, segment| {
                        Value::Object([(segment.to_owned(), inner)].into_iter().collect())
                    });
                    merge(&mut all, &nested);
                    all
                }))
                .unwrap();
            std::fs::write(folder.join("late.json"), late).unwrap();
            for helm in &helms {
                let arguments = ["template", "shop", "helm/shop", "--values", &values, "--values", "late.json"];
                let answer = run(folder, helm, &arguments);
                answer.must_be_fine(&format!("{helm} {environment} of\n{text}"));
                let rendered = by_name(documents(&answer.output)).unwrap();
                same(&rendered, &plain(&files, environment), &format!("{helm} {environment} of\n{text}"));
            }
        }
    }
}

const SHOP: &str = "project shop { }
param release: String
service web {
  image = \"acme/web:${release}\", ports = { http = 8080 }, resources = { cpu = 1, memory = 64Mi }
  env = { LOG_LEVEL = match env { first => \"debug\", _ => \"info\" }, SAME = \"x\" }
  in first { env = { ONLY = \"here\" } }
}
environment first { runtime = kubernetes { version = \"1.33\" } }
environment second { runtime = kubernetes { version = \"1.33\" } }
";

fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            map.iter().for_each(|(key, inner)| paths(inner, &format!("{path}.{key}"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn another_environment_renames_no_value() {
    let names = |text: &str| {
        let compiled = compiled(text);
        let files = files(&compiled);
        let mut found = Vec::new();
        for environment in ["first", "second"] {
            paths(&values(&compiled, &files, environment), "", &mut found);
        }
        found
    };
    let before = names(SHOP);
    assert!(before.contains(&".web.env.LOG_LEVEL".to_owned()), "{before:?}");
    let third = "environment third { runtime = kubernetes { version = \"1.33\", namespace = \"third\" } }\n";
    let overlay = SHOP.replace("  in first {", "  in third { env = { SAME = \"y\" } }\n  in first {");
    for after in
        [names(&format!("{SHOP}{third}")), names(&format!("{third}{SHOP}")), names(&format!("{overlay}{third}"))]
    {
        let lost: Vec<_> = before.iter().filter(|name| !after.contains(name)).collect();
        assert!(lost.is_empty(), "{lost:?} of {after:?}");
    }
}
