import type { Resource } from '../../resource';
import { fail, pass, see, unknown, type Verdict } from '../../verdict';
import { cloudRule } from '../cloud-rule';
import { isSpot } from '../spot-capacity';

const EKS = 'aws_eks_node_group';
const GKE = 'google_container_node_pool';

function workers(pool: Resource): Verdict {
  const labels = pool.type === EKS ? 'labels' : 'node_config.labels';
  const purpose = see(pool.get(`${labels}["k8s.dask.org/node-purpose"]`));
  if (purpose.seen && purpose.value !== 'worker') return pass;
  const { is, attribute } = isSpot(pool);
  if (is === true) return pass;
  if (is === undefined || !purpose.seen)
    return unknown(
      `${attribute} or ${labels} cannot be seen, so it is not known whether Dask workers are on spot`,
      attribute,
    );
  return fail('Dask workers run on demand, at two to four times the price of spot', attribute);
}

/** Work that may be repeated runs where it is cheap. */
export const daskPoolSpot = cloudRule(
  {
    id: 'cost/dask-pool-spot',
    title: 'The pool of Dask workers is made of spot machines',
    why: 'Dask repeats what a lost worker had; spot machines cost a fraction and are made for that.',
    severity: 'low',
    remedy:
      'Set spot: true on the pool with purpose: dask in cluster.yaml. In Terraform set capacity_type = "SPOT", or node_config { spot = true }.',
  },
  {
    pass: { [EKS]: { dask: { labels: { 'k8s.dask.org/node-purpose': 'worker' }, capacity_type: 'SPOT' } } },
    fail: { [EKS]: { dask: { labels: { 'k8s.dask.org/node-purpose': 'worker' }, capacity_type: 'ON_DEMAND' } } },
  },
  { [EKS]: workers, [GKE]: workers },
);
