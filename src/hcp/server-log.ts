import { type Logger, pino } from 'pino';

/** Where log lines go. */
interface LineOutput {
  write(text: string): unknown;
}

/** Levels from most to least. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

const SECRETS = ['accessToken', 'access_token', 'token', 'authorization', 'signature', 'key', 'keys', 'callbackUrl'];

/**
 * One JSON object per line. Bodies, headers and addresses are never given to it; the redaction is the second lock on
 * the same door.
 */
export function createServerLog(output: LineOutput, level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    },
    { write: (line: string) => output.write(line) },
  );
}
