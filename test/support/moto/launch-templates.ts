import type { Call, Patch } from './patch.ts';

/** The emulator counts the tags of a launch template itself among those it gives to instances. */
export class LaunchTemplatePatch implements Patch {
  amend({ body }: Call, text: string): string {
    if (!body.includes('Action=DescribeLaunchTemplateVersions')) return text;
    return text.replace(/<item><resourceType>launch-template<\/resourceType><tagSet>.*?<\/tagSet><\/item>/gs, '');
  }
}
