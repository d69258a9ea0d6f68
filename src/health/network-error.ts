const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped in the middle',
  UND_ERR_SOCKET: 'the connection was closed before the answer ended',
};

/** A connection that did not work, in words. Anything else is given back as its message. */
export function describeNetworkError(error: unknown): string {
  const chain = causes(error);
  for (const { code } of chain) {
    if (code !== undefined && WORDS[code] !== undefined) return WORDS[code];
  }
  return chain.at(-1)?.message ?? String(error);
}

/** An error and what caused it; several addresses tried at once hide their errors in a list. */
function causes(error: unknown): (Error & { code?: string })[] {
  const found: (Error & { code?: string })[] = [];
  let next: unknown = error;
  while (next instanceof Error && found.length < 10) {
    found.push(next);
    next = next instanceof AggregateError ? next.errors[0] : next.cause;
  }
  return found;
}
