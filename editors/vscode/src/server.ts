// The talk with `infrac lsp`.

import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, State, type StaticFeature } from 'vscode-languageclient/node';

/** What a block becomes: one file of one target in one environment. */
export interface Output {
  path: string;
  target: string;
  environment: string;
  text: string;
}

/** Says that the commands behind the server's lenses are there: without it the lenses are titles alone. */
const LENSES: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, commands: { commands: ['infrac.showReferences', 'infrac.showGenerated'] } };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** The server's process and the questions that the editor's own protocol does not know. */
export class Server {
  private client: LanguageClient | undefined;

  /** Starts the server, unless the folder is not trusted. */
  async start(): Promise<void> {
    if (!vscode.workspace.isTrusted || this.client) {
      return;
    }
    const settings = vscode.workspace.getConfiguration('infrac');
    const command = withFolder(settings.get('path', 'infrac'));
    const server: ServerOptions = { command, args: settings.get<string[]>('arguments', ['lsp']).map(withFolder) };
    const options: LanguageClientOptions = {
      documentSelector: [{ scheme: 'file', language: 'infra' }],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.infra') },
    };
    const client = new LanguageClient('infrac', 'infrac', server, options);
    client.registerFeature(LENSES);
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.client = undefined;
      await explain(command, error);
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.state === State.Running) {
      await client.stop();
    }
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** What the block at a place becomes. */
  async generatedOutput(document: vscode.TextDocument, position: vscode.Position): Promise<Output[]> {
    const client = this.client;
    if (!client) {
      return [];
    }
    const place = client.code2ProtocolConverter.asPosition(position);
    const answer = await this.execute<Output[]>('infrac.generatedOutput', [{ uri: document.uri.toString(), position: place }]);
    return answer ?? [];
  }

  /** The graph of the project that a file belongs to, as Mermaid's flowchart. */
  async graph(document: vscode.TextDocument, environment: string): Promise<string | undefined> {
    const question = { uri: document.uri.toString(), format: 'mermaid', ...(environment ? { environment } : {}) };
    return this.execute<string>('infrac.graph', [question]);
  }

  private async execute<Answer>(command: string, args: unknown[]): Promise<Answer | undefined> {
    const known = this.client?.initializeResult?.capabilities.executeCommandProvider?.commands;
    if (!this.client || !known?.includes(command)) {
      return undefined;
    }
    const answer: unknown = await this.client.sendRequest('workspace/executeCommand', { command, arguments: args });
    return (answer ?? undefined) as Answer | undefined;
  }
}

function withFolder(text: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return text.replaceAll('${workspaceFolder}', folder);
}

async function explain(command: string, error: unknown): Promise<void> {
  const settings = 'Open the Setting';
  const reason = error instanceof Error ? error.message : String(error);
  const chosen = await vscode.window.showErrorMessage(
    `infrac: \`${command}\` could not be started: ${reason}. Install infrac, or say where it is in the setting infrac.path.`,
    settings,
  );
  if (chosen === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'infrac.path');
  }
}
