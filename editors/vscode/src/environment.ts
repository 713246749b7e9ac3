// The environment that the preview and the graph show, in the status bar.

import * as vscode from 'vscode';
import type { Server } from './server';

const ALL = 'all environments';

export class Environment implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('infrac.environment', vscode.StatusBarAlignment.Right, 90);
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly listeners: vscode.Disposable[];

  /** Fires when another environment was chosen. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly server: Server) {
    this.item.name = 'infrac environment';
    this.item.command = 'infrac.chooseEnvironment';
    this.listeners = [
      vscode.window.onDidChangeActiveTextEditor(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('infrac.environment')) {
          this.refresh();
          this.changes.fire();
        }
      }),
    ];
    this.refresh();
  }

  /** The chosen one; empty: all of them. */
  get current(): string {
    return vscode.workspace.getConfiguration('infrac', scope()).get('environment', '');
  }

  /** Asks for one, of those in which the block under the cursor has an output. */
  async choose(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'infra') {
      return;
    }
    const outputs = await this.server.generatedOutput(editor.document, editor.selection.active);
    const names = [...new Set(outputs.flatMap((output) => (output.environment ? [output.environment] : [])))];
    const chosen = await vscode.window.showQuickPick([ALL, ...names], { placeHolder: 'What the preview shows' });
    if (chosen !== undefined) {
      const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
      const settings = vscode.workspace.getConfiguration('infrac', scope());
      await settings.update('environment', chosen === ALL ? '' : chosen, target);
    }
  }

  private refresh(): void {
    if (vscode.window.activeTextEditor?.document.languageId === 'infra') {
      this.item.text = `$(server-environment) ${this.current || ALL}`;
      this.item.tooltip = 'The environment that the preview of infrac shows';
      this.item.show();
    } else {
      this.item.hide();
    }
  }

  dispose(): void {
    vscode.Disposable.from(this.item, this.changes, ...this.listeners).dispose();
  }
}

function scope(): vscode.Uri | undefined {
  return vscode.window.activeTextEditor?.document.uri;
}
