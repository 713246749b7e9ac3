//! Blocks: components, families, outputs, endpoints, secrets, names, identities, the lock, edges.

mod support;

use infrac_plan::lock::{Lock, updated};
use infrac_plan::{Nature, Strength};
use infrac_source::{FileId, Span};
use support::{BASE, header, plan, plan_with, show};

#[test]
fn a_closed_component_gives_outputs_and_owns_what_it_makes() {
    let planned = plan(
        r#"
component mongo(version: Version = "7.0", storage: Bytes = 10Gi) {
  let user = "root"
  secret password { source = generated }
  service this {
    image = "mongo:${version}"
    ports = { mongo = 27017 }
    env = { MONGO_INITDB_ROOT_USERNAME = user, MONGO_INITDB_ROOT_PASSWORD = password }
    state = { data = { path = "/data/db", size = storage } }
    start_first = true
  }
  output url(database: String): Secret = "mongodb://${user}:${password}@${this.mongo.address}/${database}"
}
mongo docs { storage = 20Gi }
service web { image = "nginx:1.27", env = { MONGO_URL = docs.url("orders") } }
"#,
    )
    .clean();
    let plan = planned.env("dev");
    assert_eq!(
        planned.show("web", "env"),
        r#"{ MONGO_URL = "mongodb://root:${secret docs.password}@${late docs.mongo.host}:27017/orders" }"#
    );
    let service =
        plan.blocks().services.iter().find(|block| block.header.label == "docs").expect("`this` takes the name");
    assert_eq!((service.header.identity.as_str(), service.header.name.as_str()), ("docs", "docs"));
    assert_eq!(header(plan, "docs.password").name, "docs_password");
    assert_eq!(plan.owners(service.header.id).last().map(|it| it.component.as_deref()), Some(Some("mongo")));
}

