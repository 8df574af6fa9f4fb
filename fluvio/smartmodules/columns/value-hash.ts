/**
 * The hash by which repeats with other bytes are told from repeats. It is defined here and nowhere else: Node uses it
 * through this module. Four words at a time in lanes of their own, since a multiplication waits for the one before.
 */

const A: u64 = 0x9e3779b97f4a7c15;
const B: u64 = 0xc2b2ae3d27d4eb4f;
const C: u64 = 0x165667b19e3779f9;
const D: u64 = 0xd6e8feb86659fd93;

/** Of `length` bytes at `at`; never 0. */
export function valueHash(at: usize, length: u32): u32 {
  let a: u64 = A ^ length;
  let b: u64 = B;
  let c: u64 = C;
  let d: u64 = D;
  const end = at + length;
  for (; at + 32 <= end; at += 32) {
    a = rotl((a ^ load<u64>(at)) * B, 29);
    b = rotl((b ^ load<u64>(at, 8)) * C, 29);
    c = rotl((c ^ load<u64>(at, 16)) * D, 29);
    d = rotl((d ^ load<u64>(at, 24)) * A, 29);
  }
  for (; at + 8 <= end; at += 8) a = rotl((a ^ load<u64>(at)) * B, 29);
  b = rotl((b ^ (load<u64>(at) & (((<u64>1) << (8 * <u64>(end - at))) - 1))) * C, 29);
  let hash = (a ^ rotl(b, 17)) * D + (c ^ rotl(d, 31)) * B;
  hash = (hash ^ (hash >> 32)) * A;
  const folded = <u32>(hash >> 32);
  return folded == 0 ? 1 : folded;
}
