/** The judges of the collector: the very rules of the processors. */
import { loadTopics } from '../../fluvio/client/index.js';

import { REASONS } from '../../processors/verdict/reasons.js';
import { rulesFor } from '../../processors/verdict/rules.js';
import { validateValue } from '../../processors/verdict/validate.js';
import { TOPICS, type Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import type { Judges } from './route.js';

const SENTENCES: ReadonlyMap<string, string> = new Map(REASONS);

export function judgesFor(settings: Settings): Judges {
  const keys = new Map(loadTopics().map(({ name, key }) => [name, key]));
  const judge = (topic: Topic): Judges[Topic] => {
    const rules = rulesFor(topic, settings);
    const key = keys.get(topic)!;
    return (value, now) => {
      const checked = validateValue(topic, value, 0, value.length, now, rules);
      if (checked.ok) {
        const event: Readonly<Record<string, unknown>> = { ...checked.event };
        return { result: { status: 'accepted' }, key: String(event[key]) };
      }
      const { reason, pointer } = checked;
      return { result: { status: 'rejected', reason, pointer, message: SENTENCES.get(reason)! }, key: '' };
    };
  };
  return Object.fromEntries(TOPICS.map((topic) => [topic, judge(topic)])) as Judges;
}
