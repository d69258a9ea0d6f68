import { hubValues } from '../../hub-values';
import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { fail, judge, see, show, unknown, type Verdict } from '../../verdict';
import { hubExample } from '../kubernetes/examples';

/** Who has a name first, by what they call it; made once per check. */
const memo = new WeakMap<ResourceIndex, Map<string, ReadonlyMap<string, Resource>>>();

function firstOf(
  resources: ResourceIndex,
  type: string,
  namesOf: (resource: Resource) => readonly string[],
): ReadonlyMap<string, Resource> {
  const byType = memo.get(resources) ?? new Map<string, ReadonlyMap<string, Resource>>();
  memo.set(resources, byType);
  const seen = byType.get(type);
  if (seen) return seen;
  const first = new Map<string, Resource>();
  for (const resource of resources.ofType(type)) {
    for (const name of namesOf(resource)) if (!first.has(name)) first.set(name, resource);
  }
  byType.set(type, first);
  return first;
}

function place({ stack, address }: Resource): string {
  return `${stack} ${address}`;
}

const HOSTS = ['ingress.hosts', 'proxy.https.hosts', 'httpRoute.hostnames'];

function domainsOf(release: Resource): string[] {
  const values = hubValues(release);
  return HOSTS.flatMap((path) => {
    const sight = values && see(values.get(path));
    return sight?.seen && Array.isArray(sight.value) ? sight.value.map((host) => String(host).toLowerCase()) : [];
  });
}

const ingress = (host: string) => ({ ingress: { enabled: true, hosts: [host] } });
const hub = (host: string) => hubExample(ingress(host)).terraform;

/** A web address leads to one hub. */
export const duplicateDomain: Rule = {
  id: 'reliability/duplicate-domain',
  title: 'No two hubs of a fleet have the same domain',
  why: 'Users then land on one hub or the other, with another home directory each time.',
  severity: 'high',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy: 'Give each hub file a domain of its own.',
  references: [],
  examples: {
    pass: { terraform: hub('a.example'), stacks: { other: hub('b.example') } },
    fail: { terraform: hub('a.example'), stacks: { another: hub('a.example') } },
  },
  checks: {
    helm_release: (release, { resources }) => {
      const values = hubValues(release);
      if (!values) return [];
      const first = firstOf(resources, 'helm_release', domainsOf);
      const doubled = domainsOf(release).find((domain) => first.get(domain) !== release);
      const owner = doubled === undefined ? undefined : first.get(doubled);
      if (owner) return fail(`${show(doubled)} is the domain of ${place(owner)} too`, HOSTS[0]);
      return HOSTS.flatMap((path) => {
        const sight = see(values.get(path));
        return sight.seen ? [] : unknown(`${path} cannot be checked: it ${sight.reason}`, path);
      });
    },
  },
};

function bucketName(type: string): string {
  return type === 'aws_s3_bucket' ? 'bucket' : 'name';
}

const bucket = (name: string) => ({ resource: { google_storage_bucket: { example: { name } } } });

/** A bucket belongs to one stack. */
export const duplicateBucket: Rule = {
  id: 'reliability/duplicate-bucket',
  title: 'No two stacks of a fleet make the same bucket',
  why: 'Names of buckets are taken once in the world: the second stack fails in the middle of its application.',
  severity: 'high',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy: 'Leave the name to hubfleet, which puts cluster and hub into it, or put them into the name yourself.',
  references: [],
  examples: {
    pass: { terraform: bucket('a-scratch'), stacks: { other: bucket('b-scratch') } },
    fail: { terraform: bucket('a-scratch'), stacks: { another: bucket('a-scratch') } },
  },
  checks: Object.fromEntries(
    ['aws_s3_bucket', 'google_storage_bucket'].map((type) => [
      type,
      (resource, { resources }) => {
        const path = bucketName(type);
        const value = resource.get(path);
        if (value.state === 'reference') return [];
        const nameOf = (other: Resource) => {
          const sight = see(other.get(path));
          return sight.seen && typeof sight.value === 'string' ? [sight.value] : [];
        };
        return judge(value, path, (name) => {
          const owner = firstOf(resources, type, nameOf).get(String(name));
          return owner && owner !== resource ? `${path} ${show(name)} is made by ${place(owner)} too` : undefined;
        });
      },
    ]),
  ),
};

interface Range {
  readonly resource: Resource;
  readonly from: number;
  readonly to: number;
}

function rangeOf(cidr: unknown): Pick<Range, 'from' | 'to'> | undefined {
  const [, a, b, c, d, bits] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(String(cidr)) ?? [];
  const length = Number(bits);
  if (bits === undefined || length > 32) return undefined;
  const size = 2 ** (32 - length);
  const number = ((Number(a) * 256 + Number(b)) * 256 + Number(c)) * 256 + Number(d);
  const from = Math.floor(number / size) * size;
  return { from, to: from + size - 1 };
}

const RANGES: Readonly<Record<string, string>> = {
  aws_vpc: 'cidr_block',
  google_compute_subnetwork: 'ip_cidr_range',
};
const ranges = new WeakMap<ResourceIndex, readonly Range[]>();

function rangesOf(resources: ResourceIndex): readonly Range[] {
  const seen = ranges.get(resources);
  if (seen) return seen;
  const found = Object.entries(RANGES).flatMap(([type, path]) =>
    resources.ofType(type).flatMap((resource) => {
      const sight = see(resource.get(path));
      const range = sight.seen ? rangeOf(sight.value) : undefined;
      return range ? [{ resource, ...range }] : [];
    }),
  );
  const sorted = found.sort((a, b) => a.from - b.from || a.to - b.to);
  ranges.set(resources, sorted);
  return sorted;
}

function overlap(resource: Resource, path: string, resources: ResourceIndex): Verdict {
  return judge(resource.get(path), path, (value) => {
    const own = rangeOf(value);
    if (!own) return undefined;
    const other = rangesOf(resources).find(
      (range) => range.resource.stack !== resource.stack && range.from <= own.to && own.from <= range.to,
    );
    return other && `${path} ${show(value)} overlaps that of ${place(other.resource)}`;
  });
}

const vpc = (cidr: string) => ({ resource: { aws_vpc: { example: { cidr_block: cidr } } } });

/** Networks can be joined one day. */
export const overlappingNetworks: Rule = {
  id: 'reliability/overlapping-networks',
  title: 'Networks of a fleet do not overlap',
  why: 'Networks that overlap can never be peered, with each other or with the same data centre, and a cluster cannot change its network.',
  severity: 'low',
  category: 'reliability',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Give each cluster.yaml a network.cidr of its own, for example 10.20.0.0/16, 10.21.0.0/16.',
  references: [],
  examples: {
    pass: { terraform: vpc('10.20.0.0/16'), stacks: { other: vpc('10.21.0.0/16') } },
    fail: { terraform: vpc('10.20.0.0/16'), stacks: { another: vpc('10.20.128.0/20') } },
  },
  checks: Object.fromEntries(
    Object.entries(RANGES).map(([type, path]) => [
      type,
      (resource, { resources }) => overlap(resource, path, resources),
    ]),
  ),
};
