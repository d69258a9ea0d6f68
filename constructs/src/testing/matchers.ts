import { contains } from './contains';
import { type FindingsFilter, type StackLike, stackFindings } from './findings';
import { type Attributes, resourceTypes, type StackJson, stackResources } from './resources';

/** What a matcher tells vitest or Jest. */
interface Outcome {
  readonly pass: boolean;
  message(): string;
}

/** The matchers as methods of `expect`, for the types of vitest or Jest. */
export interface FleetMatchers<Result = unknown> {
  /** No policy complains about a stack or a fleet. */
  toHaveNoFindings(filter?: FindingsFilter): Result;
  /** There is a resource of a type that has at least these attributes, in the words of Terraform JSON. */
  toHaveResource(type: string, attributes?: Attributes): Result;
  /** There are as many resources of a type. */
  toHaveResourceCount(type: string, count: number): Result;
}

/** Findings that a message shows. */
const MOST = 10;

/** Matchers for `expect.extend`. */
export const matchers = {
  toHaveNoFindings(subject: StackLike, filter: FindingsFilter = {}): Outcome {
    const findings = stackFindings(subject, filter);
    const lines = findings
      .slice(0, MOST)
      .map(
        ({ rule, stack, path, address, message, remedy }) =>
          `  ${rule} ${stack} ${path ?? address}: ${message}; ${remedy}`,
      );
    const more = findings.length > MOST ? [`  and ${findings.length - MOST} more`] : [];
    return {
      pass: findings.length === 0,
      message: () =>
        findings.length === 0
          ? 'expected findings of the policies, there are none'
          : [`expected no findings of the policies, got ${findings.length}:`, ...lines, ...more].join('\n'),
    };
  },

  toHaveResource(stack: StackJson, type: string, attributes: Attributes = {}): Outcome {
    const found = stackResources(stack, type);
    const pass = found.some((each) => contains(each, attributes));
    return {
      pass,
      message: () =>
        pass ? `expected no ${describe(type, attributes)}, there is one` : missing(stack, type, attributes),
    };
  },

  toHaveResourceCount(stack: StackJson, type: string, count: number): Outcome {
    const { length } = stackResources(stack, type);
    return {
      pass: length === count,
      message: () => `expected ${length === count ? 'another number than ' : ''}${count} of ${type}, got ${length}`,
    };
  },
};

function missing(stack: StackJson, type: string, attributes: Attributes): string {
  const found = stackResources(stack, type);
  if (found.length === 0) {
    return `expected ${describe(type, attributes)}, there is none of the type; there are ${resourceTypes(stack).join(', ')}`;
  }
  const near = found.map((each) => `  ${JSON.stringify(only(each, attributes))}`);
  return [`expected ${describe(type, attributes)}, got:`, ...near.slice(0, MOST)].join('\n');
}

function describe(type: string, attributes: Attributes): string {
  return Object.keys(attributes).length === 0 ? type : `${type} with ${JSON.stringify(attributes)}`;
}

/** The attributes that were asked for, as they are. */
function only(resource: Attributes, attributes: Attributes): Attributes {
  return Object.fromEntries(Object.keys(attributes).map((key) => [key, resource[key] ?? null]));
}
