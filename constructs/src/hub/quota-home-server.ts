import { Release } from '@cdktf/provider-helm/lib/release';
import { DataKubernetesServiceV1 } from '@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { Construct } from 'constructs';
import type { IHomeStorage } from '../cluster';
import { invalidProp } from '../private/errors';
import { Scheduling } from '../scheduling';
import { supportCharts } from '../support/charts';
import type { Values } from './json';
import { terraformLiterals } from './terraform-literal';

/** A disk of a cloud that holds homes; it is made, kept and backed up elsewhere. */
export class HomeDisk {
  /** An EBS volume, by its id. */
  public static ebs(volumeId: string): HomeDisk {
    return new HomeDisk('eks', volumeId);
  }

  /** A persistent disk of Google Cloud, by `projects/<project>/zones/<zone>/disks/<name>`. */
  public static persistentDisk(diskId: string): HomeDisk {
    return new HomeDisk('gke', diskId);
  }

  /** A volume of OpenStack Cinder, by its id. */
  public static cinder(volumeId: string): HomeDisk {
    return new HomeDisk('openstack', volumeId);
  }

  /** @internal */
  public readonly _values: Values;

  private constructor(chartKey: string, volumeId: string) {
    this._values = { [chartKey]: { enabled: true, volumeId } };
  }
}

/** Properties of `QuotaHomeServer`. */
export interface QuotaHomeServerProps {
  /** Name of the server, unique in the cluster; its namespace and release are named after it. */
  readonly serverName: string;
  /** Disk with the homes. */
  readonly disk: HomeDisk;
  /** Folders of the hubs that it serves, a hub's name each. */
  readonly folders: string[];
  /** Most GiB of each user. It bounds the bill, so it has no default. */
  readonly quotaGiB: number;
  /**
   * Most GiB of single users, by the name of their folder.
   * @default - none
   */
  readonly quotaOverridesGiB?: Record<string, number>;
}

const CHART = supportCharts.homeNfs;
const SERVICE = 'home-nfs';
/** What Google advises for NFS; a `soft` mount returns an error instead of hanging when the server is away. */
const MOUNT_OPTIONS = ['nfsvers=4.2', 'soft', 'noatime'];

function serverAddress(scope: Construct, serverName: string, dependsOn?: Release[]): string {
  const service = new DataKubernetesServiceV1(scope, 'Service', {
    metadata: { name: SERVICE, namespace: serverName },
    dependsOn,
  });
  // Nodes mount by address: they do not ask the cluster's name server.
  return service.spec.get(0).clusterIp;
}

class ImportedQuotaHomeServer extends Construct implements IHomeStorage {
  public readonly nfsServer: string;
  public readonly nfsPath = '/';
  public readonly nfsMountOptions = [...MOUNT_OPTIONS];

  constructor(scope: Construct, id: string, serverName: string) {
    super(scope, id);
    this.nfsServer = serverAddress(this, serverName);
  }
}

/** An NFS server in the cluster with a quota for each user, which no cloud's own file service enforces. */
export class QuotaHomeServer extends Construct implements IHomeStorage {
  /** A server that another stack made, found by its name when Terraform plans. */
  public static fromServerName(scope: Construct, id: string, serverName: string): IHomeStorage {
    return new ImportedQuotaHomeServer(scope, id, serverName);
  }

  public readonly nfsServer: string;
  public readonly nfsPath = '/';
  public readonly nfsMountOptions = [...MOUNT_OPTIONS];

  constructor(scope: Construct, id: string, props: QuotaHomeServerProps) {
    super(scope, id);
    const { serverName, folders, quotaGiB } = props;
    if (folders.length === 0) throw invalidProp(this, 'folders', 'is empty', 'name the hubs whose homes it serves');
    const wrong = folders.find((folder) => !/^[a-z0-9-]+$/.test(folder));
    if (wrong !== undefined) {
      throw invalidProp(this, 'folders', `must be names of hubs, got ${wrong}`, 'use a-z, 0-9 and -');
    }
    if (!(quotaGiB > 0))
      throw invalidProp(this, 'quotaGiB', `must be above 0, got ${quotaGiB}`, 'give each user some GiB');
    const namespace = new NamespaceV1(this, 'Namespace', {
      // A server of files for the whole node needs privilege.
      metadata: { name: serverName, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    });
    const release = new Release(this, 'Resource', {
      name: serverName,
      namespace: serverName,
      ...CHART,
      values: [JSON.stringify(terraformLiterals(this.values(props)))],
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      timeout: 600,
      maxHistory: 5,
      dependsOn: [namespace],
    });
    this.nfsServer = serverAddress(this, serverName, [release]);
  }

  private values({ disk, folders, quotaGiB, quotaOverridesGiB = {} }: QuotaHomeServerProps): Values {
    const paths = folders.map((folder) => `/export/${folder}`);
    return {
      fullnameOverride: '',
      ...disk._values,
      quotaEnforcer: {
        config: {
          QuotaManager: {
            paths,
            hard_quota: quotaGiB,
            quota_overrides: quotaOverridesGiB,
            exclude: ['_shared'],
            wait_time: 30,
            min_projid: 1000,
          },
        },
        // The enforcer stops at a folder that is not there, which a new hub has only after its first user.
        extraConfig: {
          '01-folders': `import os\nfor path in ${JSON.stringify(paths)}:\n    os.makedirs(path, exist_ok=True)\n`,
        },
      },
      nodeSelector: { [Scheduling.PURPOSE_LABEL]: 'core' },
    };
  }
}
