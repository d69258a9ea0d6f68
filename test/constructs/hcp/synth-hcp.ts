import { TfeProvider } from '@cdktf/provider-tfe/lib/provider/index.js';
import type { TerraformStack } from 'cdktf';
import { synth, type TerraformJson } from '../../support/synth.ts';

/** The written Terraform JSON of a stack named `s`, which has the provider of HCP Terraform too. */
export function synthHcp(build: (stack: TerraformStack) => void): TerraformJson {
  return synth((stack) => {
    new TfeProvider(stack, 'Tfe', { organization: 'odc' });
    build(stack);
  });
}
