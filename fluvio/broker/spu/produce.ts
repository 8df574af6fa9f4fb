import { DecodeError } from '../../protocol/decode-error.js';
import { type ErrorCode, NO_ERROR } from '../../protocol/error-codes.js';
import {
  decodeProduceRequest,
  encodeProduceResponse,
  type PartitionProduceData,
  type PartitionProduceResponse,
  PRODUCE_API,
  type ProduceRequest,
} from '../../protocol/messages/produce.js';
import { EngineError } from '../engine/messages.js';
import { AppendError } from '../log/partition-log.js';
import { answering } from '../net/registry.js';
import type { Partition } from '../state/partition.js';
import { openChain, runtimeError } from './module-chain.js';
import type { SpuSession } from './session.js';

/**
 * Produce (Fluvio: `fluvio-spu/src/services/public/produce_handler.rs`).
 *
 * Behaviour: each partition is answered by itself; the answer means that the batches are in the operating system's
 * hands. Acks do not matter, since with one replica what is written is committed too. SmartModules of the request run
 * over the batches first, and their one batch of output is what is stored.
 */
export const produce = answering({
  name: 'Produce',
  api: PRODUCE_API,
  decode: decodeProduceRequest,
  encode: encodeProduceResponse,
  answer: async (session: SpuSession, request, header) => {
    const responses = [];
    for (const topic of request.topics) {
      const partitions: PartitionProduceResponse[] = [];
      for (const data of topic.partitions) {
        const written = await produceTo(session, topic.name, data, request, header.apiVersion);
        partitions.push({
          partitionIndex: data.partitionIndex,
          logAppendTimeMs: 0,
          logStartOffset: 0,
          ...written,
        });
      }
      responses.push({ name: topic.name, partitions });
    }
    return { responses, throttleTimeMs: 0 };
  },
});

interface Written {
  readonly baseOffset: number;
  readonly errorCode: ErrorCode;
}

async function produceTo(
  session: SpuSession,
  topic: string,
  data: PartitionProduceData,
  request: ProduceRequest,
  version: number,
): Promise<Written> {
  const partition = session.state.partition(topic, data.partitionIndex);
  if (partition === undefined) return refused({ code: 'NotLeaderForPartition' });
  if (request.smartmodules.length === 0) return append(session, partition, data.records);
  const chain = await openChain(session, request.smartmodules, version);
  if ('error' in chain) return refused(chain.error);
  try {
    const own = Buffer.allocUnsafeSlow(data.records.length);
    data.records.copy(own);
    const { batch, failure } = await chain.chain.process(own, Number.MAX_SAFE_INTEGER);
    if (failure !== null) return refused(runtimeError(failure));
    return batch === null
      ? { baseOffset: 0, errorCode: NO_ERROR }
      : append(session, partition, Buffer.from(batch));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return refused({ code: 'Other', message: `smartmodule chain failed: ${error.message}` });
  } finally {
    chain.chain.close();
  }
}

async function append(session: SpuSession, partition: Partition, records: Buffer): Promise<Written> {
  if (!partition.accepts(records)) return refused({ code: 'CompressionError' });
  try {
    return { baseOffset: await partition.append(records), errorCode: NO_ERROR };
  } catch (error) {
    if (!(error instanceof AppendError)) throw error;
    if (error.code === 'disk-full' || error.code === 'io') session.state.onFailure(error.message);
    return refused(appendErrorCode(error, partition));
  }
}

/**
 * What is no batch is no request either: like other garbage it ends the connection.
 *
 * Whatever the disk refuses is `PartitionFull`, never `StorageError`: a client's `flush` does not look at the codes that
 * it knows (`fluvio/src/producer/partition_producer.rs`) and would take the records for written. `@fluvio/client` does
 * not know this one, so its `flush` fails, at once; were the connection closed instead, it would wait for ever (ran).
 */
function appendErrorCode(error: AppendError, partition: Partition): ErrorCode {
  switch (error.code) {
    case 'not-batches':
      throw new DecodeError('invalid', error.message, 0, { cause: error });
    case 'too-large':
      return { code: 'MessageTooLarge' };
    case 'bad-checksum':
      return { code: 'Other', message: error.message };
    case 'disk-full':
    case 'io':
      return { code: 'PartitionFull', topic: partition.topic, partition: partition.index };
  }
}

function refused(errorCode: ErrorCode): Written {
  return { baseOffset: 0, errorCode };
}
