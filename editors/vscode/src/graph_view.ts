// The graph of the project in a tab of its own; a click leads to the block.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Environment } from './environment';
import { draw, read } from './graph';
import type { Server } from './server';

export class GraphView implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private document: vscode.TextDocument | undefined;
  private readonly listeners: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly environment: Environment,
  ) {
    this.listeners = [
      vscode.workspace.onDidSaveTextDocument((document) => document.languageId === 'infra' && this.refresh()),
      environment.onDidChange(() => this.refresh()),
    ];
  }

  async show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'infra') {
      return;
    }
    this.document = document;
    if (!this.panel) {
      this.panel = vscode.window.createWebviewPanel('infrac.graph', 'infrac: graph', vscode.ViewColumn.Beside, {
        enableScripts: true,
        localResourceRoots: [],
      });
      this.panel.onDidDispose(() => (this.panel = undefined));
      this.panel.webview.onDidReceiveMessage((name: unknown) => typeof name === 'string' && this.open(name));
    }
    this.panel.reveal(undefined, true);
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    if (!this.panel || !this.document) {
      return;
    }
    let body: string;
    try {
      const text = await this.server.graph(this.document, this.environment.current);
      body = text ? draw(read(text)) : '<p>The server has no graph of this project: it has errors, or no environment.</p>';
    } catch (error) {
      body = '<p>The server has no graph of this project.</p>';
      console.error(error);
    }
    if (this.panel) {
      this.panel.webview.html = page(body);
    }
  }

  /** Shows the block of that name, as the server finds it among the symbols of the project. */
  private async open(name: string): Promise<void> {
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', name);
    const symbol = found?.find((one) => one.name === name) ?? found?.find((one) => one.name.endsWith(` ${name}`)) ?? found?.[0];
    if (symbol) {
      await vscode.window.showTextDocument(symbol.location.uri, { selection: symbol.location.range, viewColumn: vscode.ViewColumn.One });
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.listeners).dispose();
    this.panel?.dispose();
  }
}

function page(body: string): string {
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<style nonce="${nonce}">
  text { fill: var(--vscode-editor-foreground); font: 13px var(--vscode-font-family); }
  .kind, .label { fill: var(--vscode-descriptionForeground); font-size: 11px; }
  .label { text-anchor: middle; }
  rect { fill: var(--vscode-editorWidget-background); stroke: var(--vscode-editorWidget-border, var(--vscode-panel-border)); }
  .node { cursor: pointer; }
  .node:hover rect { stroke: var(--vscode-focusBorder); }
  path.hard, path.soft { fill: none; stroke: var(--vscode-descriptionForeground); }
  path.hard { stroke-width: 2.2; }
  marker path { fill: var(--vscode-descriptionForeground); }
</style>
</head>
<body>
${body}
<script nonce="${nonce}">
  const editor = acquireVsCodeApi();
  for (const node of document.querySelectorAll('.node')) {
    node.addEventListener('click', () => editor.postMessage(node.dataset.name));
  }
</script>
</body>
</html>`;
}
