//! Declarations and imports.

use super::reader::Reader;
use crate::ast::{
    Body, Component, Decl, DeclKind, Defaults, Entry, Extend, Fn, Ident, Import, ImportTarget, Kind as KindDecl,
    Output, Param, StringLit, Test, TypeDecl,
};
use crate::grammar::Item;
use crate::token::{Flags, Kind, Word};

impl<'t> Reader<'_, 't> {
    /// What stands at the top of a file.
    pub fn item(&mut self) -> Option<Item> {
        self.note_item();
        if self.peek().is_word(Word::Import) {
            return self.import().map(Item::Import);
        }
        let start = self.start();
        let notes = self.notes()?;
        let public = self.peek();
        let public = self.eat_word(Word::Pub).then(|| self.context.span(public));
        let kind = self.decl_kind()?;
        let span = notes.with_doc(self.span_from(start));
        Some(Item::Decl(Decl { notes, public, kind, span }))
    }

    /// `import "../shared" as s`, `import std.aws`.
    fn import(&mut self) -> Option<Import> {
        let start = self.start();
        self.word(Word::Import)?;
        if self.peek().flags.has(Flags::BEGINS) {
            return None;
        }
        let target = match self.peek().kind {
            Kind::Lower => ImportTarget::Std(self.path()?),
            _ => ImportTarget::Folder(plain(self.text()?)),
        };
        let alias = match self.eat_word(Word::As) {
            true => Some(self.declared()?),
            false => None,
        };
        Some(Import { target, alias, span: self.span_from(start) })
    }

    fn decl_kind(&mut self) -> Option<DeclKind> {
        let tree = self.peek();
        if tree.flags.has(Flags::KEY) {
            return None;
        }
        Some(match tree.word {
            Word::Let => DeclKind::Let(self.let_()?),
            Word::Assert => DeclKind::Assert(self.assert()?),
            Word::Fn => DeclKind::Fn(self.function()?),
            Word::Type => DeclKind::Type(self.type_decl()?),
            Word::Component => DeclKind::Component(self.component()?),
            Word::Kind => DeclKind::Kind(self.kind_decl()?),
            Word::Extend => DeclKind::Extend(self.extend()?),
            Word::Defaults => DeclKind::Defaults(self.defaults()?),
            Word::Test => DeclKind::Test(self.test()?),
            Word::Param => DeclKind::Param(self.param()?),
            word if word.begins_declaration() => return None,
            _ => DeclKind::Block(self.block()?),
        })
    }

    fn function(&mut self) -> Option<Fn> {
        self.next();
        let name = self.declared()?;
        let mut variables = Vec::new();
        if self.eat(Kind::Lt) {
            variables = self.separated(Kind::Comma, Self::upper)?;
            self.take(Kind::Gt)?;
        }
        let params = self.params()?;
        self.take(Kind::Colon)?;
        let result = self.ty()?;
        Some(Fn { name, variables, params, result, body: self.assigned()? })
    }

    fn type_decl(&mut self) -> Option<TypeDecl> {
        self.next();
        let name = self.upper()?;
        self.take(Kind::Eq)?;
        let ty = self.ty()?;
        Some(TypeDecl { name, ty, refinement: self.refinement()? })
    }

    fn component(&mut self) -> Option<Component> {
        self.next();
        let name = self.declared()?;
        let params = self.params()?;
        let base = match self.eat(Kind::Colon) {
            true => Some(self.path()?),
            false => None,
        };
        let group = self.peek();
        if group.kind != Kind::LBrace {
            return None;
        }
        let mut outputs = Vec::new();
        let mut entries = Vec::new();
        self.inside(|reader| reader.members(|reader| reader.component_member(&mut outputs, &mut entries)))?;
        let damaged = group.flags.has(Flags::DAMAGED);
        let body = Body { entries, span: self.context.span(group), damaged };
        Some(Component { name, params, base, outputs, body })
    }

    /// `output name (` and `output name :` are outputs; `output name {` is a block.
    fn component_member(&mut self, outputs: &mut Vec<Output>, entries: &mut Vec<Entry>) -> Option<()> {
        let start = self.start();
        let notes = self.notes()?;
        let (name, sign) = (self.ahead(1), self.ahead(2));
        let is_output = self.peek().is_word(Word::Output)
            && (name.kind == Kind::Lower && !name.nl())
            && matches!(sign.kind, Kind::LParen | Kind::Colon);
        if is_output {
            let output = self.output(notes)?;
            // In a component the compiler gives none.
            output.value.as_ref()?;
            outputs.push(output);
        } else {
            entries.push(self.entry_after(start, notes)?);
        }
        Some(())
    }

    fn kind_decl(&mut self) -> Option<KindDecl> {
        self.next();
        Some(KindDecl { name: self.lower()?, items: self.kind_items()? })
    }

    fn extend(&mut self) -> Option<Extend> {
        self.next();
        Some(Extend { kind: self.lower()?, items: self.kind_items()? })
    }

    fn defaults(&mut self) -> Option<Defaults> {
        self.next();
        Some(Defaults { kind: self.path()?, body: self.body_after_header()? })
    }

    fn test(&mut self) -> Option<Test> {
        self.next();
        let name = plain(self.text()?);
        let environments = self.environments()?.unwrap_or_default();
        Some(Test { name, environments, body: self.body_after_header()? })
    }

    fn param(&mut self) -> Option<Param> {
        self.next();
        let name = self.declared()?;
        self.take(Kind::Colon)?;
        let ty = self.ty()?;
        Some(Param { name, ty, default: self.assigned()? })
    }
}

/// The text of a string without interpolations, as a name.
fn plain(string: StringLit) -> Ident {
    Ident { text: string.plain().unwrap_or_default(), span: string.span }
}
