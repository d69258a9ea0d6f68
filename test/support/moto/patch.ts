/** A call of the provider. */
export interface Call {
  readonly method: string;
  /** Without query, and without the slash at the end that some clients send. */
  readonly path: string;
  /** `x-amz-target`, of services that have one address for all calls. */
  readonly target: string;
  readonly body: string;
}

/** An answer given in place of the emulator. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly errorType?: string;
}

/** What the emulator lacks of one service. */
export interface Patch {
  /** Answers in place of the emulator, or nothing. */
  answer?(call: Call): Answer | undefined;
  /** The emulator's answer with what it gets wrong set right. */
  amend?(call: Call, text: string): string;
}

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf({ body }: Call): Fields {
  return body === '' ? {} : (JSON.parse(body) as Fields);
}

export const ok = (body: object): Answer => ({ status: 200, body });

export const notFound = (what: string): Answer => ({
  status: 404,
  errorType: 'ResourceNotFoundException',
  body: { message: `there is no ${what}` },
});
