import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Interruption } from '../../../src/terraform/interruption.ts';
import { type ProgressLine, TerraformRunner } from '../../../src/terraform/runner.ts';
import type { StackFolder } from '../../../src/terraform/stack-folder.ts';

/** What the scripted Terraform does when a command is called; by default it says nothing and succeeds. */
export interface Scripted {
  readonly stdout?: string;
  /** Instead of `stdout`, when `-json` is not asked for. */
  readonly text?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** Written to the file of `-out=`. */
  readonly plan?: string;
  /** Written to a file of the stack's folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Runs until this many signals came, then ends with the exit code. */
  readonly waitForSignals?: number;
}

/** One call that the scripted Terraform has received. */
export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly leadsGroup: boolean;
  readonly signals: readonly string[];
  readonly lockFile: string | null;
}

const program = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const { execFileSync } = require('node:child_process');
const { basename } = require('node:path');
const dir = __dirname;
const args = process.argv.slice(2);
const script = JSON.parse(readFileSync(dir + '/script.json', 'utf8'));
const todo = script[args[0] + ' ' + basename(process.cwd())] ?? script[args[0]] ?? {};
const signals = [];
// The third number after the name; a program is started only where the kernel does not tell.
const group = existsSync('/proc/self/stat')
  ? readFileSync('/proc/self/stat', 'utf8').split(') ').pop().split(' ')[2]
  : execFileSync('ps', ['-o', 'pgid=', '-p', String(process.pid)]).toString().trim();
const lock = '.terraform.lock.hcl';
const lockFile = existsSync(lock) ? readFileSync(lock, 'utf8') : null;
function end() {
  const call = { args, cwd: process.cwd(), env: process.env, leadsGroup: group === String(process.pid), signals, lockFile };
  appendFileSync(dir + '/calls.jsonl', JSON.stringify(call) + '\\n');
  process.exitCode = todo.exitCode ?? 0;
}
const out = args.find((arg) => arg.startsWith('-out='));
if (out && todo.plan !== undefined) writeFileSync(out.slice(5), todo.plan);
for (const [name, text] of Object.entries(todo.files ?? {})) writeFileSync(name, text);
if (todo.waitForSignals) {
  const alive = setInterval(() => {}, 1000);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {
    signals.push(signal);
    process.stdout.write('got ' + signal + '\\n');
    // A signal that is delivered twice has time to be seen.
    if (signals.length === todo.waitForSignals) setTimeout(() => { clearInterval(alive); end(); }, 150);
  });
  process.stdout.write((todo.stdout ?? '') + 'waiting\\n');
} else {
  process.stdout.write((args.includes('-json') ? undefined : todo.text) ?? todo.stdout ?? '');
  process.stderr.write(todo.stderr ?? '');
  end();
}
`;

const VERSION = { stdout: '{"terraform_version":"1.11.4"}' };

/** A scripted Terraform in a folder of its own: by command, or by command and stack as `plan atlas-data`. */
export class FakeTerraform implements Disposable {
  readonly dir = mkdtempSync(join(tmpdir(), 'fake-terraform-'));
  readonly binary: string;
  readonly fleetDir = join(this.dir, 'clusters');
  readonly outdir = join(this.dir, 'out');
  readonly lines: ProgressLine[] = [];
  readonly interruption = new Interruption();

  /** @param name of the program */
  constructor(script: Readonly<Record<string, Scripted>> = {}, name: 'terraform' | 'tofu' = 'terraform') {
    this.binary = join(this.dir, name);
    writeFileSync(this.binary, program);
    chmodSync(this.binary, 0o755);
    this.script(script);
  }

  script(script: Readonly<Record<string, Scripted>>): void {
    writeFileSync(join(this.dir, 'script.json'), JSON.stringify({ version: VERSION, ...script }));
  }

  runner(onLine: (line: ProgressLine) => void = () => {}): TerraformRunner {
    return new TerraformRunner({
      binary: this.binary,
      env: { PATH: process.env.PATH, AWS_REGION: 'eu-west-1' },
      interruption: this.interruption,
      progress: (line) => {
        this.lines.push(line);
        onLine(line);
      },
    });
  }

  stack(name = 'sea', { dependsOn = [], json = {} }: { dependsOn?: string[]; json?: unknown } = {}): StackFolder {
    const directory = join(this.outdir, 'stacks', name);
    mkdirSync(directory, { recursive: true });
    const file = join(directory, 'cdk.tf.json');
    writeFileSync(file, JSON.stringify(json));
    return { name, cluster: 'sea', directory, file, dependsOn };
  }

  get calls(): Call[] {
    const file = join(this.dir, 'calls.jsonl');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  get commands(): string[] {
    return this.calls.map(({ args }) => args[0] ?? '');
  }

  [Symbol.dispose](): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
