use crate::Diagnostic;
use infrac_source::Span;

define!(E0602, "probe-without-port", Error, "e0602_probe_without_port.md");

/// The check `probe` of `service` connects to a port, and the service has none.
pub fn probe_without_port(span: Span, probe: &str, service: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the `{probe}` check of `{service}` needs a port, and `{service}` has none"), span, "asks over the network")
        .note("without `port` such a check asks the port named `http`, else the first")
        .help("declare the port (`ports = { http = 8080 }`), or ask by a command (`exec([…])`)")
}
