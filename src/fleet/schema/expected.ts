import { got } from '../got.ts';

/**
 * A validator keeps one text per issue; what to do goes on its second line and is split off again
 * where issues become problems.
 */
export function withRemedy(message: string, remedy: string | undefined): string {
  return remedy ? `${message}\n${remedy}` : message;
}

/** Words the failure of one schema. A missing key is left to the general message. */
export function expected(what: string, remedy?: string): (issue: { input?: unknown }) => string | undefined {
  return ({ input }) => {
    if (input === undefined) return undefined;
    return withRemedy(`expected ${what}, got ${got(input)}`, remedy);
  };
}
