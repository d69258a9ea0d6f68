import type { CommandGroup } from './command.ts';

export const hcpCommand: CommandGroup = {
  description:
    'Puts the policies into HCP Terraform and Terraform Enterprise: as a run task that judges every run of a ' +
    'workspace, or around a run that is started from here.',
  examples: [
    ['hubfleet hcp serve', 'answer run tasks on port 8080'],
    ['hubfleet hcp run atlas-west', 'plan one stack in its workspace and judge the plan'],
  ],
  exits: { 0: 'fine', 1: 'problems in the fleet files, or findings of the policies', 3: 'HCP Terraform failed' },
  commands: [
    {
      name: 'serve',
      summary: 'answer run tasks of HCP Terraform with the policies',
      load: async () => (await import('./hcp-serve.ts')).hcpServeCommand,
    },
    {
      name: 'run',
      summary: 'plan a stack in its workspace, judge the plan, and apply it when asked to',
      load: async () => (await import('./hcp-run.ts')).hcpRunCommand,
    },
  ],
};
