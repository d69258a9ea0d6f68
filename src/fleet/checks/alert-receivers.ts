import { type FleetCheck, rightClusters } from '../draft.ts';
import { suggest } from '../near-miss.ts';
import type { Alerts } from '../schema/alerts.ts';
import type { Path } from '../source-file.ts';

/** Alerts reach receivers that are there, and every receiver hears of some. */
export const checkAlertReceivers: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ source, value: { support } }) => {
    const { alerts, prometheus } = support;
    if (!alerts) return [];
    const at = (path: Path): Path => ['support', 'alerts', ...path];
    const known = Object.keys(alerts.receivers);
    const named = routes(alerts);
    const strangers = named
      .filter(({ receiver }) => !known.includes(receiver))
      .map(({ receiver, path }) => {
        const message = `there is no receiver ${receiver}`;
        return source.problem(at(path), { message, remedy: suggest(receiver, known) });
      });
    const idle = known
      .filter((name) => !named.some(({ receiver }) => receiver === name))
      .map((name) => {
        const message = `receiver ${name} hears of nothing`;
        return source.problem(
          at(['receivers', name]),
          { message, remedy: 'route an alert to it, or remove it' },
          'key',
        );
      });
    if (prometheus.enabled) return [...strangers, ...idle];
    const message = 'nothing evaluates the alert rules while prometheus is off';
    return [source.problem(at([]), { message, remedy: 'turn prometheus on, or remove alerts' }, 'key')];
  });

function routes({ now, today, week, plan, also = {} }: Alerts): { receiver: string; path: Path }[] {
  const severities = Object.entries({ now, today, week, plan });
  return [
    ...severities.flatMap(([key, receiver]) => (receiver === undefined ? [] : [{ receiver, path: [key] }])),
    ...Object.entries(also).map(([alert, receiver]) => ({ receiver, path: ['also', alert] })),
  ];
}
