import { describe, expect, it } from 'vitest';
import {
  checkCrc,
  decodeBatchRecords,
  encodeBatch,
  NO_TIMESTAMP,
  recordCount,
  splitBatches,
} from '../../../fluvio/protocol/batch.js';
import {
  decodeRequestHeader,
  decodeResponseHeader,
  encodeRequestFrame,
  encodeResponseFrame,
  FrameSplitter,
} from '../../../fluvio/protocol/frame.js';
import type { ProduceRequest } from '../../../fluvio/protocol/messages/produce.js';
import type { StreamFetchResponse } from '../../../fluvio/protocol/messages/stream-fetch.js';
import { Reader } from '../../../fluvio/protocol/reader.js';
import { type GoldenFrame, goldenFrames } from './golden-frames.js';
import { codecFor, MESSAGE_CODECS } from './message-codecs.js';

const frames = goldenFrames();
const scenarios = [...new Set(frames.map((frame) => frame.scenario))];

describe('captured frames', () => {
  it.each(scenarios)('%s: every frame decodes, and encodes to the same bytes', (scenario) => {
    for (const frame of frames.filter((candidate) => candidate.scenario === scenario)) {
      expect(again(frame).toString('hex'), describeFrame(frame)).toBe(frame.frame.toString('hex'));
    }
  });

  it('show every message but Fetch, both ways', () => {
    for (const { name, server, api } of MESSAGE_CODECS) {
      if (name === 'Fetch') continue;
      const seen = new Set(frames.filter((f) => f.server === server && f.key === api.key).map((f) => f.from));
      expect([...seen].sort(), `${server} ${name}`).toEqual(['client', 'server']);
    }
  });

  it('come out of a connection whole however it is cut', () => {
    const stream = frames.filter((frame) => frame.scenario === '21-cli-produce-key').map((f) => f.frame);
    const wanted = stream.map((frame) => frame.subarray(4).toString('hex'));
    const bytes = Buffer.concat(stream);
    for (const step of [1, 3, 4, 5, 100, 4096, bytes.length]) {
      const splitter = new FrameSplitter();
      const got: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += step)
        got.push(...splitter.push(bytes.subarray(at, at + step)));
      expect(got.map((frame) => frame.toString('hex'))).toEqual(wanted);
      expect(splitter.pendingBytes).toBe(0);
    }
  });
});

describe('captured record batches', () => {
  const produced = frames
    .filter((frame) => frame.server === 'SPU' && frame.key === 0 && frame.from === 'client')
    .flatMap((frame) => (decode(frame) as ProduceRequest).topics.flatMap((topic) => topic.partitions))
    .flatMap((partition) => splitBatches(partition.records));
  const fetched = frames
    .filter((frame) => frame.server === 'SPU' && frame.key === 1003 && frame.from === 'server')
    .flatMap((frame) => splitBatches((decode(frame) as StreamFetchResponse).partition.records));

  it('are there', () => {
    expect(produced.length).toBeGreaterThan(20);
    expect(fetched.length).toBeGreaterThan(20);
  });

  it('have the CRC their header says, as produced', () => {
    for (const batch of produced) checkCrc(batch);
  });

  it('hold as many records as their header says, numbered from 0, compressed or not', () => {
    for (const batch of produced) {
      const deltas = decodeBatchRecords(batch).map((record) => record.offsetDelta);
      expect(deltas).toEqual(Array.from({ length: recordCount(batch.header) }, (_, index) => index));
    }
    const codecs = new Set(produced.map((batch) => batch.header.attributes & 7));
    expect([...codecs].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('cover more offsets than they have records only as a SmartModule has left them, without a time', () => {
    const thinned = fetched.filter((batch) => decodeBatchRecords(batch).length !== recordCount(batch.header));
    expect(thinned.length).toBeGreaterThan(0);
    for (const batch of thinned) {
      expect(decodeBatchRecords(batch).length).toBeLessThan(recordCount(batch.header));
      expect(batch.header.firstTimestamp).toBe(NO_TIMESTAMP);
    }
  });

  it('encode to the same bytes from their records when they are not compressed', () => {
    const plain = produced.filter((batch) => (batch.header.attributes & 7) === 0);
    for (const batch of plain) {
      const { baseOffset, firstTimestamp, maxTimestamp, partitionLeaderEpoch } = batch.header;
      const encoded = encodeBatch(decodeBatchRecords(batch), {
        baseOffset,
        firstTimestamp,
        maxTimestamp,
        partitionLeaderEpoch,
      });
      expect(encoded.toString('hex')).toBe(batch.bytes.toString('hex'));
    }
  });
});

function decode(frame: GoldenFrame): unknown {
  const reader = new Reader(frame.payload);
  const codec = codecFor(frame.server, frame.key);
  if (frame.from === 'client') {
    decodeRequestHeader(reader);
    return codec.request.decode(reader, frame.version);
  }
  decodeResponseHeader(reader);
  return codec.response.decode(reader, frame.version);
}

/** Decodes a frame, checks that nothing is left of it, and encodes what was decoded. */
function again(frame: GoldenFrame): Buffer {
  const reader = new Reader(frame.payload);
  const codec = codecFor(frame.server, frame.key);
  if (frame.from === 'client') {
    const header = decodeRequestHeader(reader);
    expect(header).toMatchObject({ apiKey: frame.key, apiVersion: frame.version });
    const request = codec.request.decode(reader, frame.version);
    expect(reader.remaining).toBe(0);
    return encodeRequestFrame(header, (writer) => codec.request.encode(writer, request, frame.version));
  }
  const correlation = decodeResponseHeader(reader);
  expect(correlation).toBe(frame.correlation);
  const response = codec.response.decode(reader, frame.version);
  expect(reader.remaining).toBe(0);
  return encodeResponseFrame(correlation, (writer) => codec.response.encode(writer, response, frame.version));
}

function describeFrame(frame: GoldenFrame): string {
  return `${frame.server} ${frame.key} v${frame.version} from the ${frame.from}`;
}
