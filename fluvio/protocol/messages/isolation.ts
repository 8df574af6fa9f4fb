import { type Reader, readTag } from '../reader.js';
import { type Writer, writeTag } from '../writer.js';

const ISOLATIONS = ['readUncommitted', 'readCommitted'] as const;

/** Whether a reader sees up to the end of the leader's log, or up to the high watermark only; one byte on the wire. */
export type Isolation = (typeof ISOLATIONS)[number];

export function encodeIsolation(writer: Writer, isolation: Isolation): void {
  writeTag(writer, isolation, ISOLATIONS);
}

export function decodeIsolation(reader: Reader): Isolation {
  return readTag(reader, ISOLATIONS, 'isolation');
}
