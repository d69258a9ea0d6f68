import type { FleetReport } from '../../report/fleet-report.ts';
import type { HubRow, ProfileRow } from '../../report/hub-row.ts';
import { healthBadge } from './badge.ts';
import { checksPicture } from './health-section.ts';
import { type Child, html, type Markup } from './markup.ts';
import { renderPage, type Section } from './page.ts';
import { renderTable } from './table.ts';
import { AUDIENCES, allowedSentences, count, hourly, LOGINS, list, minutes, moment, profileSizeText } from './words.ts';

/** A page about one hub for those who administrate it, made from the configuration that runs. */
export function renderHandbook(hub: HubRow, { asOf, organization }: FleetReport): string {
  return renderPage({
    title: `${hub.displayName}: handbook`,
    heading: hub.displayName,
    lead: html`<p class="quiet">Handbook for the administrators of <a href="https://${hub.domain}" rel="noreferrer">${hub.domain}</a>, as of ${asOf}</p>`,
    sections: [
      loginSection(hub),
      machinesSection(hub),
      timesSection(hub),
      filesSection(hub),
      softwareSection(hub),
      ...(hub.health ? [healthSection(hub, hub.health)] : []),
      contactSection(hub, organization),
    ],
    foot: html`<p>Made by hubfleet from the configuration of ${hub.cluster}/${hub.name} as of ${asOf}. Prices are list prices in US dollars.</p>`,
  });
}

