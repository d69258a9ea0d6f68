/** Objects of one bucket, as far as a log needs them. Each of these throws an `ObjectFailure`. */
export interface Objects {
  /** Writes a new object. */
  put(key: string, text: string): Promise<void>;
  /** Keys that begin with the prefix and come after another key, in their order; at most as many as asked for. */
  list(prefix: string, after: string, most: number): Promise<string[]>;
  /** Content of an object; a large one is refused. */
  get(key: string): Promise<string>;
}

/** Largest object that is read, in bytes: a check of a hundred hubs has a tenth of it. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** A bucket that did not do what it was asked for. */
export class ObjectFailure extends Error {
  /** Whether it works, but the identity may not do this. */
  readonly isForbidden: boolean;

  constructor(message: string, isForbidden = false) {
    super(message);
    this.name = 'ObjectFailure';
    this.isForbidden = isForbidden;
  }
}
