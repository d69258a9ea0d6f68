import { createInterface } from 'node:readline';
import type { Interruption } from '../terraform/interruption.ts';
import type { Output } from './command.ts';

/** Where answers come from. */
export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Asks on a terminal. An ended input or a signal is no answer. */
export function ask(question: string, input: Input, output: Output, interruption: Interruption): Promise<string> {
  return new Promise((resolve) => {
    // The terminal stays in line mode, so that Ctrl-C remains a signal.
    const lines = createInterface({ input, terminal: false });
    const stopListening = interruption.listen(() => lines.close());
    let answer = '';
    lines.once('line', (line) => {
      answer = line.trim();
      lines.close();
    });
    lines.once('close', () => {
      stopListening();
      resolve(answer);
    });
    output.write(question);
  });
}
