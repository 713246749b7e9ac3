//! What the client can do, read once.

use crate::position::Encoding;
use crate::protocol::{ClientCapabilities, PositionEncodingKind};

/// The facts about a client that decide about answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Client {
    /// How it counts characters.
    pub encoding: Encoding,
    /// It asks for findings, and asks again when it is told to: without that it would never see what is found behind the first answer (Neovim 0.11).
    pub pulls: bool,
    /// It asks again for findings when it is told to.
    pub refreshes_diagnostics: bool,
    /// It asks again for inlay hints.
    pub refreshes_hints: bool,
    /// It asks again for code lenses.
    pub refreshes_lenses: bool,
    /// It knows snippets.
    pub takes_snippets: bool,
    /// It shows the symbols of a text as a tree.
    pub nests_symbols: bool,
    /// It asks for the edits of a code action once it is chosen.
    pub resolves_edits: bool,
    /// It has a command `infrac.showReferences`: it says so in `experimental.commands.commands`.
    pub shows_references: bool,
    /// It has a command `infrac.showGenerated`.
    pub shows_generated: bool,
    /// It knows links for definitions.
    pub links_definitions: bool,
    /// It knows links for definitions of types.
    pub links_type_definitions: bool,
    /// It wants to be told whether findings are complete: `experimental.infracStatus`.
    pub wants_status: bool,
    /// It watches files if it is told which.
    pub watches: bool,
}

impl Client {
    /// Reads the capabilities. UTF-8 is taken if it is offered, else UTF-16, which every client must know.
    pub fn new(said: &ClientCapabilities) -> Self {
        let encodings = said.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let offered = encodings.unwrap_or_default();
        let encoding = if offered.contains(&PositionEncodingKind::UTF8) { Encoding::Utf8 } else { Encoding::Utf16 };
        let workspace = said.workspace.as_ref();
        let document = said.text_document.as_ref();
        let is = |fact: Option<bool>| fact == Some(true);
        let asks_again = is(workspace.and_then(|all| all.diagnostics.as_ref()?.refresh_support));
        let resolved = document.and_then(|all| all.code_action.as_ref()?.resolve_support.as_ref());
        let commands = said.experimental.as_ref().and_then(|all| all.pointer("/commands/commands")?.as_array());
        let has = |command: &str| commands.is_some_and(|all| all.iter().any(|one| one == command));
        Self {
            encoding,
            pulls: asks_again && document.is_some_and(|document| document.diagnostic.is_some()),
            refreshes_diagnostics: asks_again,
            refreshes_hints: is(workspace.and_then(|all| all.inlay_hint.as_ref()?.refresh_support)),
            refreshes_lenses: is(workspace.and_then(|all| all.code_lens.as_ref()?.refresh_support)),
            takes_snippets: is(
                document.and_then(|all| all.completion.as_ref()?.completion_item.as_ref()?.snippet_support)
            ),
            nests_symbols: is(
                document.and_then(|all| all.document_symbol.as_ref()?.hierarchical_document_symbol_support)
            ),
            resolves_edits: resolved.is_some_and(|support| support.properties.iter().any(|name| name == "edit")),
            shows_references: has("infrac.showReferences"),
            shows_generated: has("infrac.showGenerated"),
            links_definitions: is(document.and_then(|all| all.definition.as_ref()?.link_support)),
            links_type_definitions: is(document.and_then(|all| all.type_definition.as_ref()?.link_support)),
            wants_status: is(said.experimental.as_ref().and_then(|all| all["infracStatus"].as_bool())),
            watches: is(workspace.and_then(|all| all.did_change_watched_files.as_ref()?.dynamic_registration)),
        }
    }
}
