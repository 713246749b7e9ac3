//! Receivers that nothing can reach: mail without a server, secrets that nobody gave.

use super::finder::Finder;
use crate::kinds::{Channel, SecretSource};
use crate::{At, Header, Sensitive};
use infrac_diagnostics::codes::e06::e0696_mail_without_server::mail_without_server;
use infrac_diagnostics::codes::e06::e0697_receiver_secret_generated::receiver_secret_generated;

pub(super) fn find(finder: &mut Finder<'_>) {
    let plan = finder.plan;
    let monitorings = &plan.blocks().monitorings;
    if finder.cluster().is_none() || !finder.all_readable("monitoring", monitorings.len()) {
        return;
    }
    let monitoring = monitorings.first();
    for receiver in &plan.blocks().receivers {
        match &receiver.value.to.value {
            Channel::Slack { url, .. } | Channel::Webhook { url } => generated(finder, &receiver.header, url),
            Channel::Pagerduty { key } => generated(finder, &receiver.header, key),
            Channel::Email { .. } => {
                if monitoring.is_none_or(|block| block.value.smtp.is_none())
                    && let Some(place) = finder.place(receiver.value.to.origin, &receiver.header)
                {
                    let said = monitoring.and_then(|block| finder.span(block.header.origin, &block.header));
                    let diagnostic = mail_without_server(place.span, &finder.name(&receiver.header), said);
                    finder.report(&receiver.header, &place, diagnostic);
                }
            }
        }
    }
}

fn generated(finder: &mut Finder<'_>, header: &Header, secret: &At<Sensitive>) {
    let plan = finder.plan;
    for read in secret.value.secrets() {
        let block = plan.blocks().secrets.iter().find(|block| block.header.id == read.secret);
        let Some(block) = block.filter(|block| matches!(block.value.source.value, SecretSource::Generated { .. }))
        else {
            continue;
        };
        let Some(place) = finder.place(secret.origin, header) else { continue };
        let said = finder.span(block.value.source.origin, &block.header);
        let diagnostic = receiver_secret_generated(place.span, &finder.name(header), said);
        finder.report(header, &place, diagnostic);
    }
}
