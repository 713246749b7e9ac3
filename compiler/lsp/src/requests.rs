//! Which function answers which request.

use crate::fault::Fault;
use crate::features::{
    actions, commands, completion, format, hierarchy, hover, navigate, outline, pull, rename, signature, symbols,
    tokens, values,
};
use crate::workspace::Workspace;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Answers a request: parameters in, result out.
pub type Handler = fn(&mut Workspace, Value) -> Result<Value, Fault>;

/// A request that is answered.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its method.
    pub method: &'static str,
    /// Its function.
    pub handler: Handler,
    /// Its answer speaks of places in a text, so that it is worthless once the text changed.
    pub is_of_text: bool,
}

impl Entry {
    /// Whether it asks for findings: of one text, or of all.
    pub fn is_pull(&self) -> bool {
        self.method.ends_with("/diagnostic")
    }
}

/// Declares the table: methods whose answers hold for one text only, then the others.
macro_rules! requests {
    (text { $($text:literal => $of_text:path,)* } any { $($any:literal => $of_any:path,)* }) => {
        /// All requests, but for those that begin and end a session.
        pub static TABLE: &[Entry] = &[
            $(Entry { method: $text, handler: |workspace, params| answer(workspace, params, $of_text), is_of_text: true },)*
            $(Entry { method: $any, handler: |workspace, params| answer(workspace, params, $of_any), is_of_text: false },)*
        ];
    };
}

requests! {
    text {
        "textDocument/diagnostic" => pull::document,
        "textDocument/hover" => hover::hover,
        "textDocument/definition" => navigate::definition,
        "textDocument/typeDefinition" => navigate::type_definition,
        "textDocument/references" => navigate::references,
        "textDocument/documentHighlight" => navigate::highlights,
        "textDocument/prepareRename" => rename::prepare,
        "textDocument/rename" => rename::rename,
        "textDocument/completion" => completion::completion,
        "textDocument/signatureHelp" => signature::signature_help,
        "textDocument/documentSymbol" => symbols::document,
        "textDocument/semanticTokens/full" => tokens::full,
        "textDocument/semanticTokens/full/delta" => tokens::delta,
        "textDocument/semanticTokens/range" => tokens::range,
        "textDocument/foldingRange" => outline::folds,
        "textDocument/selectionRange" => outline::selections,
        "textDocument/documentLink" => outline::links,
        "textDocument/inlayHint" => values::hints,
        "textDocument/codeLens" => values::lenses,
        "textDocument/prepareCallHierarchy" => hierarchy::prepare,
        "textDocument/codeAction" => actions::actions,
        "textDocument/formatting" => format::document,
        "textDocument/rangeFormatting" => format::range,
        "textDocument/onTypeFormatting" => format::on_type,
    }
    any {
        "workspace/diagnostic" => pull::workspace,
        "workspace/symbol" => symbols::workspace,
        "workspace/executeCommand" => commands::execute,
        "codeAction/resolve" => actions::resolve,
        "completionItem/resolve" => completion::resolve,
        "callHierarchy/incomingCalls" => hierarchy::incoming,
        "callHierarchy/outgoingCalls" => hierarchy::outgoing,
        "infrac/settled" => settled,
    }
}

/// The request that is answered once all findings of the current texts are known.
pub const SETTLED: &str = "infrac/settled";

/// The worker keeps [`SETTLED`] until it is time; then there is nothing to say.
fn settled(_: &mut Workspace, _: Value) -> Result<(), Fault> {
    Ok(())
}

/// The entry of a method.
pub fn find(method: &str) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.method == method)
}

fn answer<P: DeserializeOwned, R: Serialize>(
    workspace: &mut Workspace,
    params: Value,
    function: impl Fn(&mut Workspace, P) -> Result<R, Fault>,
) -> Result<Value, Fault> {
    let params = serde_json::from_value(params).map_err(Fault::params)?;
    let result = function(workspace, params)?;
    serde_json::to_value(result).map_err(|error| Fault::internal(error.to_string()))
}
