import { isIP } from 'node:net';

/**
 * The address of a hub, with a slash at the end.
 * @throws Error with what is wrong with it; the token must not go out in the clear, or into a log
 */
export function hubAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new Error(`is not an address, got ${text}; give one like https://hub.example.org`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new Error('holds more than a place; give it without user, query and fragment');
  }
  if (url.protocol === 'http:' && !staysInside(url.hostname)) {
    throw new Error(`would send the token in the clear to ${url.host}; use https`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** This machine, or a service of the same cluster. */
function staysInside(host: string): boolean {
  if (host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))) return true;
  return host === 'localhost' || !/[.:]/.test(host) || host.endsWith('.svc') || host.endsWith('.svc.cluster.local');
}
