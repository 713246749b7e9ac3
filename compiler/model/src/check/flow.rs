//! Where a secret or late value came from: walked back over checked expressions once everything is checked, and only when something is wrong.

use super::Checker;
use crate::hir::{self, Expr, ExprKind, TextPart};
use crate::types::{Head, Type};
use infrac_diagnostics::codes::e03;
use infrac_diagnostics::codes::e05::e0501_secret_leak::{Place, secret_leak};
use infrac_source::{Span, Str};
use rustc_hash::FxHashSet;

/// How many steps of a path are shown.
const STEPS: usize = 8;

/// A value and the place that it may not reach.
pub(super) struct Flow {
    pub expr: Expr,
    pub sink: Sink,
}

/// A place that takes not everything.
pub(super) enum Sink {
    /// A type that holds no secret: what it is unless that is `Raw`, which nobody writes, and where it was asked for.
    Type { wanted: Option<String>, origin: Option<Span> },
    /// `@until(producer)`: late values of later producers come too late.
    Until { producer: Str, origin: Span },
}

/// The producers of late values, earliest first.
const PRODUCERS: [&str; 4] = ["ci", "image", "terraform", "cluster"];

impl Checker<'_> {
    /// Reports the flows that turned out wrong.
    pub(super) fn flow_errors(&mut self) {
        for flow in std::mem::take(&mut self.flows) {
            match flow.sink {
                Sink::Type { wanted, origin } => {
                    let mut steps = Vec::new();
                    self.secret_path(&flow.expr, &mut steps);
                    let span = flow.expr.span;
                    let raw = self.raw_block(span);
                    let place = match (&wanted, &raw) {
                        (Some(wanted), _) => Place::Type(wanted),
                        (None, Some((kind, of))) => Place::Raw { kind, of },
                        (None, None) => Place::Type("text"),
                    };
                    let diagnostic = secret_leak(span, place, origin, &steps);
                    self.report(diagnostic);
                }
                Sink::Until { producer, origin } => self.producer_order(&flow.expr, &producer, origin),
            }
        }
    }

    /// The raw block or patch that a place lies in: its kind, and its first label.
    fn raw_block(&self, span: Span) -> Option<(Str, Str)> {
        let holds = |block: &&hir::BlockDecl| {
            let at = block.span;
            block.type_label.is_some() && at.file == span.file && at.start <= span.start && span.end <= at.end
        };
        let block = self.model.blocks.iter().find(holds)?;
        let (label, _) = block.type_label.clone()?;
        Some((self.model.head_name(block.head).clone(), label))
    }

    /// The steps from an expression back to the secret in it.
    fn secret_path(&self, expr: &Expr, steps: &mut Vec<(Span, String)>) {
        if steps.len() >= STEPS || !self.model.holds_secret(&expr.ty) {
            return;
        }
        match &expr.kind {
            ExprKind::Coerce(inner) => self.secret_path(inner, steps),
            ExprKind::Text(parts) => {
                let secret = parts.iter().find_map(|part| match part {
                    TextPart::Interpolation(expr) if self.model.holds_secret(&expr.ty) => Some(expr),
                    _ => None,
                });
                if let Some(part) = secret {
                    steps.push((part.span, format!("interpolates {}, which is secret", self.quoted(part))));
                    self.secret_path(part, steps);
                }
            }
            ExprKind::Binary { left, right, .. } => {
                let part = if self.model.holds_secret(&left.ty) { left } else { right };
                self.secret_path(part, steps);
            }
            ExprKind::Block { decl, .. } => {
                let block = self.model.block(*decl);
                steps.push((block.header_span, format!("secret `{}` is declared here", block.label)));
            }
            ExprKind::Local(local) => {
                let local = self.model.local(*local);
                steps.push((local.span, format!("`{}` is a Secret", local.name)));
            }
            ExprKind::Let(id) => {
                let def = self.model.let_def(*id);
                steps.push((def.span, format!("`{}` holds it", def.name)));
                self.secret_path(&def.value, steps);
            }
            ExprKind::Member { base, name, .. } | ExprKind::CallOutput { base: Some(base), name, .. } => {
                self.secret_member(base, name, steps);
            }
            ExprKind::If { then, otherwise, .. } => {
                let part = if self.model.holds_secret(&then.ty) { then } else { otherwise };
                self.secret_path(part, steps);
            }
            ExprKind::Match { arms, .. } => {
                if let Some((_, value)) = arms.iter().find(|(_, value)| self.model.holds_secret(&value.ty)) {
                    self.secret_path(value, steps);
                }
            }
            ExprKind::Index { base, .. } => self.secret_path(base, steps),
            ExprKind::Call { args, .. } => {
                if let Some(arg) = args.iter().flatten().find(|arg| self.model.holds_secret(&arg.ty)) {
                    self.secret_path(arg, steps);
                }
            }
            _ => {}
        }
    }

    fn secret_member(&self, base: &Expr, name: &str, steps: &mut Vec<(Span, String)>) {
        let head = match &base.ty {
            Type::Ref(heads) => heads.first().copied(),
            _ => None,
        };
        if let Some(Head::Component(component)) = head {
            let component = self.model.component(component);
            if let Some(output) = component.outputs.get(name) {
                steps.push((output.span, format!("output `{name}` of {} is secret", component.name)));
                if let Some(value) = &output.value {
                    self.secret_path(value, steps);
                }
                return;
            }
        }
        self.secret_path(base, steps);
    }

    fn quoted(&self, expr: &Expr) -> String {
        match self.describe(expr).as_str() {
            "this value" => "a value".to_owned(),
            name => format!("`{name}`"),
        }
    }

    /// Where a late value comes from: the place and a sentence about it.
    pub(super) fn late_source(&self, expr: &Expr) -> Option<(Span, String)> {
        let (span, text, _) = self.late_origin(expr)?;
        Some((span, text))
    }

    /// The place, a sentence, and the producer of the first late value in an expression.
    fn late_origin(&self, expr: &Expr) -> Option<(Span, String, usize)> {
        let mut found: Option<(Span, String, usize)> = None;
        self.each_late(expr, &mut FxHashSet::default(), &mut |span, text, producer| {
            if found.is_none() {
                found = Some((span, text, producer));
            }
        });
        found
    }

    /// Tells every late source in an expression, through `let`s and outputs: place, sentence, producer.
    fn each_late(&self, expr: &Expr, seen: &mut FxHashSet<Span>, each: &mut dyn FnMut(Span, String, usize)) {
        // Each value is walked once, and no further than a path could be shown.
        if seen.len() > 64 * STEPS || !seen.insert(expr.span) {
            return;
        }
        hir::each_expr(expr, &mut |expr| match &expr.kind {
            ExprKind::Param(id) => {
                let param = self.model.param(*id);
                each(param.span, format!("`{}` is a param: it is known only when deploying", param.name), 0);
            }
            ExprKind::Let(id) => self.each_late(&self.model.let_def(*id).value, seen, each),
            ExprKind::Member { base, name, .. } => match self.model.base(&base.ty) {
                Type::Endpoint if name != "port" => {
                    each(expr.span, format!("`{name}` of an endpoint is known only when it runs"), 3);
                }
                Type::Ref(heads) => match heads.first() {
                    Some(Head::Component(component)) => {
                        let output = self.model.component(*component).outputs.get(name);
                        if let Some(value) = output.and_then(|output| output.value.as_ref()) {
                            self.each_late(value, seen, each);
                        }
                    }
                    Some(Head::Kind(kind)) if self.model.kind(*kind).raw => {
                        let text = "attributes of a resource are known only once it exists".to_owned();
                        each(expr.span, text, 2);
                    }
                    _ => {}
                },
                _ => {}
            },
            _ => {}
        });
    }

    /// A late value whose producer runs after the place that wants it.
    fn producer_order(&mut self, expr: &Expr, until: &str, origin: Span) {
        let Some(latest) = PRODUCERS.iter().position(|producer| *producer == until) else { return };
        let mut late: Option<(Span, String, usize)> = None;
        self.each_late(expr, &mut FxHashSet::default(), &mut |span, text, producer| {
            if producer > latest && late.is_none() {
                late = Some((span, text, producer));
            }
        });
        if let Some((span, text, producer)) = late {
            let what = self.describe(expr);
            let producer = PRODUCERS.get(producer).copied().unwrap_or_default();
            self.report(e03::e0309_too_late::too_late(expr.span, &what, producer, until, (span, &text), origin));
        }
    }
}
