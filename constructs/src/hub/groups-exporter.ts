import type { Release } from '@cdktf/provider-helm/lib/release';
import type { Construct } from 'constructs';
import { chartRelease } from '../support/chart-release';
import { supportCharts } from '../support/charts';
import { coreNodes } from '../support/core-nodes';
import { MONITORING_NAMESPACE } from '../support/namespace-guard';
import type { HubConfiguration } from './hub-configuration';
import type { Draft } from './json';

/** Name of the service, under which the chart of the exporter looks for its token. */
const SERVICE = 'jupyterhub-groups-exporter';

/** It reads who is in which group, and nothing else. */
const SCOPES = ['list:users', 'read:users', 'list:groups', 'read:groups'];

function isWanted({ features, authentication, refuse }: HubConfiguration): boolean {
  if (!features.groupMetrics) return false;
  if (authentication.bringsGroups) return true;
  const problem = 'is on, but the login brings no groups';
  throw refuse('features.groupMetrics', problem, 'turn it off, or use a login with groups (GitHub, a groupsClaim)');
}

/** The exporter as a service of the hub, so that the chart makes its token. */
export function groupsExporterServices(configuration: HubConfiguration): Draft {
  return { [SERVICE]: isWanted(configuration) ? {} : undefined };
}

/** Rights of the exporter. */
export function groupsExporterRoles(configuration: HubConfiguration): Draft {
  return { [SERVICE]: isWanted(configuration) ? { scopes: SCOPES, services: [SERVICE] } : undefined };
}

/** Tells Prometheus which groups users are in, so that use and cost can be told by group. */
export function installGroupsExporter(scope: Construct, { hubName }: HubConfiguration, hub: Release): Release {
  return chartRelease(scope, 'GroupsExporter', supportCharts.groupsExporter, {
    namespaceName: hubName,
    values: {
      config: {
        groupsExporter: {
          prometheus_host: `prometheus-server.${MONITORING_NAMESPACE}.svc.cluster.local`,
          prometheus_port: 80,
        },
      },
      ...coreNodes,
      resources: { requests: { cpu: '10m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    },
    dependsOn: [hub],
  });
}
