import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * The one way a construct refuses a property: `<construct path>: <property> <what is wrong, value got>; <what to do>`.
 */
export function invalidProp(at: IConstruct, property: string, problem: string, remedy: string): Error {
  return refusal(at, `${property} ${problem}; ${remedy}`);
}

/** The same for what is wrong in words of its own. Its name tells it from faults of the program. */
export function refusal(at: IConstruct, message: string): Error {
  const error = new Error(`${at.node.path}: ${message}`);
  error.name = 'InvalidProperty';
  return error;
}

/** True when the value is a literal, so that it can be checked before Terraform runs. */
export function isLiteral(value: unknown): boolean {
  return value !== undefined && !Token.isUnresolved(value);
}
