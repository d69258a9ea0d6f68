import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider/index.js';
import type { Release } from '@cdktf/provider-helm/lib/release/index.js';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js';
import { App, DefaultTokenResolver, LocalBackend, StringConcat, TerraformStack, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import type { IBucket, ICluster, IHomeStorage, IWorkloadIdentity } from '../../../../constructs/src/cluster.ts';
import { Authentication } from '../../../../constructs/src/hub/authentication.ts';
import { JupyterHub, type JupyterHubProps } from '../../../../constructs/src/hub/hub.ts';
import type { Values } from '../../../../constructs/src/hub/json.ts';
import { KubernetesAccess } from '../../../../constructs/src/kubernetes-access.ts';
import { Secret } from '../../../../constructs/src/secret.ts';

class FakeIdentity extends Construct implements IWorkloadIdentity {
  readonly serviceAccountAnnotations = { 'cloud.example/identity': this.node.path };
  readonly principal = `identity:${this.node.path}`;
}

class FakeBucket extends Construct implements IBucket {
  readonly grants: string[] = [];
  readonly bucketUrl: string;

  constructor(
    scope: Construct,
    id: string,
    readonly bucketName: string,
  ) {
    super(scope, id);
    this.bucketUrl = `fake://${bucketName}`;
  }

  grantRead(identity: IWorkloadIdentity): void {
    this.grants.push(`read ${identity.principal}`);
  }

  grantReadWrite(identity: IWorkloadIdentity): void {
    this.grants.push(identity.principal);
  }

  grantAppend(identity: IWorkloadIdentity): void {
    this.grants.push(`append ${identity.principal}`);
  }
}

/** A file system that is nowhere. */
export class FakeHomeStorage extends Construct implements IHomeStorage {
  readonly nfsServer = 'nfs.example';
  readonly nfsPath = '/homes';
  readonly nfsMountOptions = ['nfsvers=4.1'];
}

/** A cluster of no cloud: it remembers what it was asked for. */
class FakeCluster extends Construct implements ICluster {
  readonly clusterName = 'atlas';
  readonly needsMetadataServer = false;
  readonly requests: unknown[] = [];
  readonly kubernetesAccess = KubernetesAccess.kubeconfigContext('atlas');

  createWorkloadIdentity(scope: Construct, id: string, options: object): IWorkloadIdentity {
    this.requests.push(options);
    return new FakeIdentity(scope, id);
  }

  createScratchBucket(scope: Construct, id: string, options: { bucketName: string }): IBucket {
    this.requests.push(options);
    return new FakeBucket(scope, id, options.bucketName);
  }

  installAutoscaler(): void {}
}

export const githubClient = { clientId: 'Iv1.atlas', clientSecret: Secret.variable('oauth_client_secret') };

/** The least a hub needs, with a login of members of one organization. */
function hubProps(cluster: ICluster, overrides: Partial<JupyterHubProps> = {}): JupyterHubProps {
  return {
    cluster,
    hubName: 'earth',
    domain: 'earth.example.org',
    access: { authentication: Authentication.github({ ...githubClient, organizations: ['atlas'] }) },
    server: { image: 'quay.io/jupyter/scipy-notebook:2026-07-28' },
    ...overrides,
  };
}

/** Makes the properties that differ, given the stack for constructs that they need. */
export type Overrides = (stack: TerraformStack) => Partial<JupyterHubProps>;

function build(app: App, overrides: Overrides): { stack: TerraformStack; hub: JupyterHub; cluster: FakeCluster } {
  const stack = new TerraformStack(app, 's');
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  new HelmProvider(stack, 'Helm', {});
  new KubernetesProvider(stack, 'Kubernetes', {});
  const cluster = new FakeCluster(stack, 'Cluster');
  return { stack, cluster, hub: new JupyterHub(stack, 'Hub', hubProps(cluster, overrides(stack))) };
}

/** Text of the Terraform JSON of a stack `s` with one hub `Hub`. */
export function synthHubText(overrides: Overrides = () => ({})): string {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-hub-'));
  try {
    const app = new App({ outdir });
    build(app, overrides);
    app.synth();
    return readFileSync(join(outdir, 'stacks', 's', 'cdk.tf.json'), 'utf8');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
export type Resources = Record<string, Record<string, any>>;

/** The resources of a stack with one hub. */
export function synthHub(overrides: Overrides = () => ({})): Resources {
  return JSON.parse(synthHubText(overrides)).resource;
}

/** The only resource of a type. */
export function only(resources: Resources, type: string) {
  const found = Object.values(resources[type] ?? {});
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0];
}

/** The release of a chart. */
export function releaseOf(resources: Resources, chart: string) {
  const found = Object.values(resources.helm_release ?? {}).find((release) => release.chart === chart);
  if (found === undefined) throw new Error(`no release of ${chart}`);
  return found;
}

/** The values of the hub's chart, without writing the stack. */
export function renderedValues(overrides: Overrides = () => ({})): Values {
  const { stack, hub } = build(new App(), overrides);
  const release = hub.node.findChild('Release') as Release;
  const resolver = new DefaultTokenResolver(new StringConcat());
  const [text] = Tokenization.resolve(release.valuesInput, { scope: stack, resolver, preparing: false });
  return JSON.parse(text);
}

/** A stack `s` with a cluster and one hub `Hub`, for what is built beside them. */
export function builtHub(overrides: Overrides = () => ({})) {
  return build(new App(), overrides);
}

/** What the hub asked of its cluster. */
export function clusterRequests(overrides: Overrides = () => ({})): unknown[] {
  return build(new App(), overrides).cluster.requests;
}
