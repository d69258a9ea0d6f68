import { HelmProvider } from '@cdktf/provider-helm/lib/provider/index.js';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { describe, expect, test } from 'vitest';
import { HubHealthCheck, type HubHealthCheckProps } from '../../../constructs/src/hub/hub-health-check.ts';
import { Monitoring } from '../../../constructs/src/support/monitoring.ts';
import { builtHub, renderedValues } from './support/hub.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('a scheduled health check', () => {
  const check = (over: Partial<HubHealthCheckProps>) => () => {
    const { stack, cluster, hub } = builtHub();
    const image = `ghcr.io/atlas/hubfleet@${DIGEST}`;
    return new HubHealthCheck(stack, 'Check', { cluster, hub, image, clusterLabel: 'atlas', ...over });
  };

  test.each(['ghcr.io/atlas/hubfleet:1.4.0', `ghcr.io/atlas/hubfleet:1.4.0@${DIGEST}`])(
    'takes the image %s',
    (image) => {
      expect(check({ image })).not.toThrow();
    },
  );

  test.each(['ghcr.io/atlas/hubfleet', 'ghcr.io/atlas/hubfleet:latest'])('refuses the image %s', (image) => {
    expect(check({ image })).toThrow(
      new Error(`s/Check: image is not pinned, got ${image}; add a tag that does not move, or a digest`),
    );
  });

  test.each([1, 2, 3, 4, 6, 8, 12, 24])('runs every %i hours', (everyHours) => {
    expect(check({ everyHours })).not.toThrow();
  });

  test.each([0, 5, 25, 1.5])('does not run every %d hours', (everyHours) => {
    expect(check({ everyHours })).toThrow(
      new Error(
        `s/Check: everyHours must be one of 1, 2, 3, 4, 6, 8, 12, 24, got ${everyHours}; choose a part of a day`,
      ),
    );
  });
});

describe('the last day of a hub', () => {
  test('is a day', () => {
    expect(() => renderedValues(() => ({ release: { lastDay: '2027-03-31' } }))).not.toThrow();
  });

  test.each(['31.3.2027', '2027-3-31', 'soon'])('is not %s', (lastDay) => {
    expect(() => renderedValues(() => ({ release: { lastDay } }))).toThrow(
      new Error(`s/Hub: release.lastDay is not a day, got ${lastDay}; write it as 2027-03-31`),
    );
  });
});

describe('metrics', () => {
  const kept = (retentionDays: number) => () => {
    const stack = new TerraformStack(new App(), 's');
    new HelmProvider(stack, 'Helm', {});
    new KubernetesProvider(stack, 'Kubernetes', {});
    return new Monitoring(stack, 'Monitoring', { clusterName: 'atlas', prometheus: { retentionDays } });
  };

  test('are kept for a day at least', () => {
    expect(kept(1)).not.toThrow();
    expect(kept(0)).toThrow(
      new Error('s/Monitoring: prometheus.retentionDays must be at least 1, got 0; keep metrics for some days'),
    );
  });
});
