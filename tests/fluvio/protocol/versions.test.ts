import { describe, expect, it } from 'vitest';
import { encodeBatch } from '../../../fluvio/protocol/batch.js';
import { NO_ERROR } from '../../../fluvio/protocol/error-codes.js';
import { encodeResponseFrame } from '../../../fluvio/protocol/frame.js';
import { decodeAdminCreateRequest } from '../../../fluvio/protocol/messages/admin-create.js';
import { decodeAdminUpdateRequest } from '../../../fluvio/protocol/messages/admin-update.js';
import {
  decodeFetchOffsetsRequest,
  encodeFetchOffsetsRequest,
} from '../../../fluvio/protocol/messages/fetch-offsets.js';
import {
  decodeProduceRequest,
  encodeProduceRequest,
  encodeProduceResponse,
} from '../../../fluvio/protocol/messages/produce.js';
import { encodeSmartModuleInvocation } from '../../../fluvio/protocol/messages/smartmodule-invocation.js';
import {
  encodeStreamFetchResponse,
  encodeStreamFetchResponseHead,
} from '../../../fluvio/protocol/messages/stream-fetch.js';
import { partitionCodec } from '../../../fluvio/protocol/objects/partition.js';
import { smartModuleCodec } from '../../../fluvio/protocol/objects/smartmodule.js';
import { DEFAULT_STORAGE_POLICY } from '../../../fluvio/protocol/objects/storage-policy.js';
import { topicCodec } from '../../../fluvio/protocol/objects/topic.js';
import { Reader } from '../../../fluvio/protocol/reader.js';
import { Writer } from '../../../fluvio/protocol/writer.js';

const bytes = (write: (writer: Writer) => void): Buffer => {
  const writer = new Writer();
  write(writer);
  return writer.finish();
};
const lengths = (versions: readonly number[], write: (writer: Writer, version: number) => void): number[] =>
  versions.map((version) => bytes((writer) => write(writer, version)).length);

describe('what a version adds', () => {
  it('to FetchOffsets is a consumer id, and the next takes it away', () => {
    const request = { topics: [], consumerId: 'c' };
    expect(lengths([22, 23, 24], (to, version) => encodeFetchOffsetsRequest(to, request, version))).toEqual([
      4, 8, 4,
    ]);
    const encoded = bytes((writer) => encodeFetchOffsetsRequest(writer, request, 23));
    expect(decodeFetchOffsetsRequest(new Reader(encoded), 23)).toEqual(request);
  });

  it('to a SmartModule invocation is a lookback, its age, and a name', () => {
    const invocation = {
      wasm: { kind: 'predefined' as const, name: 'm' },
      kind: { kind: 'filter' as const },
      params: { params: new Map(), lookback: { last: 1, age: { seconds: 1, nanoseconds: 0 } } },
      name: 'n',
    };
    const got = lengths([19, 20, 21, 24, 25], (to, version) =>
      encodeSmartModuleInvocation(to, invocation, version),
    );
    expect(got).toEqual([7, 16, 29, 29, 33]);
  });

  it('to the answer of a Produce is the throttle, the time and the log start', () => {
    const response = {
      responses: [
        {
          name: 't',
          partitions: [
            { partitionIndex: 0, errorCode: NO_ERROR, baseOffset: 0, logAppendTimeMs: 0, logStartOffset: 0 },
          ],
        },
      ],
      throttleTimeMs: 0,
    };
    expect(lengths([0, 1, 2, 5], (to, version) => encodeProduceResponse(to, response, version))).toEqual([
      25, 29, 37, 45,
    ]);
  });

  it('to the objects is deduplication, system, mirror, base offset and visibility', () => {
    const topic = {
      ...DEFAULT_STORAGE_POLICY,
      replicas: {
        kind: 'computed' as const,
        partitions: 1,
        replicationFactor: 1,
        ignoreRackAssignment: false,
      },
    };
    expect(lengths([11, 12, 13, 19], (to, version) => topicCodec.encodeSpec(to, topic, version))).toEqual([
      13, 14, 15, 15,
    ]);
    const partition = { ...DEFAULT_STORAGE_POLICY, leader: 1, replicas: [1], mirror: null };
    expect(lengths([13, 14], (to, version) => partitionCodec.encodeSpec(to, partition, version))).toEqual([
      17, 18,
    ]);
    const status = {
      resolution: 'online' as const,
      leader: { spu: 1, hw: 0, leo: 0 },
      lsr: 0,
      replicas: [],
      size: 0,
      isBeingDeleted: false,
      baseOffset: 0,
    };
    expect(lengths([15, 16], (to, version) => partitionCodec.encodeStatus(to, status, version))).toEqual([
      38, 46,
    ]);
    const module = {
      meta: {
        package: {
          name: 'm',
          group: 'g',
          version: '0.1.0',
          apiVersion: '0.1.0',
          description: null,
          license: null,
          visibility: 'public' as const,
          repository: null,
        },
        params: new Map(),
      },
      summary: null,
      wasm: { format: 'binary' as const, payload: Buffer.alloc(0) },
    };
    const [before, after] = lengths([18, 19], (to, version) =>
      smartModuleCodec.encodeSpec(to, module, version),
    );
    expect(after! - before!).toBe(1);
  });
});

