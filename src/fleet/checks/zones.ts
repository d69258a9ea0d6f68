import { cloudOf } from '../clouds/registry.ts';
import { type FleetCheck, rightClusters } from '../draft.ts';

/** Zones are in the region of the cluster. */
export const checkZones: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ source, value }) => {
    const cloud = cloudOf(value);
    const region = cloud.region(value);
    return cloud
      .zones(value)
      .filter(({ zone }) => !cloud.isZoneOf(zone, region))
      .map(({ path, zone }) =>
        source.problem(path, {
          message: `zone ${zone} is not in region ${region}`,
          remedy: 'use a zone of the region',
        }),
      );
  });
