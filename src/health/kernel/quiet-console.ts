const METHODS = ['debug', 'log', 'warn', 'error'] as const;

type Console = Pick<typeof console, (typeof METHODS)[number]>;

let loud: Console | undefined;
let users = 0;

/** Keeps the Jupyter client, which logs to the console, from writing between our lines; ends with the returned function. */
export function quietConsole(): () => void {
  users += 1;
  if (!loud) {
    const { debug, log, warn, error } = console;
    loud = { debug, log, warn, error };
    for (const method of METHODS) console[method] = () => {};
  }
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    users -= 1;
    if (users > 0 || !loud) return;
    Object.assign(console, loud);
    loud = undefined;
  };
}
