/**
 * Parameters in the bytes of a SmartModule. The Node client passes none to Fluvio, so their values are written into the
 * module before it is sent; fluvio/smartmodules/abi/parameters.ts has the form, and reads them there.
 */

/** A parameter as a module declares it. */
export interface ModuleParameter {
  readonly name: string;
  readonly value: string;
  /** The most UTF-16 units that a value written into the module may have. */
  readonly room: number;
}

/** `parameter NAME=VALUE~~~;`, an ASCII head, so it can match in one of the two alignments only. */
const DECLARATION = /parameter ([a-z][a-z0-9_]*)=([^~;\0]*)(~+);/g;

/** What a module declares, by name. */
export function moduleParameters(wasm: Uint8Array): ModuleParameter[] {
  return declarations(wasm).map(({ name, value, room }) => ({ name, value, room }));
}

/**
 * A copy of the module in which parameters have other values.
 * @throws RangeError for a name that it does not declare, and a value that does not fit or has `~` or `;` in it
 */
export function withParameters(wasm: Uint8Array, values: Readonly<Record<string, string>>): Buffer {
  const patched = Buffer.from(wasm);
  const declared = declarations(wasm);
  for (const [name, value] of Object.entries(values)) {
    const found = declared.find((declaration) => declaration.name === name);
    if (found === undefined) throw new RangeError(unknown(name, declared));
    if (/[~;\0]/.test(value)) throw new RangeError(`The value of ${name} must not have "~" or ";" in it.`);
    if (value.length > found.room) {
      throw new RangeError(
        `The value of ${name} is too long: the SmartModule has room for ${found.room} characters.`,
      );
    }
    // One "~" at least stays, to end the value.
    patched.write(value.padEnd(found.room + 1, '~'), found.at, 'utf16le');
  }
  return patched;
}

interface Declaration extends ModuleParameter {
  /** Of the value's first byte. */
  readonly at: number;
}

function declarations(wasm: Uint8Array): Declaration[] {
  const found = [0, 1].flatMap((shift) => {
    const text = Buffer.from(wasm.subarray(shift)).toString('utf16le');
    return [...text.matchAll(DECLARATION)].map(({ 0: all, 1: name, 2: value, 3: filler, index }) => ({
      name: name!,
      value: value!,
      room: value!.length + filler!.length - 1,
      at: shift + 2 * (index + all.indexOf('=') + 1),
    }));
  });
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function unknown(name: string, declared: readonly ModuleParameter[]): string {
  if (declared.length === 0) return `The SmartModule has no parameters, so ${name} cannot be set.`;
  const names = declared.map((parameter) => parameter.name).join(', ');
  return `The SmartModule has no parameter ${name}. It has: ${names}.`;
}
