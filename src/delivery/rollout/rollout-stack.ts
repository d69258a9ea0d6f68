import { readFile } from 'node:fs/promises';
import type { StackPlace } from '../../stacks/layer.ts';
import type { SynthesizedStack } from '../../stacks/synthesize.ts';
import { sha256 } from '../plan-inputs.ts';
import { activeHold, type PlacedHold } from './hold.ts';
import type { WavedStack } from './waves.ts';

/** A synthesized stack with what decides when it is rolled out. */
export interface RolloutStack extends SynthesizedStack, Pick<WavedStack, 'stage'> {
  /** The Terraform JSON as it was written. */
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly hold?: PlacedHold;
}

/** Reads what was written of a stack. */
export async function rolloutStack(stack: SynthesizedStack, place: StackPlace, today: string): Promise<RolloutStack> {
  const text = await readFile(stack.file, 'utf8');
  const hold = activeHold(place, today);
  return {
    ...stack,
    ...(place.hub && { stage: place.hub.stage }),
    text,
    hash: sha256(text),
    ...(hold && { hold }),
  };
}
