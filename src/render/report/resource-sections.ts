import type { Drift } from '../../report/drift.ts';
import type { FleetReport } from '../../report/fleet-report.ts';
import type { StorageRow } from '../../report/storage-row.ts';
import { badge } from './badge.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './page.ts';
import { type Row, renderTable } from './table.ts';
import { bucketLife, count, DRIFT_STATES, driftWords, moment, REMARKS } from './words.ts';

/** Where homes and other data are kept, and how they are backed up. */
export function storageSection({ clusters }: FleetReport): Section {
  return {
    id: 'storage',
    title: 'Storage and backups',
    short: 'Storage',
    body: html`${renderTable({
      id: 'storage-table',
      caption: 'Home storage with its backups',
      columns: [
        { label: 'Storage' },
        { label: 'Kind' },
        { label: 'Size', type: 'number' },
        { label: 'Backups', type: 'number' },
        { label: 'Homes of' },
      ],
      rows: clusters.flatMap(({ name: cluster, storages }) =>
        storages.map(({ name, kind, tier, sizeGiB, backupDays, hubs }) => ({
          cells: [
            { show: html`${name}<span class="sub">${cluster}</span>`, by: `${cluster} ${name}` },
            html`${kind}${tier !== undefined && html`<span class="sub">${tier}</span>`}`,
            sizeGiB === undefined ? { show: 'grows', by: '' } : { show: `${sizeGiB} GiB`, by: sizeGiB },
            {
              show:
                backupDays === undefined
                  ? badge('warn', 'none by hubfleet')
                  : badge('good', `daily, ${count(backupDays, 'day')}`),
              by: backupDays ?? 0,
            },
            html`${hubs.length === 0 && 'nobody'}${homesOf(hubs).map((line) => html`<span class="sub">${line}</span>`)}`,
          ],
        })),
      ),
      empty: 'No cluster has home storage.',
    })}
<h3>Buckets</h3>
${bucketTable(clusters)}`,
  };
}

/** Hubs of one quota that are named; of more only the number says something. */
const MOST_NAMES = 6;

/** Whose homes a storage holds, a line for each quota. */
function homesOf(hubs: StorageRow['hubs']): string[] {
  const quotas = [...new Set(hubs.map(({ quotaGiB }) => quotaGiB))];
  return quotas.map((quota) => {
    const names = hubs.filter(({ quotaGiB }) => quotaGiB === quota).map(({ name }) => name);
    return `${names.length > MOST_NAMES ? count(names.length, 'hub') : names.join(', ')}: ${quota} GiB for each user`;
  });
}

function bucketTable(clusters: FleetReport['clusters']): Markup {
  return renderTable({
    id: 'bucket-table',
    caption: 'Buckets with how long objects stay',
    columns: [{ label: 'Bucket' }, { label: 'Objects' }, { label: 'Users of' }],
    rows: clusters.flatMap(({ name: cluster, buckets }) =>
      buckets.map(({ hubs, ...bucket }) => ({
        cells: [
          { show: html`${bucket.name}<span class="sub">${cluster}</span>`, by: `${cluster} ${bucket.name}` },
          { show: bucketLife(bucket), by: bucket.deleteAfterDays ?? bucket.archiveAfterDays ?? 0 },
          html`${hubs.length === 0 && 'nobody'}${hubs.map(({ name: hub, access }) => html`<span class="sub">${hub}: ${access === 'read' ? 'read' : 'read and write'}</span>`)}`,
        ],
      })),
    ),
    empty: 'There is no bucket.',
  });
}

const PINS = {
  digest: badge('good', 'by digest'),
  tag: badge('good', 'by tag'),
  moving: badge('warn', 'moving'),
} as const;

/** Images that users run, as far as their names tell. */
export function imagesSection({ images }: FleetReport): Section {
  return {
    id: 'images',
    title: 'Images',
    body: renderTable({
      id: 'image-table',
      caption: 'Images that users run; age is that of the date in the tag, no registry is asked',
      columns: [
        { label: 'Image' },
        { label: 'Tag is a' },
        { label: 'Pinned' },
        { label: 'Age', type: 'number' },
        { label: 'Hubs', type: 'number' },
        { label: 'Remarks' },
      ],
      rows: images.map(({ image, style, pinned, ageDays, hubs, remarks }) => ({
        facets: { pinned },
        cells: [
          { show: html`<span class="break">${image}</span>`, by: image },
          style,
          { show: PINS[pinned], by: pinned },
          ageDays === undefined ? { show: 'not known', by: '' } : { show: count(ageDays, 'day'), by: ageDays },
          { show: hubs.length, by: hubs.length },
          html`${remarks.length === 0 && '–'}${remarks.map((remark) => html`<span class="sub">${REMARKS[remark]}</span>`)}`,
        ],
      })),
      empty: 'There is no hub, and so no image.',
      filter: { what: 'images', facets: [{ name: 'pinned', label: 'Pinned' }] },
    }),
  };
}

const DRIFT_BADGES = {
  clean: badge('good', DRIFT_STATES.clean),
  drifted: badge('warn', DRIFT_STATES.drifted),
  failed: badge('bad', DRIFT_STATES.failed),
} as const;

/** What differs between the configuration and what is there. */
export function driftSection({ drift }: FleetReport): Section {
  return {
    id: 'drift',
    title: 'Drift',
    body: drift
      ? html`<p class="quiet">Compared at ${moment(drift.checkedAt)}.</p>
${renderTable({
  id: 'drift-table',
  caption: 'Stacks against what is there',
  columns: [{ label: 'Stack' }, { label: 'State' }, { label: 'Differences', type: 'number' }, { label: 'What' }],
  rows: drift.stacks.map(driftRow),
  empty: 'No stack was compared.',
  filter: { what: 'stacks', facets: [{ name: 'state', label: 'State' }] },
})}`
      : html`<p class="quiet">No comparison was given; --drift FILE shows one here.</p>`,
  };
}

const DRIFT_CLASSES = {
  destructive: badge('bad', 'destructive'),
  cost: badge('warn', 'cost'),
  harmless: badge('quiet', 'harmless'),
} as const;

function driftRow({ stack, state, changes, cause }: Drift['stacks'][number]): Row {
  return {
    facets: { state },
    cells: [
      stack,
      { show: DRIFT_BADGES[state], by: state },
      { show: changes.length, by: changes.length },
      html`${cause ?? (changes.length === 0 && '–')}${changes.map(
        (change) =>
          html`<span class="sub">${DRIFT_CLASSES[change.class]} <code>${change.address}</code> ${driftWords(change)}</span>`,
      )}`,
    ],
  };
}
