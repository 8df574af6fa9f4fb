/** One request to the SC of a Fluvio, in its own protocol. */
import { connect } from 'node:net';
import type { Api } from '../protocol/api.js';
import { encodeRequestFrame, FrameSplitter } from '../protocol/frame.js';
import {
  API_VERSIONS_API,
  decodeApiVersionsResponse,
  encodeApiVersionsRequest,
} from '../protocol/messages/api-versions.js';
import { Reader } from '../protocol/reader.js';
import type { Writer } from '../protocol/writer.js';

export interface ScAddress {
  readonly host: string;
  readonly port: number;
}

/** A message of an API: its versions, how the question is written and the answer read. */
export interface Question<A> {
  readonly api: Api;
  write(writer: Writer, version: number): void;
  read(reader: Reader, version: number): A;
}

/** Of the bytes after the length: a correlation id. */
const RESPONSE_HEADER_BYTES = 4;
const CLIENT = 'game-flow';
/** The Fluvio whose protocol this is: a real SC insists on a semantic version. */
const SPOKEN = { clientVersion: '0.18.0', clientOs: process.platform, clientArch: process.arch };

/**
 * Asks in the newest version that both sides know, over a connection of its own, without TLS.
 * @throws Error in a sentence when there is no answer within `answerMs`, or the server is too old or too new
 */
export async function askSc<A>(address: ScAddress, question: Question<A>, answerMs: number): Promise<A> {
  const versions = await exchange(
    address,
    {
      api: API_VERSIONS_API,
      write: (writer, version) => encodeApiVersionsRequest(writer, SPOKEN, version),
      read: decodeApiVersionsResponse,
    },
    API_VERSIONS_API.maxVersion,
    answerMs,
  );
  const { key, minVersion, maxVersion } = question.api;
  const there = versions.apiKeys.find(({ apiKey }) => apiKey === key);
  const version = Math.min(maxVersion, there?.maxVersion ?? -1);
  if (there === undefined || version < Math.max(minVersion, there.minVersion)) {
    throw new Error(`The Fluvio there (${versions.platformVersion}) speaks another version of the protocol.`);
  }
  return exchange(address, question, version, answerMs);
}

function exchange<A>(
  { host, port }: ScAddress,
  { api, write, read }: Question<A>,
  version: number,
  answerMs: number,
): Promise<A> {
  const header = { apiKey: api.key, apiVersion: version, correlationId: 1, clientId: CLIENT };
  const request = encodeRequestFrame(header, (writer) => write(writer, version));
  return new Promise((resolve, reject) => {
    const frames = new FrameSplitter();
    const socket = connect(port, host, () => socket.write(request));
    const fail = (why: string, cause?: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new Error(`Fluvio at ${host}:${port} ${why}.`, { cause }));
    };
    const timer = setTimeout(() => fail(`did not answer within ${answerMs / 1000} s`), answerMs);
    socket.on('error', (error) => fail(`cannot be reached: ${error.message}`, error));
    socket.on('close', () => fail('ended the connection without an answer'));
    socket.on('data', (chunk: Buffer) => {
      try {
        const [frame] = frames.push(chunk);
        if (frame === undefined) return;
        resolve(read(new Reader(frame, RESPONSE_HEADER_BYTES), version));
        clearTimeout(timer);
        socket.destroy();
      } catch (error) {
        fail(`gave an answer that cannot be read: ${(error as Error).message}`, error as Error);
      }
    });
  });
}
