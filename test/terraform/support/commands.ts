import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { defineApply } from '../../../src/commands/apply.ts';
import { defineDestroy } from '../../../src/commands/destroy.ts';
import { definePlan } from '../../../src/commands/plan.ts';
import { runProgram } from '../../../src/commands/program.ts';
import { writeFleet } from '../../support/fleet.ts';
import { FakeTerraform, type Scripted } from './fake-terraform.ts';
import { planJson, planned } from './plan.ts';

/** A plan that makes one resource. */
export const changes = {
  plan: { exitCode: 2, plan: 'plan' },
  show: { stdout: planJson([planned(['create'])]) },
};

/** The commands on a fleet, with a scripted Terraform and a terminal of the test. */
export async function givenCommands(
  script: Record<string, Scripted> = changes,
  files = {},
  name: 'terraform' | 'tofu' = 'terraform',
) {
  const fake = new FakeTerraform(script, name);
  onTestFinished(() => fake[Symbol.dispose]());
  const fleetDir = await writeFleet(files);
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const signals = new EventEmitter();
  const terminal = { signals, stdin };
  const entries = [
    { name: 'plan', summary: 'plan', load: async () => definePlan(terminal) },
    { name: 'apply', summary: 'apply', load: async () => defineApply(terminal) },
    { name: 'destroy', summary: 'destroy', load: async () => defineDestroy(terminal) },
  ];
  const clock = { now: '2026-11-22T12:00:00Z', env: {} as Record<string, string> };
  const run = async (command: string, ...args: string[]) => {
    let [stdout, stderr, both] = ['', '', ''];
    const context = {
      stdout: {
        write: (text: string) => {
          stdout += text;
          both += text;
        },
      },
      stderr: {
        write: (text: string) => {
          stderr += text;
          both += text;
          signals.emit('stderr', text);
        },
      },
      cwd: fake.dir,
      env: { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: `./${name}`, ...clock.env },
      now: () => new Date(clock.now),
    };
    const code = await runProgram([command, ...args, '--fleet', fleetDir, '--out', 'out'], context, entries);
    return { code, stdout, stderr, both };
  };
  return { fake, fleetDir, stdin, signals, clock, run };
}