#[test]
fn a_component_of_a_kind_is_one() {
    let planned = plan(
        r#"
component micro(port: Port, user: Int = 7): service {
  image = "ghcr.io/shop/${name}:1.0"
  ports = { http = port }
  user  = user + 1000
  output home: late String = "${self.http.url}/home"
}
micro search { port = 3005, stop_within = 5s, user = 8 }
service web { image = "nginx:1.27", env = { HOME = search.home, PORT = search.http.port } }
"#,
    )
    .clean();
    assert_eq!(planned.show("search", "user"), "1008", "a parameter takes the key over");
    assert_eq!(planned.show("search", "stop_within"), "5s");
    assert_eq!(planned.show("web", "env"), r#"{ HOME = "http://${late search.http.host}:3005/home", PORT = 3005 }"#);
}

#[test]
fn realisations_are_chosen_by_the_environment() {
    let planned = support::plan_all(
        r#"
project shop {}
environment dev { runtime = compose }
environment production { runtime = kubernetes { version = "1.30" } }
component store() {
  match env.runtime {
    compose => { service this { image = "minio/minio:1", ports = { s3 = 9000 } } }
    kubernetes => { service this { image = "ceph/ceph:19", ports = { s3 = 8000 } } }
  }
  output address: late String = this.s3.address
}
store files {}
service web { image = "nginx:1.27", env = { S3 = files.address } }
"#,
    )
    .clean();
    assert_eq!(show(planned.env("dev"), "web", "env"), r#"{ S3 = "${late files.s3.host}:9000" }"#);
    assert_eq!(show(planned.env("production"), "web", "env"), r#"{ S3 = "${late files.s3.host}:8000" }"#);
}

#[test]
fn families_are_told_apart_by_key() {
    let planned = plan(
        r#"
component fleet(zones: List<String>) {
  for zone in zones {
    service worker { image = "w:1", ports = { http = 80 }, env = { ZONE = zone } }
    service front { image = "f:1", env = { MINE = worker.http.host } }
  }
  output hosts: List<late String> = [for zone, w in worker: "${zone}=${w.http.host}"]
}
fleet all { zones = ["a", "b"] }
service hub { image = "h:1", args = all.hosts }
"#,
    )
    .clean();
    assert_eq!(
        planned.show("hub", "args"),
        r#"["a=${late all.worker["a"].http.host}", "b=${late all.worker["b"].http.host}"]"#
    );
    assert_eq!(planned.show("all.front[\"b\"]", "env"), r#"{ MINE = late all.worker["b"].http.host }"#);
    assert_eq!(header(planned.env("dev"), "all.worker[\"a\"]").name, "all_worker_a");
}

#[test]
fn outputs_check_their_arguments() {
    let planned = plan(
        "postgres db { databases = [\"auth\"] }\nservice web { image = \"nginx:1.27\", env = { URL = db.url(\"atuh\") } }\n",
    );
    assert_eq!(planned.codes(), ["E0350"], "{}", planned.report());
    assert!(planned.report().contains("db has no database `atuh`; it has auth"), "{}", planned.report());
}

#[test]
fn a_failure_inside_the_library_is_shown_at_the_users_line() {
    let planned = plan("postgres db { replicas = 3 }\n");
    assert_eq!(planned.codes(), ["E0445"], "{}", planned.report());
    let primary = planned.diagnostics.0[0].primary().unwrap();
    let source = planned.sources.get(primary.file).unwrap();
    assert_eq!(source.path(), "main.infra", "{}", planned.report());
}

#[test]
fn two_blocks_of_one_name_are_told() {
    let planned = plan("service web { image = \"nginx:1.27\" }\ntask job { image = \"nginx:1.27\", name = \"web\" }\n");
    assert_eq!(planned.codes(), ["E0450"], "{}", planned.report());
}

const STATEFUL: &str = "service db { image = \"postgres:17\", state = { data = { path = \"/data\", size = 1Gi } } }\n";
const PLACE: Span = Span::new(FileId(0), 0, 0);

#[test]
fn a_rename_with_was_keeps_the_name_and_one_without_is_an_error() {
    let first = plan(STATEFUL).clean();
    let (lock, diagnostics) = updated(&first.plans, &Lock::default(), PLACE);
    assert!(diagnostics.0.is_empty());
    assert_eq!(Lock::parse(&lock.print()), Ok(lock.clone()));
    let renamed = STATEFUL.replace("service db", "service database");
    let lost = plan_with(&format!("{BASE}{renamed}"), &lock, &infrac_plan::NoFiles).clean();
    let (_, diagnostics) = updated(&lost.plans, &lock, PLACE);
    assert_eq!(diagnostics.0.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["E0451"]);
    let moved = plan_with(&format!("{BASE}@was(db)\n{renamed}"), &lock, &infrac_plan::NoFiles).clean();
    assert_eq!(header(moved.env("dev"), "database").name, "db");
    assert_eq!(moved.show("database", "name"), "\"db\"");
    let (after, diagnostics) = updated(&moved.plans, &lock, PLACE);
    assert!(diagnostics.0.is_empty());
    assert_eq!(after.name("service", "database").map(|name| name.as_str()), Some("db"));
    let again = plan_with(&format!("{BASE}{renamed}"), &after, &infrac_plan::NoFiles).clean();
    assert_eq!(header(again.env("dev"), "database").name, "db", "the name stays when `@was` is gone");
}

#[test]
fn a_renamed_component_moves_all_that_it_made() {
    let first = plan("redis cache { memory = 64Mi }\n").clean();
    let (lock, _) = updated(&first.plans, &Lock::default(), PLACE);
    let moved =
        plan_with(&format!("{BASE}@was(cache)\nredis hot {{ memory = 64Mi }}\n"), &lock, &infrac_plan::NoFiles).clean();
    assert_eq!(header(moved.env("dev"), "hot.password").name, "cache_password");
}

#[test]
fn edges_come_from_values_and_not_from_reading() {
    let planned = plan(
        r#"
let where_it_is = cache.url
let unused = web.http.host
secret jwt {}
redis cache { memory = 64Mi }
service web { image = "nginx:1.27", ports = { http = 80 }, env = { CACHE = where_it_is, JWT = jwt }, calls = [worker] }
service worker { image = "w:1", ports = { http = 80 }, needs = [setup] }
task setup { image = "s:1" }
task migrate { image = "m:1", run = before([web]) }
"#,
    )
    .clean();
    let plan = planned.env("dev");
    let name = |id| plan.header(id).unwrap().identity.as_str();
    let edges: Vec<_> =
        plan.edges().iter().map(|edge| (name(edge.from), name(edge.to), edge.strength, edge.nature)).collect();
    for wanted in [
        ("web", "cache", Strength::Hard, Nature::Uses),
        ("web", "cache.password", Strength::Soft, Nature::Reads),
        ("web", "jwt", Strength::Soft, Nature::Reads),
        ("web", "worker", Strength::Soft, Nature::Uses),
        ("worker", "setup", Strength::Hard, Nature::Needs),
        ("web", "migrate", Strength::Hard, Nature::Needs),
    ] {
        assert!(edges.contains(&wanted), "{wanted:?} is not in {edges:#?}");
    }
    assert!(!edges.iter().any(|edge| edge.1 == "web"), "a let that nobody uses makes no edge");
    let order: Vec<&str> = plan.start_order().iter().map(|&id| name(id)).collect();
    let at = |wanted: &str| order.iter().rposition(|name| *name == wanted).unwrap();
    assert!(at("setup") < at("worker") && at("migrate") < at("web") && at("cache") < at("web"), "{order:?}");
}

#[test]
fn only_start_order_may_not_be_cyclic() {
    plan("service a { image = \"a:1\", ports = { http = 80 }, env = { B = b.http.host } }\nservice b { image = \"b:1\", ports = { http = 80 }, env = { A = a.http.host } }\n").clean();
    let planned = plan(
        "service a { image = \"a:1\", needs = [b] }\nservice b { image = \"b:1\", needs = [c] }\nservice c { image = \"c:1\", needs = [a] }\n",
    );
    assert_eq!(planned.codes(), ["E0691"], "{}", planned.report());
    assert!(planned.report().contains("a -> b -> c -> a"), "{}", planned.report());
}
