import {
  decodeStreamFetchRequest,
  encodeStreamFetchResponseHead,
  STREAM_FETCH_API,
} from '../../protocol/messages/stream-fetch.js';
import type { Handler } from '../net/registry.js';
import { openChain } from './module-chain.js';
import { RecordStream } from './record-stream.js';
import type { SpuSession } from './session.js';

/**
 * StreamFetch: opens a stream that answers as long as the connection lives (Fluvio: `stream_fetch.rs`).
 *
 * Behaviour: an unknown partition is answered with stream id 0. The stream's id is taken before its SmartModules are
 * made, and their failure is answered on that stream, which is then dead but still known to UpdateOffsets.
 */
export const streamFetch: Handler<SpuSession> = {
  name: 'StreamFetch',
  api: STREAM_FETCH_API,
  stated: { minVersion: 0, maxVersion: STREAM_FETCH_API.maxVersion },
  handle: (session, { header, body, connection }) => {
    const { correlationId, apiVersion } = header;
    const request = decodeStreamFetchRequest(body, apiVersion);
    const { topic } = request;
    const partition = session.state.partition(topic, request.partition);
    if (partition === undefined) {
      const head = {
        partitionIndex: request.partition,
        errorCode: { code: 'NotLeaderForPartition' },
        highWatermark: 0,
        nextFilterOffset: 0,
        logStartOffset: 0,
        aborted: null,
      } as const;
      connection.send(correlationId, (writer) =>
        encodeStreamFetchResponseHead(writer, { topic, streamId: 0, partition: head }, 0, apiVersion),
      );
      return;
    }
    const id = session.nextStreamId();
    const stream = new RecordStream({
      id,
      partition,
      connection,
      correlationId,
      version: apiVersion,
      request,
    });
    session.addStream(stream);
    if (request.smartmodules.length === 0) {
      stream.start();
      return;
    }
    // Not awaited: the connection's other requests, of other streams perhaps, need not wait for a compiler.
    openChain(session, request.smartmodules, apiVersion)
      .then((opened) => {
        if ('error' in opened) stream.fail(opened.error);
        else stream.start(opened.chain);
      })
      // Such as no thread to be had: this stream's end, and not the broker's.
      .catch((error: Error) => stream.fail({ code: 'SmartModuleChainInitError', message: error.message }));
  },
};
