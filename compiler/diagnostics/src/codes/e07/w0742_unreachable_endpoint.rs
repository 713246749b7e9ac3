use crate::Diagnostic;
use infrac_source::Span;

define!(W0742, "unreachable-endpoint", Warning, "w0742_unreachable_endpoint.md");

/// `block` uses `host`:`port` (at `span`), which no rule of its network policy can name.
pub fn unreachable_endpoint(span: Span, block: &str, host: &str, port: i64) -> Diagnostic {
    let message = format!("`{block}` calls {host}:{port}, and its network policy cannot let it");
    Diagnostic::new(CODE, message, span, "a network policy names addresses, not hosts")
        .note("everything that no rule allows is refused")
        .help("say which addresses are behind the name: `endpoint(…, within = [\"192.0.2.0/24\"])`")
        .help(format!("if it answers on the Internet, let the block out: `egress = [internet]`, or `egress = [addresses(\"…\", [{port}])]`"))
}