describe('the hot path', () => {
  const batch = encodeBatch([{ key: null, value: Buffer.from('v') }]);

  it('leaves produced batches where they are in the frame', () => {
    const request = {
      transactionalId: null,
      acks: 1,
      timeoutMs: 1500,
      topics: [{ name: 't', partitions: [{ partitionIndex: 0, records: batch }] }],
      smartmodules: [],
    };
    const frame = bytes((writer) => encodeProduceRequest(writer, request, 25));
    const { records } = decodeProduceRequest(new Reader(frame), 25).topics[0]!.partitions[0]!;
    expect(records.buffer).toBe(frame.buffer);
    expect(records.equals(batch)).toBe(true);
  });

  it('sends a head and then stored batches, which together are the whole response', () => {
    const head = {
      topic: 't',
      streamId: 1,
      partition: {
        partitionIndex: 0,
        errorCode: NO_ERROR,
        highWatermark: 1,
        nextFilterOffset: -1,
        logStartOffset: 0,
        aborted: null,
      },
    };
    const whole = { ...head, partition: { ...head.partition, records: batch } };
    const inParts = Buffer.concat([
      encodeResponseFrame(
        9,
        (writer) => encodeStreamFetchResponseHead(writer, head, batch.length, 25),
        batch.length,
      ),
      batch,
    ]);
    expect(
      inParts.equals(encodeResponseFrame(9, (writer) => encodeStreamFetchResponse(writer, whole, 25))),
    ).toBe(true);
  });
});

describe('objects by label', () => {
  const typed = (label: string, body: Buffer) =>
    new Reader(
      bytes((writer) => {
        writer.string(label);
        writer.bytes(body);
      }),
    );

  it.each(['topic', 'toString', ''])('of the label "%s" are unknown', (label) => {
    expect(() => decodeAdminCreateRequest(typed(label, Buffer.alloc(20)), 19)).toThrow(
      'unknown type of object',
    );
  });

  it('may be longer than is known: the rest is passed over', () => {
    const body = bytes((writer) => {
      writer.string('t');
      writer.u8(0);
      writer.u32(4);
      writer.raw(Buffer.from('from the future'));
    });
    const reader = typed('Topic', body);
    expect(decodeAdminUpdateRequest(reader)).toEqual({
      label: 'Topic',
      key: 't',
      action: { kind: 'addPartition', count: 4 },
    });
    expect(reader.remaining).toBe(0);
  });

  it('other than topics have nothing to update', () => {
    expect(() => decodeAdminUpdateRequest(typed('SPU', Buffer.alloc(20)))).toThrow('nothing of a SPU');
  });
});
