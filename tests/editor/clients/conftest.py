"""What the tests share: a session with `infrac lsp` on a copy of examples/jatra, and open files of it.

INFRAC names the command, JATRA the folder.
"""

import os
import pathlib
import shutil

import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities


def capabilities() -> lsp.ClientCapabilities:
    """What Neovim says that it can do, and the edits of code actions on demand."""
    said = client_capabilities("neovim")
    said.text_document.code_action.resolve_support = lsp.ClientCodeActionResolveOptions(properties=["edit"])
    said.experimental = {"commands": {"commands": ["infrac.showReferences", "infrac.showGenerated"]}}
    return said


async def started(lsp_client: LanguageClient, tmp_path: pathlib.Path, delivery: str):
    folder = tmp_path / "jatra"
    shutil.copytree(os.environ["JATRA"], folder, ignore=shutil.ignore_patterns("out"))
    lsp_client.folder = folder
    # The server asks for what its plans have changed; nothing is shown here that could be asked for again.
    for method in ("workspace/inlayHint/refresh", "workspace/codeLens/refresh"):
        lsp_client.feature(method)(lambda *_: None)
    lsp_client.greeting = await lsp_client.initialize_session(
        lsp.InitializeParams(
            capabilities=capabilities(),
            workspace_folders=[lsp.WorkspaceFolder(uri=folder.as_uri(), name="jatra")],
            initialization_options={"diagnostics": {"pause": 0, "delivery": delivery}},
        )
    )


SERVER = ClientServerConfig(server_command=[os.environ["INFRAC"], "lsp", "--stdio"])


@pytest_lsp.fixture(config=SERVER)
async def client(lsp_client: LanguageClient, tmp_path: pathlib.Path):
    await started(lsp_client, tmp_path, "push")
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=SERVER)
async def puller(lsp_client: LanguageClient, tmp_path: pathlib.Path):
    """A session in which findings are asked for."""
    await started(lsp_client, tmp_path, "pull")
    yield
    await lsp_client.shutdown_session()


class File:
    """An open file of the project."""

    def __init__(self, client: LanguageClient, name: str):
        self.client = client
        self.path = client.folder / name
        self.uri = self.path.as_uri()
        self.text = self.path.read_text()
        self.version = 1
        item = lsp.TextDocumentItem(uri=self.uri, language_id="infra", version=1, text=self.text)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))

    @property
    def document(self):
        return lsp.TextDocumentIdentifier(uri=self.uri)

    def at(self, needle: str, word: str | None = None) -> lsp.Position:
        """The place of a word within the first occurrence of some text."""
        offset = self.text.index(needle) + (needle.index(word) if word else 0)
        before = self.text[:offset]
        return lsp.Position(line=before.count("\n"), character=len(before) - before.rfind("\n") - 1)

    def here(self, needle: str, word: str | None = None) -> dict:
        return {"text_document": self.document, "position": self.at(needle, word)}

    def change(self, old: str, new: str):
        """Types over some text."""
        start = self.at(old)
        lines = old.split("\n")
        end = lsp.Position(
            line=start.line + len(lines) - 1,
            character=len(lines[-1]) + (start.character if len(lines) == 1 else 0),
        )
        self.text = self.text.replace(old, new, 1)
        self.version += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                text_document=lsp.VersionedTextDocumentIdentifier(uri=self.uri, version=self.version),
                content_changes=[
                    lsp.TextDocumentContentChangePartial(range=lsp.Range(start=start, end=end), text=new)
                ],
            )
        )

    def slice(self, range: lsp.Range) -> str:
        """The text of a range."""
        lines = self.text.split("\n")[range.start.line : range.end.line + 1]
        lines[-1] = lines[-1][: range.end.character]
        lines[0] = lines[0][range.start.character :]
        return "\n".join(lines)


async def settled(client: LanguageClient):
    """Until the whole project is analysed."""
    await client.protocol.send_request_async("infrac/settled", None)


def codes(client: LanguageClient, file: File) -> list[str]:
    return [found.code for found in client.diagnostics.get(file.uri, [])]


def after(file: File, needle: str) -> lsp.Position:
    start = file.text.index(needle) + len(needle)
    before = file.text[:start]
    return lsp.Position(line=before.count("\n"), character=len(before) - before.rfind("\n") - 1)


def applied(text: str, edits: list[lsp.TextEdit]) -> str:
    """The text after edits that do not overlap, the last one first as the protocol has it."""
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        start = starts[edit.range.start.line] + edit.range.start.character
        end = starts[edit.range.end.line] + edit.range.end.character
        text = text[:start] + edit.new_text + text[end:]
    return text


def of(output, name: str):
    """A field of what a command answered: an object without a type of its own."""
    return output[name] if isinstance(output, dict) else getattr(output, name)
