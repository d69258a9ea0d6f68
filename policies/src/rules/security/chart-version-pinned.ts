import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { all, judge, pass, see, show, type Verdict } from '../../verdict';

const EXACT = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

function check(release: Resource): Verdict {
  const chart = see(release.get('chart'));
  const isLocal = chart.seen && /^(?:\.{0,2}\/|.*\.tgz$)/.test(String(chart.value ?? ''));
  const version = isLocal
    ? pass
    : judge(release.get('version'), 'version', (value, isDefault) => {
        if (isDefault) return 'version is not set, so each apply may install a newer chart';
        return EXACT.test(String(value)) ? undefined : `version ${show(value)} is not one exact version`;
      });
  const repository = judge(release.get('repository'), 'repository', (value) =>
    String(value ?? '').startsWith('http://')
      ? `repository ${show(value)} is not encrypted, so anybody on the way can change the chart`
      : undefined,
  );
  return all(version, repository);
}

/** A release installs one exact chart. */
export const chartVersionPinned: Rule = {
  id: 'security/chart-version-pinned',
  title: 'A Helm release names one exact chart version, from an encrypted repository',
  why: 'Otherwise the same commit installs different software tomorrow, and nobody has reviewed it.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Releases made by hubfleet are pinned. In Terraform set version = "4.4.0", without ranges, and an https:// or oci:// repository.',
  references: [],
  examples: {
    pass: {
      terraform: {
        resource: {
          helm_release: {
            hub: { chart: 'jupyterhub', repository: 'https://hub.jupyter.org/helm-chart/', version: '4.4.0' },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          helm_release: {
            hub: { chart: 'jupyterhub', repository: 'https://hub.jupyter.org/helm-chart/', version: '>=4.0.0' },
          },
        },
      },
    },
  },
  checks: { helm_release: check },
};
