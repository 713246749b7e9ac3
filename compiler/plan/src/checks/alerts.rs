//! Alerts that nobody hears, and receivers that nothing reaches.

use super::finder::Finder;
use crate::BlockId;
use crate::kinds::Severity;
use infrac_diagnostics::codes::e06::e0680_unheard_alert::unheard_alert;
use infrac_diagnostics::codes::e06::w0681_unreached_receiver::unreached_receiver;
use std::collections::BTreeSet;

/// Nothing watches a developer's machine, and where there are no receivers, alerts may be routed outside the project.
pub(super) fn find(finder: &mut Finder<'_>) {
    let blocks = finder.plan.blocks();
    let certain = [("receiver", blocks.receivers.len()), ("alert", blocks.alerts.len()), ("slo", blocks.slos.len())];
    let certain = certain.iter().all(|(kind, readable)| finder.all_readable(kind, *readable));
    if finder.cluster().is_none() || blocks.receivers.is_empty() || !certain {
        return;
    }
    unheard(finder);
    unreached(finder);
}

fn unheard(finder: &mut Finder<'_>) {
    let receivers = &finder.plan.blocks().receivers;
    let takes = |severity: &Severity| {
        receivers.iter().any(|receiver| receiver.value.takes.value.iter().any(|taken| taken.value == *severity))
    };
    let (critical, warning) = (takes(&Severity::Critical), takes(&Severity::Warning));
    for alert in finder.plan.blocks().alerts.iter().filter(|alert| alert.value.receiver.is_none()) {
        let heard = match &alert.value.severity.value {
            Severity::Critical => critical,
            Severity::Warning => warning,
            Severity::Info => true,
        };
        if heard {
            continue;
        }
        let Some(place) = finder.place(alert.value.severity.origin, &alert.header) else { continue };
        let names: Vec<String> =
            receivers.iter().take(5).map(|receiver| finder.name(&receiver.header).to_string()).collect();
        let first = receivers.first().and_then(|first| finder.span(first.value.takes.origin, &first.header));
        let severity = written(&alert.value.severity.value);
        let diagnostic = unheard_alert(place.span, &finder.name(&alert.header), severity, &names, first);
        finder.report(&alert.header, &place, diagnostic);
    }
}

fn unreached(finder: &mut Finder<'_>) {
    let blocks = finder.plan.blocks();
    if blocks.alerts.is_empty() && blocks.slos.is_empty() {
        return;
    }
    let named: BTreeSet<BlockId> =
        blocks.alerts.iter().filter_map(|alert| Some(alert.value.receiver.as_ref()?.value)).collect();
    let fires = |severity: &Severity| {
        // Objectives alert by burn rate: fast ones critical, slow ones as warnings.
        let objective = !blocks.slos.is_empty() && *severity != Severity::Info;
        let unnamed = || blocks.alerts.iter().filter(|alert| alert.value.receiver.is_none());
        objective || unnamed().any(|alert| alert.value.severity.value == *severity)
    };
    let fired = [Severity::Critical, Severity::Warning, Severity::Info].map(|severity| (fires(&severity), severity));
    for receiver in blocks.receivers.iter().filter(|receiver| !named.contains(&receiver.header.id)) {
        let takes = &receiver.value.takes;
        let reached = |taken: &Severity| fired.iter().any(|(fires, severity)| *fires && severity == taken);
        if takes.value.iter().any(|taken| reached(&taken.value)) {
            continue;
        }
        let Some(place) = finder.place(receiver.header.origin, &receiver.header) else { continue };
        let said = finder.span(takes.origin, &receiver.header);
        let diagnostic = unreached_receiver(place.span, &finder.name(&receiver.header), said);
        finder.report(&receiver.header, &place, diagnostic);
    }
}

fn written(severity: &Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
