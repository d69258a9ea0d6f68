import type { FleetReport } from '../report/fleet-report.ts';
import {
  attentionText,
  bucketLife,
  CLOUDS,
  count,
  DRIFT_STATES,
  dollars,
  driftWords,
  LOGINS,
  moment,
  percent,
  startSentence,
  supportSentence,
} from './report/words.ts';

/** The report for a ticket or a chat: what stands out, then one table for each question. */
export function renderReportMarkdown(report: FleetReport): string {
  const { organization, asOf, totals, attention } = report;
  const { monthly } = totals;
  const lines = [
    `# ${text(organization.name)}: fleet report`,
    '',
    `As of ${asOf}: ${count(totals.clusters, 'cluster')}, ${count(totals.hubs, 'hub')}, expected ${dollars(monthly.expected)} a month (idle ${dollars(monthly.floor)}, at most ${dollars(monthly.ceiling)}; budget ${dollars(totals.budgetUsd)}), ${count(totals.errors, 'error')} and ${count(totals.warnings, 'warning')} of policies, ${totals.waived} waived.`,
    '',
    '## Needs attention',
    '',
    ...(attention.length === 0 ? ['Nothing stands out.'] : attention.map(attentionLine)),
    '',
    ...clusterLines(report),
    ...hubLines(report),
    ...findingLines(report),
    ...waiverLines(report),
    ...healthLines(report),
    ...driftLines(report),
    ...poolLines(report),
    ...storageLines(report),
    ...bucketLines(report),
    ...imageLines(report),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function attentionLine(item: FleetReport['attention'][number]): string {
  const [where, what] = attentionText(item);
  return `- ${item.urgency}: **${text(where)}**: ${text(what)}`;
}

function clusterLines({ clusters }: FleetReport): string[] {
  return section(
    'Clusters',
    ['cluster', 'place', 'Kubernetes', 'support', 'hubs', 'idle', 'expected', 'at most', 'budget'],
    clusters.map(({ name, provider, region, kubernetesVersion, support, hubs, cost, budget }) => [
      name,
      `${CLOUDS[provider]} ${region}`,
      kubernetesVersion,
      supportSentence(support),
      String(hubs.length),
      ...(cost ? [cost.monthly.floor, cost.monthly.expected, cost.monthly.ceiling].map(dollars) : ['', '', '']),
      budget ? dollars(budget.monthlyUsd) : '',
    ]),
  );
}

function hubLines({ hubs }: FleetReport): string[] {
  return section(
    'Hubs',
    ['hub', 'domain', 'stage', 'login', 'quota', 'chart', 'expected', 'errors', 'health'],
    hubs.map(({ cluster, name, domain, stage, login, home, chartVersion, monthlyUsd, findings, health }) => [
      `${cluster}/${name}`,
      domain,
      stage,
      LOGINS[login.kind],
      home.quotaGiB === undefined ? 'no homes' : `${home.quotaGiB} GiB`,
      chartVersion,
      monthlyUsd === undefined ? '' : dollars(monthlyUsd),
      String(findings.errors),
      health?.lastVerdict ?? 'not checked',
    ]),
  );
}

function findingLines({ findings }: FleetReport): string[] {
  return section(
    'Findings',
    ['severity', 'rule', 'where', 'finding', 'age', 'state'],
    findings.map(({ severity, rule, stack, address, message, ageDays, waivedUntil, level }) => [
      severity,
      rule,
      `${stack} ${address}`,
      message,
      count(ageDays, 'day'),
      waivedUntil === undefined ? level : `waived until ${waivedUntil}`,
    ]),
  );
}

function waiverLines({ waivers }: FleetReport): string[] {
  return section(
    'Waivers',
    ['cluster', 'rule', 'match', 'ends', 'state', 'owner', 'why'],
    waivers.map(({ cluster, rule, match, expires, status, owner, reason }) => [
      cluster,
      rule,
      match,
      expires,
      status,
      owner,
      reason,
    ]),
  );
}

function healthLines({ hubs }: FleetReport): string[] {
  return section(
    'Health',
    ['hub', 'last check', 'last good', 'failed', 'flaky', 'start', 'causes'],
    hubs.flatMap(({ cluster, name, health }) => {
      if (!health) return [];
      const { lastVerdict, lastChecked, lastGood, failed, checks, flakeRate, starts, lastCauses } = health;
      return [
        [
          `${cluster}/${name}`,
          `${lastVerdict} ${moment(lastChecked)}`,
          lastGood === undefined ? 'never' : moment(lastGood),
          `${failed} of ${checks}`,
          percent(flakeRate),
          starts.map(startSentence).join(', '),
          lastCauses.join('; '),
        ],
      ];
    }),
  );
}

function driftLines({ drift }: FleetReport): string[] {
  return section(
    'Drift',
    ['stack', 'state', 'class', 'resource', 'what'],
    (drift?.stacks ?? []).flatMap(({ stack, state, changes, cause }) =>
      changes.length === 0
        ? [[stack, DRIFT_STATES[state], '', '', cause ?? '']]
        : changes.map((change) => [stack, DRIFT_STATES[state], change.class, change.address, driftWords(change)]),
    ),
  );
}

function poolLines({ clusters }: FleetReport): string[] {
  return section(
    'Node pools',
    ['pool', 'purpose', 'machine', 'nodes', 'at most', 'servers on a node'],
    clusters.flatMap(({ name: cluster, pools }) =>
      pools.map(({ name, purpose, machineType, spot, minNodes, maxNodes, monthly, packings }) => [
        `${cluster}/${name}`,
        purpose,
        `${machineType}${spot ? ', spot' : ''}`,
        `${minNodes} to ${maxNodes}`,
        monthly ? dollars(monthly.ceiling) : '',
        packings.map(({ hub, displayName, serversPerNode }) => `${hub} ${displayName}: ${serversPerNode}`).join('; '),
      ]),
    ),
  );
}

function bucketLines({ clusters }: FleetReport): string[] {
  return section(
    'Buckets',
    ['bucket', 'objects', 'users of'],
    clusters.flatMap(({ name: cluster, buckets }) =>
      buckets.map((bucket) => [
        `${cluster}/${bucket.name}`,
        bucketLife(bucket),
        bucket.hubs.map(({ name, access }) => `${name}: ${access === 'read' ? 'read' : 'read and write'}`).join(', '),
      ]),
    ),
  );
}

function storageLines({ clusters }: FleetReport): string[] {
  return section(
    'Home storage',
    ['storage', 'kind', 'size', 'backups', 'hubs'],
    clusters.flatMap(({ name: cluster, storages }) =>
      storages.map(({ name, kind, sizeGiB, backupDays, hubs }) => [
        `${cluster}/${name}`,
        kind,
        sizeGiB === undefined ? 'grows' : `${sizeGiB} GiB`,
        backupDays === undefined ? 'none by hubfleet' : `daily, ${count(backupDays, 'day')}`,
        hubs.map((hub) => hub.name).join(', '),
      ]),
    ),
  );
}

function imageLines({ images }: FleetReport): string[] {
  return section(
    'Images',
    ['image', 'tag', 'pinned', 'age', 'hubs', 'remarks'],
    images.map(({ image, style, pinned, ageDays, hubs, remarks }) => [
      image,
      style,
      pinned,
      ageDays === undefined ? '' : count(ageDays, 'day'),
      String(hubs.length),
      remarks.join(', '),
    ]),
  );
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(text))), ''];
}

/** Names come from files of other people: nothing in them may break the table, make HTML or call somebody. */
function text(raw: string): string {
  return raw
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\|`*_[\]@#]/g, '\\$&');
}
