import { ComputeGlobalAddress } from '@cdktf/provider-google/lib/compute-global-address';
import { ServiceNetworkingConnection } from '@cdktf/provider-google/lib/service-networking-connection';
import { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import { Construct } from 'constructs';
import { DatabaseEngine, type DatabaseOptions } from '../database';

/** Where a database of Cloud SQL is. */
export interface GkeDatabasePlace {
  /** Google Cloud project. */
  readonly project: string;
  /** Region of the server. */
  readonly region: string;
  /** Name of the network that it answers in. */
  readonly networkName: string;
}

/** Cloud SQL writes a version as one word, and a dot as an underscore. */
function databaseVersion({ engine, engineVersion }: DatabaseOptions): string {
  const prefix = engine === DatabaseEngine.POSTGRES ? 'POSTGRES' : 'MYSQL';
  return `${prefix}_${engineVersion.replace('.', '_')}`;
}

/**
 * A Cloud SQL server inside the network: without a public address, encrypted, backed up. People and programs log in
 * with their identities of Google Cloud; there is no password.
 *
 * @stateful the server is not destroyed by Terraform
 */
export class GkeDatabase extends Construct {
  constructor(scope: Construct, id: string, place: GkeDatabasePlace, options: DatabaseOptions) {
    super(scope, id);
    const { databaseName, engine } = options;
    const privateNetwork = `projects/${place.project}/global/networks/${place.networkName}`;
    const peering = this.peering(databaseName, privateNetwork);
    new SqlDatabaseInstance(this, 'Resource', {
      name: databaseName,
      region: place.region,
      databaseVersion: databaseVersion(options),
      settings: {
        tier: options.machineType,
        edition: 'ENTERPRISE',
        availabilityType: options.standby ? 'REGIONAL' : 'ZONAL',
        diskSize: options.sizeGiB,
        diskType: 'PD_SSD',
        diskAutoresize: true,
        diskAutoresizeLimit: options.maxSizeGiB ?? 2 * options.sizeGiB,
        deletionProtectionEnabled: true,
        databaseFlags: [
          {
            name: engine === DatabaseEngine.POSTGRES ? 'cloudsql.iam_authentication' : 'cloudsql_iam_authentication',
            value: 'on',
          },
        ],
        ipConfiguration: { ipv4Enabled: false, privateNetwork, sslMode: 'ENCRYPTED_ONLY' },
        backupConfiguration: {
          enabled: true,
          startTime: '04:00',
          ...(engine === DatabaseEngine.POSTGRES ? { pointInTimeRecoveryEnabled: true } : { binaryLogEnabled: true }),
          backupRetentionSettings: { retainedBackups: options.backupRetentionDays ?? 14 },
        },
        maintenanceWindow: { day: 7, hour: 5, updateTrack: 'stable' },
        userLabels: { 'hubfleet-database': databaseName },
      },
      deletionProtection: true,
      // Cloud SQL grows the disk itself.
      lifecycle: { preventDestroy: true, ignoreChanges: ['settings[0].disk_size'] },
      dependsOn: [peering],
    });
  }

  private peering(databaseName: string, network: string): ServiceNetworkingConnection {
    const range = new ComputeGlobalAddress(this, 'Range', {
      name: databaseName,
      purpose: 'VPC_PEERING',
      addressType: 'INTERNAL',
      prefixLength: 20,
      network,
    });
    return new ServiceNetworkingConnection(this, 'Peering', {
      network,
      service: 'servicenetworking.googleapis.com',
      reservedPeeringRanges: [range.name],
    });
  }
}
