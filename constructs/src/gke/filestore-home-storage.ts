import { DataGoogleFilestoreInstance } from '@cdktf/provider-google/lib/data-google-filestore-instance';
import { FilestoreInstance } from '@cdktf/provider-google/lib/filestore-instance';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { IHomeStorage } from '../cluster';
import { invalidProp, isLiteral } from '../private/errors';
import { type FilestoreBackupOptions, FilestoreBackups } from './filestore-backups';

/** Performance tier of a Filestore instance, with the least it can be bought in. */
export class FilestoreTier {
  /** Spinning disks, from 1 TiB. */
  public static readonly BASIC_HDD = new FilestoreTier('BASIC_HDD', 1024);
  /** Flash, from 2.5 TiB. */
  public static readonly BASIC_SSD = new FilestoreTier('BASIC_SSD', 2560);
  /** Flash in three zones, from 1 TiB. */
  public static readonly REGIONAL = new FilestoreTier('REGIONAL', 1024);
  /** Flash in one zone that can also shrink, from 1 TiB. */
  public static readonly ZONAL = new FilestoreTier('ZONAL', 1024);

  /** A tier by the name that Google gives it. */
  public static of(tierName: string, minimumGiB: number): FilestoreTier {
    return new FilestoreTier(tierName, minimumGiB);
  }

  private constructor(
    /** The cloud's name of the tier. */
    public readonly tierName: string,
    /** Smallest capacity in GiB. */
    public readonly minimumGiB: number,
  ) {}
}

/** Properties of `FilestoreHomeStorage`. */
export interface FilestoreHomeStorageProps {
  /** Name of the instance; it is found again by it. */
  readonly storageName: string;
  /** Name of the network whose nodes mount the share. */
  readonly networkName: string;
  /** Zone of the instance. */
  readonly zone: string;
  /** Capacity in GiB. It is billed whether used or not, so it has no default. */
  readonly capacityGiB: number;
  /**
   * Performance tier.
   * @default FilestoreTier.BASIC_HDD
   */
  readonly tier?: FilestoreTier;
  /**
   * Full name of a backup that a new instance begins with.
   * @default - the instance is empty
   */
  readonly sourceBackup?: string;
  /**
   * Networks in CIDR notation that may mount the share.
   * @default - all of the network, and networks that are joined to it
   */
  readonly clientCidrs?: string[];
  /**
   * Daily backups.
   * @default - none: Filestore takes none by itself
   */
  readonly backups?: FilestoreBackupOptions;
}

const SHARE_NAME = 'homes';
const MOUNT_OPTIONS = ['nfsvers=3', 'soft', 'noatime'];

class ImportedFilestoreHomeStorage extends Construct implements IHomeStorage {
  public readonly nfsServer: string;
  public readonly nfsPath = `/${SHARE_NAME}`;
  public readonly nfsMountOptions = [...MOUNT_OPTIONS];

  constructor(scope: Construct, id: string, storageName: string, zone: string) {
    super(scope, id);
    const instance = new DataGoogleFilestoreInstance(this, 'Resource', { name: storageName, location: zone });
    this.nfsServer = Fn.element(instance.networks.get(0).ipAddresses, 0);
  }
}

/**
 * A Filestore instance for home directories. It grows and never shrinks.
 *
 * @stateful the instance is not destroyed by Terraform
 */
export class FilestoreHomeStorage extends Construct implements IHomeStorage {
  /** An instance that another stack made with `FilestoreHomeStorage`, found by its name when Terraform plans. */
  public static fromStorageName(scope: Construct, id: string, storageName: string, zone: string): IHomeStorage {
    return new ImportedFilestoreHomeStorage(scope, id, storageName, zone);
  }

  public readonly nfsServer: string;
  public readonly nfsPath = `/${SHARE_NAME}`;
  public readonly nfsMountOptions = [...MOUNT_OPTIONS];

  constructor(scope: Construct, id: string, props: FilestoreHomeStorageProps) {
    super(scope, id);
    const {
      storageName,
      networkName,
      zone,
      capacityGiB,
      sourceBackup,
      clientCidrs,
      backups,
      tier = FilestoreTier.BASIC_HDD,
    } = props;
    if (isLiteral(capacityGiB) && capacityGiB < tier.minimumGiB) {
      const problem = `of tier ${tier.tierName} must be at least ${tier.minimumGiB}, got ${capacityGiB}`;
      throw invalidProp(this, 'capacityGiB', problem, 'raise it or choose another tier');
    }
    const instance = new FilestoreInstance(this, 'Resource', {
      name: storageName,
      location: zone,
      tier: tier.tierName,
      fileShares: {
        name: SHARE_NAME,
        capacityGb: capacityGiB,
        sourceBackup,
        ...(clientCidrs ? { nfsExportOptions: exportOptions(clientCidrs) } : {}),
      },
      deletionProtectionEnabled: true,
      networks: [{ network: networkName, modes: ['MODE_IPV4'], connectMode: 'DIRECT_PEERING' }],
      labels: { 'hubfleet-volume-purpose': 'home' },
      lifecycle: { preventDestroy: true },
    });
    this.nfsServer = Fn.element(instance.networks.get(0).ipAddresses, 0);
    if (backups) {
      new FilestoreBackups(this, 'Backups', { instanceName: storageName, zone, shareName: SHARE_NAME }, backups);
    }
  }
}

/** Hubs make the folders of their users, which takes the rights of root. */
function exportOptions(ipRanges: string[]) {
  return [{ ipRanges, accessMode: 'READ_WRITE', squashMode: 'NO_ROOT_SQUASH' }];
}
