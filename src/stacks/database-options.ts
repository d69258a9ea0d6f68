import { DatabaseEngine, type DatabaseOptions } from '@hubfleet/constructs';
import type { AccountCluster } from '../fleet/account-cluster.ts';

const engines = { postgres: DatabaseEngine.POSTGRES, mysql: DatabaseEngine.MYSQL };

/** The database of a cluster file in the words of the constructs. */
export function databaseOptions({ name, database }: AccountCluster): DatabaseOptions | undefined {
  if (!database) return undefined;
  const { engine, version, ...rest } = database;
  return { databaseName: `${name}-db`, engine: engines[engine], engineVersion: version, ...rest };
}
