/** The input is not what a reader reads; the message says what it is and what to give instead. */
export class UnreadableInput extends Error {
  constructor(where: string, problem: string, remedy: string) {
    super(`${where}: ${problem}; ${remedy}`);
    this.name = 'UnreadableInput';
  }
}
