import { presetKeys, presetProfiles, presets } from '../fleet/preset.ts';
import { presetNotes } from './preset-notes.ts';
import { renderPresetPage } from './preset-page.ts';
import { renderHubScaffold } from './scaffold-hub.ts';

/** The reference page of every preset. */
export function presetPages(): { name: string; text: string }[] {
  return presets.map((settings) => {
    const { presetName: preset, title } = settings;
    const notes = presetNotes[preset];
    if (!notes) throw new Error(`preset ${preset} has no notes; add them to preset-notes.ts`);
    const example = renderHubScaffold({
      cluster: 'atlas-west',
      hub: preset,
      domain: `${preset}.atlas.example`,
      preset,
      title,
      secretStore: 'awsSecretsManager',
      image: preset === 'desktop' ? 'quay.io/atlas/desktop:2026-11-01' : undefined,
    });
    const text = renderPresetPage({
      preset,
      title,
      example,
      keys: presetKeys(settings),
      profiles: pageProfiles(settings),
      notes,
    });
    return { name: preset, text };
  });
}

/** Profiles as a file would have them: how many sizes a pool is divided into is there told by its name. */
function pageProfiles(settings: Parameters<typeof presetProfiles>[0]): object[] {
  return presetProfiles(settings).map(({ sizesPerPool, ...profile }) => {
    const names = ['<smallest pool>', '<next larger pool>'];
    const divide = sizesPerPool?.map((count, index) => [names[index], count]);
    return { ...profile, ...(divide && { divide: Object.fromEntries(divide) }) };
  });
}
