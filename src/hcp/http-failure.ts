/** A call that did not end well. The message names the host only: paths and queries of signed addresses are secrets. */
export class HttpFailure extends Error {
  /** Status of the answer; undefined when there was none. */
  readonly status: number | undefined;

  constructor(url: URL, problem: string, remedy: string, status?: number) {
    super(`${url.host}: ${problem}; ${remedy}`);
    this.name = 'HttpFailure';
    this.status = status;
  }
}
