// The graph that the server writes as a flowchart of Mermaid, read and laid out in columns: who is used stands right of who uses it.

export interface Node {
  id: string;
  name: string;
  kind: string;
  column: number;
  row: number;
}

export interface Edge {
  from: string;
  to: string;
  label: string;
  hard: boolean;
}

export interface Graph {
  nodes: Node[];
  edges: Edge[];
}

const NODE = /^\s*(\w+)\["(.*?)(?:<br\/><small>(.*)<\/small>)?"\]\s*$/;
const EDGE = /^\s*(\w+)\s+(==>|-->)(?:\|(.*)\|)?\s+(\w+)\s*$/;

/** Reads what `infrac graph --as mermaid` writes; lines of another form are left out. */
export function read(text: string): Graph {
  const graph: Graph = { nodes: [], edges: [] };
  for (const line of text.split('\n')) {
    const node = NODE.exec(line);
    const edge = EDGE.exec(line);
    if (node) {
      graph.nodes.push({ id: node[1]!, name: node[2]!, kind: node[3] ?? '', column: 0, row: 0 });
    } else if (edge) {
      graph.edges.push({ from: edge[1]!, to: edge[4]!, label: edge[3] ?? '', hard: edge[2] === '==>' });
    }
  }
  arrange(graph);
  return graph;
}

/** Gives each node its column, the longest way to it, and its row, near what it is joined to. */
function arrange(graph: Graph): void {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const forward = withoutCycles(graph, byId);
  for (const id of forward.order) {
    for (const next of forward.next.get(id) ?? []) {
      const [from, to] = [byId.get(id)!, byId.get(next)!];
      to.column = Math.max(to.column, from.column + 1);
    }
  }
  const columns: Node[][] = [];
  for (const node of graph.nodes) {
    (columns[node.column] ??= []).push(node);
  }
  columns.forEach((column) => column.forEach((node, row) => (node.row = row)));
  const neighbours = new Map<string, Node[]>(graph.nodes.map((node) => [node.id, []]));
  for (const { from, to } of graph.edges) {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (a && b) {
      neighbours.get(from)!.push(b);
      neighbours.get(to)!.push(a);
    }
  }
  for (let pass = 0; pass < 8; pass++) {
    for (const column of columns) {
      const place = new Map(column.map((node) => [node.id, middle(node, neighbours.get(node.id)!)]));
      column.sort((a, b) => place.get(a.id)! - place.get(b.id)! || (a.name < b.name ? -1 : 1));
      column.forEach((node, row) => (node.row = row));
    }
  }
}

function middle(node: Node, neighbours: Node[]): number {
  return neighbours.length === 0 ? node.row : neighbours.reduce((sum, other) => sum + other.row, 0) / neighbours.length;
}

/** The edges without those that close a cycle, and the nodes in an order that they allow. */
function withoutCycles(graph: Graph, byId: Map<string, Node>): { order: string[]; next: Map<string, string[]> } {
  const all = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  for (const { from, to } of graph.edges) {
    if (byId.has(from) && byId.has(to)) {
      all.get(from)!.push(to);
    }
  }
  const next = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  const state = new Map<string, 'open' | 'done'>();
  const order: string[] = [];
  for (const { id } of graph.nodes) {
    if (state.has(id)) {
      continue;
    }
    const stack: { id: string; at: number }[] = [{ id, at: 0 }];
    state.set(id, 'open');
    while (stack.length > 0) {
      const frame = stack[stack.length - 1]!;
      const target = all.get(frame.id)![frame.at++];
      if (target === undefined) {
        state.set(frame.id, 'done');
        order.push(frame.id);
        stack.pop();
      } else if (state.get(target) !== 'open') {
        next.get(frame.id)!.push(target);
        if (!state.has(target)) {
          state.set(target, 'open');
          stack.push({ id: target, at: 0 });
        }
      }
    }
  }
  return { order: order.reverse(), next };
}

const WIDTH = 190;
const HEIGHT = 44;
const GAP_X = 110;
const GAP_Y = 22;

/** The graph as SVG, in the colours of the editor. Each node holds its name in `data-name`. */
export function draw(graph: Graph): string {
  const place = new Map(
    graph.nodes.map((node) => [node.id, { x: 10 + node.column * (WIDTH + GAP_X), y: 10 + node.row * (HEIGHT + GAP_Y) }]),
  );
  const width = 20 + Math.max(0, ...[...place.values()].map(({ x }) => x + WIDTH));
  const height = 20 + Math.max(0, ...[...place.values()].map(({ y }) => y + HEIGHT));
  const edges = graph.edges.flatMap((edge) => {
    const [from, to] = [place.get(edge.from), place.get(edge.to)];
    return from && to ? [arrow(edge, from, to)] : [];
  });
  const nodes = graph.nodes.map((node) => {
    const { x, y } = place.get(node.id)!;
    return (
      `<g class="node" data-name="${escaped(node.name)}" transform="translate(${x},${y})">` +
      `<rect width="${WIDTH}" height="${HEIGHT}" rx="5"/><text x="12" y="19">${escaped(node.name)}</text>` +
      `<text class="kind" x="12" y="35">${escaped(node.kind)}</text></g>`
    );
  });
  const head = '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z"/></marker>';
  return `<svg width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg"><defs>${head}</defs>${edges.join('')}${nodes.join('')}</svg>`;
}

function arrow(edge: Edge, from: { x: number; y: number }, to: { x: number; y: number }): string {
  const forward = to.x > from.x;
  const [x1, y1] = [forward ? from.x + WIDTH : from.x, from.y + HEIGHT / 2];
  const [x2, y2] = [forward ? to.x : to.x + WIDTH, to.y + HEIGHT / 2];
  const bend = (forward ? 1 : -1) * Math.max(40, Math.abs(x2 - x1) / 2);
  const path = `<path class="${edge.hard ? 'hard' : 'soft'}" marker-end="url(#head)" d="M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}"/>`;
  const label = edge.label ? `<text class="label" x="${(x1 + x2) / 2}" y="${(y1 + y2) / 2 - 4}">${escaped(edge.label)}</text>` : '';
  return path + label;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
}
