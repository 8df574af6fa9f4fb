/**
 * Groups in bytes, one after the other: the index of its window, its subject, and its count; after the count of members
 * that are few, these.
 */
import { FEW } from './crowds.js';
import { Group } from './group.js';
import { PackedReader, putNumber, putText, putTexts, takeBytes } from './packed-bytes.js';

export function bytesOf(groups: readonly Group[]): Uint8Array {
  for (const { index, subject, content } of groups) {
    putNumber(index);
    putText(subject);
    if (typeof content === 'number') putNumber(content);
    else putTexts(content);
  }
  return takeBytes();
}

/**
 * @param bytes what `bytesOf` gave
 * @param namesMembers whether the groups of this table do, as long as they are few
 */
export function groupsIn(bytes: Buffer, namesMembers: boolean): Group[] {
  const groups: Group[] = [];
  const reader = new PackedReader(bytes);
  while (!reader.isOver) {
    const index = reader.number();
    const subject = reader.text();
    const count = reader.number();
    groups.push(new Group(index, subject, namesMembers && count <= FEW ? reader.texts(count) : count));
  }
  return groups;
}
