import { CeAnomalyMonitor } from '@cdktf/provider-aws/lib/ce-anomaly-monitor';
import { CeAnomalySubscription } from '@cdktf/provider-aws/lib/ce-anomaly-subscription';
import { CeCostAllocationTag } from '@cdktf/provider-aws/lib/ce-cost-allocation-tag';
import { Construct } from 'constructs';

/** Properties of `EksCostWatch`. */
export interface EksCostWatchProps {
  /** Name of the monitor, unique in the account. */
  readonly monitorName: string;
  /** Name of the cluster whose tagged cost is watched. */
  readonly clusterName: string;
  /**
   * US dollars beyond the usual from which mail is sent, once a day.
   * @default - spending is not watched
   */
  readonly anomalyUsd?: number;
  /**
   * E-mail addresses of those who are told.
   * @default - nobody
   */
  readonly recipients?: string[];
  /**
   * Whether the tags of hubfleet are switched on for the bill. Only the account that pays can do so, and only for tags
   * that something has carried for a day.
   * @default false
   */
  readonly activateTags?: boolean;
}

const CLUSTER_TAG = 'hubfleet:cluster';
const TAGS = [CLUSTER_TAG, 'hubfleet:hub', 'hubfleet:node-purpose', 'hubfleet:volume-purpose', 'hubfleet:community'];

/** Mails about unusual spending, and the tags by which the bill is split. */
export class EksCostWatch extends Construct {
  constructor(scope: Construct, id: string, props: EksCostWatchProps) {
    super(scope, id);
    const { anomalyUsd, activateTags = false } = props;
    if (activateTags) {
      const at = new Construct(this, 'AllocationTags');
      for (const tagKey of TAGS) new CeCostAllocationTag(at, tagKey.replace(':', '-'), { tagKey, status: 'Active' });
    }
    if (anomalyUsd !== undefined) this.watch(props, anomalyUsd);
  }

  private watch({ monitorName, clusterName, recipients = [] }: EksCostWatchProps, anomalyUsd: number): void {
    const monitor = new CeAnomalyMonitor(this, 'Monitor', {
      name: monitorName,
      monitorType: 'CUSTOM',
      monitorSpecification: JSON.stringify({ Tags: { Key: CLUSTER_TAG, Values: [clusterName] } }),
    });
    new CeAnomalySubscription(this, 'Subscription', {
      name: monitorName,
      frequency: 'DAILY',
      monitorArnList: [monitor.arn],
      subscriber: recipients.map((address) => ({ type: 'EMAIL', address })),
      thresholdExpression: {
        dimension: {
          key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          matchOptions: ['GREATER_THAN_OR_EQUAL'],
          values: [String(anomalyUsd)],
        },
      },
    });
  }
}
