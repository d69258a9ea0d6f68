import { QuotaHomeServer } from '@hubfleet/constructs';
import { Construct } from 'constructs';
import type { Cluster } from '../fleet/fleet.ts';
import type { Cloud } from './clouds/cloud.ts';
import { homeServerName } from './home-disk-options.ts';

/** Servers that share the disks of a cluster, each for the hubs that keep homes on it. */
export function installHomeServers(scope: Construct, cluster: Cluster, cloud: Cloud<Cluster>): void {
  const servers = new Construct(scope, 'Homes');
  for (const [name, { kind }] of Object.entries(cluster.homeStorage)) {
    const hubs = cluster.hubs.filter(({ storage }) => storage.home === name);
    // All of them have the same quota: the fleet's checks see to it.
    const [first] = hubs;
    if (kind !== 'disk' || first === undefined) continue;
    new QuotaHomeServer(servers, name, {
      serverName: homeServerName(name),
      disk: cloud.findHomeDisk(servers, `${name}-disk`, cluster, name),
      folders: hubs.map((hub) => hub.name),
      quotaGiB: first.storage.quotaGiB,
    });
  }
}
