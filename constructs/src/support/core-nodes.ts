import { PoolPurpose } from '../pool';
import { Scheduling } from '../scheduling';

/** Values by which a chart keeps its pods on core nodes. */
export const coreNodes = { nodeSelector: { [Scheduling.PURPOSE_LABEL]: PoolPurpose.CORE } };
