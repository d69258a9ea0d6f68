import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { coreNodes } from '../support/core-nodes';
import { supportImages } from '../support/images';
import { HOME_CLAIM, type HubConfiguration } from './hub-configuration';
import { homeFolder } from './server-storage';

const NAME = 'home-sizes';
const PORT = 8000;
/** Reads per second: a walk through all homes must not slow down those who work in them. */
const READS_PER_SECOND = 250;
const MINUTES_BETWEEN_WALKS = 120;

/** By these labels the dashboards of JupyterHub find it. */
const LABELS = { app: 'jupyterhub', component: 'shared-dirsize-metrics' };

/** Tells Prometheus the size of each home directory, so that the largest are found before the disk is full. */
export function measureHomes(
  scope: Construct,
  configuration: HubConfiguration,
  dependsOn: ITerraformDependable[],
): DeploymentV1 {
  const { hubName, labels } = configuration;
  const account = new ServiceAccountV1(scope, 'HomeSizesAccount', {
    metadata: { name: NAME, namespace: hubName },
    automountServiceAccountToken: false,
    dependsOn,
  });
  return new DeploymentV1(scope, 'HomeSizes', {
    metadata: { name: NAME, namespace: hubName, labels: LABELS },
    spec: {
      replicas: '1',
      // The file system is walked once, not by the old and the new pod.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: LABELS },
      template: {
        metadata: {
          labels: { ...labels, ...LABELS },
          annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(PORT) },
        },
        spec: {
          serviceAccountName: account.metadata.name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          ...coreNodes,
          securityContext: { fsGroup: '65534', seccompProfile: { type: 'RuntimeDefault' } },
          volume: [{ name: 'homes', persistentVolumeClaim: { claimName: HOME_CLAIM, readOnly: true } }],
          container: [
            {
              name: NAME,
              image: supportImages.homeSizes,
              imagePullPolicy: 'Always',
              args: [
                'dirsize-exporter',
                '/homes',
                String(READS_PER_SECOND),
                String(MINUTES_BETWEEN_WALKS),
                `--port=${PORT}`,
              ],
              port: [{ name: 'metrics', containerPort: PORT }],
              resources: { requests: { cpu: '10m', memory: '128Mi' }, limits: { cpu: '50m', memory: '256Mi' } },
              // The user of every server: it may read what users keep to themselves.
              securityContext: {
                runAsUser: '1000',
                runAsGroup: '0',
                runAsNonRoot: true,
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMount: [{ name: 'homes', mountPath: '/homes', subPath: homeFolder(configuration), readOnly: true }],
            },
          ],
        },
      },
    },
    dependsOn: [account],
  });
}
