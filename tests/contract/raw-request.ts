import { connect } from 'node:net';
import type { Api } from '../../fluvio/protocol/api.js';
import { encodeRequestFrame, FrameSplitter } from '../../fluvio/protocol/frame.js';
import { Reader } from '../../fluvio/protocol/reader.js';
import type { Writer } from '../../fluvio/protocol/writer.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Sends bytes as they are; resolves to what has come back when the server closes or `quietMs` have passed. */
export function exchange(
  { host, port }: Address,
  bytes: Uint8Array,
  quietMs = 500,
): Promise<{ answer: Buffer; closed: boolean }> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(port, host, () => socket.write(bytes));
    const finish = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ answer: Buffer.concat(received), closed });
    };
    const timer = setTimeout(() => finish(false), quietMs);
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk);
      timer.refresh();
    });
    socket.on('close', () => finish(true));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') reject(error);
    });
  });
}

/** One request on a connection of its own; resolves to a reader of the answer's body. */
export function ask(
  { host, port }: Address,
  api: Api,
  version: number,
  write: (writer: Writer) => void,
): Promise<Reader> {
  const header = { apiKey: api.key, apiVersion: version, correlationId: 7, clientId: 'contract' };
  return new Promise((resolve, reject) => {
    const frames = new FrameSplitter();
    const socket = connect(port, host, () => socket.write(encodeRequestFrame(header, write)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed without an answer')));
    socket.on('data', (chunk: Buffer) => {
      const [frame] = frames.push(chunk);
      if (frame === undefined) return;
      resolve(new Reader(frame, 4));
      socket.destroy();
    });
  });
}
