import { Construct } from 'constructs';
import { chartRelease } from './chart-release';
import { supportCharts } from './charts';

/** Properties of `MinerProtection`. */
export interface MinerProtectionProps {
  /**
   * Texts that no command line of an honest user holds; a process with one of them is stopped.
   * @default - only those of known miners
   */
  readonly bannedTexts?: string[];
}

/** Stops programs that mine crypto currencies on the nodes of users. */
export class MinerProtection extends Construct {
  constructor(scope: Construct, id: string, props: MinerProtectionProps = {}) {
    super(scope, id);
    const { bannedTexts = [] } = props;
    chartRelease(this, 'Release', supportCharts.cryptnono, {
      namespaceName: 'miner-protection',
      values: {
        fetchKernelHeaders: {
          resources: { requests: { cpu: '5m', memory: '100Mi' }, limits: { cpu: '800m', memory: '2Gi' } },
        },
        detectors: {
          monero: {
            enabled: true,
            resources: { requests: { cpu: '1m', memory: '16Mi' }, limits: { cpu: '5m', memory: '128Mi' } },
          },
          execwhacker: {
            enabled: bannedTexts.length > 0,
            // It tells whose server a stopped process was in.
            containerdHostPath: '/run/containerd/containerd.sock',
            configs: bannedTexts.length > 0 ? { hubfleet: { bannedCommandStrings: bannedTexts } } : {},
            resources: { requests: { cpu: '1m', memory: '32Mi' }, limits: { memory: '256Mi' } },
          },
        },
      },
    });
  }
}
