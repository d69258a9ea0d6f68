import type { RunLog } from './run-record.ts';

/** Not worked on again, because the run before got through with it, and nothing it is made from has changed. */
export interface FinishedStack {
  readonly stack: string;
  readonly outcome: 'finished';
  /** ISO 8601. */
  readonly finishedAt: string;
}

/** Outcomes that a record tells apart. */
type Ended = Parameters<RunLog['ended']>[1];

/** What stacks are written down by. */
export interface Recording<Stack> {
  readonly log: RunLog;
  /** Everything that a stack would have to be worked on again for, should it change. */
  inputsOf(stack: Stack): Promise<string>;
}

/** Work that is written down as it begins and ends, and left out where the run before got through with it. */
export function resumable<Stack extends { readonly name: string }, Result extends { readonly outcome: Ended }>(
  { log, inputsOf }: Recording<Stack>,
  work: (stack: Stack) => Promise<Result>,
): (stack: Stack) => Promise<Result | FinishedStack> {
  return async (stack) => {
    const { name } = stack;
    const finishedAt = log.finishedAt(name, await inputsOf(stack));
    if (finishedAt !== undefined) return { stack: name, outcome: 'finished', finishedAt };
    await log.begun(name);
    const result = await work(stack);
    // The work itself may have chosen provider versions.
    await log.ended(name, result.outcome, await inputsOf(stack));
    return result;
  };
}
