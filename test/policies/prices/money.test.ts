import { describe, expect, test } from 'vitest';
import { cents, decimalUsd, formatRate, formatUsd, times, usd } from '../../../policies/src/prices/money.ts';

describe('money', () => {
  test('adds a million small rates without losing a millionth', () => {
    let sum = 0;
    for (let count = 0; count < 1_000_000; count++) sum += usd(0.004445);
    expect(sum).toBe(4_445_000_000);
  });

  test.each([
    [314.235, '$314.24'],
    [0.004999, '$0.00'],
    [0.005, '$0.01'],
    [15302.26, '$15,302.26'],
    [1_234_567.891, '$1,234,567.89'],
    [-12.345, '-$12.35'],
  ])('shows %d as %s, half a cent up', (amount, text) => {
    expect(formatUsd(usd(amount))).toBe(text);
  });

  test('writes decimals without separators', () => {
    expect(decimalUsd(usd(15302.26))).toBe('15302.26');
    expect(cents(usd(0.015))).toBe(2);
  });

  test.each([
    [0.131, '$0.131'],
    [6, '$6.00'],
    [0.0014, '$0.0014'],
  ])('shows the rate %d as %s', (rate, text) => {
    expect(formatRate(usd(rate))).toBe(text);
  });

  test('rounds a product once, to the millionth', () => {
    expect(times(usd(0.045), 730)).toBe(32_850_000);
    expect(times(usd(0.27784), 1 / 3)).toBe(92_613);
  });
});
