import { GitPullLink } from '@hubfleet/constructs/sizing';
import { Option } from 'commander';
import { loadFleet } from '../fleet/load.ts';
import { suggest } from '../fleet/near-miss.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { CliError, defineCommand, exitCodes, type FleetOptions, fleetOption } from './command.ts';

const APPLICATIONS = ['lab', 'tree', 'rstudio', 'desktop'];

interface LinkOptions extends FleetOptions {
  readonly branch?: string;
  readonly path?: string;
  readonly app?: string;
}

export const linkCommand = defineCommand<LinkOptions>({
  description:
    'Prints a link that brings the newest state of a git repository into the home of whoever clicks it, and opens it. ' +
    'The image of the hub must have nbgitpuller. Nothing is asked of the hub or of the repository.',
  configure(command) {
    command.argument('<hub>', 'hub that the link leads to, as <cluster>/<hub>');
    command.argument('<repository>', 'https address of the git repository');
    fleetOption(command);
    command.option('--branch <name>', 'branch of the repository; its own default if none is named');
    command.option('--path <path>', 'file or folder of the repository to open');
    command.addOption(
      new Option('--app <name>', 'what opens it; the page users of the hub land on if none is named').choices(
        APPLICATIONS,
      ),
    );
  },
  examples: [
    ['hubfleet link lyra-uk/teaching https://github.com/lyra/course', 'a link to the repository'],
    [
      'hubfleet link lyra-uk/teaching https://github.com/lyra/course --branch week-2 --path intro.ipynb',
      'a link to one notebook of a branch',
    ],
  ],
  exits: { 0: 'printed', 1: 'there are problems in the fleet files' },
  async run({ fleet: dir, branch, path, app }, { cwd, stdout, stderr }, [name = '', repository = '']) {
    if (!/^https:\/\/[^/\s]+\/[^\s]+$/.test(repository)) {
      throw new CliError(`link: the repository must be an https address, got ${repository}; copy it from its page`);
    }
    const loaded = await loadFleet(dir, { cwd });
    if ('problems' in loaded) {
      stderr.write(renderProblemsText(loaded.problems, loaded.sources));
      return exitCodes.problems;
    }
    const hubs = loaded.fleet.clusters.flatMap((cluster) =>
      cluster.hubs.map((hub) => ({ hub, name: `${cluster.name}/${hub.name}` })),
    );
    const found = hubs.find((each) => each.name === name)?.hub;
    if (!found) {
      throw new CliError(
        `link: hub '${name}' is not in ${dir}; ${suggest(
          name,
          hubs.map((each) => each.name),
        )}`,
      );
    }
    const landing = found.defaultUrl.split('/')[1] ?? '';
    const application = app ?? (APPLICATIONS.includes(landing) ? landing : 'lab');
    const link = { hubUrl: `https://${found.domain}`, repository, application, branch, path };
    stdout.write(`${GitPullLink.url(link)}\n`);
    return exitCodes.fine;
  },
});
