/** More about a failure than its cause. */
export interface FailureOptions {
  /** What to do about it. */
  readonly remedy?: string;
  /**
   * Whether another attempt could end differently.
   * @default true
   */
  readonly retry?: boolean;
}

/** A layer is broken; the message is the cause, in words for the person who runs the hub. */
export class HealthFailure extends Error {
  readonly remedy: string | undefined;
  readonly retry: boolean;

  constructor(cause: string, { remedy, retry = true }: FailureOptions = {}) {
    super(cause);
    this.name = 'HealthFailure';
    this.remedy = remedy;
    this.retry = retry;
  }
}

/** The check is ended from outside: by a signal, or because its time is up. */
export class Stopped extends Error {
  readonly kind: 'interrupted' | 'deadline';

  constructor(kind: Stopped['kind'], message: string) {
    super(message);
    this.name = 'Stopped';
    this.kind = kind;
  }
}
