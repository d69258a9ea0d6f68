import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RolloutRecord, RolloutSettings } from '../delivery/rollout/record.ts';
import { type BatchSizes, type WaveName, waveNames } from '../delivery/rollout/waves.ts';
import type { RolloutFile } from '../fleet/schema/rollout.ts';
import type { LimitChanges } from '../health/limits.ts';
import { type TerraformOptions, terraformOptions } from './terraform-run.ts';
import { amounts } from './verify-request.ts';

/** Options of `rollout`; what is not given is taken from the resumed rollout, else from fleet.yaml. */
export interface RolloutOptions extends TerraformOptions {
  readonly base?: string;
  readonly pending?: boolean;
  readonly batches: Readonly<Partial<Record<WaveName, readonly number[]>>>;
  readonly haltAt?: RolloutSettings['haltAt'];
  readonly rollback?: RolloutSettings['rollback'];
  readonly helmBinary?: string;
  readonly verify: boolean;
  readonly tokenFile?: string;
  readonly ca?: string;
  readonly timeout: LimitChanges;
  readonly attempts: LimitChanges;
  readonly url: Readonly<Record<string, string>>;
  readonly records: string;
  readonly resume?: string | true;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function rolloutOptions(command: Command): void {
  terraformOptions(command);
  command.option('--base <base>', 'only what differs from it, and the hubs of clusters that differ; see affected');
  command.option('--pending', 'only what no rollout has finished as it is now, and the hubs of such clusters');
  command.addOption(
    new Option('--batches <wave=sizes...>', 'sizes of batches, as production=1,5,20; the last one repeats')
      .argParser(batches)
      .default({}, 'those of fleet.yaml'),
  );
  command.addOption(
    new Option(
      '--halt-at <n>',
      'failed hubs at which to halt, a number or a share as 10%; default: that of fleet.yaml',
    ).argParser(haltAt),
  );
  command.addOption(
    new Option(
      '--rollback <how>',
      'how to take a failed hub back: auto (Terraform with the version that worked, else Helm), helm or none (default: auto)',
    ).choices(['auto', 'helm', 'none']),
  );
  command.option('--helm-binary <name>', 'program that takes releases back (default: helm)');
  command.option('--no-verify', 'do not check the hubs after each batch');
  command.option('--token-file <file>', 'file with the token of the health check, instead of the variables');
  command.option('--ca <file>', 'certificate authority of the hubs to trust beside the public ones, in PEM');
  const amountsOption = (flags: string, description: string) =>
    new Option(flags, description).argParser(amounts).default({}, 'those of verify');
  command.addOption(amountsOption('--timeout <layer=seconds...>', 'time limits of the checks, for example spawn=900'));
  command.addOption(amountsOption('--attempts <layer=number...>', 'numbers of attempts of the checks'));
  command.addOption(
    new Option('--url <cluster/hub=url...>', 'where a hub is reached, as through a forwarded port')
      .argParser(urls)
      .default({}, 'their domains'),
  );
  command.option('--records <dir>', 'folder of the records, to keep', 'rollouts');
  command.option('--resume [id]', 'go on with the last rollout, or with this one');
  command.option('--dry-run', 'print the waves; Terraform is not run');
  command.option('--yes', 'do not ask');
}

/** What the rollout goes by. */
export function settingsOf(
  options: RolloutOptions,
  fleet: RolloutFile,
  resumed: RolloutRecord['settings'] | undefined,
): RolloutSettings {
  const { batches: sizes, haltAt: halt } = resumed ?? fleet;
  return {
    batches: { ...sizes, ...options.batches } as BatchSizes,
    haltAt: options.haltAt ?? halt,
    rollback: options.rollback ?? resumed?.rollback ?? 'auto',
    verify: options.verify && (resumed?.verify ?? true),
  };
}

function batches(text: string, before: RolloutOptions['batches']): RolloutOptions['batches'] {
  const [name, list = ''] = text.split('=');
  const wave = waveNames.find((each) => each === name);
  if (!wave || !/^[1-9]\d{0,3}(?:,[1-9]\d{0,3}){0,49}$/.test(list)) {
    throw new InvalidArgumentError(
      `it must be <wave>=<size>,<size>… with sizes from 1; waves are ${waveNames.join(', ')}.`,
    );
  }
  return { ...before, [wave]: list.split(',').map(Number) };
}

function haltAt(text: string): RolloutSettings['haltAt'] {
  if (/^(?:100|[1-9]\d?)%$/.test(text)) return text;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it must be a whole number from 1, or a share from 1% to 100%.');
}

function urls(text: string, before: RolloutOptions['url']): RolloutOptions['url'] {
  const [, hub, url] = /^([^/=]+\/[^/=]+)=(.+)$/.exec(text) ?? [];
  if (hub === undefined || url === undefined) {
    throw new InvalidArgumentError('it must be <cluster>/<hub>=<url>.');
  }
  return { ...before, [hub]: url };
}
