import { type FleetCheck, rightHubs } from '../draft.ts';

/** A server may use at least what it is guaranteed. */
export const checkProfileSizes: FleetCheck = (draft) =>
  draft.clusters.flatMap(rightHubs).flatMap(({ source, value }) =>
    value.profiles.flatMap(({ memory, cpu }, index) => {
      const problems = [];
      if (memory.limitGiB < memory.guaranteeGiB) {
        const message = `expected at least guaranteeGiB (${memory.guaranteeGiB}), got ${memory.limitGiB}`;
        problems.push(
          source.problem(['profiles', index, 'memory', 'limitGiB'], { message, remedy: 'raise the limit' }),
        );
      }
      if (cpu.limit !== undefined && cpu.limit < cpu.guarantee) {
        const message = `expected at least the guarantee (${cpu.guarantee}), got ${cpu.limit}`;
        problems.push(source.problem(['profiles', index, 'cpu', 'limit'], { message, remedy: 'raise the limit' }));
      }
      return problems;
    }),
  );
