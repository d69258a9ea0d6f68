import type { Draft, Values } from '../hub/json';
import { compact } from '../hub/json';
import type { AlertReceiver } from './alert-receiver';
import { AlertSeverity } from './alert-rule';
import { ALERT_RULES } from './alert-rules';

/** Who hears of which alerts. */
export interface AlertRouting {
  /** Receivers by a name of their own. */
  readonly receivers: Record<string, AlertReceiver>;
  /** Receiver of what cannot wait. */
  readonly now: string;
  /**
   * Receiver of what users will notice today.
   * @default - that of `now`
   */
  readonly today?: string;
  /**
   * Receiver of what can wait for days.
   * @default - that of `today`
   */
  readonly week?: string;
  /**
   * Receiver of what is worth planning.
   * @default - that of `week`
   */
  readonly plan?: string;
  /**
   * Receivers that hear of single alerts too, by the alert's name, for example a webhook that starts a health check
   * when `ServerStartsFail`.
   * @default - none
   */
  readonly also?: Record<string, string>;
}

/** Where Alertmanager finds the secrets of receivers. */
export const RECEIVER_SECRETS = '/etc/alert-receivers';

/** How long the same alert is not repeated. */
const REPEAT: Record<AlertSeverity, string> = {
  [AlertSeverity.NOW]: '1h',
  [AlertSeverity.TODAY]: '4h',
  [AlertSeverity.WEEK]: '2d',
  [AlertSeverity.PLAN]: '7d',
};

/** The receiver of each severity. */
function bySeverity({ now, today = now, week = today, plan = week }: AlertRouting): Record<AlertSeverity, string> {
  return {
    [AlertSeverity.NOW]: now,
    [AlertSeverity.TODAY]: today,
    [AlertSeverity.WEEK]: week,
    [AlertSeverity.PLAN]: plan,
  };
}

/** What is wrong with a routing: a receiver or an alert that is not there, a receiver that hears of nothing. */
export function routingFaults(routing: AlertRouting): string[] {
  const known = Object.keys(routing.receivers);
  const named = [...Object.values(bySeverity(routing)), ...Object.values(routing.also ?? {})];
  const rules = new Set(ALERT_RULES.map(({ alertName }) => alertName));
  return [
    ...[...new Set(named)]
      .filter((name) => !known.includes(name))
      .map((name) => `names receiver ${name}, which is not there; use one of: ${known.join(', ')}`),
    ...known
      .filter((name) => !named.includes(name))
      .map((name) => `has receiver ${name} that hears of nothing; route an alert to it, or remove it`),
    ...Object.keys(routing.also ?? {})
      .filter((name) => !rules.has(name))
      .map((name) => `routes alert ${name}, which is not there; use one of: ${[...rules].join(', ')}`),
  ];
}

/** `alertmanager.config`: by severity, and beside that by name. */
export function alertmanagerConfig(routing: AlertRouting): Values {
  const receivers = bySeverity(routing);
  const named = Object.entries(routing.also ?? {}).map(([alert, receiver]) => ({
    receiver,
    matchers: [`alertname="${alert}"`],
    continue: true,
  }));
  const severe = Object.values(AlertSeverity).map((severity) => ({
    receiver: receivers[severity],
    matchers: [`severity="${severity}"`],
    repeat_interval: REPEAT[severity],
  }));
  return compact({
    global: { resolve_timeout: '5m' },
    // The last resort: an alert that somebody else defines, without a severity, is not lost.
    route: {
      receiver: routing.now,
      group_by: ['alertname', 'namespace'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
      routes: [...named, ...severe],
    },
    inhibit_rules: inhibitions(),
    receivers: Object.entries(routing.receivers).map(([name, { _settings }]) =>
      compact({ name, ..._settings.configs(`${RECEIVER_SECRETS}/${name}`) }),
    ),
  });
}

/** A full disk is nearly full as well: one alert says it. */
function inhibitions(): Draft[string] {
  const names = ALERT_RULES.map(({ alertName }) => alertName);
  return names
    .filter((name) => name.endsWith('NearlyFull'))
    .map((name) => ({
      source_matchers: [`alertname="${name.replace('NearlyFull', 'Full')}"`],
      target_matchers: [`alertname="${name}"`],
      equal: ['namespace', 'persistentvolumeclaim'],
    }));
}

/** `serverFiles['alerting_rules.yml']`: the rules as Prometheus reads them. */
export function alertingRules(clusterName: string): Values {
  const rules = ALERT_RULES.map(({ alertName, summary, remedy, expression, forMinutes, severity }) => ({
    alert: alertName,
    expr: expression,
    for: `${forMinutes}m`,
    labels: { severity, cluster: clusterName },
    annotations: { summary: `${clusterName}: ${summary}`, remedy },
  }));
  return { groups: [{ name: 'hubfleet', rules }] };
}
