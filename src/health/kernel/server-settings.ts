import type { ServerConnection } from '@jupyterlab/services';
import { fetch, Headers, Request, type RequestInfo, Response } from 'undici';
import { type HttpClient, readLimited } from '../http-client.ts';
import { authorizedWebSocket } from './authorized-web-socket.ts';

/** Connects the Jupyter client to a user's server through our limits and certificate authorities. */
export async function serverSettings(http: HttpClient, server: URL): Promise<ServerConnection.ISettings> {
  const { ServerConnection } = await import('@jupyterlab/services');
  const limitedFetch = async (request: RequestInfo): Promise<Response> => {
    const response = await fetch(request, { dispatcher: http.dispatcher, redirect: 'manual' });
    const text = await readLimited(response);
    const { status, headers } = response;
    // An empty answer may not even have an empty body.
    return new Response(text === '' ? null : text, { status, headers });
  };
  const authorization = http.token && server.origin === http.base.origin ? http.token.authorization : undefined;
  const web = { fetch: limitedFetch, Request, Headers, WebSocket: authorizedWebSocket(http) };
  return ServerConnection.makeSettings({
    baseUrl: server.href,
    wsUrl: server.href.replace(/^http/, 'ws'),
    appendToken: false,
    init: authorization === undefined ? {} : { headers: { authorization } },
    // The client is typed for browsers; these have the same shape.
    ...(web as unknown as Partial<ServerConnection.ISettings>),
  });
}
