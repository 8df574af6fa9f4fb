/** Members of groups. Where they are few they stand in the group; of more, a crowd, each has a row and the group their number. */
import type { Db } from '../../store/open.js';
import type { CountedRule } from './evidence.js';
import type { Group } from './group.js';

/** Members that a group names at most. */
export const FEW = 24;

export class Crowds {
  readonly #insert;

  constructor(
    db: Db,
    readonly rule: CountedRule,
  ) {
    this.#insert = db.prepare('INSERT OR IGNORE INTO fraud_crowds VALUES (?, ?, ?, ?)');
  }

  /** @param start of the group's window */
  add(start: number, group: Group, member: string): void {
    const { content, subject } = group;
    if (typeof content !== 'number') {
      if (content.includes(member)) return;
      group.changed = true;
      // An array that was empty would grow to many.
      if (content.length === 0) group.content = [member];
      else content.push(member);
      if (content.length <= FEW) return;
      for (const each of content) this.#insert.run(this.rule, start, subject, each);
      group.content = content.length;
    } else if (this.#insert.run(this.rule, start, subject, member).changes > 0) {
      group.content = content + 1;
      group.changed = true;
    }
  }
}

/** What a group weighs in its leaf: a crowd as much as the last members did that it named. */
export function weightOfMembers({ count }: Group): number {
  return Math.max(1, Math.min(count, FEW));
}
