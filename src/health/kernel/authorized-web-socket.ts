import WebSocket from 'ws';
import { type HttpClient, trusted } from '../http-client.ts';

/** Largest message that is read from a kernel. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * A WebSocket class that sends the token in a header. The Jupyter client would put it into the address, which proxies
 * log and newer hubs refuse.
 */
export function authorizedWebSocket({
  base,
  token,
  authorities,
}: HttpClient): new (
  address: string | URL,
  protocols?: string | string[],
) => WebSocket {
  const ca = trusted(authorities);
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      const { protocol, host } = new URL(address);
      const own = host === base.host && protocol === base.protocol.replace('http', 'ws');
      super(address, protocols, {
        ...(own && token && { headers: { authorization: token.authorization } }),
        ...(ca && { ca }),
        maxPayload: MOST_BYTES,
        handshakeTimeout: 30_000,
        followRedirects: false,
      });
      // Without a listener an error after the client let go of the socket would end the process.
      this.on('error', () => {});
    }
  };
}
