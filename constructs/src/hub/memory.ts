/**
 * An amount of memory.
 *
 * It reaches JupyterHub as a number of bytes: of units it knows only K, M, G and T, and refuses Kubernetes' `Gi`.
 */
export class Memory {
  /** So many bytes. */
  public static bytes(amount: number): Memory {
    return new Memory(amount);
  }

  /** So many mebibytes (1024² bytes). */
  public static mebibytes(amount: number): Memory {
    return new Memory(Math.trunc(amount * 2 ** 20));
  }

  /** So many gibibytes (1024³ bytes). */
  public static gibibytes(amount: number): Memory {
    return new Memory(Math.trunc(amount * 2 ** 30));
  }

  private constructor(private readonly amount: number) {
    if (!Number.isSafeInteger(amount) || amount <= 0) {
      throw new Error(
        `Memory: the amount must be a whole number of bytes above 0, got ${amount}; give a positive amount`,
      );
    }
  }

  /** An equal part, rounded down to whole bytes. */
  public dividedBy(parts: number): Memory {
    return new Memory(Math.trunc(this.amount / parts));
  }

  /** The amount in bytes. */
  public toBytes(): number {
    return this.amount;
  }

  /** The amount for messages, for example `3.73 GiB`. */
  public toString(): string {
    const gibibytes = this.amount / 2 ** 30;
    return gibibytes >= 1 ? `${Number(gibibytes.toFixed(2))} GiB` : `${Number((this.amount / 2 ** 20).toFixed(2))} MiB`;
  }
}
