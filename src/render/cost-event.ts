import { formatRate, formatUsd } from '@hubfleet/policies';
import { stringify } from 'yaml';
import type { PlannedEvent } from '../cost/event.ts';
import type { EventChange } from '../cost/event-change.ts';
import type { EventLoad } from '../cost/event-load.ts';
import { textTable } from './cost-table.ts';

/** What an event needs, costs and changes, for people. */
export function renderEventText(event: PlannedEvent): string {
  const { wish, plan, load, usualNodes, change, date } = event;
  const usual = usualNodes > 0 ? ` beside ${usualNodes} of usual use;` : ';';
  const rows = [
    ['when', `${date}, ${wish.hours} h, ${people(wish.seats)} within ${minutes(wish.arrivalMinutes)}`],
    ['where', `hub ${event.hub} of ${event.cluster}, profile ${event.profile}, pool ${event.pool}`],
    ['servers on a node', String(plan.serversPerNode)],
    ['nodes', `${plan.nodes}${usual} the pool allows ${event.maxNodes}`],
    ['held ready', heldReady(event)],
    ['with the change', outcome(load.after)],
    ['without it', outcome(load.before)],
    ['quota', `${plan.quota.cpus} CPUs, ${plan.quota.gpus} GPUs, ${plan.quota.addresses} addresses for nodes`],
    [
      'cost at the most',
      plan.cost === undefined
        ? 'no price known'
        : `${formatUsd(plan.cost)} for ${plan.nodeHours.toFixed(1)} node-hours`,
    ],
    ...(event.seatHourly === undefined
      ? []
      : [['a seat for an hour', formatRate(Math.round(event.seatHourly / 1000) * 1000)]]),
  ];
  const lines = [
    ...textTable(rows),
    ...edits(`# ${minutes(wish.prewarmMinutes ?? 60)} before: merge into`, change.before),
    ...edits('# afterwards: merge into', change.after),
  ];
  return `${lines.join('\n')}\n`;
}

function heldReady({ plan, wish }: PlannedEvent): string {
  const { kind, count } = plan.preparation;
  const since = `from ${minutes(wish.prewarmMinutes ?? 60)} before`;
  if (kind === 'nodes') return `${nodes(count)}, ${since}`;
  return `${count} ${count === 1 ? 'seat' : 'seats'}, on ${nodes(plan.warmNodes)}, ${since}`;
}

function outcome({ waiting, refused }: EventLoad): string {
  return `${percent(waiting)} wait for a node, ${percent(refused)} get no server`;
}

function edits(what: string, { hub, cluster }: EventChange): string[] {
  const block = ({ file, keys }: { readonly file: string; readonly keys: object }) => [
    '',
    `${what} ${file}`,
    ...stringify(keys).trimEnd().split('\n'),
  ];
  return [...block(hub), ...(cluster ? block(cluster) : [])];
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

function nodes(count: number): string {
  return count === 1 ? '1 node' : `${count} nodes`;
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
