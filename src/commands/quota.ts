import { isInAccount } from '../fleet/account-cluster.ts';
import { cloudOf } from '../fleet/clouds/registry.ts';
import { loadFleet } from '../fleet/load.ts';
import { quotaNeeds } from '../fleet/quota-needs.ts';
import { renderJson } from '../render/json.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { renderQuotaRequests, renderQuotas } from '../render/quotas.ts';
import { selectClusterStacks, unmatchedGlobs } from '../stacks/selection.ts';
import {
  CliError,
  clusterOption,
  defineCommand,
  exitCodes,
  type FleetOptions,
  fleetOption,
  formatOption,
} from './command.ts';

interface QuotaOptions extends FleetOptions {
  readonly cluster: readonly string[];
  readonly request?: true;
  readonly format: 'text' | 'json';
}

export const quotaCommand = defineCommand<QuotaOptions>({
  description:
    'Says what clusters ask of their accounts when all pools are at their largest: vCPUs, GPUs, disks and addresses, ' +
    'by the names that the clouds give their quotas. Compare it with the quotas of the account before a cluster is ' +
    'made, a pool grows or an event begins. No cloud is asked.',
  configure(command) {
    fleetOption(command);
    clusterOption(command);
    command.option('--request', 'write the text of a request for more instead');
    formatOption(command, ['text', 'json']);
  },
  examples: [
    ['hubfleet quota', 'all clusters'],
    ['hubfleet quota --cluster atlas-west --request', 'a text for the support of the cloud'],
  ],
  exits: {
    0: 'the networks have room for all pools at their largest',
    1: 'a network has too few addresses for its pools, or there are problems in the fleet files',
  },
  async run({ fleet: dir, cluster, request, format }, { cwd, stdout, stderr }) {
    const loaded = await loadFleet(dir, { cwd });
    if ('problems' in loaded) {
      stderr.write(renderProblemsText(loaded.problems, loaded.sources));
      return exitCodes.problems;
    }
    const [unmatched] = unmatchedGlobs(loaded.fleet, { cluster });
    if (unmatched) {
      throw new CliError(`cluster '${unmatched.glob}' is not in ${dir}; choose from ${unmatched.known.join(', ')}`);
    }
    const selected = new Set(selectClusterStacks(loaded.fleet, { cluster }).map((place) => place.cluster));
    for (const { name } of [...selected].filter((each) => !isInAccount(each))) {
      stderr.write(`${name}: only a kubeconfig context is known, so ask whoever runs the cluster\n`);
    }
    const clusters = [...selected].filter(isInAccount).map((each) => ({
      cluster: each.name,
      provider: each.provider,
      region: cloudOf(each).region(each),
      ...quotaNeeds(each),
    }));
    if (format === 'json') stdout.write(renderJson({ version: 1, clusters }));
    else stdout.write(request ? renderQuotaRequests(clusters) : renderQuotas(clusters));
    const isShort = clusters.some(({ needs }) => needs.some(({ needed, available = needed }) => needed > available));
    return isShort ? exitCodes.problems : exitCodes.fine;
  },
});
