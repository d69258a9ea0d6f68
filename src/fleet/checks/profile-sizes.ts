import { type FleetCheck, rightHubs } from '../draft.ts';
import type { Problem } from '../problem.ts';
import type { ProfileEntry } from '../schema/profile.ts';
import type { Path, SourceFile } from '../source-file.ts';

/** A server may use at least what it is guaranteed. */
export const checkProfileSizes: FleetCheck = (draft) =>
  draft.clusters
    .flatMap(rightHubs)
    .flatMap(({ source, value }) =>
      value.profiles.flatMap((profile, index) => [
        ...checkSize(source, profile, ['profiles', index]),
        ...(profile.sizes ?? []).flatMap((size, at) => checkSize(source, size, ['profiles', index, 'sizes', at])),
      ]),
    );

function checkSize(source: SourceFile, { memory, cpu }: Pick<ProfileEntry, 'memory' | 'cpu'>, path: Path): Problem[] {
  const problems: Problem[] = [];
  if (memory && memory.limitGiB < memory.guaranteeGiB) {
    const message = `expected at least guaranteeGiB (${memory.guaranteeGiB}), got ${memory.limitGiB}`;
    problems.push(source.problem([...path, 'memory', 'limitGiB'], { message, remedy: 'raise the limit' }));
  }
  if (cpu?.limit !== undefined && cpu.limit < cpu.guarantee) {
    const message = `expected at least the guarantee (${cpu.guarantee}), got ${cpu.limit}`;
    problems.push(source.problem([...path, 'cpu', 'limit'], { message, remedy: 'raise the limit' }));
  }
  return problems;
}
