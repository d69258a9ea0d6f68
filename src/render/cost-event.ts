import { formatRate, formatUsd } from '@hubfleet/policies';
import type { PlannedEvent } from '../cost/event.ts';
import { textTable } from './cost-table.ts';

/** What an event needs, costs and changes, for people. */
export function renderEventText(event: PlannedEvent): string {
  const { wish, plan, changes } = event;
  const rows = [
    ['when', `${event.date}, ${wish.hours} h, ${wish.seats} people within ${wish.arrivalMinutes} minutes`],
    ['where', `hub ${event.hub} of ${event.cluster}, profile ${event.profile}, pool ${event.pool}`],
    ['servers on a node', String(plan.serversPerNode)],
    ['nodes', `${plan.nodes}, the pool allows ${event.maxNodes}`],
    [
      'seats held ready',
      `${plan.placeholders}, on ${plan.warmNodes} nodes, from ${wish.prewarmMinutes ?? 60} minutes before`,
    ],
    [
      'people who wait',
      `${percent(plan.waiting.prepared)}; without holding seats ready ${percent(plan.waiting.unprepared)}`,
    ],
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
  const edits = changes.flatMap(({ file, before, after }) => [
    '',
    `before ${event.date}, in ${file}:`,
    ...before
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    `afterwards: ${after}`,
  ]);
  return `${[...textTable(rows), ...edits].join('\n')}\n`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
