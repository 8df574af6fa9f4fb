/** From a model to the AssemblyScript of its module. What it calls is written by hand, in the files beside this one. */
import { isText } from './words.mjs';

export function emitModule(topic, { columns, object, shapes }) {
  const counts = [columns.numbers.length, columns.texts.length, Object.keys(columns.choices).length];
  const inner = object.fields.filter(({ kind }) => kind === 'object');
  return `// Generated from schemas/${topic}.schema.json by fluvio/smartmodules/build.mjs; do not edit.
export { init } from "../init";
export { alloc } from "../memory";
import { judgeRecords, mapBatch } from "../batch";
import { codeOf, takeText, textTaken } from "../dictionary";
import { takeId } from "../event-id";
import { areCapitals, isIp } from "../forms";
import { CLOSE, COMMA, keyAt, keyLength, OPEN, readKey, skipSpace, valueAt } from "../json";
import { numberEnd, readNumber, readWhole } from "../number";
import { row1, row4, row8, setShape, stride1, stride4, stride8 } from "../rows";
import { QUOTE, scanText } from "../text";
import { readTime, timeEnd } from "../time";
import { scanUtf8 } from "../utf8";

/** No number of a field. */
const NO_FIELD: u32 = 255;

/** Which field is not where it was expected. */
let found: u32 = NO_FIELD;

export function array_map(at: usize, length: i32, version: i32): i32 {
  setShape(${counts.join(', ')});
  return mapBatch(at, length, version, readEvent);
}

export function judge(at: usize, count: i32, bytes: i32): i32 {
  setShape(${counts.join(', ')});
  return judgeRecords(at, count, bytes, readEvent);
}

/** The event's time when the value in \`[at, end)\` is an event, which is then in its row; else -1. */
function readEvent(at: usize, end: usize): i64 {
  let time: i64 = -1;
  if (load<u8>(at) != OPEN) {
    at = skipSpace(at, end);
    if (load<u8>(at) != OPEN) return -1;
  }
${shapes === undefined ? '' : '  let shape: u32 = 0;\n'}${emitFields('event', object, '-1', shapes?.field)}
  if (at != end && skipSpace(at, end) != end) return -1;
${emitRequired(object, shapes)}
  return time;
}
${emitFieldAt('event', object)}
${inner.map(({ name, object: nested }) => emitInner(name, nested)).join('')}`;
}

/** An object whose fields are judged and not kept. */
function emitInner(name, object) {
  return `
/** Where the object at \`at\` ends, or 0 when it is not one of this kind. */
function read_${name}(at: usize, end: usize): usize {
  if (load<u8>(at) != OPEN) return 0;
${emitFields(name, object, '0')}
${emitRequired(object, undefined, '0')}
  return at;
}
${emitFieldAt(name, object)}`;
}

/**
 * The members of the object that opens at \`at\`, and what closes it. A field is expected where it came the last time:
 * its key is then compared as a few words, and nothing is searched.
 */
function emitFields(name, object, failure, tag) {
  const { fields } = object;
  return `  at++;
  let seen: u32 = 0;
  let before: usize = ${fields.length};
  let field = <u32>load<u8>(${name}Follows + before);
  for (;;) {
    switch (field) {
${fields.map((field, number) => emitField(name, field, number, failure, tag)).join('')}      default:
        return ${failure};
    }
    if (load<u8>(at) != COMMA) {
      at = skipSpace(at, end);
      const byte = load<u8>(at++);
      if (byte == CLOSE) break;
      if (byte != COMMA) return ${failure};
      at--;
    }
    at++;
    before = field;
    field = <u32>load<u8>(${name}Follows + before);
  }`;
}

function emitField(name, field, number, failure, tag) {
  const key = `"${field.name}":${isQuoted(field) ? '"' : ''}`;
  return `      case ${number}: {
        // ${field.name}
        const value = ${isText('at', key)} ? at + ${key.length} : ${name}ValueAt(at, end, before, ${number});
        if (value == 0) {
          field = found;
          continue;
        }
        if (seen & ${1 << number}) return ${failure};
        seen |= ${1 << number};
${emitValue(field, failure, tag)}        break;
      }
`;
}

function isQuoted({ kind }) {
  return !['number', 'whole-time', 'object'].includes(kind);
}

