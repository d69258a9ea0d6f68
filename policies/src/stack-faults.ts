import { formatPath } from './attribute-path';
import { compareFindings, type Finding, fingerprint } from './finding';
import { literalFaults } from './literal-faults';
import { constructPath, entries, type ReadOptions } from './readers/synthesized';
import { StackNames } from './stack-names';
import { UnreadableInput } from './unreadable-input';
import { isRecord } from './value';

interface Fault {
  readonly rule: string;
  readonly address?: string;
  readonly path?: string;
  readonly attribute?: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Faults of a synthesized stack that cdktf lets pass in silence. They are never waived.
 * @throws UnreadableInput when the JSON is something else
 */
export function stackFaults(json: unknown, at: ReadOptions): Finding[] {
  if (!isRecord(json)) throw new UnreadableInput(at.stack, 'is not Terraform JSON', 'give a cdk.tf.json file');
  return [...backendFaults(json), ...providerFaults(json), ...templateFaults(json)]
    .map((fault) => toFinding(fault, at.stack))
    .sort(compareFindings);
}

function toFinding({ rule, address = '', path, attribute, message, remedy }: Fault, stack: string): Finding {
  const key = { rule, stack, address, ...(attribute !== undefined && { attribute }) };
  return {
    ...key,
    severity: 'critical',
    category: 'reliability',
    ...(path !== undefined && { path }),
    message,
    remedy,
    verdict: 'fail',
    fingerprint: fingerprint(key),
    level: 'error',
  };
}

function backendFaults(json: Record<string, unknown>): Fault[] {
  const terraform = blocksOf(json.terraform);
  if (terraform.some((block) => block.cloud !== undefined)) return [];
  const backends = terraform.flatMap((block) => blocksOf(block.backend));
  const rule = 'stack/backend-missing';
  const remedy =
    'Give the fleet or the cluster a backend (backend: { kind: s3, … } or { kind: gcs, … }), or create an S3Backend, GcsBackend or CloudBackend in the stack.';
  if (!backends.some((backend) => Object.keys(backend).length > 0)) {
    return [
      {
        rule,
        attribute: 'terraform.backend',
        message: 'the stack has no backend, so its state would stay in the working folder',
        remedy,
      },
    ];
  }
  const injected = backends.flatMap((backend) => blocksOf(backend.local)).map((local) => local.path);
  return injected.filter(isAbsolutePath).map((path) => ({
    rule,
    attribute: 'terraform.backend',
    message: `the stack has no backend of its own: cdktf put in a local one at the absolute path ${JSON.stringify(path)}, which exists on one machine only`,
    remedy,
  }));
}

function isAbsolutePath(path: unknown): path is string {
  return typeof path === 'string' && /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

function providerFaults(json: Record<string, unknown>): Fault[] {
  return blocksOf(json.provider).flatMap((providers) =>
    Object.entries(providers).flatMap(([type, configurations]) => {
      const plain = blocksOf(configurations).filter((provider) => provider.alias === undefined);
      if (plain.length < 2) return [];
      const places = plain.map(constructPath).filter((path) => path !== undefined);
      const where = places.length > 0 ? ` (${places.join(', ')})` : '';
      return [
        {
          rule: 'stack/provider-alias-missing',
          attribute: `provider.${type}`,
          message: `${plain.length} configurations of provider ${type} have no alias${where}, at most one may`,
          remedy: `Give every further ${type} provider an alias and pass it to its resources with provider.`,
        },
      ];
    }),
  );
}

function templateFaults(json: Record<string, unknown>): Fault[] {
  const names = new StackNames(json);
  const faults: Fault[] = [];
  for (const section of ['resource', 'data', 'ephemeral'] as const) {
    for (const [type, name, body] of entries(json[section])) {
      const address = section === 'resource' ? `${type}.${name}` : `${section}.${type}.${name}`;
      const path = constructPath(body);
      for (const { at, message } of literalFaults(body, names)) {
        faults.push(templateFault(message, formatPath(at), address, path));
      }
    }
  }
  for (const section of [
    'provider',
    'module',
    'output',
    'locals',
    'variable',
    'terraform',
    'check',
    'import',
  ] as const) {
    for (const { at, message } of literalFaults(json[section], names)) {
      faults.push(templateFault(message, formatPath([section, ...at])));
    }
  }
  return faults;
}

function templateFault(message: string, attribute: string, address?: string, path?: string): Fault {
  return {
    rule: 'stack/literal-template',
    ...(address !== undefined && { address }),
    ...(path !== undefined && { path }),
    attribute,
    message: `${attribute} ${message}`,
    remedy:
      'Write $${ for a literal ${ and %%{ for a literal %{, or wrap the whole text in Fn.rawString; a real reference must name something in this stack.',
  };
}

function blocksOf(node: unknown): Record<string, unknown>[] {
  return (Array.isArray(node) ? node : [node]).filter(isRecord);
}
