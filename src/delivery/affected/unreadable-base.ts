/** A base that cannot be compared with: `where: what is wrong; what to do`. */
export class UnreadableBase extends Error {
  /** True when a tool outside is to blame, not what the base holds. */
  readonly isOutside: boolean;

  constructor(message: string, { isOutside = false } = {}) {
    super(message);
    this.name = 'UnreadableBase';
    this.isOutside = isOutside;
  }
}
