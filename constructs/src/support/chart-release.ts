import { Release, type ReleaseConfig } from '@cdktf/provider-helm/lib/release';
import type { Construct } from 'constructs';
import type { Json } from '../hub/json';
import { terraformLiterals } from '../hub/terraform-literal';
import type { ChartPin } from './charts';

/** What of a release differs from chart to chart. */
export interface ChartReleaseOptions {
  readonly namespaceName: string;
  readonly values: object;
  readonly dependsOn?: ReleaseConfig['dependsOn'];
}

/** A release that is rolled back when it does not become ready, and keeps a short history. */
export function chartRelease(scope: Construct, id: string, pin: ChartPin, options: ChartReleaseOptions): Release {
  const { namespaceName, values, dependsOn } = options;
  const { chart, repository, version } = pin;
  return new Release(scope, id, {
    name: chart,
    chart,
    repository,
    version,
    namespace: namespaceName,
    createNamespace: true,
    atomic: true,
    wait: true,
    timeout: 600,
    maxHistory: 5,
    values: [JSON.stringify(terraformLiterals(values as Json))],
    dependsOn,
  });
}
