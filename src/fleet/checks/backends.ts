import { type FleetCheck, rightClusters } from '../draft.ts';

/** Every cluster has somewhere to keep its state. */
export const checkBackends: FleetCheck = (draft) => {
  const fleet = draft.fleet.value;
  if (!fleet || fleet.backend) return [];
  return rightClusters(draft)
    .filter(({ value }) => !value.backend)
    .map(({ source }) =>
      source.problem(['backend'], {
        message: 'neither the cluster nor fleet.yaml says where the state is kept',
        remedy: 'add backend to fleet.yaml',
      }),
    );
};
