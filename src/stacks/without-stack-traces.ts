/**
 * Runs `build` while `Error.captureStackTrace` does nothing.
 *
 * cdktf records an unlimited stack trace for every token, a third of the time of a synthesis, to name the line of a
 * token that nobody resolves. Errors thrown meanwhile keep their own trace: V8 takes it without this function.
 */
export function withoutStackTraces<T>(build: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = () => {};
  try {
    return build();
  } finally {
    Error.captureStackTrace = capture;
  }
}
