import { Release } from '@cdktf/provider-helm/lib/release';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IBucket, ICluster, IWorkloadIdentity } from '../cluster';
import { invalidProp, isLiteral, refusal } from '../private/errors';
import { supportCharts } from '../support/charts';
import type { Culling } from './culling';
import { Home } from './home';
import { claimHomes } from './home-claim';
import type { HubAccess } from './hub-access';
import { installCompanions } from './hub-companions';
import { allAdmins, type HubConfiguration, USER_SERVICE_ACCOUNT } from './hub-configuration';
import { credentialsSecretName, databaseCredentials, storeCredentials } from './hub-credentials';
import type { HubFeatures } from './hub-features';
import type { HubNetwork } from './hub-network';
import type { HubRelease } from './hub-release';
import type { HubStorage } from './hub-storage';
import { hubValues } from './hub-values';
import { mergeValues, type Values } from './json';
import type { Refuse } from './refuse';
import { registrySecretName } from './registry-login';
import { terraformLiteral, terraformLiterals } from './terraform-literal';
import type { UserServer } from './user-server';
import { valuesFaults } from './values-faults';

/** Properties of `JupyterHub`. */
export interface JupyterHubProps {
  /** Cluster that runs the hub, created here or found by its name. */
  readonly cluster: ICluster;
  /** Name of the hub, unique in the cluster: its namespace, release and cloud identity are named after it. */
  readonly hubName: string;
  /** Domain of the hub. */
  readonly domain: string;
  /** Who may log in, and with which rights. */
  readonly access: HubAccess;
  /** The servers that users start. */
  readonly server: UserServer;
  /**
   * Where the hub and its users keep data.
   * @default - nothing is kept
   */
  readonly storage?: HubStorage;
  /**
   * How the hub is reached, and what user servers reach.
   * @default - by an ingress; user servers reach the internet, but neither the cluster nor the metadata address
   */
  readonly network?: HubNetwork;
  /**
   * When idle kernels and servers are stopped.
   * @default - after an hour each, and after a week in any case
   */
  readonly culling?: Culling;
  /**
   * What the hub does beside starting servers.
   * @default - a health check, nothing else
   */
  readonly features?: HubFeatures;
  /**
   * How the chart is installed.
   * @default - the pinned version with no further values
   */
  readonly release?: HubRelease;
}

const CHART = supportCharts.jupyterhub;
const HUB_NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** A JupyterHub in a namespace of its own, with a cloud identity for its users' servers. */
export class JupyterHub extends Construct {
  /** Name of the hub and of its namespace. */
  public readonly hubName: string;
  /** Address of the hub. */
  public readonly hubUrl: string;
  /** Cloud identity of user servers, to which buckets can be granted. */
  public readonly identity: IWorkloadIdentity;
  /**
   * Bucket for data that may be lost.
   * @default - none, where the hub's storage names none
   */
  public readonly scratchBucket?: IBucket;

  constructor(scope: Construct, id: string, props: JupyterHubProps) {
    super(scope, id);
    const { cluster, hubName, domain, storage = { home: Home.none() } } = props;
    this.checkNames(hubName, domain);
    this.hubName = hubName;
    this.hubUrl = `https://${domain}`;
    this.identity = cluster.createWorkloadIdentity(this, 'Identity', {
      namespaceName: hubName,
      serviceAccountName: USER_SERVICE_ACCOUNT,
      identityName: `${cluster.clusterName}-${hubName}`,
    });
    this.scratchBucket = this.createScratchBucket(cluster, storage);
    storage.persistentBucket?.grantReadWrite(this.identity);
    const configuration = this.configure(props, storage);
    const values = this.finalValues(configuration, props.release?.values);
    const namespace = this.createNamespace(configuration);
    const prerequisites = this.createPrerequisites(configuration, namespace);
    const release = this.createRelease(configuration, values, props.release?.timeoutSeconds ?? 900, prerequisites);
    this.node.defaultChild = release;
    installCompanions(this, { configuration, namespace, prerequisites, hub: release, cluster });
  }

  private checkNames(hubName: string, domain: string): void {
    if (isLiteral(hubName) && !HUB_NAME.test(hubName)) {
      const problem = `must be a name of a-z, 0-9 and - of at most 40 characters, got ${hubName}`;
      throw invalidProp(this, 'hubName', problem, 'shorten or respell it');
    }
    if (isLiteral(domain) && !DOMAIN.test(domain)) {
      throw invalidProp(this, 'domain', `is not a domain, got ${domain}`, 'write it in lower case without https://');
    }
  }

