/**
 * What of a schema a columns module has to know, in a form from which code is easily written. Whatever is not known here
 * is an error of the build: a keyword that Node's validators follow and the modules do not would make two truths.
 */
import { columnsOf, withoutReferences } from '../../../schemas/read-schemas.mjs';

/** Of any value; these say nothing about what is valid. */
const NOTES = ['title', 'description'];
const OBJECT = ['type', 'additionalProperties', 'required', 'properties'];

/**
 * @returns the columns, the event's `object`, and where there are several shapes: the field that tells them apart and of
 * each, in the order of that field's values, which fields it needs and which it allows.
 */
export function modelOf(schema) {
  const plain = withoutReferences(schema);
  const columns = columnsOf(plain);
  if (plain.oneOf === undefined) {
    expectKeys(plain, ['$schema', ...OBJECT], schema.$id);
    return { columns, object: objectOf(plain, columns, schema.$id), shapes: undefined };
  }
  expectKeys(plain, ['$schema', 'type', 'discriminator', 'oneOf'], schema.$id);
  const { propertyName, ...others } = plain.discriminator;
  if (Object.keys(others).length > 0) throw new Error(`${schema.$id}: a discriminator has one property here`);
  const variants = plain.oneOf.map((variant) => {
    expectKeys(variant, OBJECT, schema.$id);
    return objectOf(variant, columns, schema.$id);
  });
  return {
    columns,
    object: {
      fields: merged(variants, propertyName, schema.$id),
      required: variants.map(required).reduce(shared),
    },
    shapes: {
      field: propertyName,
      rules: columns.choices[propertyName].map((value) => {
        const at = plain.oneOf.findIndex(({ properties }) => properties[propertyName].const === value);
        if (!variants[at].required.includes(propertyName))
          throw new Error(`${propertyName} must be required`);
        return { required: variants[at].required, allowed: variants[at].fields.map(({ name }) => name) };
      }),
    },
  };
}

function objectOf(schema, columns, path) {
  if (schema.type !== 'object' || schema.additionalProperties !== false) {
    throw new Error(`${path}: objects must be closed`);
  }
  const fields = Object.entries(schema.properties).map(([name, property]) => ({
    name,
    ...fieldOf(name, property, columns, `${path}/${name}`),
  }));
  return { fields, required: schema.required ?? [] };
}

/** @param columns undefined inside of an object, whose fields are judged and not kept */
function fieldOf(name, property, columns, path) {
  if (columns !== undefined && name === 'event_id') {
    expectKeys(property, ['type', 'minLength', 'maxLength'], path);
    if (property.type !== 'string' || property.minLength !== 1 || property.maxLength !== 64) {
      throw new Error(`${path}: an id has 1 to 64 characters`);
    }
    return { kind: 'id' };
  }
  switch (property.type) {
    case 'object':
      expectKeys(property, OBJECT, path);
      return { kind: 'object', object: objectOf(property, undefined, path) };
    case 'number':
      expectKeys(property, ['type', 'minimum', 'maximum'], path);
      if (columns === undefined) throw new Error(`${path}: no numbers in inner objects`);
      return { kind: 'number', ...range(property, path), column: columns.numbers.indexOf(name) };
    case 'integer':
      expectKeys(property, ['type', 'minimum', 'maximum'], path);
      if (columns === undefined) throw new Error(`${path}: a whole number is the time of the event`);
      return { kind: 'whole-time', ...range(property, path) };
    case 'string':
      return stringOf(name, property, columns, path);
    default:
      throw new Error(`${path}: no way to read a ${property.type}`);
  }
}

function stringOf(name, property, columns, path) {
  const values = property.enum ?? (property.const === undefined ? undefined : [property.const]);
  if (values !== undefined) {
    expectKeys(property, ['type', 'enum', 'const'], path);
    if (columns === undefined) throw new Error(`${path}: no choices in inner objects`);
    // All values of all shapes: which of them goes with which shape is asked when all fields are known.
    const column = Object.keys(columns.choices).indexOf(name);
    return { kind: 'choice', values: columns.choices[name], own: values, column };
  }
  expectKeys(property, ['type', 'minLength', 'maxLength', 'pattern', 'format'], path);
  const { minLength = 0, maxLength, pattern, format } = property;
  if (format === 'timestamp') {
    if (columns === undefined || maxLength < 35 || minLength > 20)
      throw new Error(`${path}: a time has 20 to 35`);
    return { kind: 'time' };
  }
  if (format !== undefined && format !== 'ip')
    throw new Error(`${path}: no way to read the format ${format}`);
  const capitals = pattern === undefined ? undefined : /^\^\[A-Z\]\{(\d+)\}\$$/.exec(pattern);
  if (capitals === null) throw new Error(`${path}: no way to read the pattern ${pattern}`);
  if (!(minLength <= 1 && maxLength >= 1 && maxLength <= 1024)) {
    throw new Error(`${path}: texts have 1 to at most 1024 characters`);
  }
  return {
    kind: 'text',
    // An empty text has no code: where one is allowed, it is passed on.
    most: maxLength,
    form: format ?? (capitals && 'capitals'),
    exactly: capitals && Number(capitals[1]),
    column: columns?.texts.indexOf(name),
  };
}

function range({ minimum, maximum }, path) {
  // What is read has no sign, so only these bounds are checked as they are meant.
  if (!(minimum >= 0) || !(maximum >= minimum)) throw new Error(`${path}: numbers are bounded, from 0 up`);
  return { minimum, maximum };
}

/** The fields of all shapes; one that several have must mean the same in each, but for what tells them apart. */
function merged(variants, tag, path) {
  const fields = new Map();
  for (const field of variants.flatMap((variant) => variant.fields)) {
    const known = fields.get(field.name) ?? field;
    if (field.name !== tag && JSON.stringify(known) !== JSON.stringify(field)) {
      throw new Error(`${path}: two kinds of ${field.name}`);
    }
    fields.set(field.name, known);
  }
  return [...fields.values()];
}

function required(variant) {
  return variant.required;
}

function shared(some, others) {
  return some.filter((name) => others.includes(name));
}

function expectKeys(schema, known, path) {
  const unknown = Object.keys(schema).find((key) => !known.includes(key) && !NOTES.includes(key));
  if (unknown !== undefined) throw new Error(`${path}: no columns module knows the keyword "${unknown}"`);
}
