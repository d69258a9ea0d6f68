/** A comment that is there already. */
export interface KnownComment {
  readonly id: string;
  readonly body: string;
}

/** What somebody asks a forge for, below the address of its API. */
export interface ForgeCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: string;
}

/** The discussion of one pull request or merge request. */
export interface Discussion {
  /** Address of the API, without slash at the end. */
  readonly api: string;
  readonly token: string;
  /** A page of comments, from 1. */
  list(page: number): ForgeCall;
  /** Reads a page; undefined when the answer is something else. */
  read(answer: unknown): readonly KnownComment[] | undefined;
  create(body: string): ForgeCall;
  update(id: string, body: string): ForgeCall;
}

/** Comments of a page. */
export const PAGE_SIZE = 100;

/** Where the job runs is not known, or who it may speak as. */
export class UnknownDiscussion extends Error {
  constructor(where: string, problem: string, remedy: string) {
    super(`${where}: ${problem}; ${remedy}`);
    this.name = 'UnknownDiscussion';
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** A variable of the job. */
export function required(env: Env, name: string, remedy: string): string {
  const value = env[name]?.trim();
  if (value) return value;
  throw new UnknownDiscussion(name, 'is not set', remedy);
}
