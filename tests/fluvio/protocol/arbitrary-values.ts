import fc from 'fast-check';

/** Values of the wire's basic types, with the edges of each. */
export const text = fc.oneof(
  fc.stringMatching(/^[a-z0-9-]{0,20}$/),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
export const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
export const bytes = fc.uint8Array({ maxLength: 64 }).map((array) => Buffer.from(array));
export const flag = fc.boolean();
export const i32 = fc.oneof(fc.integer(), fc.constantFrom(-0x8000_0000, -1, 0, 0x7fff_ffff));
export const u16 = fc.nat(0xffff);
export const u32 = fc.oneof(fc.nat(), fc.constantFrom(0, 0xffff_ffff));
export const i64 = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(-1, 0, 2 ** 32, -(2 ** 32)));
export const u64 = fc.maxSafeNat();
export const duration = fc.record({ seconds: u64, nanoseconds: fc.nat(999_999_999) });

export const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });
export const optional = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: null });
export const map = <K, V>(key: fc.Arbitrary<K>, value: fc.Arbitrary<V>) =>
  fc.array(fc.tuple(key, value), { maxLength: 4 }).map((entries) => new Map(entries));
