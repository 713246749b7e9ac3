// What the block under the cursor becomes, beside the source, kept current while one types and moves.

import * as vscode from 'vscode';
import type { Environment } from './environment';
import type { Output, Server } from './server';

const SCHEME = 'infrac-output';

export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly listeners: vscode.Disposable[];
  private readonly uri = vscode.Uri.from({ scheme: SCHEME, path: '/output of the block.yaml' });
  private text = '';
  private timer: NodeJS.Timeout | undefined;
  private question = 0;

  readonly onDidChange = this.changes.event;

  constructor(
    private readonly server: Server,
    private readonly environment: Environment,
  ) {
    this.listeners = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.window.onDidChangeTextEditorSelection(() => this.schedule()),
      vscode.workspace.onDidChangeTextDocument((event) => event.document.languageId === 'infra' && this.schedule()),
      environment.onDidChange(() => this.schedule()),
    ];
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  async show(): Promise<void> {
    await this.refresh();
    const document = await vscode.workspace.openTextDocument(this.uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: false });
  }

  /** Only while it can be seen. */
  private schedule(): void {
    const visible = vscode.window.visibleTextEditors.some((editor) => editor.document.uri.scheme === SCHEME);
    if (!visible) {
      return;
    }
    clearTimeout(this.timer);
    const delay = vscode.workspace.getConfiguration('infrac').get('preview.delay', 250);
    this.timer = setTimeout(() => void this.refresh(), delay);
  }

  private async refresh(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'infra') {
      return;
    }
    const question = ++this.question;
    let text: string;
    try {
      text = written(await this.server.generatedOutput(editor.document, editor.selection.active), this.environment.current);
    } catch (error) {
      text = `# ${error instanceof Error ? error.message : String(error)}\n`;
    }
    // An older question may be answered later.
    if (question === this.question && text !== this.text) {
      this.text = text;
      this.changes.fire(this.uri);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(this.changes, ...this.listeners).dispose();
  }
}

/** The outputs of one environment, or of all; each with a line that says which file it is. What no environment owns is always shown. */
function written(outputs: Output[], environment: string): string {
  const shown = outputs.filter((output) => !environment || !output.environment || output.environment === environment);
  if (shown.length === 0) {
    const where = environment ? ` in ${environment}` : '';
    return `# No file says anything of what is under the cursor${where}.\n`;
  }
  return shown
    .map(({ path, target, environment: owner, text }) => {
      const head = [target, owner].filter(Boolean).join(', ');
      return `# ${path}${head ? ` (${head})` : ''}\n${text.endsWith('\n') ? text : `${text}\n`}`;
    })
    .join('\n');
}
