import { FilestoreHomeStorage, FilestoreTier, GkeBucket, GkeDatabase, PersistentHomeDisk } from '@hubfleet/constructs';
import { Construct } from 'constructs';
import { bucketOptions } from '../bucket-options.ts';
import { databaseOptions } from '../database-options.ts';
import { homeDiskOptions } from '../home-disk-options.ts';
import { storageName } from './cloud.ts';
import { type GoogleCluster, regionOf, zoneOf } from './google-cluster.ts';
import { networkName } from './google-network.ts';

const DEFAULT_CIDR = '10.0.0.0/16';

/** Name of a bucket of the cluster: project ids are unique, and so is it in all of Cloud Storage. */
export function googleBucketName({ project }: GoogleCluster, name: string): string {
  return `${project}-${name}`;
}

/** Creates all home storage, buckets and databases that the cluster file names. */
export function createGoogleData(scope: Construct, cluster: GoogleCluster): void {
  const { project, location } = cluster;
  createHomes(scope, cluster);
  const buckets = new Construct(scope, 'Buckets');
  for (const [name, bucket] of Object.entries(cluster.buckets)) {
    const bucketName = googleBucketName(cluster, storageName(cluster, name));
    new GkeBucket(buckets, name, regionOf(location), bucketOptions(bucketName, bucket));
  }
  const database = databaseOptions(cluster);
  const place = { project, region: regionOf(location), networkName: networkName(cluster) };
  if (database) new GkeDatabase(scope, 'Database', place, database);
}

function createHomes(scope: Construct, cluster: GoogleCluster): void {
  const zone = zoneOf(cluster.location);
  const homes = new Construct(scope, 'Homes');
  for (const [key, storage] of Object.entries(cluster.homeStorage)) {
    const name = storageName(cluster, key);
    if (storage.kind === 'disk') {
      new PersistentHomeDisk(homes, key, homeDiskOptions(name, zone, storage));
      continue;
    }
    if (storage.kind === 'nfs') continue;
    const { capacityGiB, tier, sourceBackup, backups } = storage;
    new FilestoreHomeStorage(homes, key, {
      storageName: name,
      networkName: networkName(cluster),
      zone,
      capacityGiB,
      tier: FilestoreTier[tier],
      sourceBackup,
      clientCidrs: clientCidrs(cluster),
      backups: { project: cluster.project, region: regionOf(cluster.location), ...backups },
    });
  }
}

/** Where nodes are, as far as the cluster file knows. */
function clientCidrs({ network: { cidr = DEFAULT_CIDR, existing } }: GoogleCluster): string[] | undefined {
  return existing ? undefined : [cidr];
}