  private createScratchBucket(cluster: ICluster, storage: HubStorage): IBucket | undefined {
    if (storage.scratch === undefined) return undefined;
    const { deleteAfterDays, bucketName = `${cluster.clusterName}-${this.hubName}-scratch` } = storage.scratch;
    const bucket = cluster.createScratchBucket(this, 'Scratch', { bucketName, deleteAfterDays });
    bucket.grantReadWrite(this.identity);
    return bucket;
  }

  private configure(props: JupyterHubProps, storage: HubStorage): HubConfiguration {
    const { cluster, hubName, domain, access, server, network = {}, culling = {}, features = {}, release = {} } = props;
    const refuse: Refuse = (property, problem, remedy) => invalidProp(this, property, problem, remedy);
    const callbackUrl = `${this.hubUrl}/hub/oauth_callback`;
    const authentication = access.authentication._settings({ callbackUrl, admins: allAdmins(access), refuse });
    const credentials = [...authentication.credentials, ...databaseCredentials(storage)];
    return {
      clusterName: cluster.clusterName,
      hubName,
      domain,
      access,
      authentication,
      credentials,
      credentialsSecret: credentialsSecretName(this, credentials),
      server,
      storage,
      network,
      culling,
      features,
      labels: { ...release.labels, 'hubfleet.dev/hub': hubName },
      chartVersion: release.chartVersion ?? CHART.version,
      hubImage: release.hubImage,
      secretsRevision: release.secretsRevision ?? 1,
      registrySecret: features.imageBuilding && registrySecretName(this, features.imageBuilding.registry),
      metadataServer: network.allowMetadataServer ?? cluster.needsMetadataServer,
      scratchUrl: this.scratchBucket?.bucketUrl,
      persistentUrl: storage.persistentBucket?.bucketUrl,
      lastDay: this.checkedDay(release.lastDay),
      refuse,
    };
  }

  private checkedDay(day: string | undefined): string | undefined {
    if (day === undefined || !isLiteral(day) || /^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
    throw invalidProp(this, 'release.lastDay', `is not a day, got ${day}`, 'write it as 2027-03-31');
  }

  private finalValues(configuration: HubConfiguration, over: Record<string, unknown> | undefined): Values {
    const values = mergeValues(hubValues(configuration), (over ?? {}) as Values);
    const [fault] = valuesFaults(values);
    if (fault !== undefined) throw refusal(this, fault);
    return values;
  }

  private createNamespace(configuration: HubConfiguration): NamespaceV1 {
    const { hubName, clusterName, labels } = configuration;
    return new NamespaceV1(this, 'Namespace', {
      metadata: {
        name: hubName,
        labels: {
          ...labels,
          'hubfleet.dev/cluster': clusterName,
          // Init containers close ports with iptables, which needs privilege; whatever else would is reported.
          'pod-security.kubernetes.io/enforce': 'privileged',
          'pod-security.kubernetes.io/audit': 'baseline',
        },
        annotations: namespaceAnnotations(configuration),
      },
    });
  }

  private createPrerequisites(configuration: HubConfiguration, namespace: NamespaceV1): ITerraformDependable[] {
    const { hubName, storage, credentials, clusterName } = configuration;
    const account = new ServiceAccountV1(this, 'ServiceAccount', {
      metadata: {
        name: USER_SERVICE_ACCOUNT,
        namespace: hubName,
        annotations: this.identity.serviceAccountAnnotations,
      },
      automountServiceAccountToken: false,
      dependsOn: [namespace],
    });
    const prerequisites: ITerraformDependable[] = [account];
    if (credentials.length > 0) prerequisites.push(storeCredentials(this, configuration, namespace));
    const { nfs } = storage.home._settings;
    if (nfs) prerequisites.push(claimHomes(this, { clusterName, hubName, storage: nfs.storage, namespace }));
    return prerequisites;
  }

  private createRelease(
    configuration: HubConfiguration,
    values: Values,
    timeout: number,
    dependsOn: ITerraformDependable[],
  ): Release {
    return new Release(this, 'Release', {
      name: configuration.hubName,
      namespace: configuration.hubName,
      repository: CHART.repository,
      chart: CHART.chart,
      version: configuration.chartVersion,
      values: [JSON.stringify(terraformLiterals(values))],
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      timeout,
      maxHistory: 5,
      dependsOn,
    });
  }
}

function namespaceAnnotations({ authentication, lastDay }: HubConfiguration): Record<string, string> | undefined {
  const { openBecause } = authentication;
  const annotations = {
    ...(openBecause && { 'hubfleet.dev/open-to-everybody-because': terraformLiteral(openBecause) }),
    ...(lastDay && { 'hubfleet.dev/last-day': lastDay }),
  };
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}
