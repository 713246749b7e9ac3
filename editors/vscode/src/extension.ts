// Starts `infrac lsp` and gives its answers to the editor. All knowledge of the language is the server's; what stands here is a client, a status
// bar, and two views of what the server computes.

import * as vscode from 'vscode';
import { Server } from './server';
import { Environment } from './environment';
import { Preview } from './preview';
import { GraphView } from './graph_view';
import { goTo, showReferences, type Place } from './lenses';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new Server();
  const environment = new Environment(server);
  const preview = new Preview(server, environment);
  const graph = new GraphView(server, environment);
  const register = (command: string, action: () => unknown) => vscode.commands.registerCommand(command, action);
  context.subscriptions.push(
    environment,
    preview,
    graph,
    register('infrac.showOutput', () => preview.show()),
    register('infrac.showGraph', () => graph.show()),
    register('infrac.chooseEnvironment', () => environment.choose()),
    vscode.commands.registerCommand('infrac.showReferences', showReferences),
    vscode.commands.registerCommand('infrac.showGenerated', async (uri: string, place: Place) => {
      await goTo(uri, place);
      await preview.show();
    }),
    register('infrac.restart', () => server?.restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server?.start()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('infrac.path') || event.affectsConfiguration('infrac.arguments')) {
        void server?.restart();
      }
    }),
  );
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
