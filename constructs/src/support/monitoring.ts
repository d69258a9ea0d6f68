import { createHash } from 'node:crypto';
import type { Release } from '@cdktf/provider-helm/lib/release';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Construct } from 'constructs';
import { invalidProp, refusal } from '../private/errors';
import type { Secret } from '../secret';
import { type AlertRouting, routingFaults } from './alert-routes';
import { chartRelease } from './chart-release';
import { supportCharts } from './charts';
import { type GrafanaOptions, grafanaValues } from './grafana-values';
import { fromNamespace, guardNamespace, INGRESS_NAMESPACE, MONITORING_NAMESPACE } from './namespace-guard';
import { type PrometheusOptions, prometheusValues } from './prometheus-values';

/** Properties of `Monitoring`. */
export interface MonitoringProps {
  /** Name of the cluster, on every metric and alert. */
  readonly clusterName: string;
  /**
   * How metrics are collected and kept.
   * @default - for a year on 100 GiB
   */
  readonly prometheus?: PrometheusOptions;
  /**
   * Who hears of which alerts.
   * @default - nobody; the rules are evaluated all the same
   */
  readonly alerts?: AlertRouting;
  /**
   * How metrics are shown.
   * @default - not at all
   */
  readonly grafana?: GrafanaOptions;
  /**
   * Number of the secrets' present values; raise it when a secret was changed at its source.
   * @default 1
   */
  readonly secretsRevision?: number;
}

/** Metrics of the cluster and its hubs, alerts on them, and dashboards. */
export class Monitoring extends Construct {
  /** Namespace of everything that watches. */
  public static readonly NAMESPACE = MONITORING_NAMESPACE;

  /**
   * Release that everything else of the namespace waits for.
   *
   * @internal
   */
  public readonly _release: Release;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { clusterName, alerts, grafana, prometheus, secretsRevision = 1 } = props;
    const [fault] = alerts ? routingFaults(alerts) : [];
    if (fault !== undefined) throw refusal(this, `alerts ${fault}`);
    if (prometheus?.retentionDays !== undefined && prometheus.retentionDays < 1) {
      const problem = `must be at least 1, got ${prometheus.retentionDays}`;
      throw invalidProp(this, 'prometheus.retentionDays', problem, 'keep metrics for some days');
    }
    const namespace = new NamespaceV1(this, 'Namespace', {
      metadata: {
        name: Monitoring.NAMESPACE,
        // The exporter of nodes reads their file systems.
        labels: { 'pod-security.kubernetes.io/enforce': 'privileged' },
      },
    });
    guardNamespace(this, namespace, [fromNamespace(MONITORING_NAMESPACE), fromNamespace(INGRESS_NAMESPACE)]);
    const store = (name: string, secrets: Record<string, Secret>) =>
      this.storeSecrets(name, secrets, secretsRevision, namespace);
    const receiverSecret = alerts && store('AlertReceivers', receiverSecrets(alerts));
    this._release = chartRelease(this, 'Prometheus', supportCharts.prometheus, {
      namespaceName: Monitoring.NAMESPACE,
      values: prometheusValues({
        ...prometheus,
        clusterName,
        alerts,
        receiverSecret: receiverSecret?.metadata.nameInput,
      }),
      dependsOn: receiverSecret ? [namespace, receiverSecret] : [namespace],
    });
    if (grafana === undefined) return;
    const loginSecret = grafana.login && store('GrafanaLogin', { login: grafana.login._settings.secret });
    chartRelease(this, 'Grafana', supportCharts.grafana, {
      namespaceName: Monitoring.NAMESPACE,
      values: grafanaValues({ ...grafana, loginSecret: loginSecret?.metadata.nameInput }),
      dependsOn: loginSecret ? [this._release, loginSecret] : [this._release],
    });
  }

  /** Its name changes with the sources: a write-only value is written again only under another name or revision. */
  private storeSecrets(
    id: string,
    secrets: Record<string, Secret>,
    revision: number,
    namespace: NamespaceV1,
  ): SecretV1 {
    const data = Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [key, secret._expression(this)]));
    const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 6);
    const name = `${id.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}-${hash}`;
    return new SecretV1(this, id, {
      metadata: { name, namespace: Monitoring.NAMESPACE },
      dataWo: data,
      dataWoRevision: revision,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [namespace],
    });
  }
}

function receiverSecrets({ receivers }: AlertRouting): Record<string, Secret> {
  return Object.fromEntries(
    Object.entries(receivers).flatMap(([name, { _settings }]) => (_settings.secret ? [[name, _settings.secret]] : [])),
  );
}
