import { describe, expect, test } from 'vitest';
import { Home } from '../../../constructs/src/hub/home.ts';
import type { Values } from '../../../constructs/src/hub/json.ts';
import type { UserDisk } from '../../../constructs/src/hub/user-disk.ts';
import { at, hasChart, schemaFaults } from './support/chart.ts';
import { renderedValues } from './support/hub.ts';

const disk = (overrides: Partial<UserDisk> = {}): UserDisk => ({
  diskName: 'db',
  capacityGiB: 5,
  mountPath: '/home/jovyan/database',
  ...overrides,
});
const render = (userDisks: UserDisk[], namedServersPerUser = 0) =>
  renderedValues(() => ({ storage: { home: Home.none(), userDisks }, features: { namedServersPerUser } }));

describe('Disks of users', () => {
  test('are claimed by the user name, and mounted where they are wanted', () => {
    const values = render([
      disk(),
      disk({ diskName: 'cache', capacityGiB: 20, mountPath: '/cache', storageClassName: 'retain' }),
    ]);
    expect(at(values, 'custom.hubfleet.userDisks')).toEqual([
      { claim: 'db-{username}', size: '5Gi' },
      { claim: 'cache-{username}', size: '20Gi', storageClass: 'retain' },
    ]);
    const { extraVolumes, extraVolumeMounts } = at(values, 'singleuser.storage') as Record<string, Values>;
    expect(extraVolumes).toMatchObject({
      '005-user-disk-db': { name: 'user-disk-db', persistentVolumeClaim: { claimName: 'db-{username}' } },
      '005-user-disk-cache': { name: 'user-disk-cache', persistentVolumeClaim: { claimName: 'cache-{username}' } },
    });
    expect(extraVolumeMounts).toMatchObject({
      '005-user-disk-db': { name: 'user-disk-db', mountPath: '/home/jovyan/database' },
      '005-user-disk-cache': { name: 'user-disk-cache', mountPath: '/cache' },
    });
    expect(at(values, 'hub.extraConfig')).toHaveProperty('05-hubfleet-user-disks');
    if (hasChart) expect(schemaFaults(values)).toEqual([]);
  });

  test('are nowhere in a hub without them', () => {
    const values = render([]);
    expect(JSON.stringify(values)).not.toContain('user-disk');
    expect(JSON.stringify(values)).not.toContain('userDisks');
  });

  test.each<[string, UserDisk[], number, string]>([
    [
      'a bad name',
      [disk({ diskName: 'My_Disk' })],
      0,
      'storage.userDisks[0].diskName is no name for a disk, got My_Disk; use at most 20 of a-z, 0-9 and -, and not claim, which homes have',
    ],
    [
      'the name of homes',
      [disk({ diskName: 'claim' })],
      0,
      'storage.userDisks[0].diskName is no name for a disk, got claim; use at most 20 of a-z, 0-9 and -, and not claim, which homes have',
    ],
    ['one name twice', [disk(), disk()], 0, 'storage.userDisks[1].diskName is taken, got db; rename it'],
    [
      'a relative path',
      [disk({ mountPath: 'database' })],
      0,
      'storage.userDisks[0].mountPath must be absolute, got database; begin it with /',
    ],
    [
      'no size',
      [disk({ capacityGiB: 0 })],
      0,
      'storage.userDisks[0].capacityGiB must be above 0, got 0; give it some GiB',
    ],
    [
      'several servers',
      [disk()],
      1,
      'storage.userDisks are mounted by one node at a time, but users may run several servers; set namedServersPerUser to 0, or use a shared file system',
    ],
  ])('are refused with %s', (_what, disks, named, message) => {
    expect(() => render(disks, named)).toThrow(new Error(`s/Hub: ${message}`));
  });
});