function emitValue(field, failure, tag) {
  const fails = (condition) => `        if (${condition}) return ${failure};\n`;
  switch (field.kind) {
    case 'id':
      return `        at = takeId(value);\n${fails('at == 0')}`;
    case 'time':
      return `        time = readTime(value);\n${fails('time < 0 || load<u8>(timeEnd) != QUOTE')}        at = timeEnd + 1;\n`;
    case 'whole-time':
      return `        time = readWhole(value);\n${fails(`time < ${field.minimum} || time > ${field.maximum}`)}        at = numberEnd;\n`;
    case 'number':
      return `        const number = readNumber(value);
${fails(`!(number >= ${field.minimum} && number <= ${field.maximum})`)}        store<f64>(row8 + ${field.column + 1} * stride8, number);
        at = numberEnd;
`;
    case 'object':
      return `        at = read_${field.name}(value, end);\n${fails('at == 0')}`;
    case 'choice':
      return emitChoice(field, failure, tag);
    default:
      return emitText(field, fails);
  }
}

function emitChoice({ name, values, column }, failure, tag) {
  const isTag = name === tag;
  const branches = values.map((value, i) => {
    const chosen = `{
          ${isTag ? `shape = ${i};\n          ` : ''}store<u8>(row1 + ${column} * stride1, ${i});
          at = value + ${value.length + 1};
        }`;
    return `if (${isText('value', `${value}"`)}) ${chosen} else `;
  });
  return `        ${branches.join('')}return ${failure};\n`;
}

function emitText({ most, form, exactly, column }, fails) {
  if (form === undefined && column !== undefined) {
    return `        const code = takeText(value, ${most});
${fails('code < 0')}        store<i32>(row4 + ${column} * stride4, code);
        at = textTaken;
`;
  }
  const conditions = [];
  if (form === 'ip') conditions.push('!isIp(value, length)');
  if (form === 'capitals') conditions.push(`length != ${exactly} || !areCapitals(value, length)`);
  const check = conditions.map(fails).join('');
  const kept = `        const code = codeOf(value, length);
${fails('code < 0')}        store<i32>(row4 + ${column} * stride4, code);
`;
  return `        let length = scanText(value, ${most});
        if (length == 0) length = scanUtf8(value, ${most});
${fails('length == 0')}${check}${column === undefined ? '' : kept}        at = value + length + 1;
`;
}

/** Whether all is there, and nothing that the shape does not allow. */
function emitRequired(object, shapes, failure = '-1') {
  const bits = (names) =>
    object.fields.reduce((all, { name }, number) => (names.includes(name) ? all | (1 << number) : all), 0);
  const lines = [`  if ((seen & ${bits(object.required)}) != ${bits(object.required)}) return ${failure};`];
  if (shapes === undefined) return lines[0];
  for (const [i, { required, allowed }] of shapes.rules.entries()) {
    const [needs, forbids] = [bits(required), ~bits(allowed) & ((1 << object.fields.length) - 1)];
    lines.push(`  if (shape == ${i} && (seen & ${needs | forbids}) != ${needs}) return ${failure};`);
  }
  return lines.join('\n');
}

/** Which field the key at a place names, with `valueAt` behind its colon, and what came after which field last. */
function emitFieldAt(name, { fields }) {
  const lengths = [...new Set(fields.map((field) => field.name.length))];
  const cases = lengths.map((length) => {
    const same = fields.filter((field) => field.name.length === length);
    const checks = same.map(
      (field) => `      if (${isText('keyAt', field.name)}) return ${fields.indexOf(field)};\n`,
    );
    return `    case ${length}:\n${checks.join('')}      break;\n`;
  });
  const order = [...fields.map((_, i) => (i + 1) % fields.length), 0];
  const quoted = fields.reduce((all, field, number) => all | (isQuoted(field) ? 1 << number : 0), 0);
  return `
const ${name}Follows = memory.data<u8>([${order.join(', ')}]);

/** Where the value of the member at \`at\` begins, behind a quote if it needs one; 0 when the field is not the expected one, but \`found\`. */
function ${name}ValueAt(at: usize, end: usize, before: usize, expected: u32): usize {
  found = ${name}FieldAt(at, end);
  if (found == NO_FIELD) return 0;
  store<u8>(${name}Follows + before, <u8>found);
  if (found != expected) return 0;
  if (!((${quoted} >> found) & 1)) return valueAt;
  if (load<u8>(valueAt) == QUOTE) return valueAt + 1;
  found = NO_FIELD;
  return 0;
}

function ${name}FieldAt(at: usize, end: usize): u32 {
  if (!readKey(at, end)) return NO_FIELD;
  switch (keyLength) {
${cases.join('')}  }
  return NO_FIELD;
}
`;
}
