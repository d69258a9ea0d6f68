/** A price list that did not come, or not as it must; the message names the address and what to do. */
export class PriceListError extends Error {}

/** How much of a price list is taken, and how long it may take. */
export interface DownloadLimits {
  /** @default 60,000 */
  readonly timeoutMilliseconds?: number;
  /** @default 512 MiB: the list of EC2 in one region has some 200 MiB. */
  readonly mostBytes?: number;
}

const MIB = 1024 * 1024;

/** Fetches JSON, within limits. Redirects are refused: price lists have none, and a redirect may lead anywhere. */
export async function getJson(address: URL, limits: DownloadLimits = {}): Promise<unknown> {
  const { timeoutMilliseconds = 60_000, mostBytes = 512 * MIB } = limits;
  const shown = `${address.origin}${address.pathname}`;
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const response = await fetch(address, { signal, redirect: 'error', headers: { accept: 'application/json' } });
    if (!response.ok) {
      await response.body?.cancel();
      throw new PriceListError(`${shown}: answered ${response.status}; try again later, or check the address`);
    }
    return JSON.parse(await readWithin(response, mostBytes, shown));
  } catch (error) {
    if (error instanceof PriceListError) throw error;
    throw new PriceListError(`${shown}: ${reasonOf(error, timeoutMilliseconds)}`);
  }
}

async function readWithin(response: Response, mostBytes: number, shown: string): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes)
      throw new PriceListError(`${shown}: is larger than ${mostBytes} bytes; it is not read further`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function reasonOf(error: unknown, timeoutMilliseconds: number): string {
  if (error instanceof SyntaxError) return 'is not JSON; check the address';
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `did not answer within ${timeoutMilliseconds / 1000} s; try again later`;
  }
  return 'cannot be reached; check the network';
}
