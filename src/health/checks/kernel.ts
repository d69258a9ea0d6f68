import type { Check } from '../check.ts';
import { HealthFailure } from '../health-failure.ts';
import { kernelChoices, LiveKernel } from '../kernel/live-kernel.ts';

/** The default kernel starts and answers over the websocket. */
export const kernel: Check = {
  layer: 'kernel',
  needs: ['server'],
  async run({ http, server }, { signal }) {
    const [standard] = await kernelChoices(http, server, signal);
    if (!standard) throw new HealthFailure('the server has no kernel', { remedy: 'install one in the image' });
    const live = await LiveKernel.start(http, server, standard.name, signal);
    await live.shutdown();
    return { detail: `${standard.name} (${standard.language})` };
  },
};
