import { FilestoreHomeStorage, type FilestoreHomeStorageProps } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { filestoreBackupWorkflow } from '../../../constructs/src/gke/filestore-backup-workflow.ts';
import { resourceOf, resourcesOf, synth } from '../../support/synth.ts';

const backups = { project: 'lyra-learning', region: 'europe-west2' };
const storage = (over: Partial<FilestoreHomeStorageProps> = {}) =>
  synth((stack) => {
    const base = { storageName: 'lyra-main', networkName: 'lyra', zone: 'europe-west2-b', capacityGiB: 1024 };
    new FilestoreHomeStorage(stack, 'Homes', { ...base, ...over });
  });

describe('backups of Filestore', () => {
  test('are taken only where they are asked for', () => {
    expect(Object.keys(storage().resource)).toEqual(['google_filestore_instance']);
  });

  test('are taken each night by a workflow that Cloud Scheduler starts', () => {
    const stack = storage({ backups });
    expect(resourceOf(stack, 'google_cloud_scheduler_job')).toMatchObject({
      name: expect.stringMatching(/^\$\{google_workflows_workflow\.\w+\.name\}$/),
      region: 'europe-west2',
      schedule: '30 1 * * *',
      http_target: {
        http_method: 'POST',
        uri: expect.stringMatching(
          /^https:\/\/workflowexecutions\.googleapis\.com\/v1\/\$\{google_workflows_workflow\.\w+\.id\}\/executions$/,
        ),
        oauth_token: { service_account_email: expect.stringMatching(/^\$\{google_service_account\.\w+\.email\}$/) },
      },
    });
  });

  test('come from an identity that can neither change nor delete an instance', () => {
    const stack = storage({ backups });
    const permissions: string[] = resourceOf(stack, 'google_project_iam_custom_role').permissions;
    expect(permissions.filter((permission) => permission.startsWith('file.instances.'))).toEqual([
      'file.instances.get',
    ]);
    const roles: string[] = resourcesOf(stack, 'google_project_iam_member').map(({ role }) => role);
    expect(roles.sort()).toEqual([
      'projects/lyra-learning/roles/lyra_main_backups',
      'roles/logging.logWriter',
      'roles/workflows.invoker',
    ]);
  });

  test('reach Google as the workflow was written: its own expressions are none of Terraform', () => {
    const source: string = resourceOf(storage({ backups }), 'google_workflows_workflow').source_contents;
    expect(source).not.toMatch(/(?<!\$)\$\{/);
    expect(source.replaceAll('$${', '${')).toBe(
      filestoreBackupWorkflow({
        instance: 'projects/lyra-learning/locations/europe-west2-b/instances/lyra-main',
        shareName: 'homes',
        parent: 'projects/lyra-learning/locations/europe-west2',
        prefix: 'lyra-main',
        retentionDays: 30,
      }),
    );
  });

  test.each([
    { retentionDays: 1, works: true },
    { retentionDays: 0, works: false },
    { retentionDays: 1.5, works: false },
  ])('are kept for $retentionDays days: $works', ({ retentionDays, works }) => {
    const make = () => storage({ backups: { ...backups, retentionDays } });
    if (works) expect(make).not.toThrow();
    else {
      expect(make).toThrow(
        `s/Homes/Backups: backups.retentionDays must be at least 1, got ${retentionDays}; keep some days`,
      );
    }
  });
});

describe('the workflow of backups', () => {
  const { main } = JSON.parse(
    filestoreBackupWorkflow({
      instance: 'projects/p/locations/z/instances/homes',
      shareName: 'homes',
      parent: 'projects/p/locations/r',
      prefix: 'homes',
      retentionDays: 7,
    }),
  );
  const steps: Record<string, unknown>[] = main.steps;
  const step = (name: string) => steps.find((each) => name in each)?.[name];

  test('deletes nothing before the backup of the day is there', () => {
    expect(steps.flatMap((each) => Object.keys(each))).toEqual([
      'take',
      'wait',
      'look',
      'judge',
      'begin',
      'list',
      'old',
      'turn',
      'more',
    ]);
    expect(step('judge')).toEqual({
      switch: [
        { condition: '${not(default(map.get(operation.body, "done"), false))}', next: 'wait' },
        { condition: '${"error" in operation.body}', steps: [{ fail: { raise: '${operation.body.error}' } }] },
      ],
    });
  });

  test('looks at all backups, however many pages they are told on', () => {
    expect(step('list')).toMatchObject({ args: { query: { pageToken: '${page}' } } });
    expect(step('turn')).toEqual({ assign: [{ page: '${default(map.get(found.body, "nextPageToken"), "")}' }] });
    expect(step('more')).toEqual({ switch: [{ condition: '${page != ""}', next: 'list' }] });
  });

  test('takes one backup a day, by its name', () => {
    expect(step('take')).toMatchObject({
      call: 'http.post',
      args: {
        url: '${"https://file.googleapis.com/v1/projects/p/locations/r/backups?backupId=homes-" + text.substring(time.format(sys.now()), 0, 10)}',
        body: { sourceInstance: 'projects/p/locations/z/instances/homes', labels: { 'hubfleet-backup': 'daily' } },
      },
    });
  });

  test('deletes only what it took itself of this instance, and only when it is old', () => {
    expect(JSON.stringify(step('old'))).toContain(
      JSON.stringify(
        '${map.get(backup, "sourceInstance") == "projects/p/locations/z/instances/homes" and map.get(backup, ["labels", "hubfleet-backup"]) == "daily" and time.parse(backup.createTime) < sys.now() - 604800}',
      ),
    );
  });
});
