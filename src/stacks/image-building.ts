import { BuildRegistry, type ImageBuilding } from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import type { Hub } from '../fleet/fleet.ts';
import { roomsOf } from '../fleet/profiles.ts';
import { cloudOf } from './clouds/registry.ts';
import type { StackPlace } from './layer.ts';
import { secretOf } from './secret-source.ts';

/** Images that users of a hub build, in the words of the constructs. */
export function imageBuildingOf(stack: TerraformStack, place: StackPlace, hub: Hub): ImageBuilding | undefined {
  const { imageBuilding } = hub;
  if (!imageBuilding) return undefined;
  const { registry, pool, ...building } = imageBuilding;
  const smallest = roomsOf(hub.name, place.cluster)[0]?.pool ?? '';
  return { ...building, pool: pool ?? smallest, registry: registryOf(stack, place, registry) };
}

function registryOf(
  stack: TerraformStack,
  { cluster }: StackPlace,
  registry: NonNullable<Hub['imageBuilding']>['registry'],
): BuildRegistry {
  if (registry.kind === 'cluster') {
    const found = cloudOf(cluster).findImageRegistry(stack, 'ImageRegistry', cluster, registry.repository);
    return BuildRegistry.ofCluster(found);
  }
  const { server: registryHost, imagePrefix, username, password } = registry;
  return BuildRegistry.external({ registryHost, imagePrefix, username, password: secretOf(password) });
}
