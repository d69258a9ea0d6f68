/** What a workflow of daily backups works on. */
export interface FilestoreBackupSource {
  /** Full name of the instance: `projects/<project>/locations/<zone>/instances/<name>`. */
  readonly instance: string;
  readonly shareName: string;
  /** Where backups are kept: `projects/<project>/locations/<region>`. */
  readonly parent: string;
  /** What the names of backups begin with; the day follows. */
  readonly prefix: string;
  readonly retentionDays: number;
}

const API = 'https://file.googleapis.com/v1/';
const auth = { type: 'OAuth2' };

/** What tells the backups of a schedule from those that somebody took by hand; these are never deleted. */
const LABEL = { key: 'hubfleet-backup', value: 'daily' };

/** Seconds between two looks at a backup that is being taken. */
const POLL_SECONDS = 300;

/**
 * The source of a workflow (Google Cloud Workflows, in JSON): it takes the backup of the day, waits for it, and only
 * then deletes those that are older than they are kept. A failed backup ends it with the error, and nothing is deleted.
 */
export function filestoreBackupWorkflow(source: FilestoreBackupSource): string {
  return JSON.stringify({ main: { steps: [...takeBackup(source), ...waitForIt(), ...deleteOld(source)] } });
}

function takeBackup({ instance, shareName, parent, prefix }: FilestoreBackupSource): object[] {
  const url = `\${"${API}${parent}/backups?backupId=${prefix}-" + text.substring(time.format(sys.now()), 0, 10)}`;
  const body = { sourceInstance: instance, sourceFileShare: shareName, labels: { [LABEL.key]: LABEL.value } };
  return [{ take: { call: 'http.post', args: { url, auth, body }, result: 'operation' } }];
}

function waitForIt(): object[] {
  return [
    { wait: { call: 'sys.sleep', args: { seconds: POLL_SECONDS } } },
    {
      look: {
        call: 'http.get',
        args: { url: `\${"${API}" + operation.body.name}`, auth },
        result: 'operation',
      },
    },
    {
      judge: {
        switch: [
          { condition: '${not(default(map.get(operation.body, "done"), false))}', next: 'wait' },
          { condition: '${"error" in operation.body}', steps: [{ fail: { raise: '${operation.body.error}' } }] },
        ],
      },
    },
  ];
}

function deleteOld({ instance, parent, retentionDays }: FilestoreBackupSource): object[] {
  const isOwn = `map.get(backup, "sourceInstance") == "${instance}" and map.get(backup, ["labels", "${LABEL.key}"]) == "${LABEL.value}"`;
  const isOld = `time.parse(backup.createTime) < sys.now() - ${retentionDays * 86_400}`;
  const remove = { call: 'http.delete', args: { url: `\${"${API}" + backup.name}`, auth } };
  return [
    { begin: { assign: [{ page: '' }] } },
    {
      list: {
        call: 'http.get',
        args: { url: `${API}${parent}/backups`, query: { pageToken: '${page}' }, auth },
        result: 'found',
      },
    },
    {
      old: {
        for: {
          value: 'backup',
          in: '${default(map.get(found.body, "backups"), [])}',
          steps: [{ each: { switch: [{ condition: `\${${isOwn} and ${isOld}}`, steps: [{ remove }] }] } }],
        },
      },
    },
    { turn: { assign: [{ page: '${default(map.get(found.body, "nextPageToken"), "")}' }] } },
    { more: { switch: [{ condition: '${page != ""}', next: 'list' }] } },
  ];
}
