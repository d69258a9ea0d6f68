/**
 * Labels and taints that pools put on nodes and hubs ask for.
 *
 * The label and taint names are JupyterHub's own (`hub.jupyter.org/*`) and Dask's (`k8s.dask.org/*`), so that charts
 * which know nothing of hubfleet schedule well.
 */
export class Scheduling {
  /** Label that names the pool a node belongs to. */
  public static readonly POOL_LABEL = 'hubfleet.dev/pool';
  /** Label of nodes that are for one hub only, with its name. */
  public static readonly HUB_LABEL = 'hubfleet.dev/hub';
  /** Taint key of nodes that are being emptied. */
  public static readonly PHASE_OUT_TAINT = 'hubfleet.dev/phase-out';
  /** Label by which JupyterHub's chart tells core nodes from user nodes. */
  public static readonly PURPOSE_LABEL = 'hub.jupyter.org/node-purpose';
  /** Label by which Dask Gateway tells scheduler nodes from worker nodes. */
  public static readonly DASK_PURPOSE_LABEL = 'k8s.dask.org/node-purpose';
  /** Taint key that keeps everything but user servers away; GKE refuses the form with a slash for some tools. */
  public static readonly USER_TAINT = 'hub.jupyter.org_dedicated';
  /** Taint key that keeps everything but Dask workers away. */
  public static readonly DASK_TAINT = 'k8s.dask.org_dedicated';
  /** Taint key of nodes with a GPU; NVIDIA's device plugin tolerates it. */
  public static readonly GPU_TAINT = 'nvidia.com/gpu';

  private constructor() {}
}
