import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../fluvio/protocol/decode-error.js';
import { decodeRequestHeader, decodeResponseHeader } from '../../../fluvio/protocol/frame.js';
import { Reader } from '../../../fluvio/protocol/reader.js';
import { type GoldenFrame, goldenFrames } from './golden-frames.js';
import { codecFor } from './message-codecs.js';

/** Two captured frames of each kind, the longest that are not mostly a SmartModule's bytes. */
const all = goldenFrames();
const samples = [...new Set(all.map(kind))].map((title) => ({
  title,
  frames: all
    .filter((frame) => kind(frame) === title && frame.payload.length < 3000)
    .sort((a, b) => b.payload.length - a.payload.length)
    .slice(0, 2),
}));

describe('captured frames', () => {
  it.each(samples)('of a $title, cut at any byte, are truncated', ({ frames }) => {
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) {
      for (let length = 0; length < frame.payload.length; length++) {
        expect(failure(frame, frame.payload.subarray(0, length)), `${length} bytes`).toBe('truncated');
      }
    }
  });

  it.each(samples)('of a $title, with any byte turned, decode or fail with a DecodeError', ({ frames }) => {
    for (const frame of frames) {
      for (let at = 0; at < frame.payload.length; at++) {
        const changed = Buffer.from(frame.payload);
        changed[at] = ~changed[at]!;
        failure(frame, changed);
      }
    }
  });
});

function kind(frame: GoldenFrame): string {
  const { name } = codecFor(frame.server, frame.key);
  return `${name} ${frame.from === 'client' ? 'request' : 'response'} to the ${frame.server}, version ${frame.version}`;
}

function failure(frame: GoldenFrame, payload: Buffer): string | undefined {
  const reader = new Reader(payload);
  const codec = codecFor(frame.server, frame.key);
  try {
    if (frame.from === 'client') {
      decodeRequestHeader(reader);
      codec.request.decode(reader, frame.version);
    } else {
      decodeResponseHeader(reader);
      codec.response.decode(reader, frame.version);
    }
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
  return undefined;
}
