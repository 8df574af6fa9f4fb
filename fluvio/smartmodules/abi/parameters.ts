/**
 * Parameters of a module. One that has some exports `init`, which the engine calls once before the first batch:
 *
 *     const AMOUNT = "parameter amount=100~~~~~~~~~~~~~~~~~~~~;";
 *     let amount: f64 = 0;
 *
 *     export function init(at: usize, length: i32, version: i32): i32 {
 *       openParameters(at, length);
 *       amount = numberParameter(AMOUNT);
 *       return closeParameters();
 *     }
 *
 * A value comes from Fluvio where it passes one (`fluvio consume -e amount=250`). Otherwise it is what stands in the
 * text of the declaration: a default, which a client that cannot pass parameters overwrites in the module's bytes. So
 * the text has room: its value ends at the first `~`, the `~`s say how much longer it may be, and `;` ends it. `~` is no
 * zero, so that the compiler keeps the text in one piece. `fluvio/client/module-parameters.ts` reads and writes it there.
 *
 * `init` has three parameters, as the engine insists, though the version does not matter here.
 * Its input (crates/fluvio-smartmodule/src/input.rs, SmartModuleInitInput), big-endian: u16 count, then each
 * name and value as u16 length and bytes, then (>= 20) an option byte for look-back. A name that no declaration has, and
 * a value that is not of its type, are an error of `init` with a sentence, as Fluvio shows it.
 */
import { decimal, decimalEnd } from "./decimal";
import { reach } from "./memory";
import { handOver } from "./output";

/** `SmartModuleInitErrorStatus`: the sentence is in the output; or the input could not be read. */
const INIT_ERROR: i32 = -2;
const DECODING_INPUT: i32 = -10;
/** Of "parameter ", before a name. */
const HEAD: i32 = 10;
/** Values of all parameters of a module, in bytes. */
const ROOM: i32 = 4096;
const values = memory.data(4096);

let valuesEnd: i32 = 0;
let given: usize = 0;
let givenEnd: usize = 0;
let givenCount: i32 = 0;
/** Bit i: the i-th that was given has been asked for. */
let asked: u64 = 0;
let malformed: bool = false;

// The value that textParameter() found, for as long as the module lives.
export let textAt: usize = 0;
export let textLength: i32 = 0;

// What is wrong, for closeParameters: a name or a declaration, and a sentence around it.
let problemAt: usize = 0;
let problemLength: i32 = 0;
let problemStep: usize = 1;
let problem: string = "";

/** Begins with what `init` was handed. */
export function openParameters(at: usize, length: i32): void {
  valuesEnd = 0;
  asked = 0;
  problem = "";
  given = at + 2;
  givenEnd = at + <usize>length;
  malformed = length < 2;
  givenCount = malformed ? 0 : <i32>bswap(load<u16>(at));
  let entry = given;
  for (let i = 0; i < givenCount * 2 && !malformed; i++) {
    malformed = entry + 2 > givenEnd || afterText(entry) > givenEnd;
    if (!malformed) entry = afterText(entry);
  }
  if (malformed || givenCount > 64) givenCount = 0;
}

/** A value that is a number as JSON writes it; 0 when it is none, and closeParameters says so. */
export function numberParameter(declaration: string): f64 {
  textParameter(declaration);
  const end = textAt + <usize>textLength;
  const value = decimal(textAt, end);
  if (!isNaN(value) && decimalEnd == end && abs(value) != Infinity) return value;
  complain(declaration, " is not a number.");
  return 0;
}

/** As numberParameter, of a whole number of up to 18 digits; far less code, which an SPU compiles for each stream. */
export function wholeParameter(declaration: string): i64 {
  textParameter(declaration);
  const isNegative = textLength > 0 && load<u8>(textAt) == 0x2d;
  let value: i64 = 0;
  let i = isNegative ? 1 : 0;
  const first = i;
  for (; i < textLength; i++) {
    const digit = <u32>load<u8>(textAt + <usize>i) - 0x30;
    if (digit > 9) break;
    value = value * 10 + <i64>digit;
  }
  if (i == first || i < textLength || i - first > 18) complain(declaration, " is not a whole number.");
  return isNegative ? -value : value;
}

/** Makes `textAt` and `textLength` those of a value, in UTF-8. */
export function textParameter(declaration: string): void {
  textAt = values + <usize>valuesEnd;
  textLength = 0;
  if (!takeGiven(declaration)) takeDeclared(declaration);
  valuesEnd += textLength;
}

