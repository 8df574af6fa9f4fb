/**
 * Writes `generated/types.ts`, `generated/validators.ts` and `generated/columns.ts` from the schemas beside it. With `--check` it writes
 * nothing and exits 1 when they are not what the schemas would give.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { _, Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';
import { columnsOf, schemas, TOPICS, withoutReferences } from './read-schemas.mjs';

const BANNER = '// Generated from the schemas by `npm run generate:schemas`; do not edit.';

/** How every validator is made; the tests compile the schemas at run time with the same options. */
export const AJV_OPTIONS = {
  strict: true,
  allErrors: false,
  coerceTypes: false,
  useDefaults: false,
  removeAdditional: false,
  ownProperties: true,
  discriminator: true,
};

async function types() {
  const parts = [];
  for (const schema of schemas) {
    const style = { singleQuote: true, printWidth: 110 };
    parts.push(await compile(withoutReferences(schema), schema.title, { bannerComment: '', style }));
  }
  return `${BANNER}\n\n${parts.join('\n')}`;
}

/**
 * `minLength` and `maxLength` that count code points only where the number of UTF-16 units, which a string knows
 * without being walked, leaves the answer open. They come after `format` and `pattern`: a string's form is judged first.
 */
function addLengthKeywords(ajv) {
  for (const keyword of ['minLength', 'maxLength']) {
    ajv.removeKeyword(keyword);
    ajv.addKeyword({
      keyword,
      type: 'string',
      schemaType: 'number',
      error: {
        message: ({ schemaCode }) =>
          _`${`must NOT have ${keyword === 'maxLength' ? 'more' : 'fewer'} than `} + ${schemaCode} + " characters"`,
        params: ({ schemaCode }) => _`{limit: ${schemaCode}}`,
      },
      code(cxt) {
        const { data, schema: limit } = cxt;
        const count = cxt.gen.scopeValue('func', { key: 'codePoints', ref: {}, code: _`codePoints` });
        if (keyword === 'maxLength') cxt.fail(_`${data}.length > ${limit} && ${count}(${data}) > ${limit}`);
        else if (limit === 1) cxt.fail(_`${data}.length < 1`);
        else cxt.fail(_`${data}.length < ${2 * limit} && ${count}(${data}) < ${limit}`);
      },
    });
  }
}

function validators() {
  const ajv = new Ajv({
    ...AJV_OPTIONS,
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  addLengthKeywords(ajv);
  // Only their names matter here: the generated code imports the real ones.
  for (const format of ['ip', 'timestamp']) ajv.addFormat(format, () => true);
  for (const schema of schemas) ajv.addSchema(schema);
  const names = Object.fromEntries(TOPICS.map((topic) => [exportName(topic), topic]));
  const code = standaloneCode(ajv, names).replace('"use strict";', '');
  if (code.includes('require('))
    throw new Error('The generated validators need a module that nobody imports.');
  return [
    BANNER,
    '// @ts-nocheck',
    "import { codePoints } from '../code-points.js';",
    "import { formats } from '../formats.js';",
    code,
  ].join('\n');
}

function columns() {
  const byTopic = Object.fromEntries(
    schemas.map((schema, i) => [TOPICS[i], columnsOf(withoutReferences(schema))]),
  );
  return `${BANNER}\n\nexport const COLUMNS = ${JSON.stringify(byTopic, null, 2)} as const;\n`;
}

/** `player-events` → `playerEvents`. */
function exportName(topic) {
  return topic.replace(/-(.)/g, (_match, letter) => letter.toUpperCase());
}

const check = process.argv.includes('--check');
mkdirSync(new URL('generated/', import.meta.url), { recursive: true });
for (const [name, text] of [
  ['types.ts', await types()],
  ['validators.ts', validators()],
  ['columns.ts', columns()],
]) {
  const file = new URL(`generated/${name}`, import.meta.url);
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`schemas/generated/${name} is not current: run npm run generate:schemas\n`);
    process.exitCode = 1;
  }
}
