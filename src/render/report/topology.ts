import { compareText } from '../../fleet/problem.ts';
import type { ClusterRow } from '../../report/cluster-row.ts';
import type { HubRow } from '../../report/hub-row.ts';
import { round } from './cost-picture.ts';
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

const KINDS = ['login', 'runs', 'keeps'] as const;
type Point = readonly [x: number, y: number];
type Line = readonly [kind: (typeof KINDS)[number], from: Point, to: Point];

interface Box {
  readonly key: string;
  readonly label: string;
}

/** A hub, or several of which the same can be said. */
interface Middle extends Box {
  readonly login: Box;
  readonly uses: readonly Box[];
}

/** Hubs that have a box of their own; of more than these nobody can follow the lines. */
const MOST_HUBS = 16;

/**
 * What hangs on what in a cluster: logins, hubs, and the pools, storage and buckets they use. Whatever is broken, the
 * lines lead to the hubs that feel it.
 */
export function topology(cluster: ClusterRow, unordered: readonly HubRow[]): Markup {
  // Hubs of one login stand together, so that fewer lines cross.
  const hubs = [...unordered].sort((a, b) => compareText(a.login.kind, b.login.kind));
  const middle = hubs.length > MOST_HUBS ? bundles(hubs) : hubs.map(middleBox);
  const logins = unique(middle.map(({ login }) => login));
  const used = unique(middle.flatMap(({ uses }) => uses));
  const rows = Math.max(1, logins.length, middle.length, used.length);
  const height = TOP + rows * ROW;
  const yOf = (boxes: readonly Box[], key: string) =>
    TOP + (boxes.findIndex((box) => box.key === key) + 0.5) * ((rows * ROW) / boxes.length);
  const lines = middle.flatMap(({ key: own, login, uses }): Line[] => {
    const y = yOf(middle, own);
    return [
      ['login', [COLUMNS[0] + WIDTH, yOf(logins, login.key)], [COLUMNS[1], y]],
      ...uses.map(
        ({ key }): Line => [
          key.startsWith('pool ') ? 'runs' : 'keeps',
          [COLUMNS[1] + WIDTH, y],
          [COLUMNS[2], yOf(used, key)],
        ],
      ),
    ];
  });
  const columns = [logins, middle, used].map((boxes, index) =>
    boxes.map((each) => box(each.label, COLUMNS[index] ?? 0, yOf(boxes, each.key))),
  );
  const id = `map-${cluster.name}`;
  return html`<p class="quiet small">Dashed lines: users come through; thin: servers run on; thick: files are kept on.</p>
<div class="scroll" role="region" tabindex="0" aria-label="What hangs on what in ${cluster.name}"><svg class="map" viewBox="0 0 ${TOTAL} ${height}" role="img" aria-labelledby="${id}">
<title id="${id}">${cluster.name}: ${count(logins.length, 'login')}, ${count(hubs.length, 'hub')}, and ${count(used.length, 'pool, storage or bucket', 'pools, storages and buckets')} they use</title>
<text class="kind" x="0" y="13">people log in through</text><text class="kind" x="${COLUMNS[1]}" y="13">to the hub</text><text class="kind" x="${COLUMNS[2]}" y="13">which uses</text>
${KINDS.map((kind) => paths(kind, lines))}${columns}</svg></div>`;
}

function middleBox(hub: HubRow): Middle {
  return { key: hub.name, label: hub.name, login: loginBox(hub), uses: usedBoxes(hub) };
}

/** Hubs with one login that use the same share a box. A scratch bucket is the same to each: its own. */
function bundles(hubs: readonly HubRow[]): Middle[] {
  const groups = new Map<string, Middle & { readonly names: string[] }>();
  for (const hub of hubs) {
    const own = `bucket ${hub.name} scratch`;
    const uses = usedBoxes(hub).map((used) => (used.key === own ? OWN_SCRATCH : used));
    const key = [hub.login.kind, ...uses.map((used) => used.key)].join('|');
    const group = groups.get(key);
    if (group) group.names.push(hub.name);
    else groups.set(key, { key, label: '', login: loginBox(hub), uses, names: [hub.name] });
  }
  return [...groups.values()].map(({ names, ...group }) => ({
    ...group,
    label: names.length === 1 ? names.join() : `${count(names.length, 'hub')}: ${names.join(', ')}`,
  }));
}

const OWN_SCRATCH: Box = { key: 'bucket scratch', label: 'a scratch bucket of its own' };

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
  const whole = short !== label && html`<title>${label}</title>`;
  return html`<rect x="${x}" y="${round(y - BOX / 2)}" width="${WIDTH}" height="${BOX}" rx="5"/><text x="${x + 9}" y="${round(y + 5)}">${whole}${short}</text>`;
}

function paths(of: Line[0], lines: readonly Line[]): Markup {
  const curves = lines
    .filter(([kind]) => kind === of)
    .map(([, [x1, y1], [x2, y2]]) => {
      const middle = (x1 + x2) / 2;
      return `M${x1} ${round(y1)}C${middle} ${round(y1)} ${middle} ${round(y2)} ${x2} ${round(y2)}`;
    });
  return html`<path class="${of}" d="${curves.join('')}"/>`;
}
