import { HubHealthCheck, type ICluster, type JupyterHub } from '@hubfleet/constructs';
import type { Construct } from 'constructs';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { declaredExtras } from '../fleet/hub-extras.ts';
import type { Cloud } from './clouds/cloud.ts';
import { contactsOf } from './uptime-contacts.ts';

/** A hub as its checks see it. */
export interface CheckedHub {
  readonly cluster: Cluster;
  readonly file: Hub;
  readonly hub: JupyterHub;
  readonly found: ICluster;
  readonly cloud: Cloud<Cluster>;
}

/** Asks a hub from outside whether it is there, and from inside whether it works: as the files say. */
export function checkHub(scope: Construct, { cluster, file, hub, found, cloud }: CheckedHub): void {
  const { healthChecks } = cluster.support;
  const contacts = contactsOf(cluster);
  if (contacts && file.uptimeCheck) {
    const checkName = `hubfleet-${cluster.name}-${file.name}`;
    cloud.createUptimeCheck(scope, 'UptimeCheck', cluster, { check: { checkName, domain: file.domain }, contacts });
  }
  if (healthChecks && file.healthCheck) {
    const { image, everyHours, history } = healthChecks;
    new HubHealthCheck(scope, 'HealthCheck', {
      cluster: found,
      hub,
      image,
      everyHours,
      clusterLabel: cluster.name,
      expect: declaredExtras(file),
      startTimeoutSeconds: file.startTimeoutSeconds,
      history: history === undefined ? undefined : cloud.findBucket(scope, 'HealthHistory', cluster, history),
    });
  }
}
