/** A queue with a fixed number of places: what does not fit is refused at once, so that the sender tries again. */
export class TaskQueue<Task> {
  readonly #waiting: Task[] = [];
  readonly #work: (task: Task) => Promise<void>;
  readonly #places: number;
  readonly #concurrency: number;
  #running = 0;
  #idle: (() => void)[] = [];

  /**
   * @param places how many tasks may wait
   * @param concurrency how many are worked on at once
   * @param work must not reject
   */
  constructor(places: number, concurrency: number, work: (task: Task) => Promise<void>) {
    this.#places = places;
    this.#concurrency = concurrency;
    this.#work = work;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get running(): number {
    return this.#running;
  }

  /** Whether the next task would be refused. */
  get isFull(): boolean {
    return this.#running >= this.#concurrency && this.#waiting.length >= this.#places;
  }

  /** Takes a task, or tells that there is no place. */
  offer(task: Task): boolean {
    if (this.isFull) return false;
    if (this.#running < this.#concurrency) void this.#run(task);
    else this.#waiting.push(task);
    return true;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #run(task: Task): Promise<void> {
    this.#running += 1;
    try {
      await this.#work(task);
    } finally {
      this.#running -= 1;
      const next = this.#waiting.shift();
      if (next !== undefined) void this.#run(next);
      else if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }
}
