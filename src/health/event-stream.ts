import { HealthFailure } from './health-failure.ts';

/** Longest line that is read. A Kubernetes event has some KiB. */
const MOST_CHARACTERS = 64 * 1024;

/** The stream said nothing, not even that it is alive, for too long. */
export class SilentStream extends Error {}

/**
 * Data of server-sent events, one string per event.
 * @param idleSeconds silence after which `SilentStream` is thrown
 */
export async function* readEvents(body: AsyncIterable<Uint8Array>, idleSeconds: number): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of readLines(body, idleSeconds)) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n');
      data = [];
    } else if (line.startsWith('data:')) {
      data.push(line.slice('data:'.length).replace(/^ /, ''));
      if (data.length > 1000) throw new HealthFailure('an event has more than 1000 lines', { retry: false });
    }
  }
}

async function* readLines(body: AsyncIterable<Uint8Array>, idleSeconds: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of withoutSilence(body, idleSeconds)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MOST_CHARACTERS) {
      throw new HealthFailure(`a line of the event stream has more than ${MOST_CHARACTERS} characters`, {
        retry: false,
      });
    }
    for (const line of lines) yield line.replace(/\r$/, '');
  }
}

async function* withoutSilence(body: AsyncIterable<Uint8Array>, idleSeconds: number): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    while (true) {
      const next = await nextChunk(chunks, idleSeconds);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // A read that hangs would keep its iterator from ending, so nobody waits for that.
    chunks.return?.()?.catch(() => {});
  }
}

async function nextChunk(chunks: AsyncIterator<Uint8Array>, seconds: number): Promise<IteratorResult<Uint8Array>> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentStream(`no event for ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([chunks.next(), silence]);
  } finally {
    clearTimeout(timer);
  }
}
