/** Signals that ask a run to end. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Where signals come from: the process, or an emitter in a test. */
export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
}

/** Somebody asked a run to end; what has begun is finished first. */
export class Interruption {
  #signal: StopSignal | undefined;
  readonly #listeners = new Set<(signal: StopSignal) => void>();

  /** First signal that came. */
  get signal(): StopSignal | undefined {
    return this.#signal;
  }

  /** Every signal goes to the listeners, so that a second one is heard as well. */
  receive(signal: StopSignal): void {
    this.#signal ??= signal;
    for (const listener of [...this.#listeners]) listener(signal);
  }

  /** @returns what ends the subscription */
  listen(listener: (signal: StopSignal) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Runs the work while the source's signals no longer end the process but reach the interruption. */
export async function whileListening<T>(
  source: SignalSource,
  work: (interruption: Interruption) => Promise<T>,
): Promise<T> {
  const interruption = new Interruption();
  const receivers = stopSignals.map((signal) => [signal, () => interruption.receive(signal)] as const);
  for (const [signal, receive] of receivers) source.on(signal, receive);
  try {
    return await work(interruption);
  } finally {
    for (const [signal, receive] of receivers) source.off(signal, receive);
  }
}

/** What a shell reports of a program that a signal ended. */
export function exitCodeOf(signal: StopSignal): 129 | 130 | 143 {
  return ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const)[signal];
}
