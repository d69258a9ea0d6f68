import { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import type { DaskOptions } from './dask-options';
import { daskGatewayValues, daskReleaseName } from './dask-values';
import type { HubConfiguration } from './hub-configuration';
import { terraformLiterals } from './terraform-literal';

const DEFAULT_CHART_VERSION = '2026.3.0';

/** Properties of `DaskGateway`. */
interface DaskGatewayProps {
  readonly configuration: HubConfiguration;
  readonly dask: DaskOptions;
  /** Release of the hub, whose secret holds the gateway's token. */
  readonly hub: Release;
}

/** Dask Gateway of one hub, in the hub's namespace. */
export class DaskGateway extends Construct {
  constructor(scope: Construct, id: string, props: DaskGatewayProps) {
    super(scope, id);
    const { configuration, dask, hub } = props;
    new Release(this, 'Resource', {
      name: daskReleaseName(configuration.hubName),
      namespace: configuration.hubName,
      repository: 'https://helm.dask.org',
      chart: 'dask-gateway',
      version: dask.chartVersion ?? DEFAULT_CHART_VERSION,
      values: [JSON.stringify(terraformLiterals(daskGatewayValues(configuration, dask)))],
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      timeout: 600,
      maxHistory: 5,
      dependsOn: [hub],
    });
  }
}
