// The commands behind the lenses that the server shows above a block; it gives them an address and a position of the protocol.

import * as vscode from 'vscode';

/** A position as the protocol writes it. */
export interface Place {
  line: number;
  character: number;
}

/** Puts the cursor on a place. */
export async function goTo(uri: string, place: Place): Promise<void> {
  const at = new vscode.Position(place.line, place.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(at, at) });
}

/** Shows who uses what is declared at a place. */
export async function showReferences(uri: string, place: Place): Promise<void> {
  const document = vscode.Uri.parse(uri);
  const at = new vscode.Position(place.line, place.character);
  const found = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', document, at);
  await vscode.commands.executeCommand('editor.action.showReferences', document, at, found);
}
