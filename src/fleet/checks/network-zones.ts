import { cloudOf } from '../clouds/registry.ts';
import { type FleetCheck, rightClusters } from '../draft.ts';

/** A network that is there already has a subnet in every zone of the cluster. */
export const checkNetworkZones: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ source, value }) => {
    const missing = cloudOf(value).zonesWithoutSubnet(value);
    if (missing.length === 0) return [];
    const message = `${missing.join(', ')} of zones is not among the subnets`;
    return [source.problem(['network', 'existing'], { message, remedy: 'name a subnet of each zone' }, 'key')];
  });
