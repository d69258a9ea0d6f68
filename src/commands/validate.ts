import { loadFleet } from '../fleet/load.ts';
import { renderFleetSummary } from '../render/fleet-summary.ts';
import { type ProblemFormat, problemFormats, renderProblems } from '../render/problems.ts';
import { defineCommand, exitCodes, type FleetOptions, fleetOption, formatOption } from './command.ts';

interface ValidateOptions extends FleetOptions {
  readonly format: ProblemFormat;
}

export const validateCommand = defineCommand<ValidateOptions>({
  description:
    'Reads all files of the fleet and prints every problem with its file, line and column, ' +
    'the lines around it and what to do. Nothing is written and no cloud is asked.',
  configure(command) {
    fleetOption(command);
    formatOption(command, problemFormats);
  },
  examples: [
    ['hubfleet validate', 'the fleet in ./clusters'],
    ['hubfleet validate --fleet infra/hubs --format github', 'annotations on a pull request'],
  ],
  exits: { 0: 'the files are right', 1: 'there are problems' },
  async run({ fleet: dir, format }, { cwd, stdout }) {
    const result = await loadFleet(dir, { cwd });
    if ('problems' in result) {
      stdout.write(renderProblems(result.problems, result.sources, format));
      return exitCodes.problems;
    }
    stdout.write(renderFleetSummary(result.fleet, format));
    return exitCodes.fine;
  },
});
