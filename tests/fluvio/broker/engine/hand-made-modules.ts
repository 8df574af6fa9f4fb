/** WebAssembly modules put together by hand, for what no compiler is asked to make. */

const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];
const name = (text: string): number[] => [text.length, ...Buffer.from(text)];
const body = (...code: number[]): number[] => [code.length + 2, 0, ...code, 0x0b];

/** A `filter` module with one page of memory whose `alloc` answers 0 and whose `filter` has this code. */
export function moduleWith(code: readonly number[]): Buffer {
  const types = section(1, 2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f);
  const functions = section(3, 2, 0, 1);
  const memory = section(5, 1, 0, 1);
  const exported = [name('memory'), [2, 0], name('alloc'), [0, 0], name('filter'), [0, 1]].flat();
  const codes = [body(0x41, 0), body(...code)].flat();
  return Buffer.from(
    [
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      types,
      functions,
      memory,
      section(7, 3, ...exported),
      section(10, 2, ...codes),
    ].flat(),
  );
}

/** `loop · br 0 · end · unreachable` */
export const LOOPS_FOR_EVER = moduleWith([0x03, 0x40, 0x0c, 0x00, 0x0b, 0x00]);
