import type { StackFolder } from './stack-folder.ts';

/** Not begun, because a stack it depends on did not get through, or because the run was asked to end. */
export interface SkippedStack {
  readonly stack: string;
  readonly outcome: 'skipped';
  /** The stacks that stopped it; empty when the run was asked to end. */
  readonly because: readonly string[];
}

/** How to go through the stacks. */
export interface InOrderOptions<Result> {
  work(stack: StackFolder): Promise<Result>;
  /** Whether stacks that depend on this one may go on. */
  lets(result: Result): boolean;
  /** Asked before each stack. */
  isOver(): boolean;
}

/** Works on each stack after those it depends on; one that does not get through stops its dependants only. */
export async function inOrder<Result>(
  stacks: readonly StackFolder[],
  { work, lets, isOver }: InOrderOptions<Result>,
): Promise<(Result | SkippedStack)[]> {
  const results: (Result | SkippedStack)[] = [];
  const stopped = new Set<string>();
  for (const stack of sorted(stacks)) {
    const because = stack.dependsOn.filter((name) => stopped.has(name));
    if (because.length > 0 || isOver()) {
      stopped.add(stack.name);
      results.push({ stack: stack.name, outcome: 'skipped', because });
      continue;
    }
    const result = await work(stack);
    if (!lets(result)) stopped.add(stack.name);
    results.push(result);
  }
  return results;
}

/** Dependencies first, otherwise as given; dependencies that were not selected do not count. */
function sorted(stacks: readonly StackFolder[]): StackFolder[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const placed = new Set<StackFolder>();
  const place = (stack: StackFolder): void => {
    if (placed.has(stack)) return;
    for (const name of stack.dependsOn) {
      const before = byName.get(name);
      if (before) place(before);
    }
    placed.add(stack);
  };
  for (const stack of stacks) place(stack);
  return [...placed];
}
