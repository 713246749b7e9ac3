//! `textDocument/definition`, `typeDefinition`, `references` and `documentHighlight`.

use crate::fault::Fault;
use crate::protocol::{
    DefinitionParams, DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Location, LocationLink,
    ReferenceParams, TextDocumentPositionParams, TypeDefinitionParams,
};
use crate::workspace::Workspace;
use infrac_ide::{Snapshot, Target};
use infrac_source::FileId;
use serde::Serialize;

/// Places to go to: as links, which say what was pointed at and what the whole declaration is, to clients that know them.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Places {
    /// With the ranges around them.
    Links(Vec<LocationLink>),
    /// The names alone.
    Plain(Vec<Location>),
}

/// Where the name under the cursor is declared.
pub fn definition(workspace: &mut Workspace, params: DefinitionParams) -> Result<Option<Places>, Fault> {
    let links = workspace.client.links_definitions;
    places(workspace, &params.text_document_position_params, links, infrac_ide::definition)
}

/// Where the type of what is under the cursor is declared.
pub fn type_definition(workspace: &mut Workspace, params: TypeDefinitionParams) -> Result<Option<Places>, Fault> {
    let links = workspace.client.links_type_definitions;
    places(workspace, &params.text_document_position_params, links, infrac_ide::type_definition)
}

fn places(
    workspace: &mut Workspace,
    at: &TextDocumentPositionParams,
    as_links: bool,
    find: fn(&Snapshot, FileId, u32) -> Vec<Target>,
) -> Result<Option<Places>, Fault> {
    let Some((subject, offset)) = workspace.place(&at.text_document.uri, at.position) else { return Ok(None) };
    let targets = find(&subject.snapshot, subject.file, offset);
    if targets.is_empty() {
        return Ok(None);
    }
    let convert = workspace.converter(&subject);
    if !as_links {
        return Ok(Some(Places::Plain(targets.iter().filter_map(|target| convert.location(target.name)).collect())));
    }
    let links = targets.iter().filter_map(|target| {
        let name = convert.location(target.name)?;
        Some(LocationLink {
            origin_selection_range: Some(convert.range(target.from)),
            target_uri: name.uri,
            target_range: convert.range(target.whole),
            target_selection_range: name.range,
        })
    });
    Ok(Some(Places::Links(links.collect())))
}

/// Everywhere the name under the cursor stands.
pub fn references(workspace: &mut Workspace, params: ReferenceParams) -> Result<Option<Vec<Location>>, Fault> {
    let at = params.text_document_position_params;
    let Some(subject) = workspace.subject_of_all(&at.text_document.uri) else { return Ok(None) };
    let offset = workspace.offset(&subject, at.position);
    let convert = workspace.converter(&subject);
    let found = infrac_ide::references(&subject.snapshot, subject.file, offset).into_iter();
    let wanted = found.filter(|reference| params.context.include_declaration || !reference.is_definition);
    Ok(Some(wanted.filter_map(|reference| convert.location(reference.span)).collect()))
}

/// Where else in the text the name under the cursor stands.
pub fn highlights(
    workspace: &mut Workspace,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>, Fault> {
    let at = params.text_document_position_params;
    let Some((subject, offset)) = workspace.place(&at.text_document.uri, at.position) else { return Ok(None) };
    let convert = workspace.converter(&subject);
    let found = infrac_ide::highlights(&subject.snapshot, subject.file, offset).into_iter();
    let highlights = found.map(|reference| DocumentHighlight {
        range: convert.range(reference.span),
        kind: Some(if reference.is_definition { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read }),
    });
    Ok(Some(highlights.collect()))
}
