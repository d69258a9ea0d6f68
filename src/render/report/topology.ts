import type { ClusterRow } from '../../report/cluster-row.ts';
import type { HubRow } from '../../report/hub-row.ts';
import { html, type Markup } from './markup.ts';
import { count, LOGINS } from './words.ts';

const ROW = 34;
const BOX = 26;
const WIDTH = 230;
const COLUMNS = [0, 335, 670] as const;
const TOTAL = 900;
const TOP = 24;
/** Characters that fit a box. */
const FITS = 30;

interface Box {
  readonly key: string;
  readonly label: string;
}

/**
 * What hangs on what in a cluster: logins, hubs, and the pools, storage and buckets they use. Whatever is broken, the
 * lines lead to the hubs that feel it.
 */
export function topology(cluster: ClusterRow, hubs: readonly HubRow[]): Markup {
  const logins = unique(hubs.map(loginBox));
  const middle = hubs.map((hub) => ({ key: hub.name, label: hub.name }));
  const used = unique(hubs.flatMap(usedBoxes));
  const rows = Math.max(1, logins.length, middle.length, used.length);
  const height = TOP + rows * ROW;
  const yOf = (boxes: readonly Box[], key: string) =>
    TOP + (boxes.findIndex((box) => box.key === key) + 0.5) * ((rows * ROW) / boxes.length);
  const lines = hubs.flatMap((hub) => {
    const y = yOf(middle, hub.name);
    return [
      line('login', [COLUMNS[0] + WIDTH, yOf(logins, loginBox(hub).key)], [COLUMNS[1], y]),
      ...usedBoxes(hub).map(({ key }) =>
        line(key.startsWith('pool ') ? 'runs' : 'keeps', [COLUMNS[1] + WIDTH, y], [COLUMNS[2], yOf(used, key)]),
      ),
    ];
  });
  const columns = [logins, middle, used].map((boxes, index) =>
    boxes.map((each) => box(each.label, COLUMNS[index] ?? 0, yOf(boxes, each.key))),
  );
  const id = `map-${cluster.name}`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="What hangs on what in ${cluster.name}"><svg class="map" viewBox="0 0 ${TOTAL} ${height}" role="img" aria-labelledby="${id}">
<title id="${id}">${cluster.name}: ${count(logins.length, 'login')}, ${count(hubs.length, 'hub')}, and ${count(used.length, 'pool, storage or bucket', 'pools, storages and buckets')} they use</title>
<text class="kind" x="0" y="13">people log in through</text><text class="kind" x="${COLUMNS[1]}" y="13">to the hub</text><text class="kind" x="${COLUMNS[2]}" y="13">which uses</text>
${lines}${columns}</svg></div>`;
}

function loginBox({ login: { kind } }: HubRow): Box {
  return { key: kind, label: LOGINS[kind] };
}

function usedBoxes({ profiles, home, buckets }: HubRow): Box[] {
  return [
    ...unique(profiles.map(({ pool }) => ({ key: `pool ${pool}`, label: `pool ${pool}` }))),
    ...(home.storage === undefined ? [] : [{ key: `home ${home.storage}`, label: `homes on ${home.storage}` }]),
    ...buckets.map(({ name }) => ({ key: `bucket ${name}`, label: `bucket ${name}` })),
  ];
}

function unique(boxes: readonly Box[]): Box[] {
  return [...new Map(boxes.map((each) => [each.key, each])).values()];
}

function box(label: string, x: number, y: number): Markup {
  const short = label.length > FITS ? `${label.slice(0, FITS - 1)}…` : label;
  return html`<rect x="${x}" y="${y - BOX / 2}" width="${WIDTH}" height="${BOX}" rx="5"/><text x="${x + 9}" y="${y + 5}">${short}</text>`;
}

function line(kind: string, [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Markup {
  const middle = (x1 + x2) / 2;
  return html`<path class="${kind}" d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`;
}
