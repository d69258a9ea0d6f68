import pLimit from 'p-limit';
import type { Interruption } from '../terraform/interruption.ts';
import { ask, type Input } from './ask.ts';
import type { Output } from './command.ts';

/**
 * What is said to people while several stacks are worked on: one question at a time, and while it is open nothing is
 * written that would scroll it away.
 */
export class Conversation {
  readonly #input: Input;
  readonly #output: Output;
  readonly #interruption: Interruption;
  readonly #inTurn = pLimit(1);
  #heldBack: (() => void)[] | undefined;

  /** @param output what questions are written to */
  constructor(input: Input, output: Output, interruption: Interruption) {
    this.#input = input;
    this.#output = output;
    this.#interruption = interruption;
  }

  /** An output that waits while a question is open. */
  around(output: Output): Output {
    return {
      write: (text) => {
        if (this.#heldBack) this.#heldBack.push(() => output.write(text));
        else output.write(text);
      },
    };
  }

  /**
   * Asks when the questions before are answered. An ended input or a signal is no answer.
   * @param show writes what the question is about, right before it
   */
  ask(question: string, show: () => void = () => {}): Promise<string> {
    return this.#inTurn(async () => {
      if (this.#interruption.signal) return '';
      show();
      this.#heldBack = [];
      try {
        return await ask(question, this.#input, this.#output, this.#interruption);
      } finally {
        const waiting = this.#heldBack;
        this.#heldBack = undefined;
        for (const write of waiting) write();
      }
    });
  }
}
