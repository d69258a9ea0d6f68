import type { StopSignal } from './interruption.ts';

/** Terraform is missing, too old or failed: a message of the form `where: what is wrong; what to do`. */
export class TerraformFailure extends Error {
  /** Last lines that Terraform wrote to standard error. */
  readonly output: string;

  constructor(message: string, output = '') {
    super(message);
    this.name = 'TerraformFailure';
    this.output = output;
  }
}

/** Terraform cannot run at all, so no stack can go on. */
export class TerraformUnusable extends TerraformFailure {
  constructor(message: string) {
    super(message);
    this.name = 'TerraformUnusable';
  }
}

/** The run was asked to end. */
export class TerraformInterrupted extends TerraformFailure {
  readonly signal: StopSignal;

  constructor(message: string, signal: StopSignal, output = '') {
    super(message, output);
    this.name = 'TerraformInterrupted';
    this.signal = signal;
  }
}
