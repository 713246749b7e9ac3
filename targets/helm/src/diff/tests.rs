//! What is found out about versions of one object, case by case.

use super::{Found, GuardBy, Kept, Member, Present, Skeleton, diff};
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Node, NodeKind, Scalar};
use infrac_tree::template::Form;

const AT: OriginId = OriginId::NONE;

fn text(text: &str) -> Node {
    Node::text(text, AT)
}

fn int(value: i64) -> Node {
    Node::int(value, AT)
}

fn map<const N: usize>(entries: [(&'static str, Node); N]) -> Node {
    Node::map(entries, AT)
}

fn list<const N: usize>(items: [Node; N]) -> Node {
    Node::list(items.into(), AT)
}

/// The versions in the environments 0, 1, …
fn compared(versions: &[Node]) -> Found {
    let versions: Vec<&Node> = versions.iter().collect();
    let present: Present = (0..versions.len() as u16).collect();
    diff("ConfigMap", &versions, &present)
}

fn members(skeleton: &Skeleton) -> &[Member] {
    match skeleton {
        Skeleton::Map(members) | Skeleton::List(members) => members,
        Skeleton::Same | Skeleton::Alike(_) | Skeleton::Hole => panic!("all have the same children: {skeleton:?}"),
    }
}

/// The only child that differs, of versions with the same children: its place, and what it is.
fn only(skeleton: &Skeleton) -> (usize, &Skeleton) {
    match skeleton {
        Skeleton::Alike(different) if different.len() == 1 => (different[0].0, &different[0].1),
        _ => panic!("not one child that differs: {skeleton:?}"),
    }
}

fn key(key: &str) -> Kept {
    Kept::Key(Str::from(key))
}

#[test]
fn what_is_the_same_stays_whole() {
    let version = || map([("data", map([("A", text("1")), ("B", list([text("x"), text("y")]))]))]);
    let found = compared(&[version(), version(), version()]);
    assert!(matches!(found.skeleton, Skeleton::Same), "{:?}", found.skeleton);
    assert!(found.holes.is_empty() && found.flags.is_empty() && !found.unliftable);
    assert_eq!((found.leaves, found.subtrees), (3, 0));
}

#[test]
fn a_scalar_that_differs_is_a_hole_with_a_value_for_each() {
    let version = |level: &str| map([("data", map([("NAME", text("web")), ("LEVEL", text(level))]))]);
    let found = compared(&[version("debug"), version("info")]);
    assert_eq!(found.holes.len(), 1);
    let hole = &found.holes[0];
    assert_eq!(hole.path, [key("data"), key("LEVEL")]);
    assert_eq!(hole.values, [text("debug"), text("info")]);
    assert_eq!((hole.form, &*hole.present), (Form::Text, [0, 1].as_slice()));
    let (0, data) = only(&found.skeleton) else { panic!("{:?}", found.skeleton) };
    assert!(matches!(only(data), (1, Skeleton::Hole)), "LEVEL, and not NAME: {data:?}");
}

#[test]
fn forms_follow_from_the_types_of_all_versions() {
    let form = |a: Node, b: Node| compared(&[map([("x", a)]), map([("x", b)])]).holes[0].form;
    assert_eq!(form(int(1), int(2)), Form::Int);
    assert_eq!(form(text("1"), text("2")), Form::Text);
    assert_eq!(form(int(1), text("1")), Form::Json);
    assert_eq!(form(list([text("a")]), list([text("b"), text("c")])), Form::Yaml);
    assert_eq!(form(map([]), map([("a", int(1))])), Form::Yaml);
}

#[test]
fn an_entry_that_one_lacks_is_guarded_by_its_own_value() {
    let found = compared(&[
        map([("data", map([("A", text("1"))]))]),
        map([("data", map([("A", text("1")), ("B", text("2"))]))]),
        map([("data", map([("A", text("1")), ("B", text("2"))]))]),
    ]);
    let (_, data) = only(&found.skeleton);
    let [a, b] = members(data) else { panic!("{data:?}") };
    assert!(a.guard.is_none() && matches!(a.body, Skeleton::Same));
    assert!(matches!((b.guard, &b.body), (Some(GuardBy::Own), Skeleton::Hole)), "{b:?}");
    assert_eq!((&*b.present, &b.positions), ([1, 2].as_slice(), &vec![1, 1]));
    assert!(found.flags.is_empty(), "its own value says whether it is there");
}

#[test]
fn a_subtree_that_one_lacks_is_guarded_by_a_flag() {
    let with = map([("spec", map([("a", int(1)), ("tls", map([("on", Node::bool(true, AT))]))]))]);
    let found = compared(&[map([("spec", map([("a", int(1))]))]), with]);
    let tls = &members(only(&found.skeleton).1)[1];
    assert!(matches!((tls.guard, &tls.body), (Some(GuardBy::Flag), Skeleton::Same)), "{tls:?}");
    assert_eq!(found.flags[0].path, [key("spec"), key("tls")]);
    assert_eq!(&*found.flags[0].present, [1]);
    assert!(found.holes.is_empty());
}

#[test]
fn items_are_aligned_by_name_wherever_they_stand() {
    let item = |name: &str, value: &str| map([("name", text(name)), ("value", text(value))]);
    let found = compared(&[
        map([("env", list([item("A", "1"), item("C", "3")]))]),
        map([("env", list([item("A", "1"), item("B", "2"), item("C", "4")]))]),
    ]);
    let [a, b, c] = members(only(&found.skeleton).1) else { panic!("{:?}", found.skeleton) };
    assert!(matches!(a.body, Skeleton::Same) && a.guard.is_none());
    assert!(matches!(b.guard, Some(GuardBy::Flag)));
    assert_eq!((&*b.present, &b.positions), ([1].as_slice(), &vec![1]));
    assert_eq!(c.positions, [1, 2]);
    assert_eq!(found.holes[0].path, [key("env"), Kept::Item("C".into()), key("value")]);
    assert_eq!(found.holes[0].values, [text("3"), text("4")]);
}

#[test]
fn lists_of_scalars_are_read_whole() {
    let version = |items: Node| map([("args", items)]);
    let found = compared(&[version(list([text("-v"), text("-x")])), version(list([text("-v")]))]);
    assert_eq!((found.holes.len(), found.holes[0].form, found.subtrees), (1, Form::Yaml, 1));
    assert_eq!(found.leaves, 2, "the larger version");
}

#[test]
fn what_values_cannot_carry_is_told() {
    let lost = |a: Node, b: Node| compared(&[map([("x", a)]), map([("x", b)])]).unliftable;
    let null = || Node::new(NodeKind::Scalar(Scalar::Null), AT);
    assert!(lost(null(), int(1)), "Helm takes null for a deletion");
    assert!(lost(int(1), int((1 << 53) + 1)), "not exact as a floating-point number");
    assert!(!lost(int(1), int(1 << 53)));
    assert!(lost(list([map([("a", null())])]), list([])), "below a hole too");
    assert!(!lost(null(), null()), "what is the same is no value");
}
