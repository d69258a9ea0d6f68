import type { HubConfiguration } from './hub-configuration';
import { customValues, hubProcessValues } from './hub-process-values';
import { compact, type Values } from './json';
import { exposureValues } from './network-values';
import { cullingValues, pullingValues, schedulingValues } from './scheduling-values';
import { serverValues } from './server-values';

/** The values of the Zero to JupyterHub chart for a hub. */
export function hubValues(configuration: HubConfiguration): Values {
  return compact({
    custom: { hubfleet: customValues(configuration) },
    proxy: {
      service: { type: 'ClusterIP' },
      https: { enabled: false },
      chp: { resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '1Gi' } } },
    },
    hub: hubProcessValues(configuration),
    singleuser: serverValues(configuration),
    scheduling: schedulingValues(configuration),
    prePuller: pullingValues(configuration),
    cull: cullingValues(configuration),
    ...exposureValues(configuration),
  });
}
