import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type WebSocket, WebSocketServer } from 'ws';
import { HEALTH_USER } from '../../../../src/health/visit.ts';
import { type FakeHub, json, type Route, startFakeHub, text } from '../../../health/support/fake-hub.ts';

const notebooks = fileURLToPath(new URL('../../../../notebooks', import.meta.url));

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly Record<string, unknown>[];
}

/** What our notebooks expect of each of their cells. */
const answers = new Map<string, readonly Record<string, unknown>[]>(
  readdirSync(notebooks).flatMap((file) => {
    const { cells } = JSON.parse(readFileSync(join(notebooks, file), 'utf8')) as { cells: readonly Cell[] };
    return cells
      .filter(({ cell_type }) => cell_type === 'code')
      .map(({ source, outputs = [] }): [string, readonly Record<string, unknown>[]] => [joined(source), outputs]);
  }),
);

const kernel = {
  id: 'k1',
  name: 'python3',
  execution_state: 'idle',
  connections: 0,
  last_activity: '2026-11-22T00:00:00Z',
};
const spec = { language: 'python', argv: [], display_name: 'Python 3', metadata: {} };
const api = `/user/${HEALTH_USER}/api`;

/** A scripted hub with a scripted kernel that knows our notebooks: all layers pass while the test says so. */
export async function startWorkingHub(isWell: () => boolean = () => true): Promise<FakeHub> {
  const health: Route = (request, response) =>
    (isWell() ? json(200, { version: '5.5.1' }) : text(500, 'no database'))(request, response);
  const hub = await startFakeHub({
    'GET /hub/api/': health,
    [`GET ${api}/kernelspecs`]: json(200, {
      default: 'python3',
      kernelspecs: { python3: { name: 'python3', spec, resources: {} } },
    }),
    [`POST ${api}/kernels`]: json(201, kernel),
    [`GET ${api}/kernels/k1`]: json(200, kernel),
    [`DELETE ${api}/kernels/k1`]: json(204, undefined),
  });
  // Without a protocol the client talks plain JSON.
  const sockets = new WebSocketServer({ server: hub.server, handleProtocols: () => false });
  sockets.on('connection', (socket) => socket.on('message', (data) => answer(socket, JSON.parse(String(data)))));
  return {
    ...hub,
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      await hub.close();
    },
  };
}

interface Message {
  readonly header: { readonly msg_type: string; readonly session: string };
  readonly content: { readonly code?: string };
}

function answer(socket: WebSocket, message: Message): void {
  const { msg_type, session } = message.header;
  let sent = 0;
  const send = (channel: string, type: string, content: object): void => {
    sent += 1;
    const header = {
      msg_id: `${crypto.randomUUID()}-${sent}`,
      msg_type: type,
      session,
      username: 'kernel',
      date: '2026-11-22T00:00:00Z',
      version: '5.3',
    };
    socket.send(JSON.stringify({ header, parent_header: message.header, metadata: {}, content, channel, buffers: [] }));
  };
  send('iopub', 'status', { execution_state: 'busy' });
  if (msg_type === 'kernel_info_request') {
    const language_info = { name: 'python', version: '3.13', mimetype: 'text/x-python', file_extension: '.py' };
    send('shell', 'kernel_info_reply', {
      status: 'ok',
      protocol_version: '5.3',
      implementation: 'scripted',
      implementation_version: '1',
      language_info,
      banner: '',
      help_links: [],
    });
  }
  if (msg_type === 'execute_request') {
    for (const { output_type, ...content } of answers.get(message.content.code ?? '') ?? []) {
      const shown = 'text' in content ? { ...content, text: joined(content.text as string | string[]) } : content;
      send('iopub', String(output_type), shown);
    }
    send('shell', 'execute_reply', { status: 'ok', execution_count: 1, user_expressions: {}, payload: [] });
  }
  send('iopub', 'status', { execution_state: 'idle' });
}

function joined(text: string | readonly string[]): string {
  return typeof text === 'string' ? text : text.join('');
}
