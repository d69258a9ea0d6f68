import { Construct } from 'constructs';
import { Scheduling } from '../scheduling';
import { chartRelease } from './chart-release';
import { supportCharts } from './charts';

/** Properties of `DevicePlugin`. */
export interface DevicePluginProps {
  /** Pools whose nodes have GPUs. */
  readonly pools: string[];
}

/** NVIDIA's device plugin, by which Kubernetes counts GPUs. GKE brings its own. */
export class DevicePlugin extends Construct {
  constructor(scope: Construct, id: string, props: DevicePluginProps) {
    super(scope, id);
    const gpuNodes = { key: Scheduling.POOL_LABEL, operator: 'In', values: props.pools };
    chartRelease(this, 'Release', supportCharts.nvidiaDevicePlugin, {
      namespaceName: 'kube-system',
      values: {
        // The chart's own terms wait for labels of a feature discovery, which nobody needs where pools are labelled.
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [gpuNodes] }] },
          },
        },
        tolerations: [{ operator: 'Exists' }],
      },
    });
  }
}
