import type { PresetSettings } from '@hubfleet/constructs/sizing';

/** Presets with what each is for, in columns. */
export function renderPresetList(presets: readonly PresetSettings[]): string {
  const width = Math.max(...presets.map(({ presetName }) => presetName.length));
  return presets.map(({ presetName, title }) => `${presetName.padEnd(width)}  ${title}\n`).join('');
}

/** Presets with everything that they set, as a hub file would say it. */
export function renderPresetKeys(
  presets: readonly { readonly preset: string; readonly title: string; readonly keys: object }[],
): string {
  return `${JSON.stringify({ presets }, null, 2)}\n`;
}