/** Whether the value that textParameter() found is this (ASCII). */
export function isParameter(text: string): bool {
  if (textLength != text.length) return false;
  for (let i = 0; i < textLength; i++) {
    if (<i32>load<u8>(textAt + <usize>i) != text.charCodeAt(i)) return false;
  }
  return true;
}

/** Says that the value of a parameter cannot be used: `sentence` follows its name. */
export function complain(declaration: string, sentence: string): void {
  if (problem.length > 0) return;
  problem = sentence;
  problemAt = changetype<usize>(declaration) + 2 * <usize>HEAD;
  problemLength = nameLength(declaration);
  problemStep = 2;
}

/** What `init` returns: 0, or an error whose sentence the engine shows. */
export function closeParameters(): i32 {
  if (malformed) return DECODING_INPUT;
  let entry = given;
  for (let i = 0; i < givenCount && problem.length == 0; i++) {
    if (!(asked & (1 << <u64>i))) {
      problem = " is no parameter of this SmartModule.";
      problemAt = entry + 2;
      problemLength = textLengthAt(entry);
      problemStep = 1;
    }
    entry = afterText(afterText(entry));
  }
  if (problem.length == 0) return 0;
  return emitProblem() ? INIT_ERROR : DECODING_INPUT;
}

/** The value that Fluvio passed, if it did. */
function takeGiven(declaration: string): bool {
  let entry = given;
  for (let i = 0; i < givenCount; i++) {
    const value = afterText(entry);
    if (isNamed(declaration, entry)) {
      asked |= 1 << <u64>i;
      const length = textLengthAt(value);
      if (valuesEnd + length > ROOM) {
        complain(declaration, " is too long.");
        return true;
      }
      memory.copy(textAt, value + 2, <usize>length);
      textLength = length;
      return true;
    }
    entry = afterText(value);
  }
  return false;
}

/** The value in the declaration, from UTF-16 to UTF-8. */
function takeDeclared(declaration: string): void {
  const from = HEAD + nameLength(declaration) + 1;
  const room = ROOM - valuesEnd;
  for (let i = from; i < declaration.length && declaration.charCodeAt(i) != 0x7e; i++) {
    if (textLength + 4 > room) {
      complain(declaration, " is too long.");
      return;
    }
    let code = <u32>declaration.charCodeAt(i);
    if ((code & 0xfc00) == 0xd800) {
      code = 0x10000 + ((code & 0x3ff) << 10) + (<u32>declaration.charCodeAt(++i) & 0x3ff);
    }
    textLength += putUtf8(textAt + <usize>textLength, code);
  }
}

function putUtf8(at: usize, code: u32): i32 {
  if (code < 0x80) {
    store<u8>(at, <u8>code);
    return 1;
  }
  const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  for (let i = more; i > 0; i--) {
    store<u8>(at + <usize>i, <u8>(0x80 | (code & 0x3f)));
    code >>= 6;
  }
  store<u8>(at, <u8>((0xff00 >> (more + 1)) | <i32>code));
  return more + 1;
}

/** In the form of SmartModuleInitRuntimeError: u16 length and the sentence; names are cut, and shown as ASCII. */
function emitProblem(): bool {
  const shown = min(problemLength, 64);
  const length = shown + problem.length;
  const start = (givenEnd + 15) & ~(<usize>15);
  if (!reach(start + 2 + <usize>length)) return false;
  store<u16>(start, bswap(<u16>length));
  let at = start + 2;
  for (let i = 0; i < shown; i++) {
    const byte = load<u8>(problemAt + <usize>i * problemStep);
    store<u8>(at++, byte >= 0x20 && byte < 0x7f ? byte : 0x3f);
  }
  for (let i = 0; i < problem.length; i++) store<u8>(at++, <u8>problem.charCodeAt(i));
  handOver(start, length + 2);
  return true;
}

function isNamed(declaration: string, entry: usize): bool {
  const length = nameLength(declaration);
  if (textLengthAt(entry) != length) return false;
  for (let i = 0; i < length; i++) {
    if (<i32>load<u8>(entry + 2 + <usize>i) != declaration.charCodeAt(HEAD + i)) return false;
  }
  return true;
}

function nameLength(declaration: string): i32 {
  let end = HEAD;
  while (end < declaration.length && declaration.charCodeAt(end) != 0x3d) end++;
  return end - HEAD;
}

function textLengthAt(entry: usize): i32 {
  return <i32>bswap(load<u16>(entry));
}

function afterText(entry: usize): usize {
  return entry + 2 + <usize>textLengthAt(entry);
}
