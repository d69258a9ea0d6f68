/** What a new cluster file is made from. */
export interface ClusterScaffold {
  readonly provider: 'aws' | 'google';
  readonly name: string;
}

const HEAD = '# yaml-language-server: $schema=../.schema/cluster.json\n';

const SHARED_HEAD = (name: string) => `
owner:
  community: ${name}
  contact: it@${name}.example
  paidBy: organization

kubernetesVersion: "1.35"

# Who may reach the API server: your office and the runners that deploy.
controlPlane:
  allowedCidrs: [203.0.113.0/24]
`;

const SHARED_TAIL = (name: string) => `
budget:
  monthlyUsd: 1000
  recipients: [it@${name}.example]
`;

const AWS = `provider: aws
account: "123456789012"
region: us-west-2
zones: [us-west-2a, us-west-2b]
`;

const AWS_NODES = `
# Nodes of user pools start when somebody needs them and stop afterwards.
pools:
  core: { purpose: core, machineType: r8i-flex.large, minNodes: 1, maxNodes: 3 }
  small: { purpose: user, machineType: r5.xlarge, maxNodes: 20, zones: [us-west-2a] }
  medium: { purpose: user, machineType: r5.4xlarge, maxNodes: 10, zones: [us-west-2a] }

homeStorage:
  main: { kind: efs }
`;

const GOOGLE = `provider: google
project: my-project-1234
billingAccount: 000000-000000-000000
location: europe-west2
`;

const GOOGLE_NODES = `
# Nodes of user pools start when somebody needs them and stop afterwards.
pools:
  core: { purpose: core, machineType: n2-highmem-4, minNodes: 1, maxNodes: 3, zones: [europe-west2-b] }
  small: { purpose: user, machineType: n2-highmem-4, maxNodes: 20, zones: [europe-west2-b] }
  medium: { purpose: user, machineType: n2-highmem-16, maxNodes: 10, zones: [europe-west2-b] }

homeStorage:
  main: { kind: filestore, tier: BASIC_HDD, capacityGiB: 1024 }
`;

const clouds = { aws: [AWS, AWS_NODES], google: [GOOGLE, GOOGLE_NODES] } satisfies Record<
  ClusterScaffold['provider'],
  readonly string[]
>;

/** A cluster file that loads as it is; its identity is made up. */
export function renderClusterScaffold({ provider, name }: ClusterScaffold): string {
  const [place, nodes] = clouds[provider];
  return [HEAD, place, SHARED_HEAD(name), nodes, SHARED_TAIL(name)].join('');
}

/** A fleet file for trying out: the state stays on this machine. */
export function renderFleetScaffold(): string {
  return `# yaml-language-server: $schema=.schema/fleet.json
organization:
  name: My organization
  contact: ops@organization.example

# Administrators of every hub that does not say \`staff: false\`.
staff:
  github: []
  google: []

# For trying out. Teams keep their state in a bucket: { kind: s3, bucket: …, region: … } or { kind: gcs, bucket: … }.
backend:
  kind: local
`;
}
