import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { HealthEvent } from '../../src/health/health-event.ts';
import type { LayerResult } from '../../src/health/result.ts';
import { renderVerifyEvent, type VerifyTextOptions } from '../../src/render/verify-text.ts';

const options: VerifyTextOptions = {
  colors: pc.createColors(false),
  width: 60,
  live: false,
  several: false,
  choices: false,
};

const spawn: LayerResult = { layer: 'spawn', choice: 'small', verdict: 'pass', seconds: 41.26, attempts: 1 };

const finished = (overrides: Partial<LayerResult>): HealthEvent => ({
  kind: 'finished',
  hub: 'atlas/research',
  result: { ...spawn, ...overrides },
});

const started: HealthEvent = { kind: 'started', hub: 'atlas/research', layer: 'spawn' };
const progress: HealthEvent = {
  kind: 'progress',
  hub: 'atlas/research',
  layer: 'spawn',
  text: '30 % pulling',
  isFleeting: false,
};

describe('the text of a check', () => {
  test.each<[string, Partial<LayerResult>, string]>([
    ['a layer that works', { detail: 'runs' }, '  ok    spawn                41.3 s  runs\n'],
    [
      'a layer that was tried twice',
      { attempts: 2, detail: 'runs' },
      '  ok    spawn                41.3 s  runs (2 attempts)\n',
    ],
    [
      'a layer not tried',
      { verdict: 'skip', attempts: 0, cause: 'needs user' },
      '  skip  spawn                        needs user\n',
    ],
    [
      'a layer to look at',
      { verdict: 'warn', detail: 'valid', cause: 'ends in 3 days', remedy: 'renew it' },
      '  warn  spawn                41.3 s  ends in 3 days\n        to mend: renew it\n',
    ],
    [
      'a broken layer, with its last events',
      { verdict: 'fail', cause: 'no node', events: ['[Warning] Insufficient memory'] },
      '  FAIL  spawn                41.3 s  no node\n          - [Warning] Insufficient memory\n',
    ],
  ])('has lines for %s', (_, result, lines) => {
    expect(renderVerifyEvent(finished(result), options)).toBe(lines);
  });

  test('names the profile where there are several', () => {
    const line = renderVerifyEvent(finished({}), { ...options, choices: true });
    expect(line).toBe('  ok    spawn [small]                  41.3 s\n');
  });

  test('tells in a log what happens, but neither that something begins nor what passes by', () => {
    expect(renderVerifyEvent({ ...progress, isFleeting: true } as HealthEvent, options)).toBe('');
    expect(renderVerifyEvent(started, options)).toBe('');
    expect(renderVerifyEvent(progress, options)).toBe('        spawn: 30 % pulling\n');
  });

  test('writes over one line on a terminal', () => {
    const live = { ...options, live: true };
    expect(renderVerifyEvent(started, live)).toBe('\r\u001b[2K  ...   spawn');
    expect(renderVerifyEvent(progress, live)).toBe('\r\u001b[2K  ...   spawn: 30 % pulling');
    expect(renderVerifyEvent(finished({ detail: 'runs' }), live)).toBe(
      '\r\u001b[2K  ok    spawn                41.3 s  runs\n',
    );
  });

  test('never breaks the line that is written over', () => {
    const long = { ...progress, text: 'x'.repeat(100) } as HealthEvent;
    const [, line = ''] = renderVerifyEvent(long, { ...options, live: true }).split('\u001b[2K');
    expect(line.length).toBeLessThan(60);
  });

  test('names the hub where several write', () => {
    expect(renderVerifyEvent(progress, { ...options, several: true })).toBe(
      '[atlas/research]         spawn: 30 % pulling\n',
    );
  });
});
