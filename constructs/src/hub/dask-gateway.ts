import { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { supportCharts } from '../support/charts';
import type { DaskOptions } from './dask-options';
import { daskGatewayValues, daskReleaseName } from './dask-values';
import type { HubConfiguration } from './hub-configuration';
import { terraformLiterals } from './terraform-literal';

const CHART = supportCharts.daskGateway;

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
      repository: CHART.repository,
      chart: CHART.chart,
      version: dask.chartVersion ?? CHART.version,
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
