import { pause } from './patient-call.ts';

/** Beats at an interval until it is stopped; the first beat comes after one interval. */
export class Heartbeat {
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  /** @param beat gets a signal that ends it when the heart stops; must not reject */
  constructor(intervalMs: number, beat: (signal: AbortSignal) => Promise<void>) {
    this.#done = this.#loop(intervalMs, beat);
  }

  /** Resolves after a beat under way has ended, so that nothing is sent after the last word. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #loop(intervalMs: number, beat: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await pause(intervalMs, signal);
      } catch {
        return;
      }
      await beat(signal);
    }
  }
}
