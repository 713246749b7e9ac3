use crate::Diagnostic;
use infrac_source::Span;

define!(E0603, "host-port-clash", Error, "e0603_host_port_clash.md");

/// `later` publishes `port` at `span`, which `earlier` has taken already at `taken`.
pub fn host_port_clash(span: Span, port: i64, later: &str, earlier: &str, taken: Option<Span>) -> Diagnostic {
    let message = if later == earlier {
        format!("`{later}` publishes the port {port} of the machine twice")
    } else {
        format!("`{later}` and `{earlier}` both publish the port {port} of the machine")
    };
    let diagnostic = Diagnostic::new(CODE, message, span, format!("`{later}` takes {port} here"))
        .note("a port of the machine can be taken once; the second container would not start")
        .help("give one of them another port");
    match taken.filter(|&taken| taken != span) {
        Some(taken) => diagnostic.label(taken, format!("`{earlier}` has it already")),
        None => diagnostic,
    }
}
