import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { ICluster } from '../cluster';
import { chartRelease } from './chart-release';
import { supportCharts } from './charts';
import { coreNodes } from './core-nodes';
import { Monitoring } from './monitoring';

/** What Cost Explorer is asked; its reads cannot be narrowed to resources. */
const READS = ['ce:GetCostAndUsage', 'ce:GetTags', 'ce:ListCostAllocationTags'];
const SERVICE_ACCOUNT = 'jupyterhub-cost-monitoring';

/**
 * Daily cost of an EKS cluster by hub, user and group, for Grafana: Cost Explorer's amounts by tag, shared among users
 * by what Prometheus saw them ask for.
 */
export class AwsCostMonitoring extends Construct {
  constructor(scope: Construct, id: string, cluster: ICluster, monitoring: Monitoring) {
    super(scope, id);
    const identity = cluster.createWorkloadIdentity(this, 'Identity', {
      identityName: `${cluster.clusterName}-cost-monitoring`,
      namespaceName: Monitoring.NAMESPACE,
      serviceAccountName: SERVICE_ACCOUNT,
    });
    new IamRolePolicy(this, 'Policy', {
      name: 'read-costs',
      role: Fn.element(Fn.split('/', identity.principal), 1),
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: READS, Resource: '*' }],
      }),
    });
    chartRelease(this, 'Release', supportCharts.costMonitoring, {
      namespaceName: Monitoring.NAMESPACE,
      dependsOn: [monitoring._release],
      values: {
        ...coreNodes,
        extraEnv: [
          { name: 'CLUSTER_NAME', value: cluster.clusterName },
          { name: 'PROMETHEUS_HOST', value: 'prometheus-server' },
          { name: 'PROMETHEUS_PORT', value: '80' },
        ],
        serviceAccount: { create: true, name: SERVICE_ACCOUNT, annotations: identity.serviceAccountAnnotations },
        resources: { requests: { cpu: '5m', memory: '100Mi' }, limits: { memory: '500Mi' } },
      },
    });
  }
}
