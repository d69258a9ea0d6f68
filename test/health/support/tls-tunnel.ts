import { connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from './certificates.ts';

/** Something that speaks TLS on a port of this machine. */
export interface TlsTunnel {
  readonly port: number;
  close(): void;
}

/** Takes TLS connections with a certificate and hands what they say to another port, as an ingress does. */
export async function startTlsTunnel({ cert, key }: Certificate, behind: number): Promise<TlsTunnel> {
  const sockets = new Set<Socket>();
  const server = createServer({ cert, key }, (front) => {
    const back = connect(behind, '127.0.0.1');
    sockets.add(front).add(back);
    front.on('error', () => back.destroy());
    back.on('error', () => front.destroy());
    front.pipe(back).pipe(front);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
