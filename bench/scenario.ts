import { type GeneratedEvent, generate } from '../generator/index.js';

/** Days of honest play: what the roll-ups meet in a catch-up. */
export function scenarioEvents(count: number): GeneratedEvent[] {
  const rate = 5;
  const scenario = generate({
    seed: 'bench',
    start: Date.UTC(2026, 0, 12),
    density: { warmupMs: 0, rate, dailySwing: 0.5 },
  });
  return Array.from({ length: count }, () => scenario.take());
}
