import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * The one way a construct refuses a property: `<construct path>: <property> <what is wrong, value got>; <what to do>`.
 */
export function invalidProp(at: IConstruct, property: string, problem: string, remedy: string): Error {
  return refusal(at, `${property} ${problem}; ${remedy}`);
}

/** By this mark whoever catches a refusal tells it from a fault of the program, whichever copy of the library made it. */
const REFUSAL = Symbol.for('@hubfleet/constructs.refusal');

/** The same for what is wrong in words of its own. */
export function refusal(at: IConstruct, message: string): Error {
  return Object.defineProperty(new Error(`${at.node.path}: ${message}`), REFUSAL, { value: true });
}

/** True when the value is a literal, so that it can be checked before Terraform runs. */
export function isLiteral(value: unknown): boolean {
  return value !== undefined && !Token.isUnresolved(value);
}
