use crate::Diagnostic;
use infrac_source::Span;

define!(E0752, "receiver-secret", Error, "e0752_receiver_secret.md");

/// At `span` a receiver is given text that holds a secret and more.
pub fn receiver_secret(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "Alertmanager reads this from a file, so it must be one secret as a whole", span, "put together from a secret and other text")
        .note("a file holds one entry of a secret; nothing puts texts together on the way into Alertmanager")
        .help("keep the whole text in one secret: `url = slack_url`")
}
