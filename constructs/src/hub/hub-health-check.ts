import { CronJobV1, type CronJobV1SpecJobTemplateSpecTemplateSpec } from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { Construct } from 'constructs';
import type { IBucket, ICluster, IWorkloadIdentity } from '../cluster';
import { PoolPurpose } from '../pool';
import { invalidProp, isLiteral } from '../private/errors';
import { Scheduling } from '../scheduling';
import { guardHealthCheck, HEALTH_CHECK_LABELS } from './health-check-network';
import { checkedHours, dailySchedule } from './health-check-schedule';
import type { JupyterHub } from './hub';

/** Properties of `HubHealthCheck`. */
export interface HubHealthCheckProps {
  /** Cluster that runs the hub. */
  readonly cluster: ICluster;
  /** Hub that is checked. Its feature `healthCheck` must be on. */
  readonly hub: JupyterHub;
  /**
   * Container image whose program is `hubfleet`, with a tag that does not move or a digest.
   */
  readonly image: string;
  /** Name of the cluster in the history. */
  readonly clusterLabel: string;
  /**
   * Hours between two checks: a part of 24. Each check starts a server, and maybe a node for it.
   * @default 24
   */
  readonly everyHours?: number;
  /**
   * What the hub offers beside a server, and so is checked: `scratch`, `dask` or `gpu`.
   * @default - nothing
   */
  readonly expect?: string[];
  /**
   * Seconds after which the hub itself gives up a start.
   * @default 600
   */
  readonly startTimeoutSeconds?: number;
  /**
   * Bucket in which results are kept, below `health/`.
   * @default - results are in the log of the job only
   */
  readonly history?: IBucket;
  /**
   * Namespace of the ingress controller, by which the hub is reached from inside.
   * @default 'ingress'
   */
  readonly ingressNamespace?: string;
}

/** Name of the job and of all that belongs to it. */
const HEALTH_CHECK = 'health-check';

/** Seconds for all layers, and for the clean-up after them, as `hubfleet verify` counts them. */
const LAYERS_SECONDS = 1200;
const START_SECONDS = 600;
const CLEAN_UP_SECONDS = 180;

/** Where in the bucket results are. */
const PREFIX = 'health';

/**
 * `hubfleet verify` by the clock, in the namespace of its hub. It has the token of the hub's service for checks and
 * nothing else: no token of Kubernetes, and a cloud identity only to add its results to a bucket.
 */
export class HubHealthCheck extends Construct {
  constructor(scope: Construct, id: string, props: HubHealthCheckProps) {
    super(scope, id);
    const { cluster, hub, image, history, everyHours = 24, ingressNamespace = 'ingress' } = props;
    this.checkImage(image);
    const hours = checkedHours(this, everyHours);
    const identity = history && this.createIdentity(cluster, hub.hubName);
    if (identity) history.grantAppend(identity);
    const account = new ServiceAccountV1(this, 'ServiceAccount', {
      metadata: { name: HEALTH_CHECK, namespace: hub.hubName, annotations: identity?.serviceAccountAnnotations },
      automountServiceAccountToken: false,
    });
    guardHealthCheck(this, {
      namespaceName: hub.hubName,
      ingressNamespace,
      metadataServer: identity !== undefined && cluster.needsMetadataServer,
    });
    new CronJobV1(this, 'Resource', {
      metadata: { name: HEALTH_CHECK, namespace: hub.hubName, labels: HEALTH_CHECK_LABELS },
      spec: {
        schedule: dailySchedule(`${cluster.clusterName}/${hub.hubName}`, hours),
        timezone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 1800,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: HEALTH_CHECK_LABELS },
          spec: {
            // A hub ends itself after a few failed starts in a row: what failed is told, not tried again.
            backoffLimit: 0,
            activeDeadlineSeconds: layersSeconds(props) + 2 * CLEAN_UP_SECONDS,
            template: { metadata: { labels: HEALTH_CHECK_LABELS }, spec: podOf(props) },
          },
        },
      },
      dependsOn: [account],
    });
    this.node.addDependency(hub);
  }

  private createIdentity(cluster: ICluster, hubName: string): IWorkloadIdentity {
    return cluster.createWorkloadIdentity(this, 'Identity', {
      namespaceName: hubName,
      serviceAccountName: HEALTH_CHECK,
      identityName: `${cluster.clusterName}-${hubName}-health`,
    });
  }

  private checkImage(image: string): void {
    const isPinned = /@sha256:[0-9a-f]{64}$/.test(image) || /:(?!latest$)[\w][\w.-]*$/.test(image);
    if (isLiteral(image) && !isPinned) {
      throw invalidProp(this, 'image', `is not pinned, got ${image}`, 'add a tag that does not move, or a digest');
    }
  }
}

/** Seconds for all layers: a hub whose starts take longer gets longer. */
function layersSeconds({ startTimeoutSeconds = START_SECONDS }: HubHealthCheckProps): number {
  return LAYERS_SECONDS + Math.max(0, startTimeoutSeconds - START_SECONDS);
}

function podOf(props: HubHealthCheckProps): CronJobV1SpecJobTemplateSpecTemplateSpec {
  return {
    serviceAccountName: HEALTH_CHECK,
    automountServiceAccountToken: false,
    restartPolicy: 'Never',
    // A check that is ended removes its server first, and waits for one that is starting.
    terminationGracePeriodSeconds: CLEAN_UP_SECONDS,
    nodeSelector: { [Scheduling.PURPOSE_LABEL]: PoolPurpose.CORE },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: '65532',
      fsGroup: '65532',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    container: [
      {
        name: 'verify',
        image: props.image,
        imagePullPolicy: 'IfNotPresent',
        args: argsOf(props),
        env: [
          // The library of AWS keeps nothing on disk, but looks for a home directory.
          { name: 'HOME', value: '/tmp' },
          {
            name: 'HUBFLEET_HEALTH_TOKEN',
            valueFrom: { secretKeyRef: { name: 'hub', key: 'hub.services.hub-health.apiToken' } },
          },
        ],
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '1', memory: '384Mi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMount: [{ name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volume: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
  };
}

function argsOf(props: HubHealthCheckProps): string[] {
  const { hub, clusterLabel, expect = [], startTimeoutSeconds = START_SECONDS, history } = props;
  return [
    'verify',
    `--url=${hub.hubUrl}`,
    `--as=${clusterLabel}/${hub.hubName}`,
    ...(expect.length > 0 ? ['--expect', ...expect] : []),
    ...(startTimeoutSeconds === START_SECONDS
      ? []
      : ['--timeout', `spawn=${startTimeoutSeconds}`, `total=${layersSeconds(props)}`]),
    ...(history ? [`--history=${history.bucketUrl}/${PREFIX}`] : []),
  ];
}
