import { describe, expect, test } from 'vitest';
import { Secret } from '../../../constructs/src/secret.ts';
import { AlertReceiver } from '../../../constructs/src/support/alert-receiver.ts';
import { type AlertRouting, alertmanagerConfig, routingFaults } from '../../../constructs/src/support/alert-routes.ts';
import { AlertSeverity } from '../../../constructs/src/support/alert-rule.ts';
import { ALERT_RULES } from '../../../constructs/src/support/alert-rules.ts';

const receivers = {
  oncall: AlertReceiver.pagerDuty(Secret.variable('pagerduty_key')),
  team: AlertReceiver.slack(Secret.variable('slack_webhook')),
  mail: AlertReceiver.email({
    to: 'ops@opendata.example',
    sender: 'alerts@opendata.example',
    smtpServer: 'smtp.opendata.example:587',
    password: Secret.variable('smtp_password'),
  }),
  check: AlertReceiver.webhook(Secret.variable('check_hook')),
};
const routing: AlertRouting = {
  receivers,
  now: 'oncall',
  today: 'team',
  week: 'mail',
  also: { ServerStartsFail: 'check' },
};

interface Route {
  readonly receiver: string;
  readonly matchers?: string[];
  readonly continue?: boolean;
  readonly routes?: Route[];
}

/** Receivers of an alert by Alertmanager's rules: the first route that matches, and those after it if it says so. */
function receiversOf(route: Route, labels: Record<string, string>): string[] {
  const found: string[] = [];
  for (const each of route.routes ?? []) {
    const matches = (each.matchers ?? []).every((matcher) => {
      const [, name = '', value] = /^(\w+)="(.*)"$/.exec(matcher) ?? [];
      return labels[name] === value;
    });
    if (!matches) continue;
    found.push(...receiversOf(each, labels));
    if (!each.continue) return found;
  }
  return found.length > 0 ? found : [route.receiver];
}

const config = alertmanagerConfig(routing);
const root = config.route as unknown as Route;
const expected = { now: 'oncall', today: 'team', week: 'mail', plan: 'mail' };

describe('an alert', () => {
  test.each(ALERT_RULES)('$alertName reaches the receiver of its severity', ({ alertName, severity }) => {
    const labels = { alertname: alertName, severity, cluster: 'atlas', namespace: 'research' };
    const also = alertName === 'ServerStartsFail' ? ['check'] : [];
    expect(receiversOf(root, labels)).toEqual([...also, expected[severity]]);
    // The last resort is not what delivers it: a route of its own does.
    expect(receiversOf({ ...root, receiver: 'nobody' }, labels)).not.toContain('nobody');
  });

  test('of somebody else is not lost', () => {
    expect(receiversOf(root, { alertname: 'Odd' })).toEqual(['oncall']);
  });

  test.each(Object.values(AlertSeverity))('of severity %s is repeated, the sooner the graver', (severity) => {
    const route = root.routes?.find(({ matchers }) => matchers?.[0] === `severity="${severity}"`);
    expect(route).toMatchObject({ receiver: expected[severity] });
  });

  test('of a full disk silences that of a nearly full one', () => {
    expect(config.inhibit_rules).toEqual(
      ['HomeDisk', 'HubDatabaseDisk', 'PrometheusDisk'].map((disk) => ({
        source_matchers: [`alertname="${disk}Full"`],
        target_matchers: [`alertname="${disk}NearlyFull"`],
        equal: ['namespace', 'persistentvolumeclaim'],
      })),
    );
  });

  test('is read by its name alone, so names are there once and say what to do', () => {
    expect(new Set(ALERT_RULES.map(({ alertName }) => alertName)).size).toBe(ALERT_RULES.length);
    for (const { summary, remedy } of ALERT_RULES) {
      expect(summary).toMatch(/^[A-Z].*[^.]$/);
      expect(remedy).toMatch(/^[a-z].*[^.]$/);
    }
  });
});

describe('a routing', () => {
  test('that is complete has no faults', () => {
    expect(routingFaults(routing)).toEqual([]);
    expect(routingFaults({ receivers: { oncall: receivers.oncall }, now: 'oncall' })).toEqual([]);
  });

  test.each([
    {
      change: { week: 'mial' },
      says: [
        'names receiver mial, which is not there; use one of: oncall, team, mail, check',
        'has receiver mail that hears of nothing; route an alert to it, or remove it',
      ],
    },
    {
      change: { also: { ServerStartFails: 'check' } },
      says: [
        `routes alert ServerStartFails, which is not there; use one of: ${ALERT_RULES.map((rule) => rule.alertName).join(', ')}`,
      ],
    },
    {
      change: { also: {} },
      says: ['has receiver check that hears of nothing; route an alert to it, or remove it'],
    },
  ])('with $change: $says', ({ change, says }) => {
    expect(routingFaults({ ...routing, ...(change as Partial<typeof routing>) })).toEqual(says);
  });

  test('keeps secrets in files', () => {
    expect(config.receivers).toMatchObject([
      { name: 'oncall', pagerduty_configs: [{ routing_key_file: '/etc/alert-receivers/oncall' }] },
      { name: 'team', slack_configs: [{ api_url_file: '/etc/alert-receivers/team' }] },
      {
        name: 'mail',
        email_configs: [
          {
            to: 'ops@opendata.example',
            from: 'alerts@opendata.example',
            auth_username: 'alerts@opendata.example',
            auth_password_file: '/etc/alert-receivers/mail',
            require_tls: true,
          },
        ],
      },
      { name: 'check', webhook_configs: [{ url_file: '/etc/alert-receivers/check' }] },
    ]);
  });
});
