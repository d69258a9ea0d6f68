import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { requireVersion } from '../../src/terraform/binary-version.ts';
import { TerraformFailure, TerraformInterrupted, TerraformUnusable } from '../../src/terraform/failure.ts';
import { exitCodeOf, Interruption, whileListening } from '../../src/terraform/interruption.ts';
import { TerraformRunner } from '../../src/terraform/runner.ts';
import { FakeTerraform, type Scripted } from './support/fake-terraform.ts';

function fake(script: Record<string, Scripted> = {}): FakeTerraform {
  const terraform = new FakeTerraform(script);
  onTestFinished(() => terraform[Symbol.dispose]());
  return terraform;
}

const plan = (terraform: FakeTerraform, args: string[] = []) => {
  const { name: stack, directory } = terraform.stack();
  return { stack, directory, args: ['plan', ...args] };
};

async function failureOf(work: Promise<unknown>): Promise<TerraformFailure> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TerraformFailure);
  return error as TerraformFailure;
}

describe('TerraformRunner', () => {
  test('runs in the folder of the stack, without a shell and without questions', async () => {
    const terraform = fake();
    await terraform.runner().run(plan(terraform, ['-out=a b;$(c)']));
    expect(terraform.calls).toMatchObject([
      {
        args: ['plan', '-out=a b;$(c)'],
        cwd: terraform.stack().directory,
        env: { TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1', AWS_REGION: 'eu-west-1' },
      },
    ]);
  });

  test('adds nothing of the process to the environment it is given', async () => {
    const terraform = fake();
    await terraform.runner().run(plan(terraform));
    expect(Object.keys(terraform.calls[0]?.env ?? {}).sort()).toEqual([
      'AWS_REGION',
      'CHECKPOINT_DISABLE',
      'PATH',
      'TF_INPUT',
      'TF_IN_AUTOMATION',
    ]);
  });

  test('hands on every line of both streams with the stack and the step', async () => {
    const terraform = fake({ plan: { stdout: 'one\ntwo\n', stderr: 'three\n' } });
    await terraform.runner().run(plan(terraform));
    const line = (text: string) => ({ stack: 'sea', step: 'plan', text });
    expect(terraform.lines).toHaveLength(3);
    expect(terraform.lines).toEqual(expect.arrayContaining([line('one'), line('two'), line('three')]));
  });

  test('keeps captured output to the caller', async () => {
    const terraform = fake({ plan: { stdout: 'secret\n' } });
    const { stdout } = await terraform.runner().run({ ...plan(terraform), capture: true });
    expect(stdout).toBe('secret');
    expect(terraform.lines).toEqual([]);
  });

  test('gives the exit codes that are accepted', async () => {
    const terraform = fake({ plan: { exitCode: 2 } });
    expect(await terraform.runner().run({ ...plan(terraform), accept: [0, 2] })).toMatchObject({ exitCode: 2 });
  });

  test('fails with the last lines of standard error', async () => {
    const stderr = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
    const terraform = fake({ plan: { exitCode: 1, stderr } });
    const failure = await failureOf(terraform.runner().run(plan(terraform)));
    expect(failure.message).toBe(`sea: ${terraform.binary} plan failed with exit code 1; see its message`);
    expect(failure.output.split('\n')).toEqual(Array.from({ length: 60 }, (_, index) => `line ${index + 40}`));
  });

  test('says what to install when the binary is missing', async () => {
    const terraform = fake();
    const runner = new TerraformRunner({
      binary: 'no-such-terraform',
      env: { PATH: process.env.PATH },
      interruption: new Interruption(),
      progress: () => {},
    });
    const failure = await failureOf(runner.run(plan(terraform)));
    expect(failure).toBeInstanceOf(TerraformUnusable);
    expect(failure.message).toBe(
      'no-such-terraform: is not installed or not on the PATH; install Terraform >= 1.11 or OpenTofu >= 1.11, or name it with --terraform-binary',
    );
  });

  test('does not take a missing folder for a missing binary', async () => {
    const terraform = fake();
    const directory = join(terraform.dir, 'gone');
    const failure = await failureOf(terraform.runner().run({ stack: 'sea', directory, args: ['plan'] }));
    expect(failure.message).toBe(`sea: there is no folder ${directory}; synthesize the stack first`);
  });
});

describe('requireVersion', () => {
  const versionOf = (stdout: string) => {
    const terraform = fake({ version: { stdout } });
    return { terraform, version: requireVersion(terraform.runner(), terraform.dir) };
  };

  test.each(['1.11.0', '1.11.4', '1.12.0-beta1', '2.0.0'])('takes %s', async (version) => {
    expect(await versionOf(JSON.stringify({ terraform_version: version })).version).toBe(version);
  });

  test.each(['1.10.9', '0.15.0', '1.9.12'])('refuses %s', async (version) => {
    const asked = versionOf(JSON.stringify({ terraform_version: version }));
    await expect(asked.version).rejects.toThrow(
      `${asked.terraform.binary}: Terraform ${version} is too old for lock files in S3 and ephemeral values and write-only arguments; use 1.11 or newer`,
    );
  });

  test.each(['', 'hello', '{}', '{"terraform_version":12}'])('refuses a binary that answers %j', async (stdout) => {
    const asked = versionOf(stdout);
    await expect(asked.version).rejects.toThrow(
      `${asked.terraform.binary}: its version cannot be read, got ${JSON.stringify(stdout)}; use Terraform or OpenTofu >= 1.11`,
    );
  });
});

describe('signals', () => {
  const whenWaiting = (terraform: FakeTerraform, act: () => void) =>
    terraform.runner(({ text }) => {
      if (text === 'waiting') act();
    });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s reaches Terraform once and its end is waited for',
    async (signal) => {
      const terraform = fake({ plan: { waitForSignals: 1, exitCode: 1 } });
      const runner = whenWaiting(terraform, () => terraform.interruption.receive(signal));
      const failure = await failureOf(runner.run(plan(terraform)));
      expect(failure).toBeInstanceOf(TerraformInterrupted);
      expect(failure.message).toBe(`sea: ${terraform.binary} plan ended after ${signal}`);
      expect(terraform.calls).toMatchObject([{ signals: [signal] }]);
    },
  );

  test('a second signal is handed on as well', async () => {
    const terraform = fake({ plan: { waitForSignals: 2, exitCode: 1 } });
    const runner = terraform.runner(({ text }) => {
      if (text === 'waiting' || text === 'got SIGINT')
        terraform.interruption.receive(text === 'waiting' ? 'SIGINT' : 'SIGTERM');
    });
    await failureOf(runner.run(plan(terraform)));
    expect(terraform.calls).toMatchObject([{ signals: ['SIGINT', 'SIGTERM'] }]);
  });

  test('Terraform leads a process group of its own, so that a terminal does not signal it beside us', async () => {
    const terraform = fake();
    await terraform.runner().run(plan(terraform));
    expect(terraform.calls).toMatchObject([{ leadsGroup: true }]);
  });

  test('what Terraform finished in spite of a signal counts', async () => {
    const terraform = fake({ plan: { waitForSignals: 1, exitCode: 0 } });
    const runner = whenWaiting(terraform, () => terraform.interruption.receive('SIGINT'));
    expect(await runner.run(plan(terraform))).toMatchObject({ exitCode: 0 });
  });

  test('nothing is started after a signal', async () => {
    const terraform = fake();
    terraform.interruption.receive('SIGTERM');
    const failure = await failureOf(terraform.runner().run(plan(terraform)));
    expect(failure.message).toBe('sea: terraform plan was not started after SIGTERM');
    expect(terraform.calls).toEqual([]);
  });

  test('a signal to the process is heard while listening, and no longer', async () => {
    const before = process.listenerCount('SIGHUP');
    const heard = await whileListening(process, async (interruption) => {
      const arrived = once(process, 'SIGHUP');
      process.kill(process.pid, 'SIGHUP');
      await arrived;
      return interruption.signal;
    });
    expect(heard).toBe('SIGHUP');
    expect(process.listenerCount('SIGHUP')).toBe(before);
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s is exit code %i', (signal, code) => {
    expect(exitCodeOf(signal)).toBe(code);
  });
});
