use crate::{Applicability, Diagnostic, did_you_mean};
use infrac_source::Span;

define!(E0601, "unknown-port", Error, "e0601_unknown_port.md");

/// What names the port.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PortUse {
    /// A health check.
    Probe(&'static str),
    /// `publish`.
    Publish,
    /// `metrics`.
    Metrics,
}

/// `usage` of `service` at `span` names `port`, which is not among its `ports` (declared at `declared`). `literal`: the span is the name itself.
pub fn unknown_port(
    span: Span,
    literal: bool,
    usage: PortUse,
    service: &str,
    port: &str,
    ports: &[&str],
    declared: Option<Span>,
) -> Diagnostic {
    let who = match usage {
        PortUse::Probe(probe) => format!("the `{probe}` check"),
        PortUse::Publish => "`publish`".to_owned(),
        PortUse::Metrics => "`metrics`".to_owned(),
    };
    let message = format!("{who} of `{service}` names the port `{port}`, which it does not have");
    let mut diagnostic = Diagnostic::new(CODE, message, span, format!("there is no port `{port}`"));
    let listed = ports.iter().map(|port| format!("`{port}`")).collect::<Vec<_>>().join(", ");
    if let Some(declared) = declared.filter(|&declared| declared != span) {
        let text = if ports.is_empty() { "no ports are declared here".to_owned() } else { format!("the ports are {listed}") };
        diagnostic = diagnostic.label(declared, text);
    }
    let near = did_you_mean(port, ports.iter().copied());
    match near {
        Some(near) if literal => diagnostic.fix(format!("write `\"{near}\"`"), span, format!("\"{near}\""), Applicability::Unsafe),
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if ports.is_empty() => diagnostic.help(format!("declare it: `ports = {{ {port} = 8080 }}`")),
        None => diagnostic.help(format!("name one of {listed}, or add `{port}` to `ports`")),
    }
}
