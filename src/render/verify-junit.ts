import { type HubResult, hubLabel, type LayerResult, layerLabel } from '../health/result.ts';
import { escapeXml } from './xml.ts';

/** Results for a CI service: a suite per hub, a test case per layer. A warning is text in a passed case. */
export function renderVerifyJunit(hubs: readonly HubResult[]): string {
  const layers = hubs.flatMap((hub) => hub.layers);
  const seconds = hubs.reduce((sum, hub) => sum + hub.seconds, 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hubfleet verify" ${counts(layers, seconds)}>`,
    ...hubs.flatMap(suite),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suite(hub: HubResult): string[] {
  const name = hubLabel(hub);
  return [
    `  <testsuite name="${escapeXml(name)}" ${counts(hub.layers, hub.seconds)} timestamp="${escapeXml(hub.startedAt)}">`,
    ...hub.layers.flatMap((layer) => testCase(layer, name)),
    '  </testsuite>',
  ];
}

function testCase(layer: LayerResult, hub: string): string[] {
  const name = `${layerLabel(layer)}${layer.choice === undefined ? '' : ` [${layer.choice}]`}`;
  const open = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(hub)}" time="${layer.seconds}"`;
  const body = outcome(layer);
  return body === undefined ? [`${open}/>`] : [`${open}>`, `      ${body}`, '    </testcase>'];
}

function outcome({ verdict, cause = '', remedy, events = [], detail }: LayerResult): string | undefined {
  const more = [cause, ...events, ...(remedy === undefined ? [] : [`to mend: ${remedy}`])].join('\n');
  switch (verdict) {
    case 'fail':
      return `<failure message="${escapeXml(cause)}">${escapeXml(more)}</failure>`;
    case 'skip':
      return `<skipped message="${escapeXml(cause)}"/>`;
    case 'warn':
      return `<system-out>${escapeXml(`warning: ${more}`)}</system-out>`;
    case 'pass':
      return detail === undefined ? undefined : `<system-out>${escapeXml(detail)}</system-out>`;
  }
}

function counts(layers: readonly LayerResult[], seconds: number): string {
  const of = (verdict: LayerResult['verdict']) => layers.filter((layer) => layer.verdict === verdict).length;
  return `tests="${layers.length}" failures="${of('fail')}" errors="0" skipped="${of('skip')}" time="${seconds.toFixed(3)}"`;
}
