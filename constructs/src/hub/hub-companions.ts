import type { Release } from '@cdktf/provider-helm/lib/release';
import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ICluster } from '../cluster';
import { installBinderHub } from './binderhub';
import { DaskGateway } from './dask-gateway';
import { installGroupsExporter } from './groups-exporter';
import { measureHomes } from './home-sizes';
import type { HubConfiguration } from './hub-configuration';
import { imageBuilding } from './image-building';
import { keepNodes } from './node-placeholder';

/** What a hub's companions need to know. */
export interface HubCompanionOptions {
  readonly configuration: HubConfiguration;
  readonly namespace: NamespaceV1;
  /** What must be there before the hub and whatever mounts its homes. */
  readonly prerequisites: ITerraformDependable[];
  readonly hub: Release;
  readonly cluster: ICluster;
}

/** What runs beside a hub in its namespace. */
export function installCompanions(scope: Construct, options: HubCompanionOptions): void {
  const { configuration, namespace, prerequisites, hub, cluster } = options;
  const { nodePlaceholders: placeholders, dask, groupMetrics, homeMetrics } = configuration.features;
  if (placeholders) keepNodes(scope, { configuration, placeholders, namespace, hub });
  if (dask) new DaskGateway(scope, 'DaskGateway', { configuration, dask, hub });
  if (groupMetrics) installGroupsExporter(scope, configuration, hub);
  const building = imageBuilding(configuration);
  if (building) installBinderHub(scope, { configuration, building, cluster, hub });
  if (homeMetrics && configuration.storage.home._settings.nfs) measureHomes(scope, configuration, prerequisites);
}
