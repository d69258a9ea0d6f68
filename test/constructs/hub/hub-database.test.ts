import { describe, expect, test } from 'vitest';
import { DatabaseEngine } from '../../../constructs/src/database.ts';
import { Home } from '../../../constructs/src/hub/home.ts';
import { Secret } from '../../../constructs/src/secret.ts';
import { at, hasChart, schemaFaults } from './support/chart.ts';
import { only, renderedValues, synthHub } from './support/hub.ts';

const onServer = (engine: DatabaseEngine) => () => ({
  storage: { home: Home.none(), databaseServer: { engine, url: Secret.variable('hub_database_url') } },
});

describe('The list of users', () => {
  test('is a file on a disk of the hub, and never on the file system of homes', () => {
    const storage = { home: Home.none(), databaseStorageClassName: 'retain' };
    expect(
      at(
        renderedValues(() => ({ storage })),
        'hub.db',
      ),
    ).toEqual({
      type: 'sqlite-pvc',
      pvc: { storage: '1Gi', storageClassName: 'retain' },
    });
  });

  test.each([DatabaseEngine.POSTGRES, DatabaseEngine.MYSQL])(
    'is on a %s server, whose address is a secret',
    (engine) => {
      const values = renderedValues(onServer(engine));
      expect(at(values, 'hub.db')).toEqual({ type: engine });
      expect(at(values, 'custom.hubfleet.credentials')).toEqual([
        { section: 'GitHubOAuthenticator', trait: 'client_secret', variable: 'HUBFLEET_CREDENTIAL_0' },
        { section: 'JupyterHub', trait: 'db_url', variable: 'HUBFLEET_CREDENTIAL_1' },
      ]);
      if (hasChart) expect(schemaFaults(values)).toEqual([]);
    },
  );

  test('of a server is written to a Kubernetes secret without Terraform keeping it', () => {
    const secret = only(synthHub(onServer(DatabaseEngine.POSTGRES)), 'kubernetes_secret_v1');
    expect(secret.data_wo['credential-1']).toBe('${var.hub_database_url}');
    expect(secret.data).toBeUndefined();
  });
});
