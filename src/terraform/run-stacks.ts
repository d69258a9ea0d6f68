/** What the order of work is made of; a stack has more than this. */
export interface OrderedStack {
  readonly name: string;
  /** Names of stacks to work on before; those that were not selected do not count. */
  readonly dependsOn: readonly string[];
}

/** Not begun, because a stack it depends on did not get through, or because the run was asked to end. */
export interface SkippedStack {
  readonly stack: string;
  readonly outcome: 'skipped';
  /** The stacks that stopped it; empty when the run was asked to end. */
  readonly because: readonly string[];
}

/** How to go through the stacks. */
export interface RunStacksOptions<Stack, Result> {
  /** Most stacks that are worked on at a time; at least 1. */
  readonly parallel: number;
  work(stack: Stack): Promise<Result>;
  /** Whether stacks that depend on this one may go on. */
  lets(result: Result): boolean;
  /** Asked before each stack; what has begun is finished. */
  isOver(): boolean;
}

/**
 * Works on each stack as soon as those it depends on are done, several at a time. One that does not get through stops
 * its dependants only. When work throws, nothing more is begun; what runs is waited for, and the first error thrown.
 * @returns a result per stack, dependencies first, otherwise as given, whichever ended first
 */
export async function runStacks<Stack extends OrderedStack, Result>(
  stacks: readonly Stack[],
  { parallel, work, lets, isOver }: RunStacksOptions<Stack, Result>,
): Promise<(Result | SkippedStack)[]> {
  const order = inOrderOfDependencies(stacks);
  const selected = new Set(order.map(({ name }) => name));
  const waiting = new Set(order);
  const running = new Set<Promise<void>>();
  const ends = new Map<string, { readonly result: Result | SkippedStack; readonly lets: boolean }>();
  const errors: unknown[] = [];

  const isReady = ({ dependsOn }: Stack): boolean => dependsOn.every((name) => !selected.has(name) || ends.has(name));
  const begin = async (stack: Stack): Promise<void> => {
    const because = stack.dependsOn.filter((name) => ends.get(name)?.lets === false);
    if (because.length > 0 || isOver()) {
      ends.set(stack.name, { result: { stack: stack.name, outcome: 'skipped', because }, lets: false });
      return;
    }
    try {
      const result = await work(stack);
      ends.set(stack.name, { result, lets: lets(result) });
    } catch (error) {
      errors.push(error);
    }
  };

  for (;;) {
    // The first that is ready, not the one that waited longest: the stacks of a cluster stay together.
    const next = errors.length === 0 && running.size < parallel ? [...waiting].find(isReady) : undefined;
    if (next) {
      waiting.delete(next);
      const run = begin(next).finally(() => running.delete(run));
      running.add(run);
    } else if (running.size > 0) await Promise.race(running);
    else break;
  }
  if (errors.length > 0) throw errors[0];
  return order.flatMap(({ name }) => ends.get(name)?.result ?? []);
}

/**
 * Dependencies first, otherwise as given; dependencies that were not selected do not count.
 * @throws Error when stacks depend on each other in a circle
 */
export function inOrderOfDependencies<Stack extends OrderedStack>(stacks: readonly Stack[]): Stack[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const placed = new Set<Stack>();
  const place = (stack: Stack, above: readonly string[]): void => {
    if (placed.has(stack)) return;
    if (above.includes(stack.name)) {
      throw new Error(`${[...above, stack.name].join(' needs ')}: stacks that depend on each other in a circle`);
    }
    for (const name of stack.dependsOn) {
      const before = byName.get(name);
      if (before) place(before, [...above, stack.name]);
    }
    placed.add(stack);
  };
  for (const stack of stacks) place(stack, []);
  return [...placed];
}
