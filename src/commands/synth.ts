import pc from 'picocolors';
import { renderSynthesisJson, renderSynthesisText } from '../render/synthesis.ts';
import { orphanedStacks } from '../stacks/synthesize.ts';
import { defineCommand, exitCodes, formatOption, selectionOptions } from './command.ts';
import { outOption, type SynthesisOptions, synthesizeFleet } from './synthesized-fleet.ts';

interface SynthOptions extends SynthesisOptions {
  readonly format: 'text' | 'json';
}

export const synthCommand = defineCommand<SynthOptions>({
  description:
    'Writes plain Terraform JSON, one folder per stack: the cluster, its data, its support services and each hub. ' +
    'The output is the same on every machine. Terraform is not needed and no cloud is asked.',
  configure(command) {
    selectionOptions(command);
    outOption(command);
    formatOption(command, ['text', 'json']);
  },
  examples: [
    ['hubfleet synth', 'all stacks of the fleet in ./clusters'],
    ['hubfleet synth --cluster atlas-west', 'one cluster with its hubs'],
    ["hubfleet synth --cluster 'atlas-*' --hub staging", 'hubs named staging on some clusters'],
  ],
  exits: { 0: 'the stacks are written', 1: 'there are problems in the fleet files; nothing was written' },
  async run(options, context) {
    const synthesized = await synthesizeFleet(options, context);
    if (typeof synthesized === 'number') return synthesized;
    const { fleet, stacks, outdir, milliseconds } = synthesized;
    const report = { stacks, orphans: await orphanedStacks(fleet, outdir), milliseconds };
    const text =
      options.format === 'json'
        ? renderSynthesisJson(report, context.cwd)
        : renderSynthesisText(report, context.cwd, pc);
    context.stdout.write(text);
    return exitCodes.fine;
  },
});
