/** Every arm by name; each is loaded in the process that runs it, and no other is. */
import type { Arm } from './job.js';

export const ARMS = {
  expected: async () => (await import('./expected.js')).expected,
  fill: async () => (await import('./produce.js')).fill,
  produce: async () => (await import('./produce.js')).produce,
  'raw-callback': async () => (await import('./raw-consume.js')).rawCallback,
  'raw-iterator': async () => (await import('./raw-consume.js')).rawIterator,
  packed: async () => (await import('./packed.js')).packed,
  'packed-parsed': async () => (await import('./packed.js')).packedParsed,
  plain: async () => (await import('./whole-path.js')).plainPath,
  'push-down': async () => (await import('./whole-path.js')).pushDownPath,
  'ceiling-1': async () => (await import('./ceilings.js')).parseCeiling,
  'ceiling-2': async () => (await import('./ceilings.js')).foldCeiling,
} as const satisfies Record<string, () => Promise<Arm>>;

export type ArmName = keyof typeof ARMS;
