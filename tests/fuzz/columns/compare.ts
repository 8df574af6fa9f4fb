/** Holds what a columns module made of a batch against what parsing and validating each of its records gives. */
import type { ColumnBatch } from '../../../fluvio/client/columns/column-batch.js';
import type { RecordBatch } from '../../../fluvio/client/types.js';
import { rulesFor } from '../../../processors/verdict/rules.js';
import { batchChecker } from '../../../processors/verdict/validate-batch.js';
import { COLUMNS, Dictionary, EventTable, TOPICS, type Topic } from '../../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { shown } from '../shown.js';

/** What was found of the records of one topic. */
export interface ColumnCounts {
  judged: number;
  deferredAccepted: number;
  deferredRejected: number;
}

export function noCounts(): ColumnCounts {
  return { judged: 0, deferredAccepted: 0, deferredRejected: 0 };
}

/** Of the generated events so many at least must be judged by the modules. */
const LEAST_JUDGED = 0.999;

/** Complaints about modules that pass on what they should judge. @param counts by kind and topic */
export function passedOn(counts: ReadonlyMap<string, ColumnCounts>): string[] {
  return TOPICS.flatMap((topic) => {
    const { judged, deferredAccepted } = counts.get(`generated ${topic}`) ?? noCounts();
    const valid = judged + deferredAccepted;
    return judged < LEAST_JUDGED * valid
      ? [`${topic}: of ${valid} valid generated events ${judged} were judged`]
      : [];
  });
}

export function linesOf(counts: ReadonlyMap<string, ColumnCounts>): string[] {
  return [...counts].map(
    ([name, { judged, deferredAccepted, deferredRejected }]) =>
      `${name}: ${judged} judged by the module; deferred: ${deferredAccepted} accepted, ${deferredRejected} rejected`,
  );
}

const SOURCE_NUMBER = /^([A-Za-z][A-Za-z0-9_.]{0,40})-(0|[1-9][0-9]{0,14})$/;

/** Sentences, empty when all is well. @param records the same as `columns` was made of */
export function compareColumns(records: RecordBatch, columns: ColumnBatch, counts: ColumnCounts): string[] {
  const topic = records.topic as Topic;
  const check = batchChecker(topic, records, rulesFor(topic, DEFAULT_SETTINGS));
  const table = new EventTable(topic, new Dictionary());
  table.reach(records.count);
  const deferred = new Set(columns.deferred);
  const problems: string[] = [];
  if (columns.count !== records.count) return [`${columns.count} records of ${records.count}`];
  for (let i = 0; i < records.count; i++) {
    const checked = check(i);
    const say = (what: string) => {
      const value = records.bytes.subarray(records.valueStart[i], records.valueEnd[i]);
      problems.push(`${topic} record ${i}: ${what}; value ${shown({ value })}`);
    };
    if (columns.hashes[i] === 0) say('no hash');
    if (!Object.is(columns.timestamps[i], records.timestamps[i])) say('another timestamp');
    if (deferred.has(i)) {
      if (checked.ok) counts.deferredAccepted++;
      else counts.deferredRejected++;
      continue;
    }
    counts.judged++;
    if (!checked.ok) {
      say(`accepted, and is ${checked.reason} at ${checked.pointer}`);
      continue;
    }
    table.set(i, checked.event, checked.time);
    const difference =
      rowDifference(topic, i, table, columns) ?? idDifference(i, checked.event.event_id, columns);
    if (difference !== undefined) say(difference);
  }
  return problems;
}

type Columns<A> = Readonly<Record<string, A>>;

function rowDifference(topic: Topic, i: number, table: EventTable, columns: ColumnBatch): string | undefined {
  const { numbers, texts, choices } = COLUMNS[topic];
  const differs = (field: string, here: unknown, due: unknown) =>
    Object.is(here, due) ? undefined : `${field} is ${JSON.stringify(here)} and not ${JSON.stringify(due)}`;
  const text = (code: number, strings: { textOf(code: number): string }) =>
    code === -1 ? undefined : strings.textOf(code);
  const found = [
    differs('the time', columns.time[i], table.time[i]),
    ...numbers.map((field, at) =>
      differs(field, columns.numbers[at]![i], (table.numbers as Columns<Float64Array>)[field]![i]),
    ),
    ...texts.map((field, at) => {
      const due = text((table.texts as Columns<Int32Array>)[field]![i]!, table.dictionary);
      return differs(field, text(columns.texts[at]![i]!, columns.strings), due);
    }),
    ...Object.keys(choices).map((field, at) =>
      differs(field, columns.choices[at]![i], (table.choices as Columns<Uint8Array>)[field]![i]),
    ),
  ];
  return found.find((one) => one !== undefined);
}

function idDifference(i: number, id: string | undefined, columns: ColumnBatch): string | undefined {
  const code = columns.idText[i]!;
  const number = columns.idNumber[i]!;
  const form = SOURCE_NUMBER.exec(id ?? '');
  if (form !== null) {
    const here = code < 0 ? `kind ${code}` : `${columns.strings.textOf(code)}-${number}`;
    return here === id ? undefined : `the id is ${here} and not ${id}`;
  }
  const here = code === -1 ? undefined : code < -1 ? columns.otherId(i) : `source ${code}`;
  return here === id && Number.isNaN(number) ? undefined : `the id is ${here} and not ${id}`;
}
