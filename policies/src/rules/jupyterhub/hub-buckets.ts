import { isHubRelease } from '../../hub-values';
import { policyDocument } from '../../policy-document';
import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { fail, judge, pass, see, unknown, type Verdict } from '../../verdict';
import { resourceExample } from '../kubernetes/examples';
import { takesIn } from '../policy-statements';

const GOOGLE = { type: 'google_storage_bucket', path: 'name' };
const AWS = { type: 'aws_s3_bucket', path: 'bucket' };

/** True for a stack with a hub, or with a release that may be one. */
function ofHub({ stack }: Resource, resources: ResourceIndex): boolean {
  return resources.ofType('helm_release', stack).some((release) => isHubRelease(release) !== false);
}

const memo = new WeakMap<ResourceIndex, Map<string, ReadonlyMap<string, Resource>>>();

/** Who makes a bucket, by its name; made once per check. */
function makers(resources: ResourceIndex, { type, path }: typeof AWS): ReadonlyMap<string, Resource> {
  const byType = memo.get(resources) ?? new Map<string, ReadonlyMap<string, Resource>>();
  memo.set(resources, byType);
  const seen = byType.get(type);
  if (seen) return seen;
  const byName = new Map<string, Resource>();
  for (const bucket of resources.ofType(type)) {
    const name = see(bucket.get(path));
    if (name.seen && typeof name.value === 'string') byName.set(name.value, bucket);
  }
  byType.set(type, byName);
  return byName;
}

/** A stack serves the hubs whose stacks begin with its cluster's name: `atlas-data` those of `atlas-…`. */
function serves(stack: string, hub: string): boolean {
  return hub.startsWith(`${stack.replace(/-data$/, '')}-`);
}

/** A hub has the buckets of its own stack, and those that its cluster grants it. */
function judgeName(name: string, grant: Resource, attribute: string, place: typeof AWS, all: ResourceIndex): Verdict {
  const bucket = makers(all, place).get(name);
  const shown = `bucket ${JSON.stringify(name)}`;
  if (bucket) {
    if (bucket.stack === grant.stack || serves(bucket.stack, grant.stack)) return pass;
    return fail(`${attribute} reaches ${shown}, which belongs to ${bucket.stack}`, attribute);
  }
  const isWhole = [...all.stacks].some((stack) => stack.endsWith('-data') && serves(stack, grant.stack));
  return isWhole
    ? fail(`${attribute} reaches ${shown}, which no stack of this cluster makes`, attribute)
    : unknown(`${attribute} cannot be checked: ${shown} is made by none of the stacks at hand`, attribute);
}

function googleGrant(grant: Resource, resources: ResourceIndex): Verdict {
  if (!ofHub(grant, resources)) return pass;
  const value = grant.get('bucket');
  if (resources.behind(value, grant).some(({ mode, type }) => mode === 'managed' && type === GOOGLE.type)) return pass;
  const sight = see(value);
  if (!sight.seen || typeof sight.value !== 'string') return judge(value, 'bucket', () => undefined);
  return judgeName(sight.value, grant, 'bucket', GOOGLE, resources);
}

const BUCKET_ARN = /^arn:aws[\w-]*:s3:::([^/]*)/;
const EXPRESSION = /^\$\{([^}]*)\}/;

function awsPolicy(policy: Resource, resources: ResourceIndex): Verdict {
  if (!ofHub(policy, resources)) return pass;
  const document = policyDocument(policy, 'policy', resources);
  if ('hidden' in document) return unknown(`policy cannot be checked: it ${document.hidden}`, 'policy');
  const reached = document.statements
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => takesIn(action, 's3:GetObject')))
    .flatMap((statement) => statement.resources);
  return [...new Set(reached)].flatMap((resource) => awsResource(resource, policy, resources)).slice(0, 1);
}

function awsResource(resource: string, policy: Resource, resources: ResourceIndex): Verdict {
  const expression = EXPRESSION.exec(resource)?.[1];
  if (expression !== undefined) {
    const isOwn = resources.named(expression, policy).some(({ mode, type }) => mode === 'managed' && type === AWS.type);
    return isOwn ? pass : unknown(`policy cannot be checked: it reaches ${resource}`, 'policy');
  }
  const name = BUCKET_ARN.exec(resource)?.[1];
  if (name === undefined || /[*?]/.test(name))
    return fail(`policy reaches the buckets of every hub: ${resource}`, 'policy');
  return judgeName(name, policy, 'policy', AWS, resources);
}

const WIDE = /^roles\/(?:owner|editor|storage\.admin|storage\.object(?:Admin|User|Viewer|Creator))$/;

function projectRole(grant: Resource, resources: ResourceIndex): Verdict {
  if (!ofHub(grant, resources)) return pass;
  return judge(grant.get('role'), 'role', (role) =>
    WIDE.test(String(role))
      ? `role ${JSON.stringify(role)} on the project reaches the buckets of every hub`
      : undefined,
  );
}

const hub = { helm_release: { hub: { chart: 'jupyterhub', version: '4.4.0' } } };
const member = (bucket: string) => ({ bucket, role: 'roles/storage.objectUser' });

/** Users of a hub reach the buckets of that hub. */
export const hubOwnBuckets: Rule = {
  id: 'security/hub-own-buckets',
  title: 'The identity of a hub reaches its own buckets only',
  why: 'Every notebook of the hub has this identity. What it may read, all users of the hub may read: the data of other communities, too.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Use scratchBucket of the hub file, which gives each hub a bucket and an identity of its own, or buckets of the cluster file, which says which hubs may read and write. In Terraform grant roles on a bucket of the same stack or of the data stack of the cluster, not on the project, and name buckets in Resource of a policy.',
  references: [],
  examples: {
    pass: resourceExample('google_storage_bucket_iam_member', member('${google_storage_bucket.scratch.name}'), {
      ...hub,
      google_storage_bucket: { scratch: { name: 'research-scratch' } },
    }),
    fail: {
      ...resourceExample('google_storage_bucket_iam_member', member('teaching-scratch'), hub),
      stacks: { teaching: { resource: { google_storage_bucket: { scratch: { name: 'teaching-scratch' } } } } },
    },
  },
  checks: {
    google_storage_bucket_iam_member: (grant, { resources }) => googleGrant(grant, resources),
    google_project_iam_member: (grant, { resources }) => projectRole(grant, resources),
    aws_iam_role_policy: (policy, { resources }) => awsPolicy(policy, resources),
    aws_iam_policy: (policy, { resources }) => awsPolicy(policy, resources),
  },
};
