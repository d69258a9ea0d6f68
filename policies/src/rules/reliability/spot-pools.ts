import type { Resource } from '../../resource';
import { fail, pass, see, unknown, type Verdict } from '../../verdict';
import { cloudRule } from '../cloud-rule';
import { isSpot } from '../spot-capacity';

const EKS = 'aws_eks_node_group';
const GKE = 'google_container_node_pool';
const CORE = ['hub.jupyter.org/node-purpose', 'core'] as const;

function core(pool: Resource): Verdict {
  const labels = pool.type === EKS ? 'labels' : 'node_config.labels';
  const purpose = see(pool.get(`${labels}["${CORE[0]}"]`));
  if (purpose.seen && purpose.value !== CORE[1]) return pass;
  const { is, attribute } = isSpot(pool);
  if (is === false) return pass;
  if (is === undefined || !purpose.seen)
    return unknown(
      `${attribute} or ${labels} cannot be seen, so it is not known whether the core pool is spot`,
      attribute,
    );
  return fail(
    `${attribute} puts the hub and its proxy on machines that the cloud may take away at any minute`,
    attribute,
  );
}

/** Hubs run where nobody takes the machine away. */
export const corePoolOnDemand = cloudRule(
  {
    id: 'reliability/core-pool-on-demand',
    title: 'The pool of hubs and proxies is not made of spot machines',
    why: 'When the machine of the proxy is taken away, every user of every hub on it is thrown out at once.',
    severity: 'medium',
    remedy:
      'Leave out spot of the pool with purpose: core in cluster.yaml. In Terraform set capacity_type = "ON_DEMAND", or remove spot and preemptible.',
  },
  {
    pass: { [EKS]: { core: { labels: { [CORE[0]]: CORE[1] }, capacity_type: 'ON_DEMAND' } } },
    fail: { [EKS]: { core: { labels: { [CORE[0]]: CORE[1] }, capacity_type: 'SPOT' } } },
  },
  { [EKS]: core, [GKE]: core },
);
