/** Remembers tasks for a while, so that a request that is sent again makes no second work. */
export class SeenTasks {
  readonly #seen = new Map<string, number>();
  readonly #most: number;
  readonly #forMs: number;
  readonly #now: () => number;

  /**
   * @param most how many are remembered; beyond, the oldest is forgotten
   * @param forMs how long
   * @param now milliseconds of any clock that only goes forward
   */
  constructor(most: number, forMs: number, now: () => number) {
    this.#most = most;
    this.#forMs = forMs;
    this.#now = now;
  }

  has(id: string): boolean {
    const at = this.#seen.get(id);
    return at !== undefined && this.#now() - at < this.#forMs;
  }

  add(id: string): void {
    this.#seen.delete(id);
    this.#seen.set(id, this.#now());
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > this.#most && oldest !== undefined) this.#seen.delete(oldest);
  }
}
