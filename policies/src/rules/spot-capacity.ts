import type { Resource } from '../resource';
import { asBoolean, see } from '../verdict';

/** Whether a pool is on spot capacity, undefined when that cannot be seen, and the attribute that decides. */
export function isSpot(pool: Resource): { readonly is: boolean | undefined; readonly attribute: string } {
  if (pool.type === 'aws_eks_node_group') {
    const sight = see(pool.get('capacity_type'));
    return { is: sight.seen ? sight.value === 'SPOT' : undefined, attribute: 'capacity_type' };
  }
  const sights = ['node_config.spot', 'node_config.preemptible'].map((path) => ({ path, sight: see(pool.get(path)) }));
  const on = sights.find(({ sight }) => sight.seen && asBoolean(sight.value) === true);
  const blind = sights.find(({ sight }) => !sight.seen);
  return { is: on ? true : blind ? undefined : false, attribute: (on ?? blind)?.path ?? 'node_config.spot' };
}
