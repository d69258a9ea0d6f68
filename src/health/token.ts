/** Credential of the health check. It leaves the object only as a header; printing it shows stars. */
export class Token {
  readonly #secret: string;

  /** @param secret at least 8 characters without spaces, as JupyterHub asks for */
  constructor(secret: string) {
    if (!/^[\x21-\x7e]{8,}$/.test(secret)) {
      throw new RangeError('a token has at least 8 visible ASCII characters');
    }
    this.#secret = secret;
  }

  /** Value of the `Authorization` header. */
  get authorization(): string {
    return `token ${this.#secret}`;
  }

  /** The text without the token, in case a server echoed it. */
  redact(text: string): string {
    return text.replaceAll(this.#secret, '***').replaceAll(encodeURIComponent(this.#secret), '***');
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }
}