function sentences(items: readonly Child[]): Markup {
  return html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function loginSection({ login, admins, staff, blockedUsers, domain, defaultUrl, announcement }: HubRow): Section {
  const allowed = allowedSentences(login);
  return {
    id: 'login',
    title: 'Logging in',
    body: html`<p>Users open <a href="https://${domain}" rel="noreferrer">https://${domain}</a> and log in with <b>${LOGINS[login.kind]}</b> (${AUDIENCES[login.audience]}). They land on <code>${defaultUrl}</code>.</p>
<h3>Who may</h3>
${sentences(allowed)}
${blockedUsers > 0 && html`<p>${count(blockedUsers, 'user')} may not, whatever else lets them in.</p>`}
<h3>Who administrates</h3>
${sentences([
  ...(admins.length > 0 ? [`yourselves: ${list(admins, 'and')}`] : ['nobody of the community is named']),
  ...(staff.length > 0 ? [`the staff who run the service: ${list(staff, 'and')}`] : []),
])}
${announcement !== undefined && html`<h3>Announcement on the login page</h3><p>${announcement}</p>`}`,
  };
}

function machinesSection({ profiles, limits, placeholders }: HubRow): Section {
  const hasPrices = profiles.some(({ usdPerHour }) => usdPerHour !== undefined);
  return {
    id: 'machines',
    title: 'Machines',
    body: html`${renderTable({
      id: 'profile-table',
      caption: 'What users may start',
      columns: [
        { label: 'Profile' },
        { label: 'Memory', type: 'number' },
        { label: 'CPUs', type: 'number' },
        { label: 'GPUs' },
        { label: 'Price an hour', type: 'number' },
        { label: 'For' },
      ],
      rows: profiles.map((profile) => ({ cells: profileCells(profile) })),
      empty: 'Users have no choice.',
    })}
<p class="quiet small">A server is sure of the first figure and may take up to the second when the machine has it free. A server that takes more memory than it may is stopped: users see that the kernel died.${hasPrices && ' The price is the share of a machine that is full of such servers; a machine that is half empty costs each server twice as much.'}</p>
${sentences([
  limits.namedServersPerUser > 0
    ? `Beside the first, a user may run ${count(limits.namedServersPerUser, 'server')} with names.`
    : 'A user has one server at a time.',
  ...(limits.activeServers === undefined ? [] : [`At most ${count(limits.activeServers, 'server')} run at once.`]),
  keptFree(placeholders),
])}`,
  };
}

function keptFree(placeholders: HubRow['placeholders']): string {
  if (!placeholders || placeholders.count === 0) {
    return 'No room is kept free: whoever comes first waits some minutes for a machine.';
  }
  return placeholders.wholeNodes
    ? `${count(placeholders.count, 'machine')} or more run all the time, so that the first servers start without waiting.`
    : `Room for ${count(placeholders.count, 'server')} is kept free, so that these start without waiting for a machine.`;
}

function profileCells(profile: ProfileRow) {
  const { displayName, isDefault, memoryLimitGiB, cpuGuarantee, usdPerHour, onlyGroups } = profile;
  const { memory, cpus, gpus } = profileSizeText(profile);
  return [
    {
      show: html`${displayName}${isDefault && html`<span class="sub">when a user does not choose</span>`}`,
      by: displayName,
    },
    { show: memory, by: memoryLimitGiB },
    { show: cpus, by: cpuGuarantee },
    gpus,
    usdPerHour === undefined ? { show: 'not known', by: '' } : { show: hourly(usdPerHour), by: usdPerHour },
    onlyGroups.length === 0 ? 'everybody' : `members of ${list(onlyGroups)}`,
  ];
}

function timesSection({ culling, dask }: HubRow): Section {
  const { idleMinutes, maxAgeHours, kernelIdleMinutes = 60, connectedKernels = true, everyMinutes = 10 } = culling;
  const kernels =
    kernelIdleMinutes === 0
      ? 'Kernels are kept as long as their server.'
      : `A kernel that has computed nothing for ${minutes(kernelIdleMinutes)} is stopped${connectedKernels ? ', also while a browser shows it' : ', unless a browser shows it'}. Variables are lost then, files are not.`;
  return {
    id: 'times',
    title: 'When things stop',
    body: sentences([
      kernels,
      `A server in which nothing happened for ${minutes(idleMinutes)} is stopped. A computation that prints nothing for so long can look like nothing, too: let it print now and then.`,
      `A server that has run for ${minutes(maxAgeHours * 60)} is stopped, busy or not: plan longer computations in parts.`,
      `The hub looks every ${minutes(everyMinutes)}, so a server can stay that much longer.`,
      ...(dask ? [`A Dask cluster without work for ${minutes(dask.idleMinutes)} is stopped.`] : []),
    ]),
  };
}

function filesSection({ home, buckets }: HubRow): Section {
  const homes = {
    none: ['Nothing is kept: files are gone when a server stops.'],
    disks: [`Each user has a disk of ${home.quotaGiB ?? 0} GiB of their own.`],
    shared: [
      `Each user has a home directory that holds up to ${home.quotaGiB ?? 0} GiB.`,
      home.backupDays === undefined
        ? 'hubfleet makes no backups of it: keep what matters elsewhere too.'
        : `It is backed up every day, and backups are kept for ${count(home.backupDays, 'day')}.`,
    ],
  }[home.kind];
  return {
    id: 'files',
    title: 'Files',
    body: sentences([
      ...homes,
      ...(home.sharedDirectory ? ['In the folder shared everybody reads; administrators write.'] : []),
      ...buckets.map(({ name, kind, deleteAfterDays, hubs }) => {
        const may = hubs[0]?.access === 'read' ? 'read' : 'read and write';
        const what = kind === 'scratch' ? 'A scratch bucket for passing results' : `The bucket ${name}`;
        const life =
          deleteAfterDays === undefined
            ? 'what is in it stays'
            : `objects are deleted after ${count(deleteAfterDays, 'day')}`;
        return `${what}: users ${may}, ${life}.`;
      }),
    ]),
  };
}

function softwareSection({ images, offersFreeImage, internetAccess, dask, chartVersion }: HubRow): Section {
  return {
    id: 'software',
    title: 'Software',
    body: html`${sentences([
      ...images.map((image) => html`image <code>${image}</code>`),
      ...(offersFreeImage ? ['any other image that a user names'] : []),
    ])}
${sentences([
  internetAccess === 'webOnly' ? 'Servers reach the internet by HTTP and HTTPS only.' : 'Servers reach the internet.',
  ...(dask
    ? [
        `Dask: a user may run ${count(dask.maxClustersPerUser, 'cluster')} with up to ${count(dask.maxWorkersPerCluster, 'worker')} each.`,
      ]
    : []),
  `The hub runs version ${chartVersion} of the Zero to JupyterHub chart.`,
])}`,
  };
}

function healthSection(hub: HubRow, health: NonNullable<HubRow['health']>): Section {
  const { lastChecked, lastCauses, checks, failed, recent } = health;
  return {
    id: 'health',
    title: 'Health',
    body: html`<p>${healthBadge(hub.health)} at the last check, ${moment(lastChecked)}. Of ${count(checks, 'check')} ${failed} failed.</p>
${lastCauses.length > 0 && sentences(lastCauses)}
${checksPicture(recent)}`,
  };
}

function contactSection(
  { community, contact, stage, cluster }: HubRow,
  organization: FleetReport['organization'],
): Section {
  return {
    id: 'contacts',
    title: 'Contacts',
    body: html`<dl class="facts">
<div><dt>${organization.name} runs the service</dt><dd><a href="mailto:${organization.contact}">${organization.contact}</a></dd></div>
<div><dt>${community} answers for the hub</dt><dd><a href="mailto:${contact}">${contact}</a></dd></div>
<div><dt>Changes reach this hub</dt><dd>as a ${stage} hub of cluster ${cluster}</dd></div>
</dl>`,
  };
}
